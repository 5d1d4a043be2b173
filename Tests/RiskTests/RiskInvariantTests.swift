import Domain
import Risk
import Testing

@Suite struct RiskInvariantTests {
  private func value(_ range: ClosedRange<Int>, _ generator: inout SeededGenerator) -> Int128 {
    Int128(Int.random(in: range, using: &generator)) * 1_000_000_000_000_000
  }

  private func randomState(_ generator: inout SeededGenerator) -> RiskState {
    var state = RiskState(
      equity: Notional(scaled: value(0...20_000_000, &generator)),
      peakEquity: Notional(scaled: value(0...20_000_000, &generator)),
      dayStartEquity: Notional(scaled: value(0...20_000_000, &generator)))
    for symbol in [spot, perpetual, other] where Bool.random(using: &generator) {
      state.positions.append(
        OpenPosition(
          symbol: symbol, quantity: Quantity(scaled: value(-50...50, &generator)),
          entry: Price(scaled: value(1...90_000_000, &generator)),
          mark: Price(scaled: value(1...90_000_000, &generator)),
          leverage: Rate(Int.random(in: 1...20, using: &generator))))
    }
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      var order = OpenOrder(
        symbol: [spot, perpetual, other].randomElement(using: &generator) ?? spot,
        side: Bool.random(using: &generator) ? .buy : .sell, type: .limit,
        quantity: Quantity(scaled: value(1...20, &generator)),
        price: Price(scaled: value(1...90_000_000, &generator)))
      order.isReduceOnly = Bool.random(using: &generator)
      state.orders.append(order)
    }
    state.isBreakerOpen = Int.random(in: 0..<10, using: &generator) == 0
    return state
  }

  private func randomIntent(_ generator: inout SeededGenerator) -> Intent {
    var intent = Intent(
      symbol: Bool.random(using: &generator) ? spot : perpetual,
      side: Bool.random(using: &generator) ? .buy : .sell, type: .limit,
      quantity: Quantity(scaled: value(1...60, &generator)))
    intent.price = Price(scaled: value(1...90_000_000, &generator))
    if Bool.random(using: &generator) {
      intent.stopLoss = Price(scaled: value(1...90_000_000, &generator))
    }
    if Bool.random(using: &generator) { intent.leverage = Rate(3) }
    return intent
  }

  /// What the position would be if the order and those of its side before it filled.
  private func reduces(_ intent: Intent, _ state: RiskState) throws -> Bool {
    let held = state.positions.first { $0.symbol == intent.symbol }?.quantity ?? .zero
    guard !held.isZero, held.isPositive == (intent.side == .sell) else { return false }
    var closing = intent.quantity ?? .zero
    for order in state.orders
    where order.symbol == intent.symbol && order.side == intent.side && !order.isReduceOnly {
      closing = try closing + order.quantity
    }
    return closing <= held.magnitude
  }

  @Test func `random orders are approved exactly when nothing stands against them`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RiskInvariantTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var approved = 0
    var reductions = 0
    for round in 0..<5000 {
      let state = randomState(&generator)
      let intent = randomIntent(&generator)
      let policy = RiskPolicy()
      let context: Comment = "seed \(seed), round \(round)"
      let reduces = try reduces(intent, state)
      let quantity = try #require(intent.quantity)
      let price = try #require(intent.price)
      switch policy.judge(intent, in: state) {
      case .approved(let order):
        approved += 1
        #expect(order.intent == intent, context)
        guard !reduces else { break }
        #expect(!state.isBreakerOpen, context)
        // What it adds to a position, or opens beyond turning one, is within the limits.
        let held = state.positions.first { $0.symbol == intent.symbol }?.quantity ?? .zero
        let isAdding = held.isZero || held.isPositive == (intent.side == .buy)
        guard isAdding else { break }
        let leverage =
          intent.leverage
          ?? state.positions.first { $0.symbol == intent.symbol && !$0.quantity.isZero }?.leverage
          ?? .one
        let limit = try state.equity * Rate(percent: Rate(10)) * leverage
        #expect(try price * quantity <= limit, context)
        if let stop = intent.stopLoss {
          let loss = try (price - stop).magnitude * quantity
          #expect(try loss <= state.equity * Rate(percent: Rate(2)), context)
          #expect(intent.side == .buy ? stop < price : stop > price, context)
        }
      case .denied(let violations):
        #expect(!violations.isEmpty, context)
        #expect(Set(violations.map(\.check)).count == violations.count, context)
        if reduces {
          #expect(violations.allSatisfy { !$0.check.reductionsPass }, context)
        }
      }
      if reduces { reductions += 1 }
    }
    #expect(approved > 200)
    #expect(reductions > 100)
  }

  @Test func `what came order by order is the same as what was there at once`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RiskInvariantTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for round in 0..<500 {
      let state = randomState(&generator)
      var grown = OpenInterest(state.positions)
      for order in state.orders { grown.append(order) }
      #expect(grown == OpenInterest(state.positions, state.orders), "seed \(seed), round \(round)")
    }
  }

  @Test func `no bit pattern traps`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RiskInvariantTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    func extreme() -> Int128 {
      let bits = Int128(truncatingIfNeeded: UInt128.random(in: 0...UInt128.max, using: &generator))
      let value = bits >> Int128(Int.random(in: 0...127, using: &generator))
      return value == .min ? .max : value
    }
    var policy = RiskPolicy()
    policy.maximumGrossExposure = .one
    policy.maximumSymbolExposure = .one
    policy.priceCollar = .one
    var denied = 0
    for _ in 0..<5000 {
      var state = RiskState(
        equity: Notional(scaled: extreme()), peakEquity: Notional(scaled: extreme()),
        dayStartEquity: Notional(scaled: extreme()))
      state.availableBalance = Notional(scaled: extreme())
      state.positions = [
        OpenPosition(
          symbol: perpetual, quantity: Quantity(scaled: extreme()), entry: .one,
          mark: Price(scaled: extreme()))
      ]
      state.orders = [
        OpenOrder(
          symbol: perpetual, side: .sell, type: .limit, quantity: Quantity(scaled: extreme()),
          price: Price(scaled: extreme()))
      ]
      var intent = Intent(
        symbol: perpetual, side: Bool.random(using: &generator) ? .buy : .sell, type: .limit,
        quantity: Quantity(scaled: extreme()))
      intent.price = Price(scaled: extreme())
      intent.stopLoss = Price(scaled: extreme())
      intent.leverage = Rate(scaled: extreme())
      let market = RiskMarket(reference: Price(scaled: extreme()))
      if !policy.judge(intent, in: state, market: market).isApproved { denied += 1 }
    }
    #expect(denied > 2000)
  }
}
