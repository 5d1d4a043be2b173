import Domain
import Testing

@testable import Reports

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0, 2, "0.00"), (-0.001, 2, "0.00"), (1234.567, 2, "1,234.57"),
      (-1_234_567.0, 0, "−1,234,567"),
      (0.05, 1, "0.1"), (999.999, 2, "1,000.00"), (100, 0, "100"), (-0.004, 3, "−0.004"),
      (1e15, 2, "1,000,000,000,000,000"), (-1e18, 0, "−1,000,000,000,000,000,000"),
      (-2e40, 2, "−2e+40"), (123_456_789_012.5, 1, "123,456,789,012.5"),
    ] as [(Double, Int, String)])
  func `statistics have stated digits and separators`(value: Double, digits: Int, text: String) {
    #expect(NumberText.fixed(value, digits: digits) == text)
  }

  @Test func `a plus stands only before what is above zero as written`() {
    #expect(NumberText.fixed(1.5, digits: 1, signed: true) == "+1.5")
    #expect(NumberText.fixed(0.01, digits: 1, signed: true) == "0.0")
    #expect(NumberText.fixed(-1.5, digits: 1, signed: true) == "−1.5")
  }

  @Test(arguments: [
    ("0", "0.00"), ("1234567.891", "1,234,567.89"), ("-0.62", "−0.62"), ("0.0123456", "0.0123"),
    ("-0.000000000000000001", "−0.000000000000000001"),
    ("99999999999999999999", "99,999,999,999,999,999,999.00"),
  ])
  func `money has two fraction digits and more when it is small`(value: String, text: String) throws
  {
    #expect(NumberText.money(try .of(value)) == text)
  }

  @Test(arguments: [
    ("64250.1", "64,250.10"), ("1.23456789", "1.23457"), ("0.08453", "0.08453"), ("3", "3.00"),
    ("0.00001234567", "0.0000123457"), ("1.5", "1.50"), ("0", "0.00"),
    ("12345678.129", "12,345,678.13"),
  ])
  func `prices have six significant digits and at least two behind the point`(
    value: String, text: String
  ) throws {
    #expect(NumberText.price(try .of(value)) == text)
  }

  @Test(
    arguments: [
      (0, "0 s"), (0.3, "under 1 s"), (59, "59 s"), (60, "1 min"), (3661, "1 h 1 min"),
      (86_400 * 3 + 3600 * 4 + 59, "3 d 4 h"), (86_400 * 1500, "1,500 d"), (7200, "2 h"),
    ] as [(Double, String)])
  func `lengths of time have their two largest units`(seconds: Double, text: String) {
    #expect(NumberText.duration(seconds: seconds) == text)
  }

  @Test func `quantities keep all digits`() throws {
    #expect(
      NumberText.plain(try Quantity.of("-1234.000000000000000001")) == "−1,234.000000000000000001")
    #expect(NumberText.count(-1_234_567) == "−1,234,567")
    #expect(NumberText.percentage(0.1234) == "12.34" && NumberText.percentage(0.1001) == "10.01")
  }
}
