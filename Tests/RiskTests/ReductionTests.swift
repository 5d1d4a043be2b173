import Domain
import Risk
import Testing

@Suite struct ReductionTests {
  /// An account far beyond every growth limit, long 1.
  private func ruined(_ held: String = "1", symbol: Symbol = perpetual) throws -> RiskState {
    var state = RiskState(
      equity: Notional(10), peakEquity: Notional(10_000), dayStartEquity: Notional(10_000))
    state.availableBalance = .zero
    state.isBreakerOpen = true
    state.isReduceOnly = true
    state.positions = [try position(held, symbol: symbol, leverage: "50")]
    return state
  }

  private var strict: RiskPolicy {
    var policy = RiskPolicy()
    policy.maximumPositions = 0
    policy.maximumGrossExposure = Rate(percent: Rate(1))
    policy.maximumSymbolExposure = Rate(percent: Rate(1))
    policy.maximumOrderNotional = Notional(1)
    policy.maximumPriceAge = .zero
    policy.isStopRequired = true
    return policy
  }

  private let stale = RiskMarket(
    reference: Price(50_000), referenceAge: TimeInterval(nanoseconds: 1))

  @Test func `a reduction passes every limit on growth`() throws {
    for (held, side) in [("1", Side.sell), ("-1", .buy)] {
      let state = try ruined(held)
      for quantity in ["0.000001", "0.5", "1"] {
        let close = try order(side, quantity, stop: nil, leverage: "3")
        #expect(strict.checks(close, state, stale) == [])
      }
      var all = try order(side, at: nil, stop: nil)
      all.quantity = nil
      #expect(strict.checks(all, state) == [])
    }
  }

  @Test func `more than the position is growth`() throws {
    let checks = strict.checks(try order(.sell, "1.000001", stop: nil), try ruined(), stale)
    let expected: [RiskCheck] = [
      .breakerOpen, .reduceOnly, .maximumDrawdown, .dailyLoss, .maximumGrossExposure,
      .maximumSymbolExposure, .maximumLeverage, .insufficientBalance, .maximumOrderNotional,
      .maximumPositionSize, .stalePrice, .stopRequired,
    ]
    #expect(checks == expected)
  }

  @Test func `the same side is growth`() throws {
    #expect(!strict.judge(try order(.buy, "0.1"), in: try ruined()).isApproved)
    #expect(!strict.judge(try order(.sell, "0.1"), in: try ruined("-1")).isApproved)
  }

  @Test func `orders that are open close the position first`() throws {
    var state = try ruined()
    state.orders = [try openOrder(.sell, "0.6", at: "60000")]
    #expect(strict.checks(try order(.sell, "0.4", stop: nil), state) == [])
    #expect(strict.checks(try order(.sell, "0.5", stop: nil), state).contains(.reduceOnly))
    state.orders[0].isReduceOnly = true
    #expect(strict.checks(try order(.sell, "1", stop: nil), state) == [])
  }

  @Test func `reduce-only proves a reduction where the venue enforces it`() throws {
    var intent = try order(.sell, "5", stop: nil)
    intent.isReduceOnly = true
    #expect(strict.checks(intent, try ruined()) == [])
    intent.symbol = spot
    #expect(strict.checks(intent, try ruined(symbol: spot)).contains(.reduceOnly))
    intent.quantity = .one
    #expect(strict.checks(intent, try ruined(symbol: spot)) == [])
  }

  @Test func `the position of another symbol proves nothing`() throws {
    let state = try ruined(symbol: other)
    #expect(strict.checks(try order(.sell, "0.5", stop: nil), state).contains(.reduceOnly))
  }

  @Test func `rules that are not about growth hold for reductions too`() throws {
    var state = try ruined()
    state.isHalted = true
    state.orders = [try openOrder(.sell, "0.0005", at: "60000.05")]
    var policy = strict
    policy.priceCollar = Rate(percent: Rate(1))
    let instrument = Instrument(
      symbol: perpetual, tick: Price(1), lot: .one, maximumQuantity: Quantity(scaled: 1),
      minimumNotional: Notional(1_000_000))
    let intent = try order(.sell, "0.0005", at: "60000.05", stop: nil)
    let checks = policy.checks(
      intent, state, RiskMarket(instrument: instrument, reference: Price(50_000)))
    #expect(
      checks == [.halted, .priceCollar, .lotSize, .tickSize, .maximumQuantity, .duplicateOrder])
    #expect(checks.allSatisfy { !$0.reductionsPass })
  }
}
