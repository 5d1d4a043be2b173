import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct CoinbaseReplyTests {
  private let dialect = CoinbaseDialect()
  private let bitcoin = Instrument.coinbaseSpot.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "Coinbase/\(name)", to: call, .coinbase)
  }

  @Test func `markets and prices are read`() throws {
    let time = Timestamp.test(1_795_176_000_123)
    #expect(
      try read("products", dialect.instruments()[0]).items == [
        Instrument(
          symbol: bitcoin, venueSymbol: "BTC-USD", tick: Price("0.01"),
          lot: Quantity("0.00000001"), minimumQuantity: Quantity("0.00000001"),
          maximumQuantity: Quantity(3400), minimumNotional: Notional(1))
      ])
    #expect(try read("time", dialect.time()) == time)
    #expect(
      try read("trades", dialect.ticker(.coinbaseSpot))
        == VenueTicker(
          price: Price(50001), bid: Price(50000), ask: Price("50000.5"),
          time: .test(1_795_176_000_124)))
    #expect(
      try read("products", try dialect.tickers()[0])
        == [bitcoin: VenueTicker(price: Price("50000.1"))])
    let book = try read("book", dialect.book(.coinbaseSpot, depth: 1))
    #expect(book.bids == [VenueBook.Level(price: Price(50000), quantity: Quantity("1.5"))])
    #expect(book.asks.count == 1 && book.time != nil)
    // The side told is that of the order that waited.
    #expect(
      try read("trades", dialect.trades(.coinbaseSpot, limit: nil)) == [
        Trade(time: time, price: Price(50000), quantity: Quantity("0.01"), aggressor: .buy),
        Trade(
          time: .test(1_795_176_000_124), price: Price(50001), quantity: Quantity("0.02"),
          aggressor: .sell),
      ])
    let since = Timestamp.test(1_795_176_000_000)
    let candles = try read(
      "candles", try dialect.candles(.coinbaseSpot, .oneMinute, since: since, limit: 5))
    #expect(
      candles.first
        == Candle(
          openTime: since, open: Price(50000), high: Price(50010), low: Price(49990),
          close: Price(50005), volume: Quantity("1.5")))
    #expect(candles.count == 2)
  }

  @Test func `what another market is told of is not taken`() {
    let ether = Instrument(symbol: Symbol(base: "ETH", quote: "USD"), venueSymbol: "ETH-USD")
    #expect(throws: VenueError.self) { try read("trades", dialect.ticker(ether)) }
    #expect(throws: VenueError.self) { try read("book", dialect.book(ether, depth: 1)) }
    #expect(throws: VenueError.self) {
      try read("order", try dialect.order(.test(ether, .limit, id: "o1"))[0])
    }
  }

  @Test func `the account is read`() throws {
    #expect(
      try read("accounts", dialect.balances()[0])
        == [Balance(asset: "USD", free: Notional(140), locked: Notional(10))])
    // What does not fit is not passed over in silence.
    let more = #"{"accounts":[],"has_next":true,"cursor":"x"}"#
    #expect(dialect.failure(more, to: dialect.balances()[0]) != nil)
    #expect(
      try read("summary", try dialect.fees(in: .coinbaseSpot))
        == TradingFees(maker: Rate("0.004"), taker: Rate("0.006")))
    #expect(
      try read("permissions", try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: true, canWithdraw: false))
  }

  private func id(_ answer: OrderAnswer) -> String? {
    if case .acknowledged(let id) = answer { id } else { nil }
  }

  @Test func `new orders, changes and cancels are acknowledged`() throws {
    let place = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot)
    #expect(id(try read("placed", place)) == "11111-00000-000000")
    let other = PlaceRequest.test(.market, in: .coinbaseSpot) { $0.clientOrderID = "other" }
    #expect(throws: VenueError.self) {
      try read("placed", try dialect.place(other, in: .coinbaseSpot))
    }
    let target = OrderTarget.test(.coinbaseSpot, .limit, id: "o1", price: Price(1))
    #expect(id(try read("cancelled", try dialect.cancel(target)[0])) == "o1")
    let amend = try dialect.amend(target, quantity: .one, price: nil, stopPrice: nil)
    #expect(id(try read("edited", amend)) == "o1")
  }

  @Test func `an order without a number is looked for before it is cancelled`() throws {
    func next(_ name: String, _ call: VenueCall<OrderAnswer>) throws -> String? {
      guard case .elsewhere(let call) = try read(name, call) else { return nil }
      return call.line
    }
    let call = try dialect.cancel(.test(.coinbaseSpot, .limit))[0]
    let batch = "POST /api/v3/brokerage/orders/batch_cancel "
    let open = #"{"orders":[\#(Self.open)],"has_next":true,"cursor":"7"}"#
    guard case .elsewhere(let cancel) = try dialect.answer(open, to: call, .coinbase) else {
      Issue.record("it is there")
      return
    }
    #expect(cancel.line == batch + #"{"order_ids":["o1"]}"#)
    // One that is nowhere is asked for too, so that the venue says that it has none.
    #expect(try next("orders_none", call) == batch + #"{"order_ids":["tcabc"]}"#)
    let elsewhere = open.replacing("tcabc", with: "other")
    guard case .elsewhere(let more) = try dialect.answer(elsewhere, to: call, .coinbase) else {
      Issue.record("there is more")
      return
    }
    #expect(more.line.hasSuffix("&cursor=7") && more.draft.purpose == .cancel)
    #expect(throws: VenueError.self) { try dialect.answer(elsewhere, to: more, .coinbase) }
  }

  private static let open =
    #"{"order_id":"o1","product_id":"BTC-USD","order_configuration":{"limit_limit_gtc":"#
    + #"{"base_size":"1","limit_price":"1"}},"side":"BUY","client_order_id":"tcabc","#
    + #""status":"OPEN","filled_size":"0","average_filled_price":"0"}"#

  private var known: VenueOrder {
    VenueOrder(
      clientOrderID: "tcabc", orderID: "o1", symbol: bitcoin, side: .buy, type: .limit,
      status: .partiallyFilled, quantity: Quantity("0.1"), filledQuantity: Quantity("0.04"),
      averagePrice: Price(49000), price: Price(49000))
  }

  @Test func `orders are read, those that wait too`() throws {
    let page = try read("orders", try dialect.openOrders(in: nil)[0])
    #expect(page.items.map(\.orderID) == ["o4", "o3", "o2", "o1"])
    #expect(page.items.map(\.type) == [nil, .market, .takeProfit, .limit])
    #expect(page.items.map(\.status) == [.cancelled, .filled, .accepted, .partiallyFilled])
    #expect(page.items.map(\.stopPrice) == [Price(48000), nil, Price(55100), nil])
    #expect(page.items[0].reason == "User requested cancel")
    #expect(page.items[1].quantity == Quantity("0.0002"))
    #expect(page.items[3] == known && page.unknownMarkets == ["GONE-USD"])
    let next = try #require(page.next)
    #expect(next.line.hasSuffix("limit=100&cursor=789100"))
    #expect(throws: VenueError.self) { try read("orders", next) }
    // The newest ones of a history are enough.
    let newest = try dialect.orders(in: .coinbaseSpot, during: nil, limit: nil)[0]
    #expect(try read("orders", newest).next == nil)
  }

  @Test func `an order is told as it stands`() throws {
    let byID = try dialect.order(.test(.coinbaseSpot, .limit, id: "o1"))[0]
    #expect(try read("order", byID).order == known)
    let other = try dialect.order(.test(.coinbaseSpot, .limit, id: "o2"))[0]
    #expect(throws: VenueError.self) { try read("order", other) }
    let byClient = try dialect.order(.test(.coinbaseSpot, .limit))[0]
    let list = #"{"orders":[\#(Self.open)],"has_next":false,"cursor":""}"#
    #expect(try dialect.answer(list, to: byClient, .coinbase).order?.orderID == "o1")
    guard case .unknown = try read("orders_none", byClient) else {
      Issue.record("there is none")
      return
    }
  }

  @Test func `fills are read, and those of an order without a number found`() throws {
    let fills = try read("fills", try dialect.fills(in: .coinbaseSpot, during: nil, limit: nil)[0])
    #expect(
      fills.items == [
        VenueFill(
          fillID: "t1", clientOrderID: nil, orderID: "o1", symbol: bitcoin, side: .buy,
          price: Price(49000), quantity: Quantity("0.01"), fee: Notional("1.96"), feeAsset: "USD",
          liquidity: .maker, time: .test(1_795_176_000_123)),
        // This one's size is told in dollars.
        VenueFill(
          fillID: "t2", clientOrderID: nil, orderID: "o2", symbol: bitcoin, side: .buy,
          price: Price(50000), quantity: Quantity("0.002"), fee: Notional("0.6"), feeAsset: "USD",
          liquidity: .taker, time: .test(1_795_176_000_456)),
      ])
    #expect(fills.next == nil)
    let own = try read("fills", try dialect.fills(of: .test(.coinbaseSpot, .limit, id: "o1"))[0])
    #expect(own.items.map(\.clientOrderID) == ["tcabc"])
    #expect(own.next?.line.hasSuffix("&cursor=789100") == true)
    #expect(throws: VenueError.self) { try read("fills", try #require(own.next)) }
    let byClient = try dialect.fills(of: .test(.coinbaseSpot, .limit))[0]
    let list = #"{"orders":[\#(Self.open)],"has_next":true,"cursor":"7"}"#
    let found = try dialect.answer(list, to: byClient, .coinbase)
    #expect(found.next?.line.contains("fills?order_ids=o1") == true)
    let elsewhere = list.replacing("tcabc", with: "other")
    let more = try dialect.answer(elsewhere, to: byClient, .coinbase)
    #expect(more.next?.line.hasSuffix("limit=1000&cursor=7") == true)
    #expect(try read("orders_none", try #require(more.next)).next == nil)
  }

  // MARK: Refusals

  @Test func `what was not done is not taken for done`() throws {
    let place = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot)
    let target = OrderTarget.test(.coinbaseSpot, .limit, id: "o1", price: Price(1))
    let cancel = try dialect.cancel(target)[0]
    let amend = try dialect.amend(target, quantity: .one, price: nil, stopPrice: nil)
    func failure<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> VenueError? {
      dialect.failure(
        String(decoding: try Fixture.bytes("Coinbase/\(name)"), as: UTF8.self), to: call)
    }
    #expect(
      try failure("refused", place)
        == .rejected(
          code: "INSUFFICIENT_FUND", message: "Insufficient balance in source account"))
    let unsaid =
      #"{"success":false,"error_response":{"error":"UNKNOWN_FAILURE_REASON","message":"","#
      + #""preview_failure_reason":"PREVIEW_INVALID_PRICE_PRECISION"}}"#
    let reason = "PREVIEW_INVALID_PRICE_PRECISION"
    #expect(dialect.failure(unsaid, to: place) == .rejected(code: reason, message: reason))
    #expect(try failure("cancel_none", cancel) == .notFound(message: "UNKNOWN_CANCEL_ORDER"))
    let code = "ONLY_OPEN_ORDERS_CAN_BE_EDITED"
    #expect(try failure("edit_refused", amend) == .notFound(message: code))
    let older =
      #"{"success":false,"error_response":{"error":"UNKNOWN_FAILURE_REASON","#
      + #""edit_order_failure_reason":"PRICE_BELOW_MINIMUM"}}"#
    #expect(
      dialect.failure(older, to: amend)
        == .rejected(code: "PRICE_BELOW_MINIMUM", message: "PRICE_BELOW_MINIMUM"))
    let gone = #"{"success":false,"errors":[{"edit_failure_reason":"ORDER_NOT_FOUND"}]}"#
    #expect(dialect.failure(gone, to: amend) == .notFound(message: "ORDER_NOT_FOUND"))
    // Neither yes nor no says nothing about what became of it.
    let mute = #"{"success":false,"error_response":{"error":"UNKNOWN_FAILURE_REASON"}}"#
    for body in ["{}", "", #"{"success":true}"#, "[1", #"{"success":false}"#, mute] {
      guard case .outcomeUnknown = dialect.failure(body, to: place) else {
        Issue.record("\(body) says nothing")
        continue
      }
    }
  }

  @Test func `a cancel that was refused says whether there is still something to cancel`() throws {
    let cancel = try dialect.cancel(.test(.coinbaseSpot, .limit, id: "o1"))[0]
    func refused(_ reason: String) -> VenueError? {
      dialect.failure(
        #"{"results":[{"success":false,"failure_reason":"\#(reason)","order_id":"o1"}]}"#,
        to: cancel)
    }
    #expect(refused("ORDER_IS_FULLY_FILLED") == .notFound(message: "ORDER_IS_FULLY_FILLED"))
    #expect(refused("DUPLICATE_CANCEL_REQUEST") == nil)
    let code = "COMMANDER_REJECTED_CANCEL_ORDER"
    #expect(refused(code) == .rejected(code: code, message: code))
    for reason in ["UNKNOWN_CANCEL_FAILURE_REASON", "ORDER_IS_BEING_REPLACED"] {
      #expect(refused(reason) == .outcomeUnknown(reason: reason))
    }
  }

  static let statuses: [(Int, String, VenueError)] = [
    (401, "Unauthorized", .unauthorized(message: "HTTP 401")),
    (401, #"{"error":"unauthenticated","message":"m"}"#, .unauthorized(message: "m")),
    (403, #"{"error":"PERMISSION_DENIED","message":"m"}"#, .unauthorized(message: "m")),
    (429, #"{"error":"rate_limit_exceeded","message":"m"}"#, .rateLimited(retryAfter: nil)),
    (
      400, #"{"error":"INVALID_ARGUMENT","message":"m"}"#,
      .rejected(code: "INVALID_ARGUMENT", message: "m")
    ),
    (408, #"{"message":"m"}"#, .outcomeUnknown(reason: "m")),
    (499, #"{"message":"m"}"#, .outcomeUnknown(reason: "m")),
  ]

  @Test(arguments: statuses)
  func `a status says what to do next`(status: Int, body: String, meaning: VenueError) throws {
    let place = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot)
    let found = dialect.failure(body, to: place, status: status)
    if case .unauthorized = meaning, case .unauthorized = found { return }
    #expect(found == meaning)
  }

  @Test func `an order that is unknown is told apart from what went wrong`() throws {
    let lookup = try dialect.order(.test(.coinbaseSpot, .limit, id: "o1"))[0]
    #expect(
      dialect.failure(#"{"error":"NOT_FOUND","message":"m"}"#, to: lookup, status: 404)
        == .notFound(message: "m"))
    let place = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot)
    guard case .outcomeUnknown = dialect.failure("{}", to: place, status: 500) else {
      Issue.record("it may have been placed")
      return
    }
  }
}
