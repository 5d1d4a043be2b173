import Dialects
import Domain
import Foundation
import Lifecycle
import Testing
import VenueInterface

@testable import Trading

/// What an exchange tells of an account, as the desk has it.
@Suite struct DialectVenueTests {
  private let bench = ExchangeBench()
  private let positions = "/fapi/v3/positionRisk"

  private func venue(tellsKnown: Bool = false) -> DialectVenue {
    DialectVenue(
      bench.client, InstrumentCache(bench.client, path: nil, clock: bench.clock),
      tellsKnown: tellsKnown)
  }

  private func position(_ market: String, _ amount: String = "1", side: String = "BOTH") -> String {
    #"{"symbol":"\#(market)","positionAmt":"\#(amount)","positionSide":"\#(side)","#
      + #""entryPrice":"100","markPrice":"110","unRealizedProfit":"10"}"#
  }

  private func tell(_ positions: String...) {
    bench.sender.route(
      self.positions, .answer(200, "[\(positions.joined(separator: ","))]"))
  }

  @Test func `what is held is told, and what is flat is not`() throws {
    tell(position("BTCUSDT", "-2"), position("BTCUSDT", "0"))
    let held = try venue().positions()
    #expect(held.map(\.side) == [.short])
    #expect(held.map(\.quantity) == [Quantity(2)])
  }

