/// A length of time in nanoseconds.
public struct TimeInterval: Hashable, Comparable, Sendable {
  public let nanoseconds: Int64

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  @inlinable public static func < (lhs: TimeInterval, rhs: TimeInterval) -> Bool {
    lhs.nanoseconds < rhs.nanoseconds
  }

  public static let zero = TimeInterval(nanoseconds: 0)
  public static let minute = TimeInterval(nanoseconds: 60_000_000_000)
  public static let hour = TimeInterval(nanoseconds: 3_600_000_000_000)
  public static let day = TimeInterval(nanoseconds: 86_400_000_000_000)

  /// Seconds, for statistics.
  public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// Reads a whole number and its unit: `250ms`, `30s`, `5m`, `12h`, `7d`; a bare `0` too.
  ///
  /// The units are `ns`, `us`, `ms`, `s`, `m`, `h` and `d`.
  public init?(text: String) {
    if text == "0" {
      self = .zero
      return
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units: [Substring: Int64] = [
      "ns": 1, "us": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
      "h": 3_600_000_000_000, "d": 86_400_000_000_000,
    ]
    guard let count = Int64(digits), let unit = units[text.dropFirst(digits.count)] else {
      return nil
    }
    let product = count.multipliedReportingOverflow(by: unit)
    guard !product.overflow else { return nil }
    self.init(nanoseconds: product.partialValue)
  }

  /// The interval in its largest whole unit: `90s` stays `90s`, `120s` becomes `2m`.
  public var text: String {
    if nanoseconds == 0 { return "0" }
    let units: [(Int64, String)] = [
      (86_400_000_000_000, "d"), (3_600_000_000_000, "h"), (60_000_000_000, "m"),
      (1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "us"),
    ]
    for (size, name) in units where nanoseconds % size == 0 {
      return "\(nanoseconds / size)\(name)"
    }
    return "\(nanoseconds)ns"
  }
}
