import Domain
import Matching
import Testing

@Suite struct ArrivalTests {
  private func slow(_ seconds: Int64) throws -> PaperRules {
    try PaperRules(latency: TimeInterval(nanoseconds: seconds * 1_000_000_000))
  }

  @Test func `an order does not see a trade of its own time`() throws {
    var bench = try Bench()
    let order = bench.submit(.buy, "1", at: 5)
    try bench.trade("100", at: 5)
    #expect(bench.order(order) == nil)
    try bench.trade("101", at: 6)
    #expect(bench.fills.map(\.fill.price) == ["101"])
  }

  @Test func `an order sees a candle that opens at its own time`() throws {
    var bench = try Bench()
    bench.submit(.buy, "1", at: 60)
    try bench.candle("100", "101", "99", "100", at: 60)
    #expect(bench.fills.map(\.fill.price) == ["100"])
  }

  @Test func `an order does not see the candle that it arrives within`() throws {
    var bench = try Bench()
    let order = bench.submit(.buy, "1", at: 61)
    try bench.candle("100", "101", "99", "100", at: 60)
    #expect(bench.order(order) == nil)
    try bench.candle("102", "103", "101", "102", at: 120)
    #expect(bench.fills.map(\.fill.price) == ["102"])
  }

  @Test func `an order is judged by the price before its arrival`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 1)
    let order = bench.submit(.buy, "1", .limit, price: "99", at: 2)
    try bench.trade("98", at: 2)
    try bench.trade("99", at: 3)
    // At its arrival the market had come to 98: it is a taker.
    #expect(bench.fills(of: order).map(\.fill.liquidity) == [.taker])
  }

  @Test func `latency keeps an order from what happens meanwhile`() throws {
    var bench = try Bench(slow(10))
    let order = bench.submit(.buy, "1", at: 0)
    try bench.trade("100", at: 9)
    try bench.trade("101", at: 10)
    #expect(bench.order(order) == nil)
    #expect(bench.exchange.openOrders.map(\.status) == [.pending])
    try bench.trade("102", at: 11)
    #expect(bench.fills.map(\.number) == [order])
    #expect(bench.updates(of: order).first?.time == Timestamp(seconds: 10))
    #expect(bench.fills.map(\.fill.time) == [Timestamp(seconds: 11)])
  }

  @Test func `a cancel is as slow as an order and may come too late`() throws {
    var bench = try Bench(slow(10))
    try bench.trade("100", at: 0)
    let late = bench.submit(.buy, "1", .limit, price: "99", at: 0)
    let timely = bench.submit(.buy, "1", .limit, price: "90", at: 0)
    bench.cancel(late, at: 5)
    bench.cancel(timely, at: 5)
    try bench.trade("98", at: 14)
    #expect(bench.order(late)?.status == .filled)
    try bench.trade("80", at: 16)
    #expect(bench.order(timely)?.status == .cancelled)
    #expect(bench.order(timely)?.reason == .cancelRequested)
    #expect(bench.order(timely)?.time == Timestamp(seconds: 15))
    #expect(bench.updates(of: late).map(\.status) == [.accepted, .filled])
  }

  @Test func `a cancel comes after the trade of its own time`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    let order = bench.submit(.buy, "1", .limit, price: "99", at: 0)
    bench.cancel(order, at: 5)
    try bench.trade("98", at: 5)
    #expect(bench.order(order)?.status == .filled)
  }

  @Test func `cancelling an unknown or final order does nothing`() throws {
    var bench = try Bench()
    let order = bench.submit(.buy, "1", at: 0)
    try bench.trade("100", at: 1)
    let before = bench.log
    bench.cancel(order, at: 1)
    bench.cancel(99, at: 1)
    try bench.trade("100", at: 2)
    #expect(bench.log == before)
  }

  @Test func `a cancel that overtakes its order stops it on the way`() throws {
    var bench = try Bench()
    let order = bench.submit(.buy, "1", at: 9)
    bench.cancel(order, at: 3)
    try bench.trade("100", at: 10)
    #expect(bench.updates(of: order).map(\.status) == [.cancelled])
    #expect(bench.exchange.openOrders == [])
  }

  @Test func `orders submitted out of order arrive in order of time`() throws {
    var bench = try Bench()
    let late = bench.submit(.buy, "1", at: 4)
    let early = bench.submit(.buy, "1", at: 2)
    try bench.trade("100", at: 3)
    #expect(bench.fills.map(\.number) == [early])
    try bench.trade("100", at: 5)
    #expect(bench.fills.map(\.number) == [early, late])
  }

  @Test func `an order that was judged early still does not see a trade of its own time`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 1)
    let market = bench.submit(.buy, "1", at: 5)
    let limit = bench.submit(.buy, "1", .limit, price: "99", at: 5)
    bench.advance(to: 5)
    #expect(bench.order(market)?.status == .accepted)
    try bench.trade("90", at: 5)
    #expect(bench.fills == [])
    try bench.trade("91", at: 6)
    #expect(bench.fills.map(\.number) == [market, limit])
  }

  @Test func `an event that comes late is not seen by orders that came after it`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 10)
    let order = bench.submit(.buy, "1", .limit, price: "99", at: 20)
    try bench.trade("100", at: 30)
    try bench.trade("90", at: 15)
    #expect(bench.fills == [])
    try bench.trade("90", at: 31)
    #expect(bench.fills(of: order).map(\.fill.price) == ["99"])
  }

  @Test func `an arrival in one market waits for a candle of its own market`() throws {
    var exchange = PaperExchange(try PaperRules(), startingEquity: "1000", currency: "USDT")
    let first = try exchange.addMarket(Instrument(symbol: linearSymbol))
    let other = Symbol(base: "ETH", quote: "USDT", settle: "USDT")
    let second = try exchange.addMarket(Instrument(symbol: other))
    var events = PaperEvents()
    let time = Timestamp(seconds: 60)
    exchange.submit(
      Intent(symbol: other, side: .buy, quantity: "1"), in: second, reference: 1, at: time)
    let candle = Candle(
      openTime: time, open: "10", high: "11", low: "9", close: "10", volume: "1")
    try exchange.candle(candle, in: first, into: &events)
    // A trade of the second market and of this time would still come before the order.
    #expect(events.isEmpty)
    try exchange.candle(candle, in: second, into: &events)
    #expect(events.all.count == 3)
  }

  @Test func `the end of the data expires what is open and what is on its way`() throws {
    var bench = try Bench(slow(10))
    try bench.trade("100", at: 0)
    let resting = bench.submit(.buy, "1", .limit, price: "90", at: 0)
    let travelling = bench.submit(.buy, "1", at: 95)
    bench.finish(at: 100)
    for order in [resting, travelling] {
      #expect(bench.order(order)?.status == .expired)
      #expect(bench.order(order)?.reason == .endOfData)
    }
    #expect(bench.exchange.openOrders == [])
    #expect(try bench.exchange.freeMargin == "10000")
    let before = bench.log
    try bench.trade("80", at: 200)
    #expect(bench.log == before)
  }
}
