internal import Domain

/// Measures how long any position was open.
///
/// Fills switch it exactly; a sample corrects it for positions that no fill has told about.
struct ExposureClock: Hashable, Sendable {
  private(set) var exposed = Int128(0)
  private var now: Timestamp?
  private var isOpen = false

  /// The time until `time` counts by what was known before it.
  private mutating func advance(to time: Timestamp) {
    guard let last = now else { return }
    guard time > last else { return }
    if isOpen { exposed += Int128(time.nanoseconds) - Int128(last.nanoseconds) }
    now = time
  }

  mutating func sample(_ time: Timestamp, hasPosition: Bool) {
    advance(to: time)
    now = now ?? time
    isOpen = hasPosition
  }

  mutating func fill(_ time: Timestamp, hasPosition: Bool) {
    advance(to: time)
    isOpen = hasPosition
  }
}
