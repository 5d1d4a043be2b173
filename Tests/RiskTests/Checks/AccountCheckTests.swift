import Domain
import Risk
import Testing

/// Limits on the account as a whole, each just inside and just outside.
@Suite struct AccountCheckTests {
  @Test func `the number of positions`() throws {
    var policy = unlimited
    policy.maximumPositions = 2
    var state = fresh
    state.positions = [try position("1", symbol: other)]
    #expect(policy.checks(try order(), state) == [])
    state.orders = [try openOrder(.buy, "1", at: "1", symbol: spot)]
    #expect(policy.checks(try order(), state) == [.maximumPositions])
    let violation = try #require(policy.judge(try order(), in: state).violations.first)
    #expect(violation.limit == Rate(2))
    #expect(violation.actual == Rate(3))
    #expect(violation.message == "The order would make 3 positions; at most 2 are allowed.")
  }

  @Test func `adding to a position makes no further one`() throws {
    var policy = unlimited
    policy.maximumPositions = 1
    var state = fresh
    state.positions = [try position("1")]
    #expect(policy.checks(try order(), state) == [])
    #expect(policy.checks(try order(symbol: other), state) == [.maximumPositions])
    policy.maximumPositions = 0
    #expect(policy.checks(try order(), fresh) == [.maximumPositions])
  }

  @Test func `orders count once for each symbol, flat positions and reductions not at all`() throws
  {
    var policy = unlimited
    policy.maximumPositions = 2
    var state = fresh
    state.positions = [try position("0", symbol: spot)]
    state.orders = [
      try openOrder(.buy, "1", at: "1", symbol: other),
      try openOrder(.buy, "2", at: "1", symbol: other),
    ]
    var reducing = try openOrder(.sell, "1", at: "1", symbol: spot)
    reducing.isReduceOnly = true
    state.orders.append(reducing)
    #expect(policy.checks(try order(), state) == [])
  }

  @Test(arguments: [("9000", true), ("8999.99", false), ("10000", true), ("-1", false)])
  func `the fall from the peak`(equity: String, passes: Bool) throws {
    var policy = unlimited
    policy.maximumDrawdown = Rate(percent: Rate(10))
    let state = RiskState(
      equity: try Notional(equity), peakEquity: Notional(10_000), dayStartEquity: .zero)
    #expect(policy.checks(try order(), state) == (passes ? [] : [.maximumDrawdown]))
  }

