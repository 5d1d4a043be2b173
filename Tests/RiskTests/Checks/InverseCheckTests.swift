import Domain
import Risk
import Testing

/// Contracts whose quantity is an amount of dollars.
@Suite struct InverseCheckTests {
  private let inverse = Symbol(base: "BTC", quote: "USD", settle: "BTC")

  @Test func `an order is worth its dollars at any price`() throws {
    var policy = unlimited
    policy.maximumOrderNotional = Notional(1000)
    for price in ["1", "50000", "90000"] {
      let fits = try order(.buy, "1000", at: price, symbol: inverse, stop: nil)
      #expect(policy.checks(fits, fresh) == [])
      let large = try order(.sell, "1001", at: price, symbol: inverse, stop: nil)
      #expect(policy.checks(large, fresh) == [.maximumOrderNotional])
    }
  }

  @Test func `positions and orders count by their dollars, beside others by their value`() throws {
    var policy = unlimited
    policy.maximumGrossExposure = Rate(1)
    var state = fresh
    state.positions = [
      try position("0.1"), try position("2000", at: "40000", symbol: inverse),
    ]
    state.orders = [try openOrder(.buy, "1500", at: nil, symbol: inverse)]
    // 5000 and 3500 of 10000.
    #expect(policy.checks(try order(.buy, "1500", symbol: inverse, stop: nil), state) == [])
    #expect(
      policy.checks(try order(.buy, "1501", symbol: inverse, stop: nil), state)
        == [.maximumGrossExposure])
    #expect(state.grossExposure == Notional(8500))
    // What closes the position opens nothing.
    #expect(policy.checks(try order(.sell, "2000", symbol: inverse, stop: nil), state) == [])
  }

  @Test func `what a stop may lose is lost in base units`() throws {
    var policy = unlimited
    policy.maximumRisk = try Rate("0.02")
    // 10000 × (50000/40000 − 1) = 2500; short 10000 × (1 − 50000/60000), of 1/60000 each.
    let long = try order(.buy, "10000", symbol: inverse, stop: "40000")
    let violation = try #require(policy.judge(long, in: fresh).violations.first)
    #expect(violation.check == .maximumRiskPerTrade)
    #expect(violation.actual == Rate(25))
    #expect(policy.checks(try order(.buy, "800", symbol: inverse, stop: "40000"), fresh) == [])
    #expect(policy.checks(try order(.sell, "1200", symbol: inverse, stop: "60000"), fresh) == [])
    #expect(
      policy.checks(try order(.sell, "1201", symbol: inverse, stop: "60000"), fresh)
        == [.maximumRiskPerTrade])
  }

  @Test func `what can be put up is that of the market where it has its own`() throws {
    var state = fresh
    state.availableBalance = Notional(10_000)
    var market = RiskMarket(reference: Price(50_000))
    let wish = try order(.buy, "1000", symbol: inverse, stop: nil)
    #expect(unlimited.judge(wish, in: state, market: market).isApproved)
    market.availableBalance = Notional(999)
    let violation = try #require(
      unlimited.judge(wish, in: state, market: market).violations.first)
    #expect(violation.check == .insufficientBalance)
    #expect(violation.limit == Rate(999))
  }

  @Test func `a stop behind the liquidation is refused, by the formula of base units`() throws {
    var policy = unlimited
    policy.maintenanceRate = .zero
    // 50000 × 2 / 3, where a linear one would be at 25000.
    #expect(
      policy.checks(
        try order(.buy, "100", symbol: inverse, stop: "33333", leverage: "2"), fresh)
        == [.liquidationBeforeStop])
    #expect(
      policy.checks(
        try order(.buy, "100", symbol: inverse, stop: "33334", leverage: "2"), fresh) == [])
    // 50000 × 2 / 1.
    #expect(
      policy.checks(
        try order(.sell, "100", symbol: inverse, stop: "100000", leverage: "2"), fresh)
        == [.liquidationBeforeStop])
    #expect(
      policy.checks(
        try order(.sell, "100", symbol: inverse, stop: "99999", leverage: "2"), fresh) == [])
  }

  @Test func `grid and limits are of its dollars`() throws {
    var instrument = Instrument(symbol: inverse)
    instrument.lot = Quantity(100)
    instrument.minimumNotional = Notional(200)
    let market = RiskMarket(instrument: instrument, reference: Price(50_000))
    func checks(_ quantity: String) throws -> [RiskCheck] {
      unlimited.judge(
        try order(.buy, quantity, symbol: inverse, stop: nil), in: fresh, market: market
      ).violations.map(\.check)
    }
    #expect(try checks("200") == [])
    #expect(try checks("250") == [.lotSize])
    #expect(try checks("100") == [.minimumNotional])
    #expect(
      instrument.breaches(quantity: Quantity(100), price: nil, reference: Price(50_000))
        == [.minimumNotional(Notional(200), actual: Notional(100))])
  }
}
