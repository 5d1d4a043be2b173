import Domain
import Sizing
import Testing

@Suite struct SizingErrorTests {
  private let fixed = SizingMethod.fixed(share: Rate(percent: Rate(1)))

  private func expect(_ field: SizingField, for request: SizingRequest) {
    #expect(throws: SizingError.outOfRange(field)) {
      try PositionSize(request, policy: SizingPolicy())
    }
  }

  @Test func `each input of the trade is refused outside its range`() throws {
    for equity in ["0", "-1"] { expect(.equity, for: try request(fixed, equity: equity)) }
    for entry in ["0", "-1"] { expect(.entry, for: try request(fixed, entry: entry)) }
    for stop in ["0", "-1"] { expect(.stop, for: try request(fixed, stop: stop)) }
    for leverage in ["0", "0.999", "125.1", "-3"] {
      expect(.leverage, for: try request(fixed, leverage: leverage))
    }
    for confidence in ["-0.1", "1.000001"] {
      expect(.confidence, for: try request(fixed, confidence: confidence))
    }
  }

  @Test func `the ends of the ranges are inside`() throws {
    for leverage in ["1", "125"] {
      #expect(throws: Never.self) {
        try PositionSize(request(fixed, leverage: leverage), policy: SizingPolicy())
      }
    }
  }

  @Test func `each input of a method is refused outside its range`() throws {
    func kelly(
      _ probability: String, _ win: Int, _ loss: Int, _ fraction: String
    ) throws -> SizingRequest {
      try request(
        .kelly(
          winProbability: try Rate(probability), averageWin: Rate(win), averageLoss: Rate(loss),
          fraction: try Rate(fraction)))
    }
    for share in ["0", "-0.01", "1.01"] {
      expect(.percent, for: try request(.fixed(share: try Rate(share))))
      expect(.risk, for: try request(.risk(share: try Rate(share)), stop: "1"))
    }
    expect(.winProbability, for: try kelly("1.1", 1, 1, "1"))
    expect(.winProbability, for: try kelly("-0.1", 1, 1, "1"))
    expect(.averageWin, for: try kelly("0.5", 0, 1, "1"))
    expect(.averageLoss, for: try kelly("0.5", 1, 0, "1"))
    expect(.kellyFraction, for: try kelly("0.5", 1, 1, "0"))
    expect(.kellyFraction, for: try kelly("0.5", 1, 1, "1.1"))
    expect(.volatility, for: try request(.volatility(volatility: .zero, target: .one)))
    expect(.targetVolatility, for: try request(.volatility(volatility: .one, target: .zero)))
    expect(.averageTrueRange, for: try request(.averageTrueRange(.zero, multiplier: .one)))
    expect(
      .averageTrueRangeMultiplier,
      for: try request(.averageTrueRange(Price(800), multiplier: .zero)))
  }

  @Test func `a range that reaches below zero implies no stop`() throws {
    expect(
      .averageTrueRange, for: try request(.averageTrueRange(Price(25_000), multiplier: Rate(2))))
    let sell = try request(.averageTrueRange(Price(25_000), multiplier: Rate(2)), side: .sell)
    #expect(try PositionSize(sell, policy: SizingPolicy()).stop == Price(100_000))
  }

  @Test func `each limit of the policy is refused outside its range`() throws {
    func expect(_ field: SizingField, _ change: (inout SizingPolicy) throws -> Void) throws {
      var policy = SizingPolicy()
      try change(&policy)
      #expect(throws: SizingError.outOfRange(field)) {
        try PositionSize(request(fixed), policy: policy)
      }
    }
    try expect(.maximumRisk) { $0.maximumRisk = .zero }
    try expect(.maximumRisk) { $0.maximumRisk = try Rate("1.1") }
    try expect(.maximumPosition) { $0.maximumPosition = .zero }
    try expect(.maximumPosition) { $0.maximumPosition = Rate(126) }
    try expect(.fee) { $0.costs.fee = .one }
    try expect(.slippage) { $0.costs.slippage = -.one }
    try expect(.maintenanceRate) { $0.maintenanceRate = .one }
    try expect(.instrument) { $0.rules.lot = -.one }
    try expect(.instrument) { $0.rules.tick = -.one }
    try expect(.instrument) { $0.rules.maximumQuantity = -.one }
  }

  @Test func `a stop on the wrong side is refused`() throws {
    for (side, stop) in [(Side.buy, "50000"), (.buy, "50001"), (.sell, "50000"), (.sell, "1")] {
      for method in [fixed, .risk(share: try Rate("0.02"))] {
        #expect(throws: SizingError.stopSide) {
          try PositionSize(request(method, side: side, stop: stop), policy: SizingPolicy())
        }
      }
    }
  }

  @Test func `the risk method needs a stop`() throws {
    #expect(throws: SizingError.stopMissing) {
      try PositionSize(request(.risk(share: try Rate("0.02"))), policy: SizingPolicy())
    }
  }

  @Test func `an error names its field and the range`() {
    #expect(
      SizingError.outOfRange(.leverage).explanation == "leverage must be from 1 to 125")
    #expect(SizingError.outOfRange(.leverage).code == "OUT_OF_RANGE")
    for field in SizingField.allCases {
      let text = SizingError.outOfRange(field).explanation
      #expect(text.hasPrefix("\(field.rawValue) must be "))
      #expect(text.utf8.count > field.rawValue.utf8.count + 15)
    }
  }
}
