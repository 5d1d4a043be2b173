import Domain
import Matching
import Testing

/// An exchange that is taken apart and put together again goes on as if nothing had happened.
@Suite struct StateTests {
  @Test(arguments: UInt64(1)...40)
  func `a run that is restored after every step tells the same`(seed: UInt64) throws {
    var whole = try RandomRun(seed: seed)
    var parts = try RandomRun(seed: seed)
    var store = PaperStore(&parts)
    for _ in 0..<200 {
      try whole.step()
      try parts.step()
      store.save(&parts.bench.exchange)
      parts.bench.exchange = try store.load(parts)
      #expect(parts.bench.exchange.checkInvariants() == [])
    }
    whole.bench.finish(at: whole.time + 1)
    parts.bench.finish(at: parts.time + 1)
    #expect(whole.bench.log == parts.bench.log, "seed \(seed)")
    #expect(whole.bench.log.isEmpty == false)
  }

  @Test func `only what has changed is named`() throws {
    var bench = try Bench()
    bench.exchange.beginChanges()
    let first = bench.submit(.buy, "1", .limit, price: "90")
    let second = bench.submit(.buy, "1", .limit, price: "80")
    #expect(bench.exchange.takeChanges() == [first, second])
    try bench.trade("100", at: 1)
    _ = bench.exchange.takeChanges()
    try bench.trade("85", at: 2)
    #expect(bench.exchange.takeChanges() == [first])
    #expect(bench.exchange.state(of: first) == nil)
    #expect(bench.exchange.takeChanges() == [])
  }

  @Test(arguments: [
    "number", "number=x", "number=1", "number=1 type=magic", "=", "number=1 type=market side=buy",
    "number=1 type=market side=buy market=7 arrival=0", "cash=1.2.3",
  ])
  func `a text that is no state is refused`(text: String) throws {
    var bench = try Bench()
    #expect(throws: PaperError.self) { try bench.exchange.restore(orders: [text]) }
    let rules = try PaperRules()
    #expect(throws: PaperError.self) {
      _ = try PaperExchange(rules, currency: "USDT", state: text)
    }
  }
}

/// Keeps the texts of one exchange, the orders one by one.
private struct PaperStore {
  private let index: MarketIndex
  private var account = ""
  private var market = ""
  private var orders: [Int: String] = [:]

  init(_ run: inout RandomRun) {
    index = run.bench.market
    run.bench.exchange.beginChanges()
    save(&run.bench.exchange)
  }

  mutating func save(_ exchange: inout PaperExchange) {
    account = exchange.state
    market = exchange.state(of: index)
    for number in exchange.takeChanges() { orders[number] = exchange.state(of: number) }
  }

  func load(_ run: RandomRun) throws -> PaperExchange {
    var exchange = try PaperExchange(run.rules, currency: "USDT", state: account)
    _ = try exchange.addMarket(run.instrument, state: market)
    try exchange.restore(orders: Array(orders.values))
    exchange.beginChanges()
    return exchange
  }
}
