internal import Wire

/// A whole file of records that a command needs before it begins.
struct RecordFile: ~Copyable {
  private let path: String
  private let file: OpenDescriptor
  private var input: RecordInput

  init(_ path: String) throws(CommandFailure) {
    self.path = path
    do throws(StreamFailure) {
      file = try OpenDescriptor(reading: path)
    } catch {
      throw Self.unreadable(path, error)
    }
    input = RecordInput(file.descriptor)
  }

  /// Hands over every record in order.
  ///
  /// - Throws: When the file cannot be read, or at its first bad line, with its number: what a
  ///   decision rests on must be there as a whole.
  consuming func forEach(
    _ body: (borrowing Record) throws(RecordProblem) -> Void
  ) throws(CommandFailure) {
    while try advance() {
      do throws(RecordProblem) {
        try body(input.record)
      } catch {
        throw bad(error)
      }
    }
  }

  private mutating func advance() throws(CommandFailure) -> Bool {
    let event: RecordInput.Event
    do throws(StreamFailure) {
      event = try input.next()
    } catch {
      throw Self.unreadable(path, error)
    }
    switch event {
    case .end: return false
    case .record: return true
    case .problem(let problem): throw bad(problem)
    }
  }

  private func bad(_ problem: RecordProblem) -> CommandFailure {
    CommandFailure(.badInput, "\(path): line \(input.lineNumber): \(problem.message).")
  }

  private static func unreadable(_ path: String, _ failure: StreamFailure) -> CommandFailure {
    guard case .unreadable(let reason) = failure else { return CommandFailure(failure) }
    return CommandFailure(.badInput, "\(path) cannot be read: \(reason).")
  }
}
