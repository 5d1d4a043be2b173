import Domain
import Sizing
import Testing

@Suite struct SizingRulesTests {
  private func policy(_ change: (inout QuantityRules) throws -> Void) rethrows -> SizingPolicy {
    var policy = SizingPolicy()
    policy.maximumRisk = .one
    try change(&policy.rules)
    return policy
  }

  @Test func `the lot always rounds down`() throws {
    let policy = try policy { $0.lot = try Quantity("0.004") }
    let size = try PositionSize(request(.fixed(share: try Rate("0.05"))), policy: policy)
    #expect(size.rawQuantity.description == "0.03")
    #expect(size.quantity.description == "0.028")
    #expect(size.cap == .lot)
    #expect(size.notional == Notional(1400))
  }

  @Test func `a quantity on the lot is not held by it`() throws {
    let policy = try policy { $0.lot = try Quantity("0.001") }
    let size = try PositionSize(request(.fixed(share: try Rate("0.05"))), policy: policy)
    #expect(size.quantity.description == "0.03")
    #expect(size.cap == nil)
  }

  @Test func `the greater cap gives its name when the lot rounds as well`() throws {
    let policy = try policy { $0.lot = try Quantity("0.007") }
    let size = try PositionSize(request(.fixed(share: .one)), policy: policy)
    #expect(size.quantity.description == "0.056")
    #expect(size.cap == .maximumPosition)
  }

  @Test func `the maximum quantity holds only above it`() throws {
    let at = try policy { $0.maximumQuantity = try Quantity("0.03") }
    let request = try request(.fixed(share: try Rate("0.05")))
    #expect(try PositionSize(request, policy: at).cap == nil)
    let under = try policy { $0.maximumQuantity = try Quantity("0.0299") }
    let size = try PositionSize(request, policy: under)
    #expect(size.quantity.description == "0.0299")
    #expect(size.cap == .maximumQuantity)
  }

  @Test func `below the minimum quantity nothing is traded`() throws {
    let request = try request(.fixed(share: try Rate("0.05")))
    let at = try policy { $0.minimumQuantity = try Quantity("0.03") }
    #expect(try PositionSize(request, policy: at).isValid)
    let over = try policy { $0.minimumQuantity = try Quantity("0.0301") }
    let size = try PositionSize(request, policy: over)
    #expect(size.quantity.isZero)
    #expect(size.loss.isZero)
    #expect(size.objection == .belowMinimum)
  }

  @Test func `below the minimum notional nothing is traded`() throws {
    let request = try request(.fixed(share: try Rate("0.05")))
    let at = policy { $0.minimumNotional = Notional(1500) }
    #expect(try PositionSize(request, policy: at).isValid)
    let over = try policy { $0.minimumNotional = try Notional("1500.01") }
    let size = try PositionSize(request, policy: over)
    #expect(size.quantity.isZero)
    #expect(size.notional.isZero)
    #expect(size.objection == .belowMinimum)
  }

  @Test func `less than one lot is nothing`() throws {
    let policy = policy { $0.lot = .one }
    let size = try PositionSize(request(.fixed(share: try Rate("0.05"))), policy: policy)
    #expect(size.quantity.isZero)
    #expect(size.objection == .belowMinimum)
  }

  @Test func `rules come from an instrument`() throws {
    let instrument = Instrument(
      symbol: Symbol(base: "BTC", quote: "USDT"), tick: Price(1), lot: Quantity(2),
      minimumQuantity: Quantity(3), maximumQuantity: Quantity(4), minimumNotional: Notional(5))
    let rules = QuantityRules(instrument)
    #expect(rules.tick == Price(1))
    #expect(rules.lot == Quantity(2))
    #expect(rules.minimumQuantity == Quantity(3))
    #expect(rules.maximumQuantity == Quantity(4))
    #expect(rules.minimumNotional == Notional(5))
  }
}
