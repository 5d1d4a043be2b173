public import Domain

/// How often something happened within each of a few spans of time.
///
/// A list and no dictionary: the few are found as quickly, and an account without them costs a
/// program's start nothing.
public struct RecentCounts: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  private struct Entry: Hashable {
    let window: TimeInterval
    var count: Int
  }

  private var entries: [Entry] = []

  public init() {}

  public init(dictionaryLiteral elements: (TimeInterval, Int)...) {
    for (window, count) in elements { self[window] = count }
  }

  /// The count within a span of time; nil where nobody has counted.
  public subscript(window: TimeInterval) -> Int? {
    get { entries.first { $0.window == window }?.count }
    set {
      entries.removeAll { $0.window == window }
      if let newValue { entries.append(Entry(window: window, count: newValue)) }
    }
  }

  /// Counts one more in every span of time.
  mutating func countOne() {
    for index in entries.indices { entries[index].count += 1 }
  }
}
