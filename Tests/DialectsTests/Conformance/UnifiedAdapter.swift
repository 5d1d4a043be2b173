import Domain
import VenueInterface

@testable import Dialects

/// Translates a call in unified words into a call of a dialect.
///
/// The words are those of the CCXT project: amounts of contracts are numbers of contracts, amounts
/// and prices off the grid are cut to it, and what is special stands in the parameters.
struct UnifiedAdapter {
  let exchange: ConformanceExchange
  let markets: [Symbol: Instrument]
  /// What the cases leave to chance.
  var clientOrderID = "conformance"

  /// What a case asks for.
  ///
  /// - Throws: `NotComparable`, with what is missing here.
  func request(_ call: ConformanceCase) throws -> UnifiedRequest {
    do {
      return try translated(call)
    } catch let error as Unsupported {
      throw NotComparable(error.explanation)
    }
  }

  private func translated(_ call: ConformanceCase) throws -> UnifiedRequest {
    switch call.method {
    case "createOrder": return .change(try place(call))
    case "createMarketBuyOrderWithCost", "createMarketSellOrderWithCost",
      "createMarketOrderWithCost":
      return .change(try placeByCost(call))
    case "editOrder": return .change(try amend(call))
    case "cancelOrder", "cancelOrderWithClientOrderId", "fetchOrder",
      "fetchOrderWithClientOrderId":
      return try aboutOrder(call)
    case "cancelAllOrders":
      let calls = try dialect(call).cancelAll(in: market(call, 0))
      return .other(try chosen(of: calls.map(\.draft), call))
    case "fetchOpenOrders", "fetchOrders", "fetchMyTrades", "fetchOrdersByStatus":
      return try listing(call)
    case "fetchTicker", "fetchTickers", "fetchOrderBook", "fetchTrades", "fetchOHLCV":
      return .other(try marketData(call))
    case "fetchBalance", "fetchPositions", "fetchPosition", "fetchLeverage", "setLeverage",
      "setMarginMode",
      "fetchTradingFee":
      return try account(call)
    case "createOrders": return .placing(try placeTogether(call))
    case "cancelOrders": return .other(try cancelTogether(call))
    case "setPositionMode": throw NotComparable("setting whether sides are held apart")
    case "fetchOpenOrder": throw NotComparable("an endpoint for open orders alone")
    case "fetchClosedOrders": throw NotComparable("closed orders alone")
    case "closePosition": throw NotComparable("closing positions without a quantity")
    case "cancelAllOrdersAfter": throw NotComparable("cancelling when nothing is heard for a while")
    case let method: throw NotComparable("the method \(method)")
    }
  }

  // MARK: Markets

  /// The kind of market that a case is about.
  func kind(_ call: ConformanceCase) throws(NotComparable) -> MarketKind {
    switch call.marketType {
    case "spot":
      guard call.parameters["marginMode"] == nil else { throw NotComparable("margin trading") }
      return .spot
    case "swap-linear": return .linear
    case "swap-inverse": return .inverse
    case "funding" where call.method == "fetchBalance": return .spot
    case nil: break
    case let type?: throw NotComparable("\(type) markets")
    }
    let words = ["type", "subType"].compactMap { call.parameters[$0]?.text }
    if call.parameters["marginMode"] != nil { throw NotComparable("margin trading") }
    if words.contains("cross") { throw NotComparable("margin trading") }
    if words.contains("linear") || words.contains("swap") { return .linear }
    let isUsuallySpot = call.method == "fetchBalance" || call.method == "fetchTickers"
    return isUsuallySpot || exchange.linear == nil ? .spot : .linear
  }

  func dialect(_ call: ConformanceCase) throws(NotComparable) -> any SigningDialect {
    try exchange.dialect(for: try kind(call))
  }

  /// The market that an argument names.
  func market(_ call: ConformanceCase, _ place: Int) throws(NotComparable) -> Instrument {
    let text = call.argument(place)?.text ?? ""
    let named = (try? Symbol(unified: text)).flatMap { markets[$0] }
    if let market = named, call.parameters["type"]?.text == "swap" {
      let symbol = market.symbol
      let contract = Symbol(base: symbol.base, quote: symbol.quote, settle: symbol.quote)
      return markets[contract] ?? market
    }
    guard let market = named ?? markets.values.first(where: { $0.venueSymbol == text }) else {
      throw NotComparable("a market that the shared data does not describe")
    }
    return market
  }

  /// Refuses parameters that say something that cannot be said here.
  func allow(_ names: Set<String>, in call: ConformanceCase) throws(NotComparable) {
    for name in call.parameters.keys.sorted() where !names.contains(name) {
      throw NotComparable("the parameter \(name)")
    }
  }

  private func isConditional(_ call: ConformanceCase) -> Bool {
    ["trigger", "stop", "trailing"].contains { call.parameters[$0]?.flag == true }
  }

  /// Of two endpoints for plain and for conditional orders the one that is meant.
  private func chosen<Element>(
    of calls: [Element], _ call: ConformanceCase
  ) throws(NotComparable) -> Element {
    guard let found = isConditional(call) ? calls.last : calls.first else {
      throw NotComparable("nothing is asked")
    }
    return found
  }

  // MARK: Orders

