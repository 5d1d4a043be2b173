import Configuration
import Domain
import Ledger
import Risk
import Testing
import Trading

/// Limits over restarts, days, and clocks that jump; each order is placed by a desk of its own.
@Suite struct RiskOverTimeTests {
  private static let twoPercent = Rate(percent: Rate(2))

  private func bench(at time: String) throws -> PaperBench {
    var bench = try PaperBench(at: time)
    bench.policy.breaker.causes = []
    return bench
  }

  @Test func `the loss of a day is forgotten when the next begins, and not before`() throws {
    var bench = try bench(at: "2026-11-20T10:00:00Z")
    bench.policy.dailyLoss = Self.twoPercent
    #expect(try bench.place(.buy, 50, at: 100) == [])
    try bench.clock.set("2026-11-20T23:00:00Z")
    #expect(try bench.place(.sell, 1, at: 95) == [])
    #expect(try bench.place(.buy, 1, at: 95) == ["DAILY_LOSS"])
    try bench.clock.set("2026-11-20T23:59:59.999999999Z")
    #expect(try bench.place(.buy, 1, at: 95) == ["DAILY_LOSS"])
    try bench.clock.set("2026-11-21T00:00:00Z")
    #expect(try bench.place(.buy, 1, at: 95) == [])
    let report = try bench.desk().riskReport()
    #expect(report.state.dayStartEquity == Notional(9_750))
    #expect(report.state.dailyLossAmount == .zero)
    // What was lost overnight counts for the new day.
    #expect(try bench.place(.sell, 1, at: 90) == [])
    #expect(try bench.place(.buy, 1, at: 90) == ["DAILY_LOSS"])
  }

  @Test func `the day begins by the clock of the place that is configured`() throws {
    var bench = try bench(at: "2026-11-20T21:00:00Z")
    bench.policy.dailyLoss = Self.twoPercent
    bench.dayStart = try DayStart(text: "17:00 America/New_York")
    #expect(try bench.place(.buy, 50, at: 100) == [])
    #expect(try bench.place(.sell, 1, at: 95) == [])
    #expect(try bench.place(.buy, 1, at: 95) == ["DAILY_LOSS"])
    // 17:00 there is 22:00 UTC in November; midnight UTC means nothing.
    try bench.clock.set("2026-11-20T21:59:59Z")
    #expect(try bench.place(.buy, 1, at: 95) == ["DAILY_LOSS"])
    try bench.clock.set("2026-11-20T22:00:00Z")
    #expect(try bench.place(.buy, 1, at: 95) == [])
    #expect(try bench.place(.sell, 1, at: 90) == [])
    try bench.clock.set("2026-11-21T00:00:01Z")
    #expect(try bench.place(.buy, 1, at: 90) == ["DAILY_LOSS"])
  }

  @Test func `the peak outlives days and restarts`() throws {
    var bench = try bench(at: "2026-11-20T10:00:00Z")
    bench.policy.maximumDrawdown = Rate(percent: Rate(10))
    #expect(try bench.place(.buy, 50, at: 100) == [])
    #expect(try bench.place(.sell, 1, at: 120) == [])
    #expect(try bench.desk().riskReport().state.peakEquity == Notional(11_000))
    try bench.clock.set("2026-12-24T10:00:00Z")
    // 49 are left: 98 is a fall of 1078 from 11000, 97 one of 1127.
    #expect(try bench.place(.sell, 1, at: 98) == [])
    #expect(try bench.place(.buy, 1, at: 98) == [])
    #expect(try bench.place(.sell, 1, at: 97) == [])
    #expect(try bench.place(.buy, 1, at: 97) == ["MAX_DRAWDOWN"])
  }

