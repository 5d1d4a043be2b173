import Domain
import Testing
import VenueInterface

@testable import Dialects

/// Swaps whose contracts are worth a hundred dollars each.
@Suite struct OKXInverseTests {
  private let dialect = OKXDialect()
  private let market = Instrument.okxInverse

  private func read<Answer>(_ text: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(
      #"{"code":"0","msg":"","data":[\#(text)]}"#, to: call, VenueMarkets([market]))
  }

  @Test func `orders say so many contracts, and a part of one is refused`() throws {
    let head = #"POST /api/v5/trade/order {"instId":"BTC-USD-SWAP","tdMode":"cross","side":"#
    let limit = try dialect.place(
      .test(.limit, in: market) {
        $0.quantity = Quantity(1500)
        $0.price = Price(50000)
      }, in: market)
    #expect(
      limit.line == head + #""buy","ordType":"limit","sz":"15","px":"50000","clOrdId":"tcabc"}"#)
    let closing = try dialect.place(
      .test(.market, .sell, in: market) {
        $0.quantity = Quantity(300)
        $0.isReduceOnly = true
      }, in: market)
    #expect(
      closing.line == head
        + #""sell","ordType":"market","sz":"3","reduceOnly":true,"clOrdId":"tcabc"}"#)
    let change = try dialect.amend(
      .test(market, .limit, id: "28"), quantity: Quantity(900), price: nil, stopPrice: nil)
    #expect(change.line.hasSuffix(#""ordId":"28","newSz":"9"}"#))
    let odd = #expect(throws: Unsupported.self) {
      try dialect.amend(
        .test(market, .limit, id: "28"), quantity: Quantity(950), price: nil, stopPrice: nil)
    }
    #expect(odd?.explanation.hasPrefix("950 USD is not a multiple of 100") == true)
  }

  @Test func `orders, fills and positions are read in dollars`() throws {
    let orders = try read(
      #"""
      {"instId":"BTC-USD-SWAP","ordId":"28","clOrdId":"tcabc","px":"50000","sz":"15",
      "ordType":"limit","side":"buy","accFillSz":"4","avgPx":"49999.5","state":"partially_filled",
      "tgtCcy":"","reduceOnly":"false"}
      """#, dialect.openOrders(in: market)[0])
    #expect(orders.items.first?.quantity == Quantity(1500))
    #expect(orders.items.first?.filledQuantity == Quantity(400))
    let fills = try read(
      #"""
      {"instId":"BTC-USD-SWAP","tradeId":"1","ordId":"28","clOrdId":"tcabc","billId":"1",
      "fillPx":"50000","fillSz":"4","side":"buy","execType":"T","feeCcy":"BTC","fee":"-0.000004",
      "ts":"1795176000123"}
      """#, dialect.fills(in: market, during: nil, limit: nil)[0])
    #expect(fills.items.first?.quantity == Quantity(400))
    #expect(fills.items.first?.feeAsset == "BTC")
    let positions = try read(
      #"""
      {"instType":"SWAP","instId":"BTC-USD-SWAP","mgnMode":"cross","posSide":"net","pos":"-10",
      "avgPx":"50000","markPx":"40000","upl":"","lever":"3"}
      """#, dialect.positions()[0])
    let held = try #require(positions.items.first)
    #expect(held.side == .short && held.quantity == Quantity(1000))
    // Sold for 0.02, and worth 0.025.
    #expect(held.profit == Notional("0.005"))
  }

  @Test func `books and trades are in base units`() throws {
    let book = try read(
      #"{"asks":[["50000","1","0","1"]],"bids":[["40000","1","0","1"]],"ts":"1795176000123"}"#,
      dialect.book(market, depth: 5))
    #expect(book.asks == [VenueBook.Level(price: Price(50000), quantity: Quantity("0.002"))])
    #expect(book.bids == [VenueBook.Level(price: Price(40000), quantity: Quantity("0.0025"))])
    let trades = try read(
      #"{"instId":"BTC-USD-SWAP","px":"40000","sz":"2","side":"sell","ts":"1795176000123"}"#,
      dialect.trades(market, limit: nil))
    #expect(trades.map(\.quantity) == [Quantity("0.005")])
  }
}
