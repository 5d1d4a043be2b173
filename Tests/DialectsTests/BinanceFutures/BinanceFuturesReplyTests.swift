import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BinanceFuturesReplyTests {
  private let dialect = BinanceFuturesDialect()
  private let bitcoin = Instrument.futures.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "BinanceFutures/\(name)", to: call)
  }

  // MARK: Markets

  @Test func `only linear perpetuals that can be traded are markets`() throws {
    let markets = try read("exchange_info", dialect.instruments()[0]).items
    #expect(
      markets == [
        Instrument(
          symbol: bitcoin, venueSymbol: "BTCUSDT", tick: Price("0.1"), lot: Quantity("0.001"),
          minimumQuantity: Quantity("0.001"), maximumQuantity: Quantity(1000),
          maximumMarketQuantity: Quantity(120), minimumNotional: Notional(100)),
        Instrument(
          symbol: Symbol(base: "TSLA", quote: "USDT", settle: "USDT"), venueSymbol: "TSLAUSDT",
          lot: Quantity("0.01"), minimumQuantity: Quantity("0.01"), maximumQuantity: Quantity(500)),
      ])
    #expect(
      try read("exchange_info", try dialect.limits()).map(\.name)
        == ["weight-1M", "orders-10S", "orders-1M"])
  }

  @Test func `prices come without the best ones`() throws {
    #expect(
      try read("ticker", dialect.ticker(.futures))
        == VenueTicker(price: Price("50000.1"), time: .test(1_795_176_000_123)))
    let book = try read("depth", dialect.book(.futures, depth: 1))
    #expect(book.time == .test(1_795_176_000_125) && book.asks.count == 1)
  }

  // MARK: Account

  @Test func `what is free is no more than what is in the wallet`() throws {
    #expect(
      try read("account", dialect.balances()[0])
        == [
          Balance(asset: "USDT", free: Notional("1023.22469206"), locked: Notional("103.5")),
          Balance(asset: "USDC", free: Notional(10), locked: .zero),
        ])
  }

  @Test func `positions are read, and unknown ones are not passed over`() throws {
    let page = try read("position_risk", dialect.positions()[0])
    #expect(
      page.items == [
        VenuePosition(
          symbol: bitcoin, side: .short, quantity: Quantity("0.02"), entryPrice: Price("50000.5"),
          markPrice: Price(50100), leverage: Rate(5), unrealizedPnL: Notional("-1.99"),
          liquidationPrice: Price(61000)),
        VenuePosition(
          symbol: Instrument.ether.symbol, side: .long, quantity: Quantity(3),
          entryPrice: Price(3000), unrealizedPnL: Notional(10), isHedged: true),
      ])
    #expect(page.unknownMarkets == ["BTCUSDT_270326"])
  }

  @Test func `leverage, fees and permissions are read`() throws {
    #expect(
      try read("symbol_config", try dialect.leverage(in: .futures))
        == LeverageSetting(leverage: Rate(21), marginMode: .cross))
    #expect(
      try read("commission_rate", try dialect.fees(in: .futures))
        == TradingFees(maker: Rate("0.0002"), taker: Rate("0.0004")))
    let key = try dialect.answer(
      fixture: "Binance/api_restrictions", to: try dialect.permissions(of: .test))
    #expect(key.canTrade)
    let set = try dialect.setLeverage(Rate(21), in: .futures)
    #expect(throws: Never.self) { try read("leverage", set) }
    let other = try dialect.setLeverage(Rate(20), in: .futures)
    #expect(throws: VenueError.self) { try read("leverage", other) }
  }

  @Test func `a margin mode that is set already is as it was asked to be`() throws {
    let call = try dialect.setMarginMode(.cross, in: .futures)
    #expect(throws: Never.self) {
      try dialect.answer(
        #"{"code":-4046,"msg":"No need to change margin type."}"#, to: call, status: 400)
    }
    #expect(throws: VenueError.rejected(code: "-4047", message: "Open orders.")) {
      try dialect.answer(#"{"code":-4047,"msg":"Open orders."}"#, to: call, status: 400)
    }
  }

  // MARK: Plain orders

  @Test func `the reply to a new order says how it stands`() throws {
    let call = try dialect.place(
      .test(.market, .sell) {
        $0.quantity = Quantity("0.01")
        $0.isReduceOnly = true
      }, in: .futures)
    #expect(
      try read("order_result", call).order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "22542179", symbol: bitcoin, side: .sell,
          type: .market, status: .filled, quantity: Quantity("0.01"),
          filledQuantity: Quantity("0.01"), averagePrice: Price("50000.15"), isReduceOnly: true))
  }

  @Test func `orders are read as they stand`() throws {
    let found = try read("order", try dialect.order(.test(.futures, .limit))[0]).order
    #expect(found?.status == .expired && found?.reason == "EXPIRED_IN_MATCH")
    #expect(found?.averagePrice == Price(49000) && found?.filledQuantity == Quantity("0.0025"))
    let cancelled = try read(
      "order_cancelled", try dialect.cancel(.test(.futures, .limit))[0])
    #expect(cancelled.order?.status == .cancelled && cancelled.order?.averagePrice == nil)
    let amended = try read(
      "order_modified",
      try dialect.amend(
        .test(.futures, .limit, price: Price(49000)), quantity: Quantity("0.005"),
        price: Price(49500), stopPrice: nil))
    #expect(amended.order?.price == Price(49500) && amended.order?.quantity == Quantity("0.005"))
    for call in try dialect.cancelAll(in: .futures) {
      #expect(throws: Never.self) { try read("done", call) }
    }
  }

  @Test func `open orders of both kinds are read, those of the venue too`() throws {
    let calls = try dialect.openOrders(in: nil)
    let plain = try read("open_orders", calls[0])
    #expect(plain.items.map(\.type) == [.limit, nil])
    #expect(plain.items.map(\.isReduceOnly) == [true, false])
    #expect(plain.unknownMarkets == ["BTCUSDT_270326"])
    let algo = try read("open_algo_orders", calls[1])
    #expect(
      algo.items == [
        VenueOrder(
          clientOrderID: "a", orderID: "algo:10", symbol: bitcoin, side: .sell, type: .stop,
          status: .accepted, quantity: Quantity("0.01"), stopPrice: Price(51000),
          trailingPercent: .one, isReduceOnly: true),
        VenueOrder(
          clientOrderID: "b", orderID: "algo:11", symbol: bitcoin, side: .sell, type: .stop,
          status: .accepted, quantity: .zero, stopPrice: Price(45000), isReduceOnly: true),
      ])
  }

  @Test func `trades are read, and those of an order asked for`() throws {
    let page = try read("user_trades", try dialect.fills(in: .futures, during: nil, limit: nil)[0])
    #expect(
      page.items == [
        VenueFill(
          fillID: "698759", clientOrderID: nil, orderID: "22542179", symbol: bitcoin, side: .sell,
          price: Price("50000.15"), quantity: Quantity("0.01"), fee: Notional("0.2000006"),
          feeAsset: "USDT", liquidity: .taker, time: .test(1_795_176_000_500))
      ])
  }

  static let old: [TimeInterval?] = [
    nil, TimeInterval.seconds(6 * 86_400), TimeInterval.seconds(60 * 86_400),
    TimeInterval.seconds(-1), TimeInterval(nanoseconds: .max),
  ]

  @Test(arguments: old)
  func `the fills of an order that is not young are those of its time`(age: TimeInterval?) throws {
    let target = OrderTarget.test(.futures, .limit, id: "22542179", age: age)
    let first = try dialect.fills(of: target)[0]
    #expect(first.line == "GET /fapi/v1/order?symbol=BTCUSDT&orderId=22542179")
    let order =
      #"{"symbol":"BTCUSDT","orderId":22542179,"clientOrderId":"tcabc","side":"SELL","#
      + #""type":"LIMIT","status":"FILLED","origQty":"0.01","executedQty":"0.01","avgPrice":"1","#
      + #""time":1795176000400,"updateTime":1795780800400}"#
    let second = try #require(try dialect.answer(order, to: first).next)
    let head = "GET /fapi/v1/userTrades?symbol=BTCUSDT&orderId=22542179"
    #expect(second.line == head + "&startTime=1795176000400&endTime=1795780800399")
    let page = try read("user_trades", second)
    #expect(page.items.map(\.fillID) == ["698759"])
    #expect(page.items.map(\.clientOrderID) == ["tcabc"])
    let third = try #require(page.next)
    #expect(third.line == head + "&startTime=1795780800399&endTime=1795780800400")
    #expect(try dialect.answer("[]", to: third).next.map(\.line) == nil)
  }

  @Test func `those of a young one come at once, as on spot those of any`() throws {
    for age: TimeInterval in [.zero, .seconds(6 * 86_400 - 1)] {
      let target = OrderTarget.test(.futures, .limit, id: "7", age: age)
      #expect(
        try dialect.fills(of: target).map(\.line)
          == ["GET /fapi/v1/userTrades?symbol=BTCUSDT&orderId=7"])
    }
    let spot = OrderTarget.test(.spot, .limit, id: "7", age: nil)
    #expect(
      try BinanceDialect().fills(of: spot).map(\.line)
        == ["GET /api/v3/myTrades?symbol=BTCUSDT&orderId=7"])
  }

  @Test func `nor are those of a conditional order only of late`() throws {
    let call = try dialect.fills(of: .test(.futures, .stop, age: nil))[0]
    let next = try #require(try read("algo_triggered", call).next)
    #expect(next.line == "GET /fapi/v1/order?symbol=BTCUSDT&orderId=88937381063")
    #expect(
      try read("order_triggered", next).next?.line.hasPrefix(
        "GET /fapi/v1/userTrades?symbol=BTCUSDT&orderId=88937381063&startTime=") == true)
  }

  // MARK: Conditional orders

  @Test func `a conditional order is read as it waits`() throws {
    let call = try dialect.place(
      .test(.stopLimit, .sell) {
        $0.quantity = Quantity("0.01")
        $0.price = Price(47900)
        $0.stopPrice = Price(48000)
        $0.isReduceOnly = true
      }, in: .futures)
    let placed = try read("algo_placed", call).order
    #expect(
      placed
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "algo:2146760", symbol: bitcoin, side: .sell,
          type: .stopLimit, status: .accepted, quantity: Quantity("0.01"), price: Price(47900),
          stopPrice: Price(48000), isReduceOnly: true))
    let found = try read("algo_placed", try dialect.order(.test(.futures, .stop))[0]).order
    #expect(found == placed)
    let fills = try read("algo_placed", try dialect.fills(of: .test(.futures, .stop))[0])
    #expect(fills.items.isEmpty && fills.next.map(\.line) == nil)
  }

  @Test func `once its price was reached, the order that it became tells`() throws {
    let call = try dialect.order(.test(.futures, .stopLimit))[0]
    guard case .elsewhere(let next) = try read("algo_triggered", call) else {
      Issue.record("nothing is asked")
      return
    }
    #expect(next.line == "GET /fapi/v1/order?symbol=BTCUSDT&orderId=88937381063")
    // It may be forgotten by now; that it was there is certain.
    let forgotten = next.answerIfNotFound()?.order
    #expect(forgotten?.status == .unknown && forgotten?.reason != nil)
    #expect(call.answerIfNotFound() == nil)
    #expect(
      try read("order_triggered", next).order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "algo:2146760", symbol: bitcoin, side: .sell,
          type: .stopLimit, status: .partiallyFilled, quantity: Quantity("0.01"),
          filledQuantity: Quantity("0.004"), averagePrice: Price(47950), price: Price(47900),
          stopPrice: Price(48000), isReduceOnly: true))
    let fills = try read("algo_triggered", try dialect.fills(of: .test(.futures, .stop))[0])
    #expect(
      fills.next?.line == "GET /fapi/v1/userTrades?symbol=BTCUSDT&orderId=88937381063")
  }

  @Test func `a cancel is heard, or goes to the order that it became`() throws {
    let calls = try dialect.cancel(.test(.futures, .stopLimit))
    guard case .acknowledged("algo:2146760") = try read("algo_cancelled", calls[0]) else {
      Issue.record("the cancel was not heard")
      return
    }
    #expect(try read("algo_placed", calls[1]).order?.status == .accepted)
    guard case .elsewhere(let next) = try read("algo_triggered", calls[1]) else {
      Issue.record("nothing is cancelled")
      return
    }
    #expect(next.line == "DELETE /fapi/v1/order?symbol=BTCUSDT&orderId=88937381063")
    #expect(next.draft.isWrite && next.draft.purpose == .cancel)
    let cancelled = try read("order_triggered", next).order
    #expect(cancelled?.orderID == "algo:2146760" && cancelled?.type == .stopLimit)
  }

  @Test(arguments: [
    ("NEW", "0", OrderStatus.accepted), ("TRIGGERING", "0", .accepted),
    ("TRIGGERED", "0", .accepted), ("TRIGGERED", "0.5", .partiallyFilled),
    ("FINISHED", "1", .filled), ("FINISHED", "0.5", .cancelled), ("FINISHED", "0", .cancelled),
    ("CANCELED", "0", .cancelled), ("REJECTED", "0", .rejected), ("EXPIRED", "0", .expired),
  ])
  func `each word for where a conditional order stands is known`(
    word: String, filled: String, status: OrderStatus
  ) throws {
    let call = try dialect.order(.test(.futures, .stop))[0]
    let order = try dialect.answer(Self.algo(word, filled: filled), to: call).order
    #expect(order?.status == status)
    #expect(order?.averagePrice == (filled == "0" ? nil : Price(3)))
  }

  private static func algo(_ status: String, filled: String = "0") -> String {
    #"{"algoId":1,"clientAlgoId":"tcabc","orderType":"STOP_MARKET","symbol":"BTCUSDT","#
      + #""side":"SELL","quantity":"1","algoStatus":"\#(status)","actualOrderId":"","#
      + #""actualPrice":"3","actualQty":"\#(filled)","triggerPrice":"2","price":"0"}"#
  }

  @Test func `a conditional order that is not the one meant is no answer`() throws {
    let call = try dialect.order(.test(.futures, .stop))[0]
    let other = try dialect.order(.test(.futures, .stop, client: "other"))[0]
    let numbered = try dialect.order(.test(.futures, .stop, id: "algo:2"))[0]
    #expect(throws: VenueError.self) { try dialect.answer(Self.algo("MOVED"), to: call) }
    #expect(throws: VenueError.self) { try dialect.answer(Self.algo("NEW"), to: other) }
    #expect(throws: VenueError.self) { try dialect.answer(Self.algo("NEW"), to: numbered) }
  }
}
