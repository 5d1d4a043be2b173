import Domain
import Sizing
import Testing

@Suite struct PositionSizerTests {
  /// The comparison written out, without the look at the size of the numbers before it.
  private func liquidatesFirst(
    _ side: Side, _ entry: Price, _ stop: Price, _ leverage: Rate, _ rate: Rate
  ) throws -> Bool {
    switch side {
    case .buy: try entry * (leverage - .one) >= stop * leverage * (Rate.one - rate)
    case .sell: try entry * (leverage + .one) <= stop * leverage * (Rate.one + rate)
    }
  }

  @Test func `a liquidation is found exactly where it comes before the stop`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("PositionSizerTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var found = 0
    var missed = 0
    for round in 0..<5000 {
      var policy = SizingPolicy()
      policy.maintenanceRate = Rate(
        scaled: Int128(Int.random(in: 0...4, using: &generator)) * 1_000_000_000_000_000)
      let leverage = Rate(Int.random(in: 2...50, using: &generator))
      let side: Side = Bool.random(using: &generator) ? .buy : .sell
      // From prices that are a few units of the last digit to the largest.
      let digits = Int.random(in: 0...33, using: &generator)
      var scaled = Int128(Int.random(in: 2...9_999, using: &generator))
      for _ in 0..<digits { scaled *= 10 }
      let entry = Price(scaled: scaled)
      // Up to twice the distance at which it turns without maintenance, and mostly near by.
      let near = Bool.random(using: &generator) ? 400_000...1_020_000 : 1...2_000_000
      let part = Rate(scaled: Int128(Int.random(in: near, using: &generator)) * 1_000_000_000_000)
      let share = try part.divided(by: leverage, rounding: .down)
      guard let away = try? entry * share, away.isPositive,
        let stop = side == .buy ? try? entry - away : try? entry + away, stop.isPositive,
        let expected = try? liquidatesFirst(side, entry, stop, leverage, policy.maintenanceRate)
      else { continue }
      let sizer = PositionSizer(
        method: .risk(share: try Rate("0.02")), equity: try Notional("10000"), policy: policy)
      guard let size = try? sizer.size(side: side, entry: entry, stop: stop, leverage: leverage)
      else { continue }
      #expect((size.liquidationBeforeStop != nil) == expected, "seed \(seed), round \(round)")
      if expected { found += 1 } else { missed += 1 }
    }
    #expect(found > 500)
    #expect(missed > 500)
  }

  @Test func `a sizer says of every trade what a single size says`() throws {
    let method = SizingMethod.fixed(share: try Rate("0.05"))
    let sizer = PositionSizer(method: method, equity: try Notional("10000"), policy: SizingPolicy())
    for entry in ["1", "50000", "0.00012", "99999999999"] {
      for leverage in ["1", "3", "125", "126"] {
        let request = try request(method, leverage: leverage, entry: entry)
        let size = try? sizer.size(
          side: request.side, entry: request.entry, stop: nil, leverage: request.leverage)
        let single = try? PositionSize(request, policy: SizingPolicy())
        #expect(size == single)
        #expect((size == nil) == (leverage == "126"))
      }
    }
  }

  @Test func `rules that are set later are checked`() throws {
    var sizer = PositionSizer(
      method: .fixed(share: try Rate("0.05")), equity: try Notional("10000"), policy: SizingPolicy()
    )
    sizer.rules.lot = try Quantity("-1")
    #expect(throws: SizingError.outOfRange(.instrument)) {
      try sizer.size(side: .buy, entry: Price(5), stop: nil, leverage: .one)
    }
    sizer.rules.lot = try Quantity("7")
    #expect(
      try sizer.size(side: .buy, entry: Price(5), stop: nil, leverage: .one).quantity
        == Quantity(98))
  }
}
