import Domain
import MarketData
import TestSupport
import Testing

@Suite struct CSVNumberTests {
  @Test(arguments: [
    ("1", "1"), ("0.00141342", "0.00141342"), ("61837.63000000", "61837.63"),
    ("123456789012345678", "123456789012345678"), ("1.5e3", "1500"), ("15E-1", "1.5"),
    ("12345678901234567890", "12345678901234567890"),
    ("0.000000000000000001", "0.000000000000000001"),
    ("1234567890.123456789012345678", "1234567890.123456789012345678"), ("\"2.5\"", "2.5"),
    // What binary floating point leaves behind the 18th fraction digit is cut off.
    ("0.0027300000000000002", "0.00273"), ("0.0027299999999999998", "0.002729999999999999"),
    ("1.0100000000000001e-05", "0.00001010000000000000".trimmed),
    ("1.2345678901234567e-4", "0.000123456789012345"),
  ])
  func `reads prices of every notation`(text: String, price: String) {
    let reading = Reading("time_ms,price,qty\n1,\(text),1\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.trades.map(\.price.description) == [price])
  }

  @Test func `agrees with the exact decimal on random numbers`() throws {
    let seed = UInt64.random(in: 1...(.max))
    var random = SeededGenerator(seed: seed)
    var texts: [String] = []
    for _ in 0..<3_000 {
      var digits = String(
        (0..<Int.random(in: 1...19, using: &random)).map { _ in
          Character("\(Int.random(in: 0...9, using: &random))")
        })
      if Bool.random(using: &random) {
        let place = Int.random(in: 0...digits.count, using: &random)
        digits.insert(".", at: digits.index(digits.startIndex, offsetBy: place))
      }
      texts.append(digits)
    }
    let rows = texts.map { "1,\($0),1\n" }.joined()
    let reading = Reading("time_ms,price,qty\n" + rows)
    let expected = texts.compactMap { try? Price(decimal: $0) }.filter(\.isPositive)
    #expect(reading.trades.map(\.price) == expected, "seed \(seed)")
    #expect(reading.problems.count == texts.count - expected.count, "seed \(seed)")
  }
}

extension String {
  /// A decimal without the zeros at its end.
  fileprivate var trimmed: String {
    String(reversed().drop { $0 == "0" }.reversed())
  }
}
