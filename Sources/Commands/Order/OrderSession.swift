internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// The orders that a command is about: by their names, or as records on standard input.
struct OrderSession: ~Copyable {
  let desk: OrderDesk
  private var output: RecordOutput
  private(set) var tally = Tally()
  private let options: OutputOptions
  private let name: String
  /// Gets each record; nil where nobody wants them.
  private var listener: Notifier?

  init(
    _ desk: OrderDesk, _ options: OutputOptions, _ context: Context,
    onTerminal format: OutputFormat = .jsonl
  ) throws(CommandFailure) {
    self.desk = desk
    self.options = options
    output = try context.output(options, onTerminal: format)
    name = context.commandName
  }

  /// Has a shell command run for each record, one after the other.
  mutating func listen(_ command: String?, _ context: Context) {
    guard let command else { return }
    let diagnostics = context.diagnostics
    listener = Notifier(command, name: "--exec command", patience: .seconds(60)) {
      diagnostics.warn($0)
    }
    output.keepsLastLine = true
  }

  // MARK: Which orders

  /// Does something for each order that is named.
  ///
  /// - Parameters:
  ///   - names: Client order ids, ids or order ids; where there are none, standard input has
  ///     order records.
  ///   - context: The process.
  ///   - body: Tells what became of the order.
  /// - Throws: When input, output or the ledger fails.
  mutating func each(
    _ names: [String], _ context: Context,
    _ body: (StoredOrder, inout OrderSession) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    guard names.isEmpty || names == ["-"] else {
      for name in names {
        guard let order = try find(name) else {
          try tell(unknown: name)
          continue
        }
        try body(order, &self)
      }
      return
    }
    var input = RecordInput(try context.standardInput())
    while try next(&input, body) {}
  }

  private mutating func next(
    _ input: inout RecordInput,
    _ body: (StoredOrder, inout OrderSession) throws(CommandFailure) -> Void
  ) throws(CommandFailure) -> Bool {
    let event: RecordInput.Event
    do throws(StreamFailure) {
      event = try input.next(flushing: &output)
    } catch {
      try? output.close()
      throw CommandFailure(error)
    }
    try take(event, input, body)
    if case .end = event { return false }
    return true
  }

  /// Does something for the order that a line is about.
  ///
  /// - Parameters:
  ///   - event: What came in.
  ///   - input: Where it came from.
  ///   - body: Tells what became of the order.
  /// - Throws: When output or the ledger fails.
  mutating func take(
    _ event: RecordInput.Event, _ input: borrowing RecordInput,
    _ body: (StoredOrder, inout OrderSession) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    switch event {
    case .end: return
    case .problem(let problem):
      let detail = FailureDetail(problem)
      tally.fail(detail.failureClass, code: detail.code)
      let line = input.lineNumber
      try write { output throws(StreamFailure) in
        output.begin(.error)
        output.text.add(.line, line)
        output.text.add(.error) { $0.add(detail) }
        try output.end(isFailure: true)
      }
    case .record:
      try take(input.record, line: input.lineNumber, body)
    }
  }

  /// Reads, and hands out before the end what was written.
  mutating func reading(
    _ body: () throws(StreamFailure) -> Bool
  ) throws(CommandFailure) -> Bool {
    do throws(StreamFailure) {
      return try body()
    } catch {
      try? output.close()
      throw CommandFailure(error)
    }
  }

  private mutating func take(
    _ record: borrowing Record, line: Int,
    _ body: (StoredOrder, inout OrderSession) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    guard record.kind == .order else {
      let isError = record.kind == .error
      if isError { tally.fail(.input, code: "UPSTREAM_ERROR") } else { tally.succeed() }
      return try pass(record, isFailure: isError)
    }
    let key: String?
    let isOver: Bool
    do throws(RecordProblem) {
      try checkOrigin(record)
      let names = [
        try record.text(.clientOrderID), try record.text(.orderID), try record.text(.id),
      ]
      key = names.compactMap(\.self).first
      // What was never placed has nothing to look up.
      let isFinal = try record.flag(.final) == true
      isOver = isFinal && !record.has(.orderID) && !record.has(.clientOrderID)
    } catch {
      return try refuse(record, line, FailureDetail(error))
    }
    if isOver {
      let status = try? record.word(.status, as: OrderStatus.self)
      let isFailure = status != .skipped
      if isFailure { tally.fail(.risk, code: "NOT_PLACED") } else { tally.succeed() }
      return try pass(record, isFailure: isFailure)
    }
    guard let key, let order = try find(key) else {
      let detail = FailureDetail(
        "UNKNOWN_ORDER_ID", .input, "the ledger has no order '\(key ?? "")' of this account",
        field: Field.clientOrderID.rawValue)
      return try refuse(record, line, detail)
    }
    try body(order, &self)
  }

