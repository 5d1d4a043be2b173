import Domain
import Testing

@Suite struct DecimalTextTests {
  static let caseCount = 100_000

  @Test func `reads and refuses what Python does`() throws {
    var lines = try Oracle.run("decimal_oracle.py", "parse", "\(Self.caseCount)")
    var checked = 0
    var faults: [String] = []
    while !lines.isAtEnd {
      let text = lines.text()
      let expected: Result<Int128, DecimalError> =
        switch lines.letter() {
        case nil: .success(lines.number())
        case "F": .failure(.tooManyFractionDigits)
        case "I": .failure(.tooManyIntegerDigits)
        default: .failure(.malformed)
        }
      let result = Self.parse(text)
      if result != expected, faults.count < 5 {
        faults.append("'\(String(decoding: text, as: UTF8.self))': \(result), not \(expected)")
      }
      checked += 1
    }
    #expect(faults == [])
    #expect(checked == Self.caseCount)
  }

  @Test func `writes what Python writes, and reads it back`() throws {
    var lines = try Oracle.run("decimal_oracle.py", "format", "\(Self.caseCount)")
    var checked = 0
    var faults: [String] = []
    var written: [UInt8] = []
    while !lines.isAtEnd {
      let scaled = lines.number()
      let expected = lines.text()
      written.removeAll(keepingCapacity: true)
      DecimalText.append(scaled, to: &written)
      if written != expected || Self.parse(written) != .success(scaled), faults.count < 5 {
        faults.append("\(scaled): \(String(decoding: written, as: UTF8.self))")
      }
      checked += 1
    }
    #expect(faults == [])
    #expect(checked == Self.caseCount)
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("0e400", 0), ("0.0e-99999", 0), ("-0.000", 0),
      ("1", 1_000_000_000_000_000_000), ("0.000000000000000001", 1), ("1e-18", 1),
      ("1.000000000000000000000000", 1_000_000_000_000_000_000),
      ("100E-2", 1_000_000_000_000_000_000),
      ("0.00000000000000000100000e+3", 1000), ("1e+0", 1_000_000_000_000_000_000),
      ("9999999999999999999", 9_999_999_999_999_999_999_000_000_000_000_000_000),
      ("18446744073709551616", 18_446_744_073_709_551_616_000_000_000_000_000_000),
      (
        "99999999999999999999.999999999999999999",
        99_999_999_999_999_999_999_999_999_999_999_999_999
      ),
      ("-99999999999999999999.999999999999999999", -FixedPoint.largest),
    ] as [(String, Int128)])
  func `reads JSON numbers`(text: String, scaled: Int128) {
    #expect(Self.parse(Array(text.utf8)) == .success(scaled))
  }

  @Test(arguments: [
    "", "-", "+1", "--1", "00", "00.1", "-01", ".5", "-.5", "1.", "1.e3", "1e", "1e+", "1E-", "e5",
    "1.2.3", "NaN", "nan", "Infinity", "-Infinity", "inf", "0x1", "1_000", "1,000", " 1", "1 ",
    "1\n", "1\0", "\0", "1\05", "１", "1e1.5", "1e1e1", "0000000000000000000000000000000000000001",
    "1234567890123456789012345678901234567890x",
  ])
  func `refuses what is no JSON number`(text: String) {
    #expect(Self.parse(Array(text.utf8)) == .failure(.malformed))
    #expect(throws: DecimalError.malformed) { try Price(decimal: text) }
  }

  @Test(arguments: [[0xFF], [0x31, 0x80], [0xC3, 0x28], [0x31, 0x2E, 0xB5], [0xED, 0xA0, 0x80]])
  func `refuses bytes that are no text`(bytes: [UInt8]) {
    #expect(Self.parse(bytes) == .failure(.malformed))
  }

  @Test(arguments: [
    "1234567890123456789012345678901234567890", "1000000000000000000000", "1e21", "1e400",
    "1e99999999999999999999", "0.001e99999999999999999999", "-1e22",
    "170141183460469231731.687303715884105728", "340282366920938463463.374607431768211456",
    "999999999999999999999.999999999999999999", "200000000000000000000",
  ])
  func `refuses more integer digits than fit`(text: String) {
    #expect(Self.parse(Array(text.utf8)) == .failure(.tooManyIntegerDigits))
  }

  @Test(arguments: [
    "0.0000000000000000001", "1e-19", "1e-400", "1e-99999999999999999999",
    "1.0000000000000000001", "12345678901234567890.1234567890123456789",
  ])
  func `refuses more than eighteen fraction digits`(text: String) {
    #expect(Self.parse(Array(text.utf8)) == .failure(.tooManyFractionDigits))
  }

  @Test func `a megabyte of zeros is a number, a megabyte of nines is not`() {
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 1 << 20)
    let nines = [UInt8](repeating: UInt8(ascii: "9"), count: 1 << 20)
    #expect(Self.parse(Array("0.".utf8) + zeros) == .success(0))
    #expect(Self.parse(Array("7.".utf8) + zeros) == .success(7 * FixedPoint.one))
    #expect(Self.parse(zeros) == .failure(.malformed))
    #expect(Self.parse(nines) == .failure(.tooManyIntegerDigits))
    #expect(Self.parse(Array("0.".utf8) + nines) == .failure(.tooManyFractionDigits))
  }

  /// Every shape of digits on both sides of the point, at every length.
  @Test func `every power of ten and its neighbours come back from their text`() {
    var power: Int128 = 1
    for digits in 0...38 {
      for scaled in [power - 1, power, power + 1, power / 2, power / 10 * 17] {
        for value in [scaled, -scaled] where value.magnitude <= FixedPoint.largest {
          var bytes: [UInt8] = []
          DecimalText.append(value, to: &bytes)
          #expect(Self.parse(bytes) == .success(value), "10^\(digits)")
        }
      }
      if digits < 38 { power *= 10 }
    }
  }

  @Test func `what is appended leaves the bytes before it alone`() {
    var bytes = Array("price=".utf8)
    DecimalText.append(-1_500_000_000_000_000_000, to: &bytes)
    #expect(bytes == Array("price=-1.5".utf8))
  }

  static func parse(_ bytes: [UInt8]) -> Result<Int128, DecimalError> {
    Result { () throws(DecimalError) in try DecimalText.scaled(bytes.span) }
  }
}
