import Domain
import Testing

@Suite struct SymbolSizeTests {
  private let linear = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  private let inverse = Symbol(base: "BTC", quote: "USD", settle: "BTC")

  @Test func `an inverse contract counts in its quote currency`() throws {
    #expect(inverse.isInverse && !linear.isInverse)
    #expect(!Symbol(base: "BTC", quote: "USD").isInverse)
    let price = Price(40000)
    #expect(try linear.notional(of: Quantity(2), at: price) == Notional(80000))
    #expect(try inverse.notional(of: Quantity(1000), at: price) == Notional(1000))
    #expect(try linear.settlementValue(of: Quantity(2), at: price) == Notional(80000))
    #expect(try inverse.settlementValue(of: Quantity(1000), at: price).description == "0.025")
    #expect(try inverse.baseQuantity(of: Quantity(1000), at: price).description == "0.025")
    #expect(try linear.baseQuantity(of: Quantity(2), at: price) == Quantity(2))
    #expect(try inverse.quoteValue(of: Notional(2), at: price) == Notional(80000))
    #expect(try linear.quoteValue(of: Notional(2), at: price) == Notional(2))
  }

  @Test func `a price follows from a size and what it changed hands for`() throws {
    #expect(try linear.price(of: Quantity(2), for: Notional(80000)) == Price(40000))
    let value = try inverse.settlementValue(of: Quantity(1000), at: Price(40000))
    #expect(try inverse.price(of: Quantity(1000), for: value) == Price(40000))
    // A dollar at a time, in base units that have no more digits than they can.
    let third = try inverse.settlementValue(of: .one, at: Price(97_531))
    #expect(try inverse.price(of: .one, for: third) == Price(97_531))
    #expect(throws: DecimalError.divisionByZero) {
      try inverse.price(of: .zero, for: .zero)
    }
    #expect(throws: DecimalError.divisionByZero) {
      try inverse.settlementValue(of: .one, at: .zero)
    }
  }
}
