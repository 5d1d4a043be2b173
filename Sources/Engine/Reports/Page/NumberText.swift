internal import Domain
internal import Glibc

/// Numbers as people read them: thousands separators, a real minus sign, stated digits.
enum NumberText {
  /// What stands for a figure that does not exist.
  static let missing = "–"

  /// A statistic with so many fraction digits; from 10¹⁵ on without, from 10¹⁸ on as powers of ten.
  static func fixed(_ value: Double, digits: Int, signed: Bool = false) -> String {
    let digits = value.magnitude < 1e15 ? digits : 0
    let scaled = (value.magnitude * pow(10, Double(digits))).rounded()
    guard scaled <= 1e18 else {
      return sign(value < 0, value > 0 && signed) + "\(value.magnitude)"
    }
    var text = String(UInt64(scaled))
    if digits > 0 {
      text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
      text = grouped(String(text.dropLast(digits))) + "." + text.suffix(digits)
    } else {
      text = grouped(text)
    }
    // What rounds to zero has no sign.
    return sign(value < 0 && scaled > 0, value > 0 && scaled > 0 && signed) + text
  }

  /// An amount with two fraction digits, or with three significant ones below a tenth.
  static func money(_ value: Notional, signed: Bool = false) -> String {
    let isSmall = !value.isZero && value.magnitude.scaled < FixedPoint.one / 10
    let text = value.magnitude.text(fractionDigits: isSmall ? digits(of: value, significant: 3) : 2)
    return sign(value.isNegative, value.isPositive && signed) + grouped(decimal: text)
  }

  /// A price with six significant digits and at least two fraction digits.
  static func price(_ value: Price) -> String {
    var text = value.magnitude.text(fractionDigits: digits(of: value, significant: 6))
    // Zeros behind the second fraction digit say nothing.
    while text.hasSuffix("0"), text.dropLast(3).contains(".") { text.removeLast() }
    return sign(value.isNegative, false) + grouped(decimal: text)
  }

  /// A quantity with all its digits.
  static func plain<Value: Decimal>(_ value: Value) -> String {
    sign(value.isNegative, false) + grouped(decimal: value.magnitude.description)
  }

  static func count(_ value: Int) -> String {
    sign(value < 0, false) + grouped(String(value.magnitude))
  }

  /// A length of time in its two largest units: `3 d 4 h`.
  static func duration(seconds: Double) -> String {
    guard seconds >= 1 else { return seconds > 0 ? "under 1 s" : "0 s" }
    guard seconds < 1e15 else { return fixed(seconds, digits: 0) + " s" }
    let whole = Int(seconds.rounded())
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
    guard let first = units.firstIndex(where: { whole >= $0.0 }) else { return "0 s" }
    let text = "\(count(whole / units[first].0)) \(units[first].1)"
    guard first + 1 < units.count else { return text }
    let rest = whole % units[first].0 / units[first + 1].0
    return rest == 0 ? text : "\(text) \(rest) \(units[first + 1].1)"
  }

  /// The fraction digits that show so many significant ones, in 2...18.
  private static func digits<Value: Decimal>(of value: Value, significant: Int) -> Int {
    guard !value.isZero else { return 2 }
    // A scaled number of nineteen digits is at least one and below ten.
    let leading = String(value.magnitude.scaled).count - 18
    return min(18, max(2, significant - leading))
  }

  private static func sign(_ isNegative: Bool, _ showsPlus: Bool) -> String {
    isNegative ? "−" : (showsPlus ? "+" : "")
  }

  private static func grouped(decimal text: String) -> String {
    let parts = text.split(separator: ".")
    return grouped(String(parts[0])) + (parts.count > 1 ? ".\(parts[1])" : "")
  }

  /// A comma before every third digit from the right.
  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
