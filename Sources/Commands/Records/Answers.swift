internal import Domain
internal import Wire

/// The records that a command answers lines and orders with, and what they add up to.
///
/// A signal is acted on between two of them: what was begun is finished and told, and nothing more
/// is begun.
struct Answers: ~Copyable {
  private var output: RecordOutput
  private(set) var tally = Tally()
  private var edit = RecordEdit()
  private let options: OutputOptions
  private let name: String
  /// Whether orders leave, so that a reader who goes away is no reason to end quietly.
  private let arePlacing: Bool

  init(
    _ options: OutputOptions, _ context: Context, onTerminal format: OutputFormat = .jsonl,
    arePlacing: Bool = false
  ) throws(CommandFailure) {
    output = try context.output(options, onTerminal: format)
    self.options = options
    self.arePlacing = arePlacing
    name = context.commandName
    edit.decimals = options.decimals
  }

  // MARK: Lines

  /// The next line among what is at hand; nil where more has to be read.
  ///
  /// - Throws: When a signal asks for the end.
  mutating func next(_ input: inout RecordInput) throws(CommandFailure) -> RecordInput.Event? {
    try checkSignal()
    return input.nextAtHand()
  }

  /// Reads on, when all that was answered is out.
  ///
  /// - Parameters:
  ///   - input: What to read.
  ///   - wait: How long to wait for more; nil waits until it comes.
  /// - Returns: False where nothing came in time.
  /// - Throws: When reading or writing fails, or a signal asks for the end.
  mutating func read(
    _ input: inout RecordInput, within wait: TimeInterval? = nil
  ) throws(CommandFailure) -> Bool {
    do throws(StreamFailure) {
      try output.flush()
      return try input.read(within: wait)
    } catch {
      throw failure(error)
    }
  }

  /// Ends the command where a signal asks for it.
  mutating func checkSignal() throws(CommandFailure) {
    guard let signal = Interruption.signal else { return }
    throw failure(.interrupted(signal: signal))
  }

  /// Answers a line that is no record.
  mutating func refuse(
    _ problem: RecordProblem, in input: borrowing RecordInput
  ) throws(CommandFailure) {
    let detail = FailureDetail(problem)
    fail(detail)
    let (line, start) = (input.lineNumber, input.badLine)
    try write { output throws(StreamFailure) in
      output.begin(.error)
      output.text.add(.line, line)
      output.text.add(.error) { $0.add(detail) }
      if !start.isEmpty { output.text.add(.inputBase64, base64: start.span) }
      try output.end(isFailure: true)
    }
  }

  /// Answers a record that cannot be used by one that keeps its fields.
  mutating func refuse(
    _ record: borrowing Record, line: Int, _ detail: FailureDetail
  ) throws(CommandFailure) {
    fail(detail)
    edit.begin(.error)
    edit.set(.line, line, in: record)
    edit.set(.error, in: record) { $0.add(detail) }
    do throws(StreamFailure) {
      try output.pass(record, edit, isFailure: true)
    } catch {
      throw failure(error)
    }
  }

  /// Passes a record on as it came in.
  mutating func pass(
    _ record: borrowing Record, isFailure: Bool
  ) throws(CommandFailure) {
    do throws(StreamFailure) {
      try output.pass(record, isFailure: isFailure)
    } catch {
      throw failure(error)
    }
  }

  // MARK: What they add up to

  mutating func succeed() { tally.succeed() }

  mutating func fail(_ detail: FailureDetail) {
    if detail.retry == .reconcileFirst { tally.noteUnknownOutcome() }
    if detail.isPartial { tally.notePart() }
    tally.fail(detail.failureClass, code: detail.code)
  }

  mutating func fail(_ failureClass: FailureClass, _ code: String) {
    tally.fail(failureClass, code: code)
  }

  // MARK: Output

  /// Keeps each line for somebody else, who takes it from the output.
  mutating func keepLastLine() { output.keepsLastLine = true }

  mutating func write(
    _ body: (inout RecordOutput) throws(StreamFailure) -> Void
  ) throws(CommandFailure) {
    do throws(StreamFailure) {
      try body(&output)
    } catch {
      throw failure(error)
    }
  }

  /// Hands out what was written; before every request, so that what became of the one before is
  /// known.
  mutating func flush() throws(CommandFailure) {
    try write { output throws(StreamFailure) in try output.flush() }
  }

  /// Hands out what was written where the command cannot go on.
  mutating func abandon() { try? output.close() }

  /// Ends the output.
  ///
  /// - Returns: The exit status that follows from the answers.
  /// - Throws: When it cannot be written, or a signal has asked for the end.
  consuming func close() throws(CommandFailure) -> ExitStatus {
    let (tally, name, isSummed) = (tally, name, options.summary)
    try write { output throws(StreamFailure) in
      if isSummed {
        output.begin(.summary)
        output.text.add(.command, name)
        tally.describe(in: &output.text)
        try output.end()
      }
      try output.close()
    }
    // What was asked for may be done, and yet whoever started this wants no more of it.
    if let signal = Interruption.signal {
      throw CommandFailure(StreamFailure.interrupted(signal: signal))
    }
    return tally.status
  }

  /// What ends the command, when what was answered is out.
  private mutating func failure(_ error: StreamFailure) -> CommandFailure {
    switch error {
    case .readerGone where arePlacing:
      return CommandFailure(
        .inputOutput,
        "The reader of the output went away; what was placed is in the ledger, see 'order list'.")
    case .readerGone, .unwritable: return CommandFailure(error)
    case .unreadable, .interrupted:
      abandon()
      return CommandFailure(error)
    }
  }
}