  /// An order of another account must not be looked for in this one.
  private func checkOrigin(_ record: borrowing Record) throws(RecordProblem) {
    let scope = desk.scope
    if let mode = try record.text(.mode), mode != scope.mode.rawValue {
      throw .badValue(.mode, "is not \(scope.mode.rawValue), which this command works with")
    }
    if let account = try record.text(.account), account != scope.account {
      throw .badValue(.account, "is not \(scope.account), which this command works with")
    }
    if let venue = try record.text(.venue), venue != scope.venue {
      throw .badValue(.venue, "is not \(scope.venue), which this command works with")
    }
  }

  func find(_ name: String) throws(CommandFailure) -> StoredOrder? {
    do throws(LedgerError) {
      return try desk.order(named: name)
    } catch {
      throw CommandFailure(error)
    }
  }

  // MARK: What became of them

  /// Tells where an order stands, and counts it.
  mutating func tell(
    _ order: StoredOrder, _ failure: FailureDetail? = nil, isReplayed: Bool = false
  ) throws(CommandFailure) {
    // That an outcome is unknown comes before why it could not be asked about.
    let failure = failure ?? (order.isInQuestion ? nil : desk.obstacles[order.number])
    if let failure {
      if failure.retry == .reconcileFirst { tally.noteUnknownOutcome() }
      tally.fail(failure.failureClass, code: failure.code)
    } else {
      tally.count(order)
    }
    let parent = try? desk.orderID(ofParentOf: order)
    try write { output throws(StreamFailure) in
      try output.write(order, parent: parent, isReplayed: isReplayed, failure: failure)
    }
  }

  /// Shows an order without counting what became of it as a failure.
  mutating func show(_ order: StoredOrder) throws(CommandFailure) {
    tally.succeed()
    let parent = try? desk.orderID(ofParentOf: order)
    try write { output throws(StreamFailure) in try output.write(order, parent: parent) }
  }

  /// Shows where an order stands that is not over yet; its end is counted.
  mutating func showPart(_ order: StoredOrder) throws(CommandFailure) {
    let parent = try? desk.orderID(ofParentOf: order)
    try write { output throws(StreamFailure) in try output.write(order, parent: parent) }
  }

  mutating func tell(_ fill: StoredFill, id: String?) throws(CommandFailure) {
    try write { output throws(StreamFailure) in try output.write(fill, id: id) }
  }

  mutating func succeed() { tally.succeed() }

  mutating func fail(_ failureClass: FailureClass, _ code: String) {
    tally.fail(failureClass, code: code)
  }

  mutating func tell(unknown name: String) throws(CommandFailure) {
    let detail = FailureDetail(
      "UNKNOWN_ORDER_ID", .input,
      "the ledger has no order '\(name)' of the account \(desk.scope)",
      hint: "'tradectl order list --all' shows the orders that there are")
    tally.fail(detail.failureClass, code: detail.code)
    try write { output throws(StreamFailure) in
      output.begin(.error)
      output.text.add(.error) { $0.add(detail) }
      try output.end(isFailure: true)
    }
  }

  private mutating func refuse(
    _ record: borrowing Record, _ line: Int, _ detail: FailureDetail
  ) throws(CommandFailure) {
    tally.fail(detail.failureClass, code: detail.code)
    var edit = RecordEdit()
    edit.begin(.error)
    edit.set(.line, line, in: record)
    edit.set(.error, in: record) { $0.add(detail) }
    do throws(StreamFailure) {
      try output.pass(record, edit, isFailure: true)
    } catch {
      throw CommandFailure(error)
    }
  }

  private mutating func pass(
    _ record: borrowing Record, isFailure: Bool
  ) throws(CommandFailure) {
    do throws(StreamFailure) {
      try output.pass(record, isFailure: isFailure)
    } catch {
      throw CommandFailure(error)
    }
  }

  mutating func write(
    _ body: (inout RecordOutput) throws(StreamFailure) -> Void
  ) throws(CommandFailure) {
    do throws(StreamFailure) {
      try body(&output)
      guard let listener, let line = output.takeLastLine() else { return }
      // The command may look at what was written, so that comes first.
      try output.flush()
      listener.tell(line)
      listener.finish()
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Hands out what was written, so that nobody waits for it.
  mutating func flush() throws(CommandFailure) {
    try write { output throws(StreamFailure) in try output.flush() }
  }

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
    return tally.status
  }
}
