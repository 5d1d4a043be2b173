internal import Wire

/// Some lines of a filter's input, and what becomes of them.
///
/// A block knows nothing of the others but the number of its first line, so blocks can be worked
/// on at the same time.
struct FilterBlock: ~Copyable {
  var input = RecordBlock()
  /// A line for each that came in, but for those that are left out.
  private(set) var lines: RecordLines
  private(set) var tally = Tally()
  private var edit = RecordEdit()
  private var keys: KeyCheck

  init(_ options: OutputOptions) {
    lines = RecordLines(decimals: options.decimals, isQuiet: options.quiet)
    keys = KeyCheck(isStrict: options.strict)
    edit.decimals = options.decimals
  }

  var warnings: [KeyCheck.Warning] { keys.warnings }

  /// Judges every record that is there.
  ///
  /// - Parameter judge: Decides about a record and prepares its edit; what it throws becomes an
  ///   error record.
  mutating func work(
    _ judge: (borrowing Record, inout RecordEdit) throws(RecordProblem) -> RecordFilter.Verdict
  ) {
    while let event = input.next() {
      switch event {
      case .end:
        return
      case .problem(let problem):
        refuseLine(FailureDetail(problem))
      case .record where input.record.kind == .error:
        tally.fail(.input, code: "UPSTREAM_ERROR")
        lines.pass(input.record, isFailure: true)
      case .record:
        switch decide(judge) {
        case .untouched:
          tally.succeed()
          lines.pass(input.record)
        case .edited:
          tally.succeed()
          lines.pass(input.record, edit)
        case .dropped:
          tally.succeed()
        case .failed(let detail):
          refuseRecord(detail)
        }
      }
    }
  }

  /// Makes room for other lines; what was made of these is no longer needed.
  mutating func forgetResults() {
    lines.removeAll()
    tally = Tally()
    keys.forget()
  }

  private mutating func decide(
    _ judge: (borrowing Record, inout RecordEdit) throws(RecordProblem) -> RecordFilter.Verdict
  ) -> RecordFilter.Verdict {
    edit.begin()
    do throws(RecordProblem) {
      try keys.check(input.record, line: input.lineNumber)
      return try judge(input.record, &edit)
    } catch {
      return .failed(FailureDetail(error))
    }
  }

  /// A line that is no record: an error record with the start of the line.
  private mutating func refuseLine(_ detail: FailureDetail) {
    tally.fail(detail.failureClass, code: detail.code)
    lines.begin(.error)
    lines.text.add(.line, input.lineNumber)
    lines.text.add(.error, object: { $0.add(detail) })
    let start = input.badLine
    if !start.isEmpty { lines.text.add(.inputBase64, base64: start.span) }
    lines.end(isFailure: true)
  }

  /// A record that cannot be used: an error record that keeps its fields.
  private mutating func refuseRecord(_ detail: FailureDetail) {
    tally.fail(detail.failureClass, code: detail.code)
    edit.begin(.error)
    edit.set(.line, input.lineNumber, in: input.record)
    edit.set(.error, in: input.record) { $0.add(detail) }
    lines.pass(input.record, edit, isFailure: true)
  }
}