  private func aboutOrder(_ call: ConformanceCase) throws -> UnifiedRequest {
    try allow(
      ["trigger", "stop", "trailing", "clientOrderId", "origClientOrderId", "hf", "sync"], in: call)
    let isByClientID = call.method.hasSuffix("WithClientOrderId")
    let word = call.argument(0)?.word.flatMap { $0.isEmpty ? nil : $0 }
    let named = ["clientOrderId", "origClientOrderId"].compactMap { call.parameters[$0]?.text }
    let market = try market(call, 1)
    let dialect = try dialect(call)
    let client = isByClientID ? word : named.first
    var venue = isByClientID ? nil : word
    // Numbers of conditional orders carry a prefix where they are counted apart.
    if isConditional(call), exchange.countsAlgoOrdersApart {
      venue = venue.map(AlgoOrderKey.orderID)
    }
    guard client != nil || venue != nil else { throw NotComparable("an order without an id") }
    let target = OrderTarget(
      market, clientOrderID: client, orderID: venue, side: .buy,
      type: isConditional(call) ? .stop : .limit, quantity: .one)
    if call.method.hasPrefix("cancel") {
      guard let cancel = try dialect.cancel(target).first else {
        throw NotComparable("nothing is asked")
      }
      return .change(cancel)
    }
    guard let lookup = try dialect.order(target).first else {
      throw NotComparable("nothing is asked")
    }
    return .lookup(lookup)
  }

  /// `cancelOrders([id, …], symbol)`, or with ids of the client in a parameter.
  private func cancelTogether(_ call: ConformanceCase) throws -> RequestDraft {
    try allow(["clientOrderIds"], in: call)
    let market = try market(call, 1)
    func target(_ id: String?, _ clientID: String? = nil) -> OrderTarget {
      OrderTarget(
        market, clientOrderID: clientID, orderID: id, side: .buy, type: .limit, quantity: .one)
    }
    let targets =
      (call.argument(0)?.list ?? []).compactMap(\.word).map { target($0) }
      + (call.parameters["clientOrderIds"]?.list ?? []).compactMap(\.word).map { target(nil, $0) }
    guard let request = try dialect(call).cancel(together: targets).first else {
      throw NotComparable("nothing is asked")
    }
    return request.draft
  }

  private func listing(_ call: ConformanceCase) throws -> UnifiedRequest {
    try allow(["trigger", "stop", "type", "hf"], in: call)
    let dialect = try dialect(call)
    let limit = call.argument(2)?.whole
    if call.method == "fetchOrdersByStatus" {
      guard call.argument(0)?.text == "open" else { throw NotComparable("closed orders alone") }
      guard call.argument(2) == nil else { throw NotComparable("open orders since a time") }
      return .orders(try chosen(of: dialect.openOrders(in: try market(call, 1)), call))
    }
    if exchange.spot is KuCoinDialect, call.parameters["hf"] == nil {
      throw NotComparable("lists of accounts that were opened before those of high frequency")
    }
    if call.method == "fetchOpenOrders" {
      let market = try call.argument(0) == nil ? nil : market(call, 0)
      return .orders(try chosen(of: dialect.openOrders(in: market), call))
    }
    guard call.argument(1) == nil else {
      throw NotComparable("a history without an end")
    }
    let market = try market(call, 0)
    if call.method == "fetchOrders" {
      return .orders(try chosen(of: dialect.orders(in: market, during: nil, limit: limit), call))
    }
    return .fills(try chosen(of: dialect.fills(in: market, during: nil, limit: limit), call))
  }

  // MARK: Markets and account

  private func marketData(_ call: ConformanceCase) throws -> RequestDraft {
    try allow(call.method == "fetchOHLCV" ? ["type", "price"] : ["type"], in: call)
    let dialect = try dialect(call)
    let since = call.argument(call.method == "fetchOHLCV" ? 2 : 1)?.whole
    switch call.method {
    case "fetchTicker": return dialect.ticker(try market(call, 0)).draft
    case "fetchTickers": return try chosen(of: dialect.tickers().map(\.draft), call)
    case "fetchOrderBook":
      guard let depth = call.argument(1)?.whole else { throw NotComparable("a usual depth") }
      return dialect.book(try market(call, 0), depth: depth).draft
    case "fetchTrades":
      guard since == nil else { throw NotComparable("public trades since a time") }
      return dialect.trades(try market(call, 0), limit: call.argument(2)?.whole).draft
    default:
      // Where none is named, both sides mean a minute.
      let word = call.argument(1)?.text ?? "1m"
      guard let length = CandleLength(rawValue: word) else {
        throw NotComparable("candles of \(word)")
      }
      guard let price = CandlePrice(rawValue: call.parameters["price"]?.text ?? "last") else {
        throw NotComparable("candles of another price")
      }
      return try dialect.candles(
        try market(call, 0), length, of: price,
        since: since.map { Timestamp(nanoseconds: Int64($0) * 1_000_000) },
        limit: call.argument(3)?.whole
      ).draft
    }
  }

  private func account(_ call: ConformanceCase) throws -> UnifiedRequest {
    try allow(["type", "subType", "hf", "v3"], in: call)
    let dialect = try dialect(call)
    switch call.method {
    case "fetchBalance" where call.marketType == "funding":
      return .other(try dialect.funding().draft)
    case "fetchBalance": return .other(try chosen(of: dialect.balances().map(\.draft), call))
    case "fetchPositions": return .positions(try chosen(of: dialect.positions(), call))
    case "fetchPosition":
      return .positions(try chosen(of: dialect.positions(in: market(call, 0)), call))
    case "fetchLeverage": return .other(try dialect.leverage(in: try market(call, 0)).draft)
    case "fetchTradingFee": return .other(try dialect.fees(in: try market(call, 0)).draft)
    case "setLeverage":
      guard let leverage: Rate = call.argument(0)?.decimal() else {
        throw NotComparable("no leverage")
      }
      return .other(try dialect.setLeverage(leverage, in: try market(call, 1)).draft)
    default:
      guard let mode = MarginMode(rawValue: call.argument(0)?.text ?? "") else {
        throw NotComparable("no margin mode")
      }
      return .other(try dialect.setMarginMode(mode, in: try market(call, 1)).draft)
    }
  }
}
