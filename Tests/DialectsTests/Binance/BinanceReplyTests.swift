import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BinanceReplyTests {
  private let dialect = BinanceDialect()

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "Binance/\(name)", to: call)
  }

  // MARK: Markets

  @Test func `only what can be traded and named is a market`() throws {
    let markets = try read("exchange_info", dialect.instruments()[0]).items
    #expect(
      markets == [
        Instrument(
          symbol: Symbol(base: "BTC", quote: "USDT"), venueSymbol: "BTCUSDT",
          tick: Price("0.01"), lot: Quantity("0.00001"), minimumQuantity: Quantity("0.00001"),
          maximumQuantity: Quantity(9000), maximumMarketQuantity: Quantity("71.31547083"),
          minimumNotional: Notional(5)),
        Instrument(
          symbol: Symbol(base: "SHIB", quote: "BTC"), venueSymbol: "SHIBBTC",
          tick: Price("0.00000000001"), lot: Quantity(1), minimumQuantity: Quantity(1),
          maximumQuantity: Quantity(9_000_000_000_000), minimumNotional: Notional("0.0001")),
      ])
  }

  @Test func `published limits say who shares them and what they count`() throws {
    let limits = try read("exchange_info", try dialect.limits())
    #expect(
      limits == [
        RequestLimit("weight-1M", .address, 6000, per: .minute),
        RequestLimit("orders-10S", .account, 100, .orders, per: .seconds(10), for: [.place]),
        RequestLimit("orders-1D", .account, 200_000, .orders, per: .day, for: [.place]),
        RequestLimit("requests-5M", .address, 61_000, .requests, per: .seconds(300)),
      ])
  }

  @Test func `the clock, prices and the book are read`() throws {
    #expect(try read("time", dialect.time()) == .test(1_795_176_000_123))
    #expect(
      try read("ticker", dialect.ticker(.spot))
        == VenueTicker(
          price: Price("50000.1"), bid: Price(50000), ask: Price("50000.2"),
          time: .test(1_795_176_000_123)))
    #expect(
      try read("tickers", try dialect.tickers()[0])
        == [
          Instrument.spot.symbol: VenueTicker(
            price: Price("50000.1"), bid: Price(50000), time: .test(1_795_176_000_123))
        ])
    let book = try read("depth", dialect.book(.spot, depth: 2))
    #expect(book.bids.map(\.price) == [Price(50000), Price("49999.5")])
    #expect(book.asks.map(\.quantity) == [Quantity("0.1"), Quantity(1)])
    #expect(book.time == nil)
  }

  @Test func `trades and candles are read`() throws {
    #expect(
      try read("trades", dialect.trades(.spot, limit: nil))
        == [
          Trade(
            time: .test(1_795_176_000_001), price: Price(50000), quantity: Quantity("0.012"),
            aggressor: .sell),
          Trade(
            time: .test(1_795_176_000_002), price: Price("50000.2"), quantity: Quantity(1),
            aggressor: .buy),
        ])
    let candles = try read(
      "klines", try dialect.candles(.spot, .oneMinute, since: nil, limit: nil))
    #expect(
      candles.first
        == Candle(
          openTime: .test(1_795_175_940_000), open: Price(49990), high: Price(50010),
          low: Price(49980), close: Price("50000.1"), volume: Quantity("12.5")))
    #expect(candles.count == 2 && candles.allSatisfy(\.isConsistent))
    let later = try dialect.candles(
      .spot, .oneMinute, since: .test(1_795_175_940_001), limit: nil)
    #expect(try read("klines", later).count == 1)
  }

  // MARK: Account

  @Test func `the account is read`() throws {
    #expect(
      try read("account", dialect.balances()[0])
        == [
          Balance(asset: "BTC", free: Notional("0.5"), locked: Notional("0.01")),
          Balance(asset: "USDT", free: Notional("1000.12345678"), locked: .zero),
        ])
    #expect(
      try read("commission", try dialect.fees(in: .spot))
        == TradingFees(maker: Rate("0.001011"), taker: Rate("0.001222")))
    #expect(
      try read("api_restrictions", try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: true, canWithdraw: false))
  }

  // MARK: Orders

  @Test func `the reply to a new order tells its fills`() throws {
    let call = try dialect.place(
      .test(.market) { $0.quantity = Quantity("0.03") }, in: .spot)
    let order = try #require(try read("order_full", call).order)
    #expect(order.status == .filled && order.type == .market && order.side == .buy)
    #expect(order.clientOrderID == "tcabc" && order.orderID == "28")
    #expect(order.quantity == Quantity("0.03") && order.filledQuantity == Quantity("0.03"))
    #expect(order.averagePrice == Price(50001))
    #expect(order.price == nil && order.stopPrice == nil && order.reason == nil)
    #expect(
      order.fills.first
        == VenueFill(
          fillID: "56", clientOrderID: "tcabc", orderID: "28", symbol: Instrument.spot.symbol,
          side: .buy, price: Price(50000), quantity: Quantity("0.01"), fee: Notional("0.00001"),
          feeAsset: "BTC", liquidity: .taker, time: .test(1_795_176_000_500)))
    #expect(order.fills.map(\.fillID) == ["56", "57"])
  }

  @Test func `an order is read as it stands`() throws {
    let call = try dialect.order(.test(.spot, .stopLimit))[0]
    let order = try #require(try read("order", call).order)
    #expect(
      order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "28", symbol: Instrument.spot.symbol, side: .sell,
          type: .stopLimit, status: .partiallyFilled, quantity: Quantity(1),
          filledQuantity: Quantity("0.25"), averagePrice: Price(49000), price: Price(49000),
          stopPrice: Price(49100)))
  }

  @Test func `a cancelled order is told by its own name, and not by that of the cancel`() throws {
    let call = try dialect.cancel(.test(.spot, .limit))[0]
    let order = try #require(try read("order_cancelled", call).order)
    #expect(order.clientOrderID == "tcabc" && order.status == .cancelled)
    #expect(order.filledQuantity == Quantity("0.25"))
    // Of a list, only the order that was meant.
    let listed = try #require(try read("order_list_cancelled", call).order)
    #expect(listed.orderID == "28" && listed.type == .stopLimit && listed.side == .sell)
  }

  @Test func `a lowered order is read`() throws {
    let target = OrderTarget.test(.spot, .limit, id: "28")
    let call = try dialect.amend(target, quantity: Quantity("0.5"), price: nil, stopPrice: nil)
    let order = try #require(try read("order_amended", call).order)
    #expect(order.quantity == Quantity("0.5") && order.filledQuantity == Quantity("0.25"))
    #expect(order.averagePrice == Price(49000) && order.status == .partiallyFilled)
  }

  @Test func `open orders of unknown markets are not passed over`() throws {
    let page = try read("open_orders", try dialect.openOrders(in: nil)[0])
    #expect(page.items.map(\.clientOrderID) == ["a", "c"])
    #expect(page.items.map(\.type) == [.limit, .takeProfit])
    #expect(page.items.map(\.status) == [.accepted, .pending])
    #expect(page.unknownMarkets == ["HALTEDBTC"])
    let cancelled = try dialect.cancelAll(in: .spot)[0]
    #expect(throws: Never.self) { try read("open_orders", cancelled) }
  }

  @Test func `the account's own trades are read`() throws {
    let page = try read("my_trades", try dialect.fills(in: .spot, during: nil, limit: nil)[0])
    #expect(page.items.map(\.side) == [.buy, .sell])
    #expect(page.items.map(\.liquidity) == [.taker, .maker])
    #expect(page.items.map(\.fee) == [Notional("0.00001"), Notional("-0.05")])
    #expect(page.items.map(\.orderID) == ["28", "29"])
    let ofOrder = try dialect.fills(of: .test(.spot, .limit, id: "28"))[0]
    let fills = try read("my_trades", ofOrder).items
    #expect(fills.map(\.fillID) == ["56"] && fills.first?.clientOrderID == "tcabc")
  }

  @Test func `fills of an order known by our name are asked for by its number`() throws {
    let first = try read("order", try dialect.fills(of: .test(.spot, .stopLimit))[0])
    #expect(first.items.isEmpty)
    let next = try #require(first.next)
    #expect(next.line == "GET /api/v3/myTrades?symbol=BTCUSDT&orderId=28")
    #expect(try read("my_trades", next).items.map(\.fillID) == ["56"])
  }

  @Test(arguments: [
    ("NEW", OrderStatus.accepted), ("PENDING_NEW", .pending),
    ("PARTIALLY_FILLED", .partiallyFilled),
    ("FILLED", .filled), ("CANCELED", .cancelled), ("PENDING_CANCEL", .accepted),
    ("REJECTED", .rejected), ("EXPIRED", .expired), ("EXPIRED_IN_MATCH", .expired),
  ])
  func `each word for where an order stands is known`(word: String, status: OrderStatus) throws {
    let call = try dialect.order(.test(.spot, .limit))[0]
    let order = try dialect.answer(Self.order(status: word), to: call).order
    #expect(order?.status == status)
    #expect(order?.reason == (word == "EXPIRED_IN_MATCH" ? word : nil))
  }

  private static func order(status: String, symbol: String = "BTCUSDT") -> String {
    #"{"symbol":"\#(symbol)","orderId":"28","clientOrderId":"tcabc","price":"1","origQty":"1","#
      + #""executedQty":"0","cummulativeQuoteQty":"-1","status":"\#(status)","type":"LIMIT","#
      + #""side":"BUY","time":"1","updateTime":"1"}"#
  }

  // MARK: What cannot be used

  @Test func `another order, another market and unknown words are no answer`() throws {
    let call = try dialect.order(.test(.spot, .limit))[0]
    let other = try dialect.order(.test(.spot, .limit, id: "29"))[0]
    for (body, call) in [
      (Self.order(status: "MOVED"), call), (Self.order(status: "NEW", symbol: "ETHUSDT"), call),
      (Self.order(status: "NEW"), other), ("[]", call), ("{}", call), ("", call),
      ("<html>", call),
    ] {
      guard case .notSent = failure(body, to: call) else {
        Issue.record("\(body) is taken")
        continue
      }
    }
    // What was to change something may have done so.
    let placed = try dialect.place(.test(.market), in: .spot)
    for body in [#"{"orderId":1,"clientOrderId":"other","symbol":"BTCUSDT"}"#, "{}", "x"] {
      guard case .outcomeUnknown = failure(body, to: placed) else {
        Issue.record("\(body) is taken")
        continue
      }
    }
  }

  private func failure<Answer>(_ body: String, to call: VenueCall<Answer>) -> VenueError? {
    do throws(VenueError) {
      _ = try dialect.answer(body, to: call)
      return nil
    } catch {
      return error
    }
  }
}