  @Test func `a fall reads as a sentence with its numbers`() throws {
    var policy = unlimited
    policy.maximumDrawdown = Rate(percent: Rate(10))
    let state = RiskState(
      equity: try Notional("8999.99"), peakEquity: Notional(10_000), dayStartEquity: .zero)
    let violation = try #require(policy.judge(try order(), in: state).violations.first)
    #expect(
      violation.message
        == """
        The fall from the peak is 10.01 % of the peak (1000.01 of 10000); at most 10 % is allowed.
        """)
    #expect(violation.limit == Rate(10))
    #expect(violation.actual == (try Rate("10.0001")))
    #expect(violation.code == "MAX_DRAWDOWN")
  }

  @Test(arguments: [("9800", true), ("9799.99", false), ("20000", true)])
  func `the loss of the day`(equity: String, passes: Bool) throws {
    var policy = unlimited
    policy.dailyLoss = Rate(percent: Rate(2))
    let state = RiskState(
      equity: try Notional(equity), peakEquity: .zero, dayStartEquity: Notional(10_000))
    #expect(policy.checks(try order(), state) == (passes ? [] : [.dailyLoss]))
  }

  @Test func `the gross exposure adds longs, shorts and growing orders`() throws {
    var policy = unlimited
    policy.maximumGrossExposure = Rate(percent: Rate(500))
    var state = fresh
    state.positions = [
      try position("0.4"), try position("-10", at: "2000", symbol: other),
    ]
    state.orders = [try openOrder(.buy, "0.18", at: "50000", symbol: spot)]
    // 20 000 + 20 000 + 9 000 + 1 000
    #expect(policy.checks(try order(.buy, "0.02"), state) == [])
    #expect(policy.checks(try order(.buy, "0.021"), state) == [.maximumGrossExposure])
    // What closes the short adds nothing.
    state.orders.append(try openOrder(.buy, "10", at: "2000", symbol: other))
    #expect(policy.checks(try order(.buy, "0.02"), state) == [])
    state.orders.append(try openOrder(.sell, "1", at: "2000", symbol: other))
    #expect(policy.checks(try order(.buy, "0.02"), state) == [.maximumGrossExposure])
  }

  @Test func `the exposure in one symbol`() throws {
    var policy = unlimited
    policy.maximumSymbolExposure = Rate(percent: Rate(50))
    var state = fresh
    state.positions = [
      try position("0.05"), try position("1000", symbol: other),
    ]
    state.orders = [try openOrder(.buy, "0.04", at: "50000")]
    #expect(policy.checks(try order(.buy, "0.01"), state) == [])
    #expect(policy.checks(try order(.buy, "0.0101"), state) == [.maximumSymbolExposure])
  }

  @Test func `a turned position counts with what is left of it`() throws {
    var policy = unlimited
    policy.maximumSymbolExposure = Rate(percent: Rate(50))
    var state = fresh
    state.positions = [try position("0.09")]
    // 0.19 closes 0.09 and opens 0.1; but the long alone is not above the limit.
    #expect(policy.checks(try order(.sell, "0.19", stop: nil), state) == [])
    #expect(
      policy.checks(try order(.sell, "0.2", stop: nil), state) == [.maximumSymbolExposure])
  }

  @Test(arguments: [("5", true), ("5.01", false)])
  func `the leverage`(leverage: String, passes: Bool) throws {
    var policy = unlimited
    policy.maximumLeverage = Rate(5)
    let expected: [RiskCheck] = passes ? [] : [.maximumLeverage]
    #expect(policy.checks(try order(leverage: leverage)) == expected)
    let market = RiskMarket(leverage: try Rate(leverage))
    #expect(policy.checks(try order(), fresh, market) == expected)
    var state = fresh
    state.positions = [try position("1", leverage: leverage)]
    #expect(policy.checks(try order(), state) == expected)
  }

  @Test func `a leverage that differs from the venue's`() throws {
    var state = fresh
    state.positions = [try position("1", leverage: "3")]
    #expect(unlimited.checks(try order(leverage: "3"), state) == [])
    #expect(unlimited.checks(try order(leverage: "2"), state) == [.leverageMismatch])
    #expect(unlimited.checks(try order(), state) == [])
    let market = RiskMarket(leverage: Rate(4))
    #expect(unlimited.checks(try order(leverage: "4"), fresh, market) == [])
    #expect(unlimited.checks(try order(leverage: "5"), fresh, market) == [.leverageMismatch])
  }

  @Test func `what the account can pay for`() throws {
    var state = fresh
    state.availableBalance = Notional(500)
    #expect(unlimited.checks(try order(.buy, "0.01"), state) == [])
    #expect(unlimited.checks(try order(.buy, "0.010001"), state) == [.insufficientBalance])
    #expect(unlimited.checks(try order(.buy, "0.03", stop: nil, leverage: "3"), state) == [])
    #expect(
      unlimited.checks(try order(.buy, "0.0301", stop: nil, leverage: "3"), state)
        == [.insufficientBalance])
    #expect(unlimited.checks(try order(.sell, "9", symbol: spot, stop: nil), state) == [])
  }

  @Test(arguments: [(9, 199, true), (10, 0, false), (9, 200, false)])
  func `the number of orders in each span of time`(
    inTheSecond: Int, inTheMinute: Int, passes: Bool
  ) throws {
    var policy = unlimited
    try policy.set(.orderRate, to: "10/1s,200/1m")
    var state = fresh
    state.recentOrders = [second: inTheSecond, .minute: inTheMinute]
    #expect(policy.checks(try order(), state) == (passes ? [] : [.orderRate]))
    // What nobody has counted is not measured.
    #expect(policy.checks(try order()) == [])
    state.recentOrders = [.hour: 5000]
    #expect(policy.checks(try order(), state) == [])
  }

  @Test func `each order of a batch counts for the ones after it`() throws {
    var policy = unlimited
    try policy.set(.orderRate, to: "10/1s")
    var state = fresh
    state.recentOrders = [second: 8]
    var passed = 0
    while policy.checks(try order(), state).isEmpty, passed < 100 {
      passed += 1
      state.countOrder()
    }
    #expect(passed == 2)
    let violation = try #require(policy.judge(try order(), in: state).violations.first)
    #expect(violation.message == "The order would be number 11 within 1s; at most 10 are allowed.")
    #expect(violation.limit == Rate(10))
    #expect(violation.actual == Rate(11))
  }

  @Test(arguments: [(4, true), (5, false), (6, false)])
  func `the number of failed orders`(failures: Int, passes: Bool) throws {
    var policy = unlimited
    try policy.set(.failedOrders, to: "5/1m")
    var state = fresh
    state.recentFailures = [.minute: failures]
    #expect(policy.checks(try order(), state) == (passes ? [] : [.failedOrders]))
    #expect(policy.checks(try order()) == [])
    state.positions = [try position("0.01")]
    #expect(policy.checks(try order(.sell, "0.01", stop: nil), state) == [])
    if let violation = policy.judge(try order(), in: state).violations.first {
      #expect(
        violation.message
          == "Within 1m, \(failures) orders failed; at 5 trading pauses.")
    }
  }

  private let second = TimeInterval(nanoseconds: 1_000_000_000)

  @Test func `the latch stops everything, breaker and reduce-only stop growth`() throws {
    var halted = fresh
    halted.isHalted = true
    var tripped = fresh
    tripped.isBreakerOpen = true
    var reducing = fresh
    reducing.isReduceOnly = true
    for (state, check) in [
      (halted, RiskCheck.halted), (tripped, .breakerOpen), (reducing, .reduceOnly),
    ] {
      #expect(unlimited.checks(try order(), state) == [check])
      var state = state
      state.positions = [try position("0.01")]
      let close = try order(.sell, "0.01", stop: nil)
      #expect(unlimited.checks(close, state) == (check == .halted ? [.halted] : []))
    }
    var policy = unlimited
    policy.isReduceOnly = true
    #expect(policy.checks(try order()) == [.reduceOnly])
  }
}
