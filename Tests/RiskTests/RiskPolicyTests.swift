import Domain
import Risk
import Testing

@Suite struct RiskPolicyTests {
  @Test func `the limits that hold unless said otherwise`() {
    let policy = RiskPolicy()
    #expect(policy.maximumPositions == 5)
    #expect(policy.maximumDrawdown == Rate(percent: Rate(10)))
    #expect(policy.dailyLoss == Rate(percent: Rate(2)))
    #expect(policy.maximumLeverage == Rate(5))
    #expect(policy.maximumPosition == Rate(percent: Rate(10)))
    #expect(policy.maximumRisk == Rate(percent: Rate(2)))
    #expect(policy.maximumGrossExposure == nil)
    #expect(policy.maximumSymbolExposure == nil)
    #expect(policy.maximumOrderNotional == nil)
    #expect(policy.priceCollar == nil)
    #expect(policy.maximumPriceAge == nil)
    #expect(!policy.isStopRequired)
    #expect(!policy.isReduceOnly)
  }

  @Test func `an approval carries the order unchanged`() throws {
    let intent = try order()
    guard case .approved(let approved) = RiskPolicy().judge(intent, in: fresh) else {
      Issue.record("A fresh account may place this order")
      return
    }
    #expect(approved.intent == intent)
  }

  @Test func `every violation is listed, in the order of the checks`() throws {
    var state = RiskState(
      equity: Notional(5000), peakEquity: Notional(10_000), dayStartEquity: Notional(10_000))
    state.isBreakerOpen = true
    let intent = try order(.buy, "1", stop: "50001", leverage: "10")
    let violations = RiskPolicy().judge(intent, in: state).violations
    #expect(
      violations.map(\.code) == [
        "BREAKER_OPEN", "MAX_DRAWDOWN", "DAILY_LOSS", "MAX_LEVERAGE", "MAX_POSITION_SIZE",
        "STOP_SIDE",
      ])
  }

  @Test func `every message is a full sentence`() throws {
    var state = RiskState(
      equity: .zero, peakEquity: Notional(10_000), dayStartEquity: Notional(10_000))
    state.isHalted = true
    state.availableBalance = .zero
    state.orders = [try openOrder(.buy, "1", at: "50000")]
    let violations = RiskPolicy().judge(try order(.buy, "1"), in: state).violations
    #expect(violations.count > 5)
    for violation in violations {
      #expect(violation.message.hasSuffix("."))
      #expect(violation.message.first?.isUppercase == true)
      #expect(!violation.message.contains("\n"))
    }
  }

  @Test func `an account without equity may open nothing`() throws {
    for equity in [Notional.zero, Notional(-5)] {
      let checks = RiskPolicy().checks(
        try order(), RiskState(equity: equity, peakEquity: .zero, dayStartEquity: .zero))
      #expect(checks.contains(.maximumPositionSize))
      #expect(checks.contains(.maximumRiskPerTrade))
    }
  }

  @Test func `a value that cannot be reckoned denies and does not trap`() throws {
    let huge = "99999999999999999999"
    let violations = RiskPolicy().judge(
      try order(.buy, huge, at: huge, stop: "1"), in: fresh
    ).violations
    #expect(violations.filter { $0.check == .outOfRange }.count == 1)
    var state = fresh
    state.isHalted = true
    state.orders = [
      try openOrder(.buy, huge, at: "1"), try openOrder(.buy, huge, at: "1"),
    ]
    #expect(RiskPolicy().checks(try order(), state).contains(.outOfRange))
  }

  @Test func `codes are stable, distinct and upper snake case`() {
    let codes = RiskCheck.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    for code in codes {
      #expect(code.allSatisfy { $0.isUppercase || $0 == "_" })
    }
  }
}
