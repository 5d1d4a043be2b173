import Domain
import VenueInterface

@testable import Dialects

extension UnifiedAdapter {
  private static let known: Set<String> = [
    "stopLossPrice", "takeProfitPrice", "triggerPrice", "stopPrice", "trailingPercent",
    "trailingTriggerPrice", "stopLossOrTakeProfit", "postOnly", "reduceOnly", "timeInForce",
    "clientOrderId", "icebergAmount", "cost", "posSide",
    "createMarketBuyOrderRequiresPrice", "triggerDirection", "hf", "sync", "hedged",
  ]

  /// `createOrder(symbol, type, side, amount, price, params)`.
  func place(_ call: ConformanceCase) throws -> VenueCall<OrderAnswer> {
    let (order, market) = try order(call)
    return try dialect(call).place(order, in: market)
  }

  /// `createOrders([{symbol, type, side, amount, price, params}, …])`.
  func placeTogether(_ call: ConformanceCase) throws -> VenueCall<[BatchedAnswer]> {
    var orders: [PlaceRequest] = []
    var markets: [Instrument] = []
    for one in call.argument(0)?.list ?? [] {
      let (order, market) = try order(call.with(one))
      orders.append(order)
      markets.append(market)
    }
    return try dialect(call).place(orders, in: markets)
  }

  private func order(_ call: ConformanceCase) throws -> (PlaceRequest, Instrument) {
    try allow(Self.known, in: call)
    let market = try market(call, 0)
    guard let side = Side(rawValue: call.argument(2)?.text ?? "") else {
      throw NotComparable("no side")
    }
    let price: Price? = call.argument(4)?.decimal().map { cut($0, to: market.tick) }
    let type = try type(of: call)
    var order = PlaceRequest(
      clientOrderID: call.parameters["clientOrderId"]?.text ?? clientOrderID,
      symbol: market.symbol, side: side, type: type,
      quantity: try quantity(call.argument(3), in: market))
    if call.argument(1)?.text == "limit" { order.price = price }
    order.stopPrice = stopPrice(of: call)
    order.trailingPercent = call.parameters["trailingPercent"]?.decimal()
    order.isPostOnly = call.parameters["postOnly"]?.flag ?? false
    order.isReduceOnly = call.parameters["reduceOnly"]?.flag ?? false
    if let word = call.parameters["timeInForce"]?.text {
      guard let time = TimeInForce(rawValue: word.lowercased()) else {
        throw NotComparable("the time in force \(word)")
      }
      order.timeInForce = time
    }
    order.positionSide = call.parameters["posSide"]?.text.flatMap { PositionSide(rawValue: $0) }
    if call.parameters["hedged"]?.flag == true {
      // What closes is of the other side's position.
      let closes = order.isReduceOnly || type == .stop || type == .takeProfit
      order.positionSide = (side == .buy) == closes ? .short : .long
    }
    order.icebergQuantity = try call.parameters["icebergAmount"].map {
      try quantity($0, in: market)
    }
    order.quoteQuantity = call.parameters["cost"]?.decimal()
    let isByCost =
      exchange.sidesByCost.contains(side) && market.symbol.kind == .spot
      && call.argument(1)?.text == "market"
    if isByCost, order.quoteQuantity == nil {
      if let price {
        order.quoteQuantity = try price * order.quantity
      } else if call.parameters["createMarketBuyOrderRequiresPrice"]?.flag == false {
        order.quoteQuantity = Notional(scaled: order.quantity.scaled)
      }
    }
    return (order, market)
  }

  /// `createMarketBuyOrderWithCost(symbol, cost)`, or with a side between the two.
  func placeByCost(_ call: ConformanceCase) throws -> VenueCall<OrderAnswer> {
    try allow(["createMarketBuyOrderRequiresPrice"], in: call)
    let market = try market(call, 0)
    let side: Side
    switch call.method {
    case "createMarketBuyOrderWithCost": side = .buy
    case "createMarketSellOrderWithCost": side = .sell
    default: side = call.argument(1)?.text == "sell" ? .sell : .buy
    }
    let place = call.method == "createMarketOrderWithCost" ? 2 : 1
    guard let cost: Notional = call.argument(place)?.decimal() else {
      throw NotComparable("no cost")
    }
    return try dialect(call).place(
      PlaceRequest(
        clientOrderID: clientOrderID, symbol: market.symbol, side: side, type: .market,
        quantity: .zero, quoteQuantity: try exchange.costs(cost, in: market)), in: market)
  }

  /// `editOrder(id, symbol, type, side, amount, price, params)`.
  func amend(_ call: ConformanceCase) throws -> VenueCall<OrderAnswer> {
    try allow(["clientOrderId"], in: call)
    let market = try market(call, 1)
    let id = call.argument(0)?.word.flatMap { $0.isEmpty ? nil : $0 }
    let order = OrderTarget(
      market, clientOrderID: call.parameters["clientOrderId"]?.text, orderID: id,
      side: Side(rawValue: call.argument(3)?.text ?? "") ?? .buy, type: .limit, quantity: .one,
      price: Price(1))
    return try dialect(call).amend(
      order, quantity: try call.argument(4).map { try quantity($0, in: market) },
      price: call.argument(5)?.decimal(), stopPrice: nil)
  }

  private func type(of call: ConformanceCase) throws(NotComparable) -> OrderType {
    let isLimit: Bool
    switch call.argument(1)?.text {
    case "limit": isLimit = true
    case "market": isLimit = false
    case let type: throw NotComparable("the order type \(type ?? "")")
    }
    let takesProfit =
      call.parameters["takeProfitPrice"] != nil
      || call.parameters["stopLossOrTakeProfit"]?.text == "takeProfit"
    if takesProfit { return .takeProfit }
    // The price has to rise for a stop that buys, and to fall for one that sells.
    if let direction = call.parameters["triggerDirection"]?.text,
      (direction == "above") != (call.argument(2)?.text == "buy")
    {
      return .takeProfit
    }
    let waits = ["stopLossPrice", "triggerPrice", "stopPrice", "trailingPercent"]
    guard waits.contains(where: { call.parameters[$0] != nil }) else {
      return isLimit ? .limit : .market
    }
    return isLimit ? .stopLimit : .stop
  }

  private func stopPrice(of call: ConformanceCase) -> Price? {
    let names = [
      "stopLossPrice", "takeProfitPrice", "triggerPrice", "stopPrice", "trailingTriggerPrice",
    ]
    return names.lazy.compactMap { call.parameters[$0]?.decimal() }.first
  }

  /// An amount in base units, or dollars of inverse contracts, on the grid.
  private func quantity(
    _ amount: JSONTree?, in market: Instrument
  ) throws(NotComparable) -> Quantity {
    guard let amount: Rate = Self.rate(amount),
      let quantity = try? market.contractSize * amount
    else { throw NotComparable("no amount") }
    guard market.lot.isPositive else { return quantity }
    return (try? quantity.rounded(.towardZero, toMultipleOf: market.lot)) ?? quantity
  }

  /// More digits than an exact number has are cut off: they come from binary floating point.
  private static func rate(_ amount: JSONTree?) -> Rate? {
    guard let word = amount?.word else { return nil }
    let parts = word.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else { return try? Rate(decimal: word) }
    return try? Rate(decimal: "\(parts[0]).\(parts[1].prefix(18))")
  }

  private func cut(_ price: Price, to tick: Price) -> Price {
    guard tick.isPositive else { return price }
    return (try? price.rounded(.toNearestOrEven, toMultipleOf: tick)) ?? price
  }
}
