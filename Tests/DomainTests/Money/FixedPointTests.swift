import Domain
import Testing

@Suite struct FixedPointTests {
  static let caseCount = 100_000

  enum Operation: String, CaseIterable { case multiply, divide, portion, round }

  @Test(arguments: Operation.allCases)
  func `agrees with Python's decimal under all six roundings`(operation: Operation) throws {
    let roundings = Rounding.allCases
    var lines = try Oracle.run("decimal_oracle.py", operation.rawValue, "\(Self.caseCount)")
    var checked = 0
    var faults: [String] = []
    while !lines.isAtEnd {
      let a = lines.number()
      let b = lines.number()
      let c = operation == .portion ? lines.number() : 0
      let expected = ExpectedRoundings(&lines, step: operation == .round ? abs(b) : 1)
      for place in 0..<6 {
        var result: Int128 = 0
        var error: DecimalError?
        do throws(DecimalError) {
          result = try Self.perform(operation, a, b, c, roundings[place])
        } catch let thrown {
          error = thrown
        }
        if !expected.allows(result, error, at: place), faults.count < 5 {
          let outcome = error.map { "\($0)" } ?? "\(result)"
          faults.append("\(a) \(b) \(c) \(roundings[place]): \(outcome), not \(expected)")
        }
      }
      checked += 1
    }
    #expect(faults == [])
    #expect(checked == Self.caseCount)
  }

  @Test(arguments: ["add", "subtract"])
  func `sums and differences agree with Python`(operation: String) throws {
    var lines = try Oracle.run("decimal_oracle.py", operation, "\(Self.caseCount)")
    var checked = 0
    var faults: [String] = []
    while !lines.isAtEnd {
      let lhs = Price(scaled: lines.number())
      let rhs = Price(scaled: lines.number())
      let expected: Result<Int128, DecimalError> =
        lines.letter() == nil ? .success(lines.number()) : .failure(.overflow)
      let result = Result { () throws(DecimalError) in
        try operation == "add" ? (lhs + rhs).scaled : (lhs - rhs).scaled
      }
      if result != expected, faults.count < 5 {
        faults.append("\(lhs) \(operation) \(rhs): \(result), not \(expected)")
      }
      checked += 1
    }
    #expect(faults == [])
    #expect(checked == Self.caseCount)
  }

  /// (10⁹ × 2⁶⁴)² − 1 over 10¹⁸ is 128 ones and a remainder: growing by one would wrap.
  @Test(arguments: Rounding.allCases)
  func `a quotient of 128 ones overflows under every rounding`(rounding: Rounding) {
    let middle = Int128(1_000_000_000) << 64
    #expect(throws: DecimalError.overflow) {
      try FixedPoint.multiply(middle - 1, middle + 1, rounding: rounding)
    }
  }

  @Test func `rounding into the end of the range is an overflow, not a trap`() throws {
    let end = FixedPoint.largest
    #expect(throws: DecimalError.overflow) {
      try FixedPoint.multiply(end, by: 2, dividingBy: 1, rounding: .down)
    }
    #expect(throws: DecimalError.overflow) {
      try FixedPoint.multiply(2 * (end / 2) + 1, by: 3, dividingBy: 2, rounding: .up)
    }
    #expect(throws: DecimalError.overflow) {
      try FixedPoint.round(end, toMultipleOf: 10, rounding: .up)
    }
    #expect(
      try FixedPoint.round(-end, toMultipleOf: 10, rounding: .up)
        == -99_999_999_999_999_999_999_999_999_999_999_999_990)
    #expect(throws: DecimalError.overflow) {
      try FixedPoint.round(1, toMultipleOf: .min, rounding: .awayFromZero)
    }
    #expect(try FixedPoint.round(1, toMultipleOf: .min, rounding: .towardZero) == 0)
  }

  private static func perform(
    _ operation: Operation, _ a: Int128, _ b: Int128, _ c: Int128, _ rounding: Rounding
  ) throws(DecimalError) -> Int128 {
    switch operation {
    case .multiply: try FixedPoint.multiply(a, b, rounding: rounding)
    case .divide: try FixedPoint.divide(a, by: b, rounding: rounding)
    case .portion: try FixedPoint.multiply(a, by: b, dividingBy: c, rounding: rounding)
    case .round: try FixedPoint.round(a, toMultipleOf: b, rounding: rounding)
    }
  }
}

/// What an operation must give under each of `Rounding.allCases`.
struct ExpectedRoundings {
  /// What it throws under all of them.
  private var error: DecimalError?
  private var truncated: Int128 = 0
  /// One character for each rounding: `0`, or `+` and `-` for the next number, or `O` for overflow.
  private var flags: [UInt8] = []
  private let step: Int128

  init(_ lines: inout OracleLines, step: Int128) {
    self.step = step
    if let letter = lines.letter() {
      error = letter == "Z" ? .divisionByZero : .overflow
    } else {
      truncated = lines.number()
      flags = lines.text()
    }
  }

  func allows(_ result: Int128, _ thrown: DecimalError?, at place: Int) -> Bool {
    if let error { return thrown == error }
    return switch flags[place] {
    case UInt8(ascii: "0"): thrown == nil && result == truncated
    case UInt8(ascii: "+"): thrown == nil && result == truncated + step
    case UInt8(ascii: "-"): thrown == nil && result == truncated - step
    default: thrown == .overflow
    }
  }
}
