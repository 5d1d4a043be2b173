internal import Domain
internal import Wire

/// The orders of a run in order of time, read no further than the one that comes next.
struct OrderTape: ~Copyable {
  /// What stands at the head of the tape.
  enum Head {
    /// A record, in `input.record`, to be looked at when its time comes.
    case record
    /// A record whose time cannot be used.
    case badTime(RecordProblem)
    /// A line that is no record.
    case problem(RecordProblem)
    case end
  }

  var input: RecordInput
  private(set) var head = Head.end
  /// When the head is due; a problem at once, the end never.
  private(set) var time = Timestamp.distantPast
  /// The latest time of any order so far.
  private(set) var latest = Timestamp.distantPast

  /// Whether the end has not been reached.
  var hasMore: Bool {
    if case .end = head { false } else { true }
  }

  init(_ source: Descriptor) { input = RecordInput(source) }

  /// Goes on to the next order.
  ///
  /// - Parameter output: Flushed before a read that may have to wait.
  /// - Throws: When the input cannot be read on, or the output not be flushed.
  mutating func advance(flushing output: inout RecordOutput) throws(StreamFailure) {
    switch try input.next(flushing: &output) {
    case .end:
      head = .end
      time = .distantFuture
    case .problem(let problem):
      head = .problem(problem)
      time = .distantPast
    case .record where input.record.kind == .error:
      // It is passed on, and not judged: its time is that of what failed, in any order.
      head = .record
      time = latest
    case .record:
      do throws(RecordProblem) {
        // Without a time an order is sent together with the one before it.
        time = try input.record.time(.ts) ?? latest
        guard time >= latest else {
          throw RecordProblem(
            code: "OUT_OF_ORDER", field: Field.ts.rawValue,
            "ts lies before that of an earlier line (\(latest.text)); sort the orders by time")
        }
        latest = time
        head = .record
      } catch {
        head = .badTime(error)
        time = .distantPast
      }
    }
  }
}
