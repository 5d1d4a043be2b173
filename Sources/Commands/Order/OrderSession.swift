internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// The orders that a command is about: by their names, or as records on standard input.
struct OrderSession: ~Copyable {
  let desk: OrderDesk
  private var answers: Answers
  /// Gets each record; nil where nobody wants them.
  private var listener: Notifier?

  /// - Parameters:
  ///   - desk: Where the orders are.
  ///   - options: How records are written.
  ///   - context: The process.
  ///   - format: How on a terminal, where nobody says.
  ///   - isPlacing: Whether orders may leave.
  /// - Throws: When the output is closed.
  init(
    _ desk: OrderDesk, _ options: OutputOptions, _ context: Context,
    onTerminal format: OutputFormat = .jsonl, isPlacing: Bool = false
  ) throws(CommandFailure) {
    self.desk = desk
    answers = try Answers(options, context, onTerminal: format, arePlacing: isPlacing)
  }

  /// Has a shell command run for each record, one after the other.
  mutating func listen(_ command: String?, _ context: Context) {
    guard let command else { return }
    let diagnostics = context.diagnostics
    listener = Notifier(command, name: "--exec command", patience: .seconds(60)) {
      diagnostics.warn($0)
    }
    answers.keepLastLine()
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
        try answers.checkSignal()
        guard let order = try find(name) else {
          try tell(unknown: name)
          continue
        }
        try begin(order, body)
      }
      return
    }
    var input = RecordInput(try context.standardInput())
    while try takeNext(&input, body) {}
  }

  /// Takes what comes next; false at the end.
  private mutating func takeNext(
    _ input: inout RecordInput,
    _ body: (StoredOrder, inout OrderSession) throws(CommandFailure) -> Void
  ) throws(CommandFailure) -> Bool {
    guard let event = try answers.next(&input) else { return try answers.read(&input) }
    if case .end = event { return false }
    try take(event, input, body)
    return true
  }

  /// Does something for an order, when what became of those before is out.
  private mutating func begin(
    _ order: StoredOrder, _ body: (StoredOrder, inout OrderSession) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    if case .venue = desk.market { try flush() }
    try body(order, &self)
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
    case .problem(let problem): try answers.refuse(problem, in: input)
    case .record: try take(input.record, line: input.lineNumber, body)
    }
  }

  /// The next event among what is at hand; nil where more has to be read.
  mutating func next(_ input: inout RecordInput) throws(CommandFailure) -> RecordInput.Event? {
    try answers.next(&input)
  }

  /// Reads on, when all that was answered is out; false where nothing came in time.
  mutating func read(
    _ input: inout RecordInput, within wait: TimeInterval?
  ) throws(CommandFailure) -> Bool {
    try answers.read(&input, within: wait)
  }

  /// Ends the command where a signal asks for it.
  mutating func checkSignal() throws(CommandFailure) { try answers.checkSignal() }

  private mutating func take(
    _ record: borrowing Record, line: Int,
    _ body: (StoredOrder, inout OrderSession) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    // A line without a kind can only be meant for this command.
    guard record.kind == .order || !record.isNamed else {
      let isError = record.kind == .error
      if isError { answers.fail(.input, "UPSTREAM_ERROR") } else { answers.succeed() }
      return try answers.pass(record, isFailure: isError)
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
      return try answers.refuse(record, line: line, FailureDetail(error))
    }
    if isOver {
      let status = try? record.word(.status, as: OrderStatus.self)
      let isFailure = status != .skipped
      if isFailure { answers.fail(.risk, "NOT_PLACED") } else { answers.succeed() }
      return try answers.pass(record, isFailure: isFailure)
    }
    guard let key else {
      let detail = FailureDetail(
        "MISSING_FIELD", .input,
        "the line names no order; give its client_order_id, order_id or id",
        field: Field.clientOrderID.rawValue)
      return try answers.refuse(record, line: line, detail)
    }
    guard let order = try find(key) else {
      let detail = FailureDetail(
        "UNKNOWN_ORDER_ID", .input, "the ledger has no order '\(key)' of this account",
        field: Field.clientOrderID.rawValue)
      return try answers.refuse(record, line: line, detail)
    }
    try begin(order, body)
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
    let failure =
      failure
      ?? (order.isInQuestion
        ? nil : desk.obstacles[order.number] ?? desk.failedSends[order.number])
    answers.count(order, failure)
    let parent = try? desk.orderID(ofParentOf: order)
    try write { output throws(StreamFailure) in
      try output.write(order, parent: parent, isReplayed: isReplayed, failure: failure)
    }
  }

  /// Shows an order without counting what became of it as a failure, unless its position is without
  /// its protection.
  mutating func show(_ order: StoredOrder) throws(CommandFailure) {
    if desk.obstacles[order.number]?.isPartial == true { return try tell(order) }
    answers.succeed()
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

  mutating func succeed() { answers.succeed() }

  mutating func fail(_ failureClass: FailureClass, _ code: String) {
    answers.fail(failureClass, code)
  }

  mutating func tell(unknown name: String) throws(CommandFailure) {
    let detail = FailureDetail(
      "UNKNOWN_ORDER_ID", .input,
      "the ledger has no order '\(name)' of the account \(desk.scope)",
      hint: "'tradectl order list --all' shows the orders that there are")
    answers.fail(detail)
    try write { output throws(StreamFailure) in
      output.begin(.error)
      output.text.add(.error) { $0.add(detail) }
      try output.end(isFailure: true)
    }
  }

  mutating func write(
    _ body: (inout RecordOutput) throws(StreamFailure) -> Void
  ) throws(CommandFailure) {
    guard let listener else { return try answers.write(body) }
    try answers.write { output throws(StreamFailure) in
      try body(&output)
      guard let line = output.takeLastLine() else { return }
      // The command may look at what was written, so that comes first.
      try output.flush()
      listener.tell(line)
      listener.finish()
    }
  }

  /// Hands out what was written, so that nobody waits for it.
  mutating func flush() throws(CommandFailure) { try answers.flush() }

  consuming func close() throws(CommandFailure) -> ExitStatus { try answers.close() }
}
