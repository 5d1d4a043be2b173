import Domain
import Testing

@testable import Reports

/// What the equity samples alone lead to.
@Suite struct EquityStatisticsTests {
  /// Eight daily samples, with values expected by Python 3.
  ///
  ///     import statistics as s, math
  ///     eq = [10000, 10120.5, 10040.25, 9890, 9950.75, 10210, 10180, 10305.1]
  ///     r = [b / a - 1 for a, b in zip(eq, eq[1:])]; n = 365.25; rf = 0.04 / n
  ///     volatility = s.stdev(r) * math.sqrt(n) * 100
  ///     sharpe = (s.mean(r) - rf) / s.stdev(r) * math.sqrt(n)
  ///     downside = math.sqrt(sum(min(0, x - rf) ** 2 for x in r) / 7)
  ///     sortino = (s.mean(r) - rf) / downside * math.sqrt(n)
  ///     cagr = ((eq[-1] / eq[0]) ** (n / 7) - 1) * 100
  ///     drawdown = (10120.5 - 9890) / 10120.5 * 100
  private func week(riskFreeRate: Double) throws -> PerformanceReport {
    var desk = Desk(riskFreeRate: riskFreeRate)
    let equities = ["10000", "10120.5", "10040.25", "9890", "9950.75", "10210", "10180", "10305.1"]
    for (day, equity) in equities.enumerated() { try desk.sample(Double(day) * 24, equity) }
    return desk.report
  }

  @Test func `a week agrees with Python's statistics module`() throws {
    let report = try week(riskFreeRate: 0)
    #expect(agree(report.returnPercent, 3.051))
    #expect(agree(report.cagrPercent, 379.78393041674883))
    #expect(agree(report.volatilityPercent, 26.72785872363085))
    #expect(agree(report.sharpe, 5.993728749920031))
    #expect(agree(report.sortino, 12.902391546644804))
    #expect(agree(report.maximumDrawdownPercent, 2.277555456746208))
    #expect(agree(report.calmar, 166.75068406866407))
    #expect(report.returnCount == 7)
    #expect(report.length == TimeInterval(nanoseconds: 7 * TimeInterval.day.nanoseconds))
  }

  @Test func `the risk-free rate lowers Sharpe and Sortino ratio`() throws {
    let report = try week(riskFreeRate: 0.04)
    #expect(agree(report.sharpe, 5.844072167200089))
    #expect(agree(report.sortino, 12.46073413961349))
  }

  @Test func `the deepest drawdown lasts from its high to its recovery`() throws {
    let drawdown = try #require(try week(riskFreeRate: 0).drawdown)
    #expect(drawdown.peak.time == .hours(24))
    #expect(drawdown.trough.time == .hours(72))
    #expect(drawdown.recovery == .hours(120))
    #expect(drawdown.length(until: .hours(168)).seconds == 345_600)
  }

  @Test func `a drawdown that does not recover lasts to the end`() throws {
    var desk = Desk()
    for (day, equity) in ["100", "120", "120", "90", "119.99"].enumerated() {
      try desk.sample(Double(day) * 24, equity)
    }
    let report = desk.report
    #expect(report.drawdown?.recovery == nil)
    #expect(report.drawdown?.peak.time == .hours(48))
    #expect(report.maximumDrawdownPercent == 25)
    #expect(report.maximumDrawdownLength?.seconds == 172_800)
  }

  @Test func `of two equal drawdowns the first counts and a deeper later one replaces it`() throws {
    var desk = Desk()
    for (day, equity) in ["100", "90", "100", "90", "100"].enumerated() {
      try desk.sample(Double(day) * 24, equity)
    }
    #expect(desk.report.drawdown?.peak.time == .hours(0))
    #expect(desk.report.drawdown?.recovery == .hours(48))
    try desk.sample(120, "80")
    #expect(desk.report.drawdown?.peak.time == .hours(96))
    #expect(desk.report.drawdown?.recovery == nil)
  }

  @Test func `no sample gives no figure of equity`() {
    let report = Desk().report
    #expect(report.start == nil && report.end == nil && report.length == .zero)
    #expect(report.returnPercent == nil && report.cagrPercent == nil)
    #expect(report.volatilityPercent == nil && report.sharpe == nil && report.sortino == nil)
    #expect(report.maximumDrawdownPercent == nil && report.maximumDrawdownLength == nil)
    #expect(report.exposurePercent == nil && report.turnover == nil && report.calmar == nil)
  }

  @Test func `one sample gives a return and a drawdown of zero and nothing else`() throws {
    var desk = Desk()
    try desk.sample(0, "100")
    #expect(desk.report.returnPercent == 0)
    #expect(desk.report.maximumDrawdownPercent == 0)
    #expect(desk.report.maximumDrawdownLength == nil)
    #expect(desk.report.cagrPercent == nil && desk.report.volatilityPercent == nil)
    #expect(desk.report.sharpe == nil && desk.report.exposurePercent == nil)
  }

  @Test func `an equity that never moves has a volatility of zero and no ratios`() throws {
    var desk = Desk()
    for day in 0..<10 { try desk.sample(Double(day) * 24, "100") }
    #expect(desk.report.volatilityPercent == 0)
    #expect(desk.report.sharpe == nil && desk.report.sortino == nil && desk.report.calmar == nil)
    #expect(desk.report.cagrPercent == 0)
  }

  @Test func `a steady growth has no Sharpe ratio, rounding is no risk`() throws {
    var desk = Desk()
    var equity = try Notional.of("100")
    for day in 0..<30 {
      desk.recorder.sample(.hours(Double(day) * 24), equity: equity, exposure: .zero)
      equity = try equity * Rate.of("1.01")
    }
    #expect(desk.report.returnCount == 29)
    #expect(desk.report.volatilityPercent == 0)
    #expect(desk.report.sharpe == nil && desk.report.sortino == nil)
  }

