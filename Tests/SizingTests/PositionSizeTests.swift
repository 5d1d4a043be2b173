import Domain
import Sizing
import Testing

@Suite struct PositionSizeTests {
  /// A row of the table in docs/sizing.md.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let method: SizingMethod
    var stop: Price?
    let quantity: String
    let notional: String
    let percent: String
    let isValid: Bool
    var testDescription: String { name }
  }

  static func table() throws -> [Row] {
    [
      Row(
        name: "fixed", method: .fixed(share: try Rate("0.05")), quantity: "0.03",
        notional: "1500", percent: "5", isValid: false),
      Row(
        name: "kelly",
        method: .kelly(
          winProbability: try Rate("0.55"), averageWin: Rate(500), averageLoss: Rate(300)),
        quantity: "0.06", notional: "3000", percent: "10", isValid: false),
      Row(
        name: "volatility",
        method: .volatility(volatility: try Rate("0.04"), target: try Rate("0.02")),
        quantity: "0.03", notional: "1500", percent: "5", isValid: false),
      Row(
        name: "risk", method: .risk(share: try Rate("0.02")), stop: Price(48_000),
        quantity: "0.02", notional: "1000", percent: "0.4", isValid: true),
      Row(
        name: "atr", method: .averageTrueRange(Price(800), multiplier: Rate(2)),
        quantity: "0.02", notional: "1000", percent: "0.32", isValid: true),
    ]
  }

  @Test func `the table of the five methods comes out to the last digit`() throws {
    let rows = try Self.table()
    #expect(rows.count == 5)
    for row in rows {
      var request = try request(row.method)
      request.stop = row.stop
      let size = try PositionSize(request, policy: SizingPolicy())
      #expect(size.quantity.description == row.quantity, "\(row.name)")
      #expect(size.notional.description == row.notional, "\(row.name)")
      #expect(try size.lossShare.percent.description == row.percent, "\(row.name)")
      #expect(size.isValid == row.isValid, "\(row.name)")
      #expect(size.objection == (row.isValid ? nil : .maximumRiskPerTrade), "\(row.name)")
      #expect(size.method.name == row.name)
    }
  }

  @Test func `the raw quantity is what the method asks for before the caps`() throws {
    let risk = try PositionSize(
      request(.risk(share: try Rate("0.02")), stop: "48000"), policy: SizingPolicy())
    #expect(risk.rawQuantity.description == "0.1")
    #expect(risk.cap == .maximumPosition)
    #expect(risk.loss.description == "40")

    let kelly = try PositionSize(
      request(
        .kelly(winProbability: try Rate("0.55"), averageWin: Rate(500), averageLoss: Rate(300))),
      policy: SizingPolicy())
    #expect(kelly.rawQuantity.description == "0.084")
    #expect(kelly.cap == .maximumPosition)

    let fixed = try PositionSize(
      request(.fixed(share: try Rate("0.05"))), policy: SizingPolicy())
    #expect(fixed.rawQuantity == fixed.quantity)
    #expect(fixed.cap == nil)
  }

  @Test func `a raw quantity that does not end is rounded down`() throws {
    let size = try PositionSize(
      request(.fixed(share: try Rate("0.01")), leverage: "1", entry: "3"),
      policy: SizingPolicy())
    #expect(size.rawQuantity.description == "33.333333333333333333")
    #expect(size.notional <= Notional(100))
  }

  @Test func `the position cap holds only above it`() throws {
    var policy = SizingPolicy()
    policy.maximumRisk = .one
    let at = try PositionSize(request(.fixed(share: try Rate("0.1"))), policy: policy)
    #expect(at.quantity.description == "0.06")
    #expect(at.cap == nil)
    let over = try PositionSize(request(.fixed(share: try Rate("0.100001"))), policy: policy)
    #expect(over.quantity.description == "0.06")
    #expect(over.cap == .maximumPosition)
    #expect(over.rawQuantity > over.quantity)
  }

  @Test func `stop-based methods are capped by their value, whatever the leverage`() throws {
    for leverage in ["1", "3", "125"] {
      let size = try PositionSize(
        request(.risk(share: try Rate("0.02")), stop: "49000", leverage: leverage),
        policy: SizingPolicy())
      #expect(size.notional == Notional(1000))
      #expect(size.cap == .maximumPosition)
    }
  }

  @Test func `the risk limit admits its own value and nothing above`() throws {
    let at = try PositionSize(
      request(.fixed(share: try Rate("0.02"))), policy: SizingPolicy())
    #expect(at.isValid)
    #expect(try at.lossShare.percent == Rate(2))
    let over = try PositionSize(
      request(.fixed(share: try Rate("0.020000000000001"))), policy: SizingPolicy())
    #expect(over.objection == .maximumRiskPerTrade)
  }

  @Test func `a percentage method with a stop risks the distance to it`() throws {
    let size = try PositionSize(
      request(.fixed(share: try Rate("0.05")), stop: "49000"), policy: SizingPolicy())
    #expect(size.loss == Notional(30))
    #expect(try size.lossShare.percent == Rate("0.3"))
    #expect(size.isValid)
  }

  @Test func `calm markets do not raise the volatility method above its cap`() throws {
    for (volatility, expected) in [("0.01", "0.06"), ("0.02", "0.06"), ("0.08", "0.015")] {
      let size = try PositionSize(
        request(.volatility(volatility: try Rate(volatility), target: try Rate("0.02"))),
        policy: SizingPolicy())
      #expect(size.quantity.description == expected)
    }
  }

  @Test func `kelly without an edge gives nothing and says so`() throws {
    // p·win equals (1 − p)·loss in the first, and is below it in the others.
    for (probability, win) in [("0.5", 300), ("0.4", 300), ("0", 300)] {
      let size = try PositionSize(
        request(
          .kelly(
            winProbability: try Rate(probability), averageWin: Rate(win), averageLoss: Rate(300))),
        policy: SizingPolicy())
      #expect(size.quantity.isZero)
      #expect(size.objection == .noEdge)
      #expect(size.objection?.rawValue == "NO_EDGE")
    }
    let edge = try PositionSize(
      request(
        .kelly(
          winProbability: try Rate("0.500001"), averageWin: Rate(300), averageLoss: Rate(300))),
      policy: SizingPolicy())
    #expect(edge.isValid)
    #expect(edge.quantity.isPositive)
  }

  @Test func `a certain win makes full kelly stake everything`() throws {
    let size = try PositionSize(
      request(
        .kelly(
          winProbability: .one, averageWin: Rate(1), averageLoss: Rate(1), fraction: .one),
        leverage: "1"),
      policy: SizingPolicy())
    #expect(size.rawQuantity.description == "0.2")
    #expect(size.cap == .maximumPosition)
  }

  @Test func `sells mirror buys`() throws {
    let risk = try PositionSize(
      request(.risk(share: try Rate("0.02")), side: .sell, stop: "52000"), policy: SizingPolicy())
    #expect(risk.quantity.description == "0.02")
    #expect(risk.loss == Notional(40))
    let range = try PositionSize(
      request(.averageTrueRange(Price(800), multiplier: Rate(2)), side: .sell),
      policy: SizingPolicy())
    #expect(range.stop == Price(51_600))
    #expect(range.loss == Notional(32))
  }

  @Test func `an implied stop moves away from the entry onto the tick`() throws {
    var policy = SizingPolicy()
    policy.rules.tick = Price(100)
    policy.maximumPosition = .one
    let method = SizingMethod.averageTrueRange(Price(777), multiplier: Rate(2))
    let buy = try PositionSize(request(method), policy: policy)
    #expect(buy.stop == Price(48_400))
    #expect(buy.rawQuantity.description == "0.125")
    let sell = try PositionSize(request(method, side: .sell), policy: policy)
    #expect(sell.stop == Price(51_600))
  }

  @Test func `the implied stop replaces a given one`() throws {
    let size = try PositionSize(
      request(.averageTrueRange(Price(800), multiplier: Rate(2)), stop: "10"),
      policy: SizingPolicy())
    #expect(size.stop == Price(48_400))
  }

  @Test func `confidence scales before the caps`() throws {
    let half = try PositionSize(
      request(.fixed(share: try Rate("0.02")), confidence: "0.5"), policy: SizingPolicy())
    #expect(half.quantity.description == "0.006")
    let capped = try PositionSize(
      request(.fixed(share: .one), confidence: "0.5"), policy: SizingPolicy())
    #expect(capped.quantity.description == "0.06")
    let none = try PositionSize(
      request(.fixed(share: .one), confidence: "0"), policy: SizingPolicy())
    #expect(none.quantity.isZero)
    #expect(none.objection == .noConfidence)
  }

  @Test func `fees and slippage count into the loss and shrink the size`() throws {
    var policy = SizingPolicy()
    policy.maximumPosition = .one
    policy.costs = TradingCosts(fee: try Rate("0.0004"), slippage: try Rate("0.0006"))
    let size = try PositionSize(
      request(.risk(share: try Rate("0.02")), stop: "48000"), policy: policy)
    // 200 / (2000 + 0.001 × 98 000)
    #expect(size.rawQuantity.description == "0.095328884652049571")
    #expect(size.costs.text(fractionDigits: 4) == "9.3422")
    #expect(size.loss <= Notional(200))
    #expect(size.loss > (try Notional("199.999999999999")))
    #expect(size.isValid)
  }

  @Test func `costs without a stop are not counted`() throws {
    var policy = SizingPolicy()
    policy.costs = TradingCosts(fee: try Rate("0.01"))
    let size = try PositionSize(request(.fixed(share: try Rate("0.02"))), policy: policy)
    #expect(size.costs.isZero)
    #expect(size.isValid)
  }

  /// A risk size at 50 000; its liquidation is shown only where it comes before the stop.
  private func liquidation(
    _ side: Side, stop: String, leverage: String
  ) throws -> String? {
    try PositionSize(
      request(.risk(share: try Rate("0.02")), side: side, stop: stop, leverage: leverage),
      policy: SizingPolicy()
    ).liquidationBeforeStop?.text(fractionDigits: 4)
  }

  @Test func `a liquidation before the stop is shown`() throws {
    // 50 000 × 0.9 / 0.995 and 50 000 × 1.1 / 1.005
    #expect(try liquidation(.buy, stop: "45226.13", leverage: "10") == "45226.1307")
    #expect(try liquidation(.buy, stop: "45226.14", leverage: "10") == nil)
    #expect(try liquidation(.sell, stop: "54726.37", leverage: "10") == "54726.3682")
    #expect(try liquidation(.sell, stop: "54726.36", leverage: "10") == nil)
    #expect(try liquidation(.buy, stop: "1", leverage: "1") == nil)
  }

  @Test func `numbers at the end of the range give an error and no trap`() throws {
    let huge = "99999999999999999999"
    let tiny = "0.000000000000000001"
    #expect(throws: SizingError.overflow) {
      try PositionSize(
        request(.fixed(share: .one), leverage: "125", equity: huge, entry: tiny),
        policy: SizingPolicy())
    }
    #expect(throws: SizingError.overflow) {
      try PositionSize(
        request(
          .averageTrueRange(Price(scaled: .max), multiplier: Rate(2)), side: .sell),
        policy: SizingPolicy())
    }
    #expect(throws: SizingError.overflow) {
      try PositionSize(
        request(
          .kelly(
            winProbability: .one, averageWin: Rate(scaled: .max), averageLoss: Rate(scaled: .max)),
          equity: huge, entry: tiny),
        policy: SizingPolicy())
    }
  }
}
