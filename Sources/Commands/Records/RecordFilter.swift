internal import Wire

/// Reads records line by line, writes one for each, and keeps count: the loop of every filter.
///
/// Lines that are no records become `error` records, errors from earlier in the pipe pass through
/// and count as failures, and kinds that the filter does not know pass untouched.
struct RecordFilter: ~Copyable {
  /// What became of a record.
  enum Verdict {
    /// Passes on as it came in.
    case untouched
    /// Passes on with the edit.
    case edited
    /// Is left out of the output; it counts as done.
    case dropped
    /// Becomes an error record that keeps the line's fields.
    case failed(FailureDetail)
  }

  private var input: RecordInput
  private var output: RecordOutput
  private var edit = RecordEdit()
  private(set) var tally = Tally()
  private let options: OutputOptions
  private var keys: KeyCheck
  private let name: String

  init(_ context: Context, _ options: OutputOptions) throws(CommandFailure) {
    let input = try context.standardInput()
    let output = try context.output(options)
    self.input = input
    self.output = output
    edit.decimals = options.decimals
    self.options = options
    name = context.commandName
    keys = KeyCheck(options, context)
  }

  /// Judges every record, to the end of the input.
  ///
  /// - Parameter judge: Decides about a record and prepares its edit; what it throws becomes an
  ///   error record.
  /// - Returns: The counts.
  /// - Throws: When input or output fails, or a signal ends the work; whole lines are out by then.
  consuming func run(
    _ judge: (borrowing Record, inout RecordEdit) throws(RecordProblem) -> Verdict
  ) throws(CommandFailure) -> Tally {
    do throws(StreamFailure) {
      try filter(judge)
      if options.summary { try writeSummary() }
      try output.close()
    } catch {
      if case .interrupted = error { try? output.close() }
      throw CommandFailure(error)
    }
    return tally
  }

  private mutating func filter(
    _ judge: (borrowing Record, inout RecordEdit) throws(RecordProblem) -> Verdict
  ) throws(StreamFailure) {
    while true {
      switch try input.next(flushing: &output) {
      case .end:
        return
      case .problem(let problem):
        try refuseLine(FailureDetail(problem))
      case .record where input.record.kind == .error:
        tally.fail(.input, code: "UPSTREAM_ERROR")
        try output.pass(input.record, isFailure: true)
      case .record:
        switch decide(judge) {
        case .untouched:
          tally.succeed()
          try output.pass(input.record)
        case .edited:
          tally.succeed()
          try output.pass(input.record, edit)
        case .dropped:
          tally.succeed()
        case .failed(let detail):
          try refuseRecord(detail)
        }
      }
    }
  }

  private mutating func decide(
    _ judge: (borrowing Record, inout RecordEdit) throws(RecordProblem) -> Verdict
  ) -> Verdict {
    edit.begin()
    do throws(RecordProblem) {
      try keys.check(input.record, line: input.lineNumber)
      return try judge(input.record, &edit)
    } catch {
      return .failed(FailureDetail(error))
    }
  }

  /// A line that is no record: an error record with the start of the line.
  private mutating func refuseLine(_ detail: FailureDetail) throws(StreamFailure) {
    tally.fail(detail.failureClass, code: detail.code)
    output.begin(.error)
    output.text.add(.line, input.lineNumber)
    output.text.add(.error, object: { $0.add(detail) })
    let start = input.badLine
    if !start.isEmpty { output.text.add(.inputBase64, base64: start.span) }
    try output.end(isFailure: true)
  }

  /// A record that cannot be used: an error record that keeps its fields.
  private mutating func refuseRecord(_ detail: FailureDetail) throws(StreamFailure) {
    tally.fail(detail.failureClass, code: detail.code)
    edit.begin(.error)
    edit.set(.line, input.lineNumber, in: input.record)
    edit.set(.error, in: input.record) { $0.add(detail) }
    try output.pass(input.record, edit, isFailure: true)
  }

  private mutating func writeSummary() throws(StreamFailure) {
    output.begin(.summary)
    output.text.add(.command, name)
    tally.describe(in: &output.text)
    try output.end()
  }
}

extension Tally {
  /// The members of a summary.
  func describe(in text: inout JSONText) {
    text.add(.lines, lines)
    text.add(.succeeded, succeeded)
    text.add(.failed, failed)
    text.add(.codes) { object in
      for (code, count) in codes {
        object.key(code)
        object.append(count)
      }
    }
  }
}
