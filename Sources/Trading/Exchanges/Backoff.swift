package import Domain

/// How long to wait before a question is asked again: twice as long each time, and never exactly so,
/// so that those who failed together do not come back together.
package struct Backoff: Sendable {
  private var count = 0

  package init() {}

  /// - Parameter chance: In 0...1; from anywhere.
  /// - Returns: Between half of the time and all of it.
  package mutating func next(_ chance: Double) -> TimeInterval {
    let whole = min(Self.first << count, Self.longest)
    count = min(count + 1, 16)
    return TimeInterval(nanoseconds: whole / 2 + Int64(Double(whole / 2) * chance))
  }

  private static let first: Int64 = 200_000_000
  private static let longest: Int64 = 5_000_000_000
}
