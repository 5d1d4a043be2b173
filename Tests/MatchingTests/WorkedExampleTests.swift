import Domain
import Matching
import Testing

/// The example at the end of `docs/paper.md`, number by number.
@Suite struct WorkedExampleTests {
  @Test func `the documentation tells what happens`() throws {
    var bench = try Bench(
      PaperRules(), instrument: Instrument(symbol: linearSymbol, tick: "0.1"))
    try bench.trade("50000", at: -1)
    let entry = bench.submit(.buy, "0.1", at: 0) {
      $0.leverage = "5"
      $0.stopLoss = "49000"
      $0.takeProfit = "52000"
    }
    try bench.trade("50000", at: 0)
    #expect(bench.fills == [])

    try bench.trade("50010", at: 1)
    #expect(bench.fills.map(\.fill.price) == ["50035.1"])
    #expect(bench.fills.map(\.slippageCost) == ["2.51"])
    #expect(bench.fills.map(\.fill.fee) == ["2.001404"])
    let position = bench.exchange.position(in: bench.market)
    #expect(position.margin == "1000.702")
    #expect(position.liquidationPrice?.text(fractionDigits: 2) == "40229.23")
    #expect(bench.exchange.cash == "9997.998596")

    try bench.trade("49000.1", at: 2)
    #expect(bench.fills.count == 1)

    try bench.trade("52010", at: 3)
    let children = bench.children(of: entry).compactMap { bench.order($0) }
    #expect(children.map(\.status) == [.cancelled, .filled])
    #expect(bench.fills.last?.fill.price == "51983.9")
    #expect(bench.fills.last?.realizedProfit == "194.88")
    #expect(bench.fills.last?.fill.fee == "2.079356")
    #expect(bench.exchange.cash == "10190.79924")
    #expect(try bench.exchange.equity() == "10190.79924")
    #expect(bench.exchange.openOrders == [])
    #expect(bench.violations == [])
  }
}
