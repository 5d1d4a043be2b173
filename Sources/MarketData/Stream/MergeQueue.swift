internal import Domain

/// The files of a merge in order of their next events: a binary heap.
struct MergeQueue {
  struct Entry: Comparable {
    var time: Timestamp
    var file: Int

    static func < (lhs: Entry, rhs: Entry) -> Bool {
      lhs.time == rhs.time ? lhs.file < rhs.file : lhs.time < rhs.time
    }
  }

  private var entries: [Entry] = []

  /// - Complexity: O(log files).
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0, entries[child] < entries[(child - 1) / 2] {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// The file whose event is next, taken out; nil when there is none.
  mutating func removeFirst() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var parent = 0
    while 2 * parent + 1 < entries.count {
      var child = 2 * parent + 1
      if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
      guard entries[child] < entries[parent] else { break }
      entries.swapAt(child, parent)
      parent = child
    }
    return first
  }
}