  @Test func `positions of one market are those of no other`() throws {
    tell(position("BTCUSDT", "-2"))
    let venue = venue()
    #expect(try venue.positions(in: ExchangeBench.symbol).map(\.quantity) == [Quantity(2)])
    #expect(bench.sender.requests.contains { $0.target.contains("positionRisk?symbol=BTCUSDT") })
    #expect(throws: VenueError.self) {
      try venue.positions(in: try Symbol(unified: "GONE/USDT:USDT"))
    }
  }

  @Test func `a position in a market that was listed of late is told`() throws {
    let venue = venue()
    _ = try venue.instrument(of: ExchangeBench.symbol)
    bench.clock.wait(.hour)
    bench.sender.route(
      "/fapi/v1/exchangeInfo",
      .answer(200, ExchangeBench.instruments.replacingOccurrences(of: "BTC", with: "NEW")))
    tell(position("NEWUSDT"))
    #expect(try venue.positions().map(\.symbol.base) == ["NEW"])
  }

  @Test func `a position that cannot be told is no empty account`() throws {
    let error = VenueError.notSent(
      reason: "the venue tells of markets that it does not list: GONEUSDT")
    tell(position("BTCUSDT"), position("GONEUSDT"))
    #expect(throws: error) { try venue().positions() }
    #expect(
      try venue(tellsKnown: true).positions().map(\.symbol) == [ExchangeBench.symbol],
      "what can be closed is closed first")
    tell(position("GONEUSDT"))
    #expect(throws: error) { try venue(tellsKnown: true).positions() }
  }

  @Test func `what reduces a side that is held apart names the side`() throws {
    let venue = venue()
    var terms = OrderTerms(
      symbol: ExchangeBench.symbol, side: .sell, type: .market, quantity: Quantity(1))
    terms.isReduceOnly = true
    tell(position("BTCUSDT", "1", side: "LONG"), position("BTCUSDT", "-1", side: "SHORT"))
    #expect(try venue.positions().map(\.isHedged) == [true, true])
    // A side that does not go with the order would be refused here.
    #expect(throws: Never.self) { try venue.check(terms) }
    terms = OrderTerms(
      symbol: ExchangeBench.symbol, side: .buy, type: .market, quantity: Quantity(1))
    terms.isReduceOnly = true
    #expect(throws: Never.self) { try venue.check(terms) }
  }

  @Test func `prices are by our clock, however far the venue's is ahead`() throws {
    bench.sender.route("/fapi/v1/time", .answer(200, #"{"serverTime":1700003600000}"#))
    bench.sender.route("/fapi/v3/account", .answer(200, #"{"assets":[]}"#))
    bench.sender.route(
      "/fapi/v1/ticker/24hr",
      .answer(200, #"{"symbol":"BTCUSDT","lastPrice":"5","closeTime":1700003599000}"#))
    let venue = venue()
    #expect(try venue.balances().isEmpty)
    let quote = try venue.price(of: ExchangeBench.symbol)
    #expect(quote?.price == Price(5))
    #expect(
      quote?.age(at: bench.clock.now()) == TimeInterval(nanoseconds: 1_000_000_000))
  }

  @Test func `what the venue does not have is refused before anything is asked for it`() throws {
    let venue = venue()
    _ = try venue.instrument(of: ExchangeBench.symbol)
    let before = bench.sender.requests.count
    var terms = OrderTerms(
      symbol: ExchangeBench.symbol, side: .buy, type: .market, quantity: Quantity(1))
    #expect(throws: Never.self) { try venue.check(terms) }
    terms.price = Price(3)
    #expect(throws: VenueError.unsupported(reason: "a market order has no price")) {
      try venue.check(terms)
    }
    #expect(bench.sender.requests.count == before)
  }

  // MARK: Coinbase Exchange

  private let bitcoin = Symbol(base: "BTC", quote: "USD")

  private func exchange() -> (venue: DialectVenue, sender: ScriptedSender) {
    let bench = ExchangeBench(CoinbaseExchangeDialect())
    bench.sender.route("/time", .answer(200, #"{"iso":"2023-11-14T22:13:20.000Z"}"#))
    bench.sender.route(
      "/products",
      .answer(
        200,
        #"[{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","#
          + #""quote_increment":"0.01","base_increment":"0.01","status":"online"}]"#))
    let cache = InstrumentCache(bench.client, path: nil, clock: bench.clock)
    return (DialectVenue(bench.client, cache), bench.sender)
  }

  @Test func `an order is looked at by an id as long as the venue's may be`() throws {
    let terms = OrderTerms(symbol: bitcoin, side: .buy, type: .market, quantity: Quantity(1))
    #expect(throws: Never.self) { try exchange().venue.check(terms) }
  }

  @Test(arguments: [(404, OrderStatus.cancelled), (500, .pending)])
  func `what was taken back and is known no more is cancelled`(
    status: Int, meaning: OrderStatus
  ) throws {
    let (venue, sender) = exchange()
    let order = VenueOrder(
      clientOrderID: "a", orderID: "1", symbol: bitcoin, side: .buy, type: .limit,
      status: .accepted, quantity: Quantity(1))
    sender.route(
      "/orders/1", .answer(200, #""1""#), .answer(status, #"{"message":"NotFound"}"#))
    #expect(try venue.cancel(order).status == meaning)
  }

  @Test func `all pages of the markets are read before one is said to be missing`() throws {
    let bench = ExchangeBench(BybitDialect())
    func page(_ name: String, _ mark: String) -> ScriptedSender.Reply {
      .answer(
        200,
        #"{"retCode":0,"result":{"nextPageCursor":"\#(mark)","list":[{"symbol":"\#(name)USDT","#
          + #""contractType":"LinearPerpetual","status":"Trading","baseCoin":"\#(name)","#
          + #""quoteCoin":"USDT","settleCoin":"USDT","priceFilter":{"tickSize":"0.1"},"#
          + #""lotSizeFilter":{"qtyStep":"0.1"}}]}}"#)
    }
    let none = ScriptedSender.Reply.answer(200, #"{"retCode":0,"result":{"list":[]}}"#)
    bench.sender.route("/v5/market/instruments-info", none, page("A", "m"), page("B", ""), none)
    let cache = InstrumentCache(bench.client, path: nil, clock: bench.clock)
    #expect(try cache.listing().markets.instruments.map(\.symbol.base) == ["A", "B"])
    #expect(bench.sender.requests(for: "/v5/market/instruments-info").count == 4)
  }

  @Test func `what was taken back may be told late, and what had filled of it too`() throws {
    let bench = ExchangeBench(BybitDialect())
    let bybit = Symbol(base: "BTC", quote: "USDT")
    bench.sender.route("/v5/market/time", .answer(200, #"{"retCode":0,"time":1700000000000}"#))
    bench.sender.route(
      "/v5/market/instruments-info",
      .answer(
        200,
        #"{"retCode":0,"result":{"list":[{"symbol":"BTCUSDT","baseCoin":"BTC","status":"Trading","#
          + #""quoteCoin":"USDT","priceFilter":{"tickSize":"0.1"},"#
          + #""lotSizeFilter":{"basePrecision":"0.001"}}]}}"#),
      .answer(200, #"{"retCode":0,"result":{"list":[]}}"#))
    let heard = #"{"retCode":0,"result":{"orderId":"1","orderLinkId":"a"}}"#
    bench.sender.route("/v5/order/cancel", .answer(200, heard))
    let none = ScriptedSender.Reply.answer(200, #"{"retCode":0,"result":{"list":[]}}"#)
    let told = ScriptedSender.Reply.answer(
      200,
      #"{"retCode":0,"result":{"list":[{"symbol":"BTCUSDT","orderId":"1","orderLinkId":"a","#
        + #""side":"Buy","orderType":"Limit","orderStatus":"PartiallyFilledCanceled","qty":"1","#
        + #""cumExecQty":"0.4","avgPrice":"100","rejectReason":"EC_NoError"}]}}"#)
    bench.sender.route("/v5/order/realtime", none)
    bench.sender.route("/v5/order/history", none, told)
    let venue = DialectVenue(
      bench.client, InstrumentCache(bench.client, path: nil, clock: bench.clock))
    let order = VenueOrder(
      clientOrderID: "a", orderID: "1", symbol: bybit, side: .buy, type: .limit,
      status: .accepted, quantity: Quantity(1))
    #expect(try venue.cancel(order).status == .pending)
    let later = try venue.cancel(order)
    #expect(later.status == .cancelled && later.filledQuantity.description == "0.4")
  }
}
