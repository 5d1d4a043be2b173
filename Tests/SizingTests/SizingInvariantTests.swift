import Domain
import Sizing
import Testing

@Suite struct SizingInvariantTests {
  private func random(_ range: ClosedRange<Int>, _ generator: inout SeededGenerator) -> Rate {
    Rate(scaled: Int128(Int.random(in: range, using: &generator)) * 1_000_000_000_000)
  }

  private func randomRequest(_ generator: inout SeededGenerator) throws -> SizingRequest {
    let share = random(1...1_000_000, &generator)
    let entry = Price(scaled: random(1_000_000...90_000_000_000, &generator).scaled)
    let side: Side = Bool.random(using: &generator) ? .buy : .sell
    let away = try entry * random(1...900_000, &generator)
    let stop = side == .buy ? try entry - away : try entry + away
    let method: SizingMethod =
      switch Int.random(in: 0...4, using: &generator) {
      case 0: .fixed(share: share)
      case 1:
        .kelly(
          winProbability: random(0...1_000_000, &generator),
          averageWin: random(1...9_000_000, &generator),
          averageLoss: random(1...9_000_000, &generator), fraction: share)
      case 2: .volatility(volatility: share, target: random(1...1_000_000, &generator))
      case 3: .risk(share: share)
      default: .averageTrueRange(away, multiplier: random(1...1_000_000, &generator))
      }
    var request = SizingRequest(
      method: method,
      equity: Notional(scaled: random(1...900_000_000_000, &generator).scaled), side: side,
      entry: entry, leverage: random(1_000_000...125_000_000, &generator),
      confidence: random(0...1_000_000, &generator))
    if case .risk = method {
      request.stop = stop
    } else if Bool.random(using: &generator) {
      request.stop = stop
    }
    return request
  }

  private func randomPolicy(_ generator: inout SeededGenerator) -> SizingPolicy {
    var policy = SizingPolicy()
    policy.maximumRisk = random(1...1_000_000, &generator)
    policy.maximumPosition = random(1...10_000_000, &generator)
    if Bool.random(using: &generator) {
      policy.costs = TradingCosts(
        fee: random(0...10_000, &generator), slippage: random(0...10_000, &generator))
    }
    if Bool.random(using: &generator) {
      policy.rules.lot = Quantity(scaled: random(1...100_000, &generator).scaled)
      policy.rules.minimumQuantity = Quantity(scaled: random(0...1_000_000, &generator).scaled)
      policy.rules.maximumQuantity = Quantity(scaled: random(0...900_000_000, &generator).scaled)
      policy.rules.minimumNotional = Notional(scaled: random(0...9_000_000, &generator).scaled)
    }
    return policy
  }

  @Test func `no random trade passes a cap or loses more than a valid one may`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("SizingInvariantTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var valid = 0
    var capped = 0
    for round in 0..<5000 {
      let request = try randomRequest(&generator)
      let policy = randomPolicy(&generator)
      let size: PositionSize
      do {
        size = try PositionSize(request, policy: policy)
      } catch SizingError.outOfRange(.averageTrueRange) {
        continue
      }
      let context: Comment = "seed \(seed), round \(round)"
      let rules = policy.rules
      #expect(size.quantity <= size.rawQuantity, context)
      #expect(size.quantity.isMultiple(of: rules.lot), context)
      #expect(
        (size.quantity < size.rawQuantity) == (size.cap != nil) || size.quantity.isZero,
        context)
      if size.quantity.isPositive {
        #expect(size.quantity >= rules.minimumQuantity, context)
        #expect(size.notional >= rules.minimumNotional, context)
      }
      if rules.maximumQuantity.isPositive {
        #expect(size.quantity <= rules.maximumQuantity, context)
      }
      let most = try request.equity * policy.maximumPosition
      switch request.method {
      case .fixed, .kelly, .volatility:
        #expect(size.notional <= (try most * request.leverage), context)
      case .risk(let share):
        #expect(size.notional <= most, context)
        #expect(size.loss <= (try request.equity * share), context)
      case .averageTrueRange:
        #expect(size.notional <= most, context)
        #expect(size.loss <= (try request.equity * policy.maximumRisk), context)
        #expect(size.isValid || size.quantity.isZero, context)
      }
      if size.isValid {
        valid += 1
        #expect(size.quantity.isPositive, context)
        #expect(size.loss <= (try request.equity * policy.maximumRisk), context)
      }
      if size.cap != nil { capped += 1 }
      #expect(size.costs <= size.loss, context)
      if let stop = size.stop {
        #expect(request.side == .buy ? stop < request.entry : stop > request.entry, context)
      }
    }
    #expect(valid > 200)
    #expect(capped > 200)
  }

  @Test func `no bit pattern traps`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("SizingInvariantTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    func extreme() -> Int128 {
      let bits = Int128(truncatingIfNeeded: UInt128.random(in: 0...UInt128.max, using: &generator))
      let value = bits >> Int128(Int.random(in: 0...127, using: &generator))
      return value == .min ? .max : abs(value)
    }
    var refused = 0
    for _ in 0..<5000 {
      let methods: [SizingMethod] = [
        .fixed(share: Rate(scaled: extreme())),
        .kelly(
          winProbability: .half, averageWin: Rate(scaled: extreme()),
          averageLoss: Rate(scaled: extreme())),
        .volatility(volatility: Rate(scaled: extreme()), target: Rate(scaled: extreme())),
        .risk(share: Rate(scaled: FixedPoint.one / 50)),
        .averageTrueRange(Price(scaled: extreme()), multiplier: Rate(scaled: extreme())),
      ]
      let method = methods[Int.random(in: 0..<5, using: &generator)]
      let request = SizingRequest(
        method: method, equity: Notional(scaled: extreme()),
        side: Bool.random(using: &generator) ? .buy : .sell, entry: Price(scaled: extreme()),
        stop: Price(scaled: extreme()), leverage: Rate(Int.random(in: 1...125, using: &generator)))
      do throws(SizingError) {
        let size = try PositionSize(request, policy: SizingPolicy())
        #expect(size.quantity <= size.rawQuantity)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }
}
