internal import Domain

/// How many orders can be written down together and still leave while their requests are good.
///
/// An order is written down with the time until which the venue takes its request. So no more of them
/// are written down at once than leave within a part of that time, by how fast the last ones left.
struct SendingPace {
  /// Nobody waits longer for the answers of a batch where requests never expire.
  private static let usual = TimeInterval(nanoseconds: 5_000_000_000)
  /// So much of the time that a request is good for may pass before the last one leaves.
  private static let part: Int64 = 4

  /// How long the last orders took, and how many they were; nil before the first.
  private var last: (time: TimeInterval, count: Int)?

  /// Takes in how long orders took to leave and to be answered.
  mutating func note(_ count: Int, took time: TimeInterval) {
    // A clock that was put back tells nothing.
    guard count > 0, time >= .zero else { return }
    last = (time, count)
  }

  /// How many orders the next sync is for.
  ///
  /// - Parameters:
  ///   - atOnce: So many leave at once.
  ///   - validity: How long the venue takes a request; nil for ever.
  /// - Returns: At least as many as leave at once.
  func count(atOnce: Int, validity: TimeInterval?) -> Int {
    guard let last else { return atOnce }
    let time = validity ?? Self.usual
    let (fitting, isOver) = (time.nanoseconds / Self.part).multipliedReportingOverflow(
      by: Int64(last.count))
    return isOver ? .max : max(atOnce, Int(fitting / max(1, last.time.nanoseconds)))
  }
}