  @Test(arguments: ["0", "-50"]) func `a start without equity has no percentages`(start: String)
    throws
  {
    var desk = Desk()
    for (day, equity) in [start, "100", "50", "75"].enumerated() {
      try desk.sample(Double(day) * 24, equity)
    }
    let report = desk.report
    #expect(report.returnPercent == nil && report.cagrPercent == nil && report.turnover == nil)
    // What follows the first positive equity still counts.
    #expect(report.returnCount == 2)
    #expect(report.maximumDrawdownPercent == 50)
  }

  @Test func `a total loss is minus a hundred percent a year and a debt has no growth rate`() throws
  {
    var desk = Desk()
    try desk.sample(0, "100")
    try desk.sample(48, "0")
    #expect(desk.report.returnPercent == -100)
    #expect(desk.report.cagrPercent == -100)
    #expect(desk.report.maximumDrawdownPercent == 100)
    try desk.sample(72, "-20")
    #expect(desk.report.returnPercent == -120)
    #expect(desk.report.cagrPercent == nil && desk.report.calmar == nil)
    #expect(desk.report.maximumDrawdownPercent == 120)
    #expect(desk.report.returnCount == 1)
  }

  @Test func `a run shorter than a day has no yearly figures`() throws {
    var desk = Desk(interval: .hour)
    for hour in 0..<24 { try desk.sample(Double(hour), "\(100 + hour % 5)") }
    let yearly: [ReportField] = [.cagrPercent, .calmar, .volatilityPercent, .sharpe, .sortino]
    for field in yearly { #expect(desk.report.value(of: field) == .none, "\(field)") }
    // The returns are there, only too few to speak of a year.
    #expect(desk.report.returnCount == 23 && agree(desk.report.returnPercent, 3))
    try desk.sample(24, "105")
    for field in yearly { #expect(desk.report.value(of: field) != .none, "\(field)") }
  }

  @Test func `a growth rate beyond all numbers is absent`() throws {
    var desk = Desk()
    try desk.sample(0, "0.000000000000000001")
    try desk.sample(24, "99999999999999999999")
    #expect(agree(desk.report.returnPercent.map { $0 / 1e40 }, 1))
    #expect(desk.report.cagrPercent == nil && desk.report.calmar == nil)
  }

  @Test func `the largest amounts of both signs lead to finite figures`() throws {
    var desk = Desk()
    let amounts = ["99999999999999999999", "-99999999999999999999", "99999999999999999999"]
    for (day, equity) in (amounts + amounts).enumerated() {
      try desk.sample(Double(day) * 24, equity, exposure: equity)
    }
    #expect(agree(desk.report.maximumDrawdownPercent, 200))
    #expect(desk.report.peakExposure == (try .of("99999999999999999999")))
    for field in ReportField.allCases {
      if case .number(let number) = desk.report.value(of: field) { #expect(number.isFinite) }
    }
  }

  @Test func `samples closer than half an interval close no return`() throws {
    var desk = Desk(interval: .hour)
    try desk.sample(0, "100")
    try desk.sample(1, "110")
    try desk.sample(1.25, "111")
    try desk.sample(1.25, "112")
    #expect(desk.report.returnCount == 1)
    // The return is taken from the sample that closed the last one.
    try desk.sample(2, "121")
    #expect(desk.report.returnCount == 2)
    #expect(desk.report.returns.volatilityPercent == 0)
    try desk.sample(2.5, "130")
    #expect(desk.report.returnCount == 3)
    #expect(desk.report.end == EquitySample(time: .hours(2.5), equity: try .of("130")))
  }

  @Test func `time that runs backwards stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var recorder = PerformanceRecorder(sampleInterval: .day)
      recorder.sample(Timestamp(nanoseconds: 2), equity: .one, exposure: .zero)
      recorder.sample(Timestamp(nanoseconds: 1), equity: .one, exposure: .zero)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `random runs agree with two passes over all samples`(seed: UInt64) throws {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let riskFreeRate = Double.random(in: -0.02...0.08, using: &random)
    var desk = Desk(interval: .hour, riskFreeRate: riskFreeRate)
    var equities: [Double] = []
    var equity = 10_000.0
    for hour in 0..<Int.random(in: 30...600, using: &random) {
      let cents = Notional(scaled: Int128(equity * 100) * (FixedPoint.one / 100))
      desk.recorder.sample(.hours(Double(hour)), equity: cents, exposure: .zero)
      equities.append(cents.approximation)
      equity = max(1, equity * (1 + random.normal() * 0.01))
    }
    let returns = zip(equities, equities.dropFirst()).map { $1 / $0 - 1 }
    let count = Double(returns.count)
    let yearly = 365.25 * 24
    let target = riskFreeRate / yearly
    let mean = returns.reduce(0, +) / count
    let variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let downside = returns.reduce(0) { $0 + min(0, $1 - target) * min(0, $1 - target) } / count
    var deepest = 0.0
    for (index, value) in equities.enumerated() {
      let high = equities[...index].max() ?? 0
      deepest = max(deepest, (high - value) / high * 100)
    }
    func close(_ left: Double?, _ right: Double) -> Bool {
      abs((left ?? .infinity) - right) <= 1e-9 * max(1, abs(right))
    }
    let report = desk.report
    #expect(close(report.volatilityPercent, (variance * yearly).squareRoot() * 100))
    #expect(close(report.sharpe, (mean - target) / variance.squareRoot() * yearly.squareRoot()))
    #expect(close(report.sortino, (mean - target) / downside.squareRoot() * yearly.squareRoot()))
    #expect(close(report.maximumDrawdownPercent, deepest))
  }
}