  @Test func `a clock that jumps back an hour hides no order`() throws {
    var bench = try bench(at: "2026-11-20T10:00:00Z")
    bench.policy.orderRates = [try #require(CountLimit(text: "3/10m"))]
    for _ in 1...3 { #expect(try bench.place(.buy, 1, at: 100) == []) }
    #expect(try bench.place(.buy, 1, at: 100) == ["ORDER_RATE"])
    try bench.clock.set("2026-11-20T09:00:00Z")
    #expect(try bench.place(.buy, 1, at: 100) == ["ORDER_RATE"])
    try bench.clock.set("2026-11-20T10:10:00.000000001Z")
    #expect(try bench.place(.buy, 1, at: 100) == [])
  }

  @Test func `a clock that jumps back an hour hides no failure`() throws {
    var bench = try bench(at: "2026-11-20T10:00:00Z")
    bench.policy.failedOrders = [try #require(CountLimit(text: "2/10m"))]
    for _ in 1...2 { #expect(try bench.place(.buy, 1_000, at: 100) == ["INSUFFICIENT_BALANCE"]) }
    try bench.clock.set("2026-11-20T09:00:00Z")
    #expect(try bench.place(.buy, 1, at: 100) == ["FAILED_ORDERS"])
    try bench.clock.set("2026-11-20T10:20:00Z")
    #expect(try bench.place(.buy, 1, at: 100) == [])
  }

  @Test func `a clock that jumps back over midnight brings no loss back and forgives none`() throws
  {
    var bench = try bench(at: "2026-11-20T23:30:00Z")
    bench.policy.dailyLoss = Self.twoPercent
    #expect(try bench.place(.buy, 50, at: 100) == [])
    try bench.clock.set("2026-11-21T00:10:00Z")
    #expect(try bench.place(.sell, 1, at: 95) == [])
    #expect(try bench.place(.buy, 1, at: 95) == ["DAILY_LOSS"])
    try bench.clock.set("2026-11-20T23:10:00Z")
    #expect(try bench.place(.buy, 1, at: 95) == ["DAILY_LOSS"])
    try bench.clock.set("2026-11-21T00:20:00Z")
    #expect(try bench.place(.buy, 1, at: 95) == ["DAILY_LOSS"])
  }

  @Test func `the breaker trips once, holds over restarts, and closes when its time is over`()
    throws
  {
    var bench = try PaperBench(at: "2026-11-20T10:00:00Z")
    bench.policy.dailyLoss = Self.twoPercent
    #expect(try bench.place(.buy, 50, at: 100) == [])
    #expect(try bench.place(.sell, 1, at: 95) == [])
    let report = try bench.desk().riskReport()
    #expect(report.trip?.who == "tradectl")
    #expect(report.state.isBreakerOpen)
    #expect(try bench.place(.buy, 1, at: 95).contains("BREAKER_OPEN"))
    // A reduction passes.
    #expect(try bench.place(.sell, 1, at: 95) == [])
    // A clock that jumps back keeps it open for longer, never for less long.
    try bench.clock.set("2026-11-20T09:00:00Z")
    #expect(try bench.place(.buy, 1, at: 95).contains("BREAKER_OPEN"))
    // On the next day its cause is gone as well.
    try bench.clock.set("2026-11-21T10:00:00Z")
    #expect(try bench.place(.buy, 1, at: 95) == [])
  }

  @Test func `a trip by hand holds until a person resets it, however late`() throws {
    let bench = try bench(at: "2026-11-20T10:00:00Z")
    try bench.desk().tripBreaker("look", who: "me")
    try bench.clock.set("2027-11-20T10:00:00Z")
    #expect(try bench.place(.buy, 1, at: 100) == ["BREAKER_OPEN"])
    try bench.desk().resetBreaker("seen", who: "you")
    #expect(try bench.place(.buy, 1, at: 100) == [])
    let log = try bench.desk().ledger.read { view throws(LedgerError) in
      try view.breakerLog(of: view.scopes()[0])
    }
    #expect(log.map(\.who) == ["me", "you"])
    #expect(log.last?.reason == "seen")
  }
}
