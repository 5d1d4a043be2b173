import Domain
import Testing
import VenueInterface

@testable import Dialects

/// Contracts that are amounts of dollars; what their members mean is in their test.
@Suite struct BybitInverseTests {
  private let dialect = BybitDialect()
  private let symbol = Instrument.inverse.symbol

  private func read<Answer>(_ text: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(
      #"{"retCode":0,"result":\#(text),"time":1795176000123}"#, to: call,
      VenueMarkets([.futures, .inverse]))
  }

  @Test func `the market is one, what is delivered on a day is not`() throws {
    #expect(
      try dialect.answer(fixture: "Bybit/instruments_inverse", to: dialect.instruments()[2]).items
        == [
          Instrument(
            symbol: symbol, venueSymbol: "BTCUSD", tick: Price("0.1"), lot: .one,
            minimumQuantity: .one, maximumQuantity: Quantity(25_000_000),
            maximumMarketQuantity: Quantity(5_000_000))
        ])
    #expect(dialect.profile.markets.contains(.inverse))
  }

  @Test func `orders say so many dollars`() throws {
    let head = #"POST /v5/order/create {"category":"inverse","symbol":"BTCUSD","side":"#
    let limit = try dialect.place(
      .test(.limit, in: .inverse) {
        $0.quantity = Quantity(1500)
        $0.price = Price("50000.5")
      }, in: .inverse)
    #expect(
      limit.line == head
        + #""Buy","orderType":"Limit","qty":"1500","price":"50000.5","orderLinkId":"tcabc"}"#)
    let stop = try dialect.place(
      .test(.stop, .sell, in: .inverse) {
        $0.quantity = Quantity(1500)
        $0.stopPrice = Price(48000)
        $0.isReduceOnly = true
      }, in: .inverse)
    #expect(
      stop.line == head
        + #""Sell","orderType":"Market","qty":"1500","triggerDirection":2,"triggerPrice":"48000","#
        + #""reduceOnly":true,"orderLinkId":"tcabc"}"#)
    let change = try dialect.amend(
      .test(.inverse, .limit, id: "28"), quantity: Quantity(900), price: nil, stopPrice: nil)
    #expect(
      change.line == #"POST /v5/order/amend {"category":"inverse","symbol":"BTCUSD","#
        + #""orderId":"28","qty":"900"}"#)
    #expect(
      try dialect.setLeverage(Rate(3), in: .inverse).line
        == #"POST /v5/position/set-leverage {"category":"inverse","symbol":"BTCUSD","#
        + #""buyLeverage":"3","sellLeverage":"3"}"#)
  }

  @Test func `orders, fills and positions are read in dollars`() throws {
    let orders = try read(
      #"""
      {"list":[{"orderId":"f","orderLinkId":"tcabc","symbol":"BTCUSD","price":"50000","qty":"1500",
      "side":"Buy","orderStatus":"PartiallyFilled","avgPrice":"49999.5","cumExecQty":"400",
      "cumExecValue":"0.00800008","orderType":"Limit","stopOrderType":"UNKNOWN"}]}
      """#, dialect.openOrders(in: .inverse)[0])
    #expect(orders.items.first?.quantity == Quantity(1500))
    #expect(orders.items.first?.filledQuantity == Quantity(400))
    #expect(orders.items.first?.averagePrice == Price("49999.5"))
    let fills = try read(
      #"""
      {"list":[{"symbol":"BTCUSD","orderLinkId":"tcabc","side":"Buy","orderId":"f","execId":"e",
      "execTime":"1795176000123","execPrice":"50000","execQty":"400","execValue":"0.008",
      "execFee":"0.0000044","feeCurrency":"","execType":"Trade","isMaker":false}]}
      """#, dialect.fills(in: .inverse, during: nil, limit: nil)[0])
    #expect(fills.items.first?.quantity == Quantity(400))
    #expect(fills.items.first?.feeAsset == "BTC")
    let positions = try dialect.answer(
      fixture: "Bybit/position_list", to: dialect.positions()[2],
      VenueMarkets([.futures, .ether, .inverse]))
    #expect(positions.unknownMarkets.isEmpty)
    let held = try #require(positions.items.first { $0.symbol == symbol })
    #expect(held.quantity == Quantity(100))
    #expect(held.profit == Notional("0.00001"), "as it is told, in bitcoin")
  }

  @Test func `books, trades and candles are in base units`() throws {
    let book = try read(
      #"{"s":"BTCUSD","a":[["50000","100"]],"b":[["40000","100"]],"ts":1795176000125}"#,
      dialect.book(.inverse, depth: 5))
    #expect(book.asks == [VenueBook.Level(price: Price(50000), quantity: Quantity("0.002"))])
    #expect(book.bids == [VenueBook.Level(price: Price(40000), quantity: Quantity("0.0025"))])
    let trades = try read(
      #"""
      {"list":[{"execId":"1","symbol":"BTCUSD","price":"30000","size":"100","side":"Buy",
      "time":"1795176000123"}]}
      """#, dialect.trades(.inverse, limit: nil))
    #expect(trades.map(\.quantity) == [Quantity("0.003333333333333333")])
    let candles = try read(
      #"{"list":[["1670608800000","17071","17073","17027","17055.5","268611","15.74462667"]]}"#,
      try dialect.candles(.inverse, .oneHour, since: nil, limit: nil))
    #expect(candles.map(\.volume) == [Quantity("15.74462667")])
  }
}
