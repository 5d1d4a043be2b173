import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct CoinbaseExchangeReplyTests {
  private let dialect = CoinbaseExchangeDialect()
  private let bitcoin = Instrument.coinbaseSpot.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "CoinbaseExchange/\(name)", to: call, .coinbase)
  }

  @Test func `markets and prices are read`() throws {
    let time = Timestamp.test(1_795_176_000_123)
    #expect(
      try read("products", dialect.instruments()[0]).items == [
        Instrument(
          symbol: bitcoin, venueSymbol: "BTC-USD", tick: Price("0.01"),
          lot: Quantity("0.00000001"), minimumNotional: Notional(1))
      ])
    #expect(try read("time", dialect.time()) == time)
    #expect(
      try read("ticker", dialect.ticker(.coinbaseSpot))
        == VenueTicker(
          price: Price("50000.1"), bid: Price(50000), ask: Price("50000.5"), time: time))
    let book = try read("book", dialect.book(.coinbaseSpot, depth: 1))
    #expect(book.bids == [VenueBook.Level(price: Price(50000), quantity: Quantity("1.5"))])
    #expect(book.asks.count == 1 && book.time == time)
    #expect(
      try read("trades", dialect.trades(.coinbaseSpot, limit: nil)) == [
        Trade(time: time, price: Price(50000), quantity: Quantity("0.01"), aggressor: .buy),
        Trade(
          time: .test(1_795_176_000_124), price: Price(50001), quantity: Quantity("0.02"),
          aggressor: .sell),
      ])
    let since = Timestamp.test(1_795_176_000_000)
    let all = try read(
      "candles", try dialect.candles(.coinbaseSpot, .oneMinute, since: since, limit: nil))
    #expect(
      all.first
        == Candle(
          openTime: since, open: Price(50000), high: Price(50010), low: Price(49990),
          close: Price(50005), volume: Quantity("1.5")))
    #expect(all.count == 2)
    let newest = try read(
      "candles", try dialect.candles(.coinbaseSpot, .oneMinute, since: nil, limit: 1))
    #expect(newest.map(\.openTime) == [.test(1_795_176_060_000)])
  }

  @Test func `the account is read`() throws {
    #expect(
      try read("accounts", dialect.balances()[0])
        == [Balance(asset: "USD", free: Notional(140), locked: Notional(10))])
    #expect(
      try read("fees", try dialect.fees(in: .coinbaseSpot))
        == TradingFees(maker: Rate("0.004"), taker: Rate("0.006")))
  }

  private var known: VenueOrder {
    VenueOrder(
      clientOrderID: "tcabc", orderID: "d0c5340b", symbol: bitcoin, side: .buy, type: .limit,
      status: .partiallyFilled, quantity: Quantity("0.1"), filledQuantity: Quantity("0.04"),
      averagePrice: Price(49000), price: Price(49000))
  }

  @Test func `a new order is told as it stands, by our name`() throws {
    let limit = PlaceRequest.test(.limit, in: .coinbaseSpot) { $0.price = Price(1) }
    #expect(
      try read("placed", try dialect.place(limit, in: .coinbaseSpot)).order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "d0c5340b", symbol: bitcoin, side: .buy, type: .market,
          status: .accepted, quantity: .one, filledQuantity: .zero))
    // One that cannot stay in the book is asked about once more.
    let place = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot)
    guard case .acknowledged("d0c5340b") = try read("placed", place) else {
      Issue.record("it is not over")
      return
    }
    let other = PlaceRequest.test(.market, in: .coinbaseSpot) { $0.clientOrderID = "other" }
    #expect(throws: VenueError.self) {
      try read("order", try dialect.place(other, in: .coinbaseSpot))
    }
  }

  @Test func `orders are read, those that wait too`() throws {
    let page = try read("orders", try dialect.openOrders(in: nil)[0])
    #expect(page.items.map(\.orderID) == ["s2", "s1", "d0c5340b"])
    #expect(page.items.map(\.type) == [.stopLimit, .takeProfit, .limit])
    #expect(page.items.map(\.stopPrice) == [Price(48100), Price(55100), nil])
    #expect(
      page.items.map(\.clientOrderID) == [nil, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "tcabc"])
    #expect(page.items[2] == known)
    #expect(page.unknownMarkets == ["GONE-USD"] && page.next == nil)
    let days = Timestamp.test(0)...Timestamp.test(86_400_000)
    let past = try read(
      "orders_all", try dialect.orders(in: .coinbaseSpot, during: days, limit: 2)[0])
    #expect(past.items.map(\.status) == [.cancelled, .filled])
    #expect(past.items.map(\.quantity) == [Quantity("0.1"), Quantity("0.0002")])
    #expect(past.items[1].averagePrice == Price(50000))
    let more = try #require(past.next)
    #expect(more.line.contains("&limit=2&after=2026-11-20T11"))
    #expect(throws: VenueError.self) { try read("orders_all", more) }
    let newest = try dialect.orders(in: .coinbaseSpot, during: nil, limit: 2)[0]
    #expect(try read("orders_all", newest).next == nil)
  }

  @Test func `an order is told as it stands, and no other one`() throws {
    for target in [
      OrderTarget.test(.coinbaseSpot, .limit), .test(.coinbaseSpot, .limit, id: "d0c5340b"),
    ] {
      #expect(try read("order", try dialect.order(target)[0]).order == known)
    }
    for target in [
      OrderTarget.test(.coinbaseSpot, .limit, client: "other"),
      .test(.coinbaseSpot, .limit, id: "d1"), .test(.spot, .limit),
    ] {
      #expect(throws: VenueError.self) { try read("order", try dialect.order(target)[0]) }
    }
  }

  @Test func `cancels are acknowledged`() throws {
    let cancel = try dialect.cancel(.test(.coinbaseSpot, .limit, id: "d0c5340b"))[0]
    guard case .acknowledged("d0c5340b") = try read("cancelled", cancel) else {
      Issue.record("it was told")
      return
    }
    try read("cancelled_all", try dialect.cancelAll(in: .coinbaseSpot)[0])
  }

  @Test func `fills are read, and those of an order without a number found`() throws {
    let call = try dialect.fills(in: .coinbaseSpot, during: nil, limit: nil)[0]
    let fills = try read("fills", call)
    #expect(
      fills.items.first
        == VenueFill(
          fillID: "BTC-USD:74", clientOrderID: nil, orderID: "d0c5340b", symbol: bitcoin,
          side: .buy, price: Price(49000), quantity: Quantity("0.01"), fee: Notional("1.96"),
          feeAsset: "USD", liquidity: .maker, time: .test(1_795_176_000_123)))
    #expect(fills.items.map(\.liquidity) == [.maker, .taker] && fills.next == nil)
    let days = Timestamp.test(0)...Timestamp.test(86_400_000)
    let first = try read("fills", try dialect.fills(in: .coinbaseSpot, during: days, limit: 2)[0])
    let next = try #require(first.next)
    #expect(next.line.hasSuffix("&after=74"))
    #expect(throws: VenueError.self) { try read("fills", next) }
    let own = try dialect.fills(of: .test(.coinbaseSpot, .limit, id: "d0c5340b"))[0]
    #expect(try read("fills", own).items.map(\.clientOrderID) == ["tcabc"])
    let found = try read("order", try dialect.fills(of: .test(.coinbaseSpot, .limit))[0])
    #expect(found.next?.line == "GET /fills?order_id=d0c5340b")
  }

  // MARK: Refusals

  static let refusals: [(Int, String, VenueError)] = [
    (400, "Insufficient funds", .rejected(code: "HTTP 400", message: "Insufficient funds")),
    (400, "request timestamp expired", .notSent(reason: "request timestamp expired")),
    (401, "invalid signature", .unauthorized(message: "invalid signature")),
    (429, "Public rate limit exceeded", .rateLimited(retryAfter: nil)),
  ]

  @Test(arguments: refusals)
  func `a refusal says what to do next`(
    status: Int, message: String, meaning: VenueError
  ) throws {
    let place = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot)
    let found = dialect.failure(#"{"message":"\#(message)"}"#, to: place, status: status)
    #expect(found == meaning)
  }

  @Test func `an order that is gone is told apart from what went wrong`() throws {
    let target = OrderTarget.test(.coinbaseSpot, .limit)
    let order = try dialect.order(target)[0]
    let cancel = try dialect.cancel(target)[0]
    func failure<Answer>(_ message: String, _ status: Int, _ call: VenueCall<Answer>)
      -> VenueError?
    {
      dialect.failure(#"{"message":"\#(message)"}"#, to: call, status: status, .coinbase)
    }
    #expect(failure("NotFound", 404, order) == .notFound(message: "NotFound"))
    #expect(failure("order not found", 404, cancel) == .notFound(message: "order not found"))
    #expect(failure("Order already done", 400, cancel) == .notFound(message: "Order already done"))
    for status in [500, 503] {
      guard case .outcomeUnknown = failure("down", status, cancel) else {
        Issue.record("it may have been cancelled")
        continue
      }
    }
  }
}
