public import Domain

/// So many of something within so much time, such as ten orders a second.
public struct CountLimit: Hashable, Sendable {
  /// From 1 to `countMax`.
  public let count: Int
  /// Above zero.
  public let window: TimeInterval

  /// Whoever needs more has no limit.
  public static let countMax = 1_000_000

  /// Reads `10/1s`: ten within one second.
  public init?(text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let count = Int(parts[0]), (1...Self.countMax).contains(count),
      let window = TimeInterval(text: String(parts[1])), window > .zero
    else { return nil }
    self.count = count
    self.window = window
  }

  public var text: String { "\(count)/\(window.text)" }

  /// Reads several with commas between them, each with a window of its own.
  static func list(_ text: String) -> [CountLimit]? {
    var limits: [CountLimit] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let trimmed = part.drop { $0 == " " }
      guard let limit = CountLimit(text: trimmed),
        !limits.contains(where: { $0.window == limit.window })
      else { return nil }
      limits.append(limit)
    }
    return limits
  }
}
