internal import Domain
internal import Transport
internal import VenueInterface

/// How far one question has come that may be asked several times.
struct Attempt {
  let deadline: Deadline
  var backoff = Backoff()
  /// How often it has failed.
  private(set) var count = 0
  /// How many hosts there are to ask.
  var hostCount = 1
  /// Whether the venue has said something to it the last time.
  var hasAnswered = false
  /// Whether that was a fault of the venue's own.
  var isFaulty = false
  /// Whether the same would come of it again.
  var isPointless = false
  /// Whether the venue's time is to be asked for before it is sent again.
  private(set) var measuresClock = false
  private var hasMeasuredClock = false

  init(until deadline: Deadline) { self.deadline = deadline }

  /// Nothing has become of it this time yet.
  mutating func begin() {
    hasAnswered = false
    isFaulty = false
    isPointless = false
  }

  /// Whether asking once more may help and cannot do harm.
  mutating func isAgainUseful(after error: VenueError, _ draft: RequestDraft) -> Bool {
    count += 1
    measuresClock = false
    guard case .notSent = error, !deadline.isPast, !isPointless else { return false }
    if hasAnswered, !isFaulty, draft.access == .signed, !hasMeasuredClock {
      // The venue has looked at it and done nothing, as it does where it does not like the time.
      hasMeasuredClock = true
      measuresClock = true
      return true
    }
    if draft.isWrite, hasAnswered { return false }
    return count < max(Self.triesMax, hostCount + 1)
  }

  private static let triesMax = 4
}
