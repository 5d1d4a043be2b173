import Domain
import Testing

@Suite struct DecimalTests {
  let half = Price(scaled: 500_000_000_000_000_000)

  @Test func `whole numbers fit, whatever Int holds`() throws {
    #expect(Price(0) == .zero)
    #expect(Price(1) == .one)
    #expect(Price(Int.max).description == "9223372036854775807")
    #expect(Price(Int.min).description == "-9223372036854775808")
  }

  @Test func `sign and magnitude`() {
    #expect(Price(-2).isNegative && !Price(-2).isPositive && !Price(-2).isZero)
    #expect(Price(2).isPositive && !Price(2).isNegative)
    #expect(Price.zero.isZero && !Price.zero.isPositive && !Price.zero.isNegative)
    #expect(Price(-2).magnitude == Price(2))
    #expect(-Price(2) == Price(-2))
    #expect(Price(-2) < Price.zero && Price.zero < half && half < Price.one)
  }

  @Test func `the most negative integer is an overflow, so that negation is safe`() {
    let lowest = Price(scaled: -.max)
    let last = Price(scaled: 1)
    #expect(throws: DecimalError.overflow) { try lowest - last }
    #expect(throws: DecimalError.overflow) { try lowest + -last }
    #expect(throws: DecimalError.overflow) { try Price(scaled: .max) + last }
  }

  @Test func `units multiply and divide into each other`() throws {
    let price = try Price(decimal: "50000.5")
    let quantity = try Quantity(decimal: "0.02")
    let notional = try Notional(decimal: "1000.01")
    #expect(try price * quantity == notional)
    #expect(try quantity * price == notional)
    #expect(try notional.divided(by: price, rounding: .down) == quantity)
    #expect(try notional.divided(by: quantity, rounding: .down) == price)
    #expect(try price * Rate(decimal: "1.5") == Price(decimal: "75000.75"))
    #expect(try price.divided(by: Rate(2), rounding: .down) == Price(decimal: "25000.25"))
    #expect(try Price(1).ratio(to: Price(3), rounding: .up).description == "0.333333333333333334")
    #expect(
      try Notional(100).portion(Quantity(1), of: Quantity(3), rounding: .down).description
        == "33.333333333333333333")
  }

  @Test func `products round half to even at the 18th digit`() throws {
    let rate = Rate(scaled: 500_000_000_000_000_000)
    #expect(try (Price(scaled: 1) * rate).scaled == 0)
    #expect(try (Price(scaled: 3) * rate).scaled == 2)
    #expect(try (Price(scaled: -3) * rate).scaled == -2)
    #expect(try (Price(scaled: 5) * Quantity(scaled: rate.scaled)).scaled == 2)
  }

  @Test func `dividing by zero is an error everywhere`() {
    #expect(throws: DecimalError.divisionByZero) {
      try half.divided(by: Rate.zero, rounding: .down)
    }
    #expect(throws: DecimalError.divisionByZero) { try half.ratio(to: .zero, rounding: .down) }
    #expect(throws: DecimalError.divisionByZero) {
      try half.rounded(.down, toMultipleOf: .zero)
    }
    #expect(throws: DecimalError.divisionByZero) {
      try Notional.zero.divided(by: Price.zero, rounding: .down)
    }
    #expect(throws: DecimalError.divisionByZero) {
      try Notional.one.portion(Quantity(1), of: .zero, rounding: .down)
    }
  }

  @Test func `a step of zero admits everything, any other only its multiples`() throws {
    let tick = try Price(decimal: "0.25")
    #expect(half.isMultiple(of: .zero))
    #expect(half.isMultiple(of: tick))
    #expect(Price.zero.isMultiple(of: tick))
    #expect(Price(-1).isMultiple(of: tick))
    #expect(try !Price(decimal: "0.3").isMultiple(of: tick))
    #expect(Price(scaled: .max).isMultiple(of: Price(scaled: 1)))
  }

  @Test(arguments: [
    ("0", 2, "0.00"), ("1500", 2, "1500.00"), ("1.005", 2, "1.00"), ("1.015", 2, "1.02"),
    ("-1.015", 2, "-1.02"), ("-0.004", 2, "0.00"), ("0.999", 2, "1.00"), ("0.5", 0, "0"),
    ("1.5", 0, "2"), ("2.5", 18, "2.500000000000000000"),
    ("0.000000000000000001", 18, "0.000000000000000001"), ("9.95", 1, "10.0"),
    ("99999999999999999998.687303715884105727", 2, "99999999999999999998.69"),
    ("-99999999999999999998.687303715884105727", 0, "-99999999999999999999"),
  ])
  func `writes exactly as many fraction digits as asked for`(
    text: String, digits: Int, expected: String
  ) throws {
    #expect(try Price(decimal: text).text(fractionDigits: digits) == expected)
  }

  @Test func `the approximation is the nearest binary number`() throws {
    #expect(try Price(decimal: "0.1").approximation == 0.1)
    #expect(try Price(decimal: "-50012.5").approximation == -50012.5)
  }

  @Test func `each error says what is wrong`() {
    let errors: [DecimalError] = [
      .malformed, .tooManyFractionDigits, .tooManyIntegerDigits, .overflow, .divisionByZero,
    ]
    #expect(Set(errors.map(\.explanation)).count == errors.count)
  }
}
