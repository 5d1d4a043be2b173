internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import Trading
internal import VenueInterface
internal import Wire

/// One run of `order place`: wishes in, one order record a line out.
struct PlacingSession: ~Copyable {
  /// How orders are told that are not to be sent.
  struct Rehearsal {
    /// How their requests are shown.
    let preview: RequestPreview
    /// What they are judged by, with the origin of each.
    let limits: [EffectiveSetting]
  }

  private let reader: WishReader
  let desk: OrderDesk
  private var answers: Answers
  /// What is told where nothing is to be sent; else nil.
  private let rehearsal: Rehearsal?
  private var keys: KeyCheck
  private var warnings: KeyWarnings
  private var nested = Record()
  /// Receives a line once it has what the flags say for it.
  private var completed = EditedLine()
  /// Receives a line once it has been sized.
  private var sized = EditedLine()
  /// What lines are completed with; nil for nothing.
  var defaults: LineDefaults?
  /// Makes an intent of a signal before it is placed; nil where that was done already.
  var sizer: ((borrowing Record, inout RecordEdit) throws(RecordProblem) -> RecordFilter.Verdict)?
  private var edit = RecordEdit()
  /// Lines that wait to be placed together.
  private var waiting: [(wish: OrderWish, line: Int?)] = []

  init(
    _ reader: WishReader, _ desk: OrderDesk, _ options: OutputOptions, _ context: Context,
    rehearsal: Rehearsal?
  ) throws(CommandFailure) {
    self.reader = reader
    self.desk = desk
    self.rehearsal = rehearsal
    answers = try Answers(options, context, arePlacing: true)
    keys = KeyCheck(isStrict: options.strict, isLive: desk.scope.mode == .live)
    warnings = KeyWarnings(options, context)
    edit.decimals = options.decimals
  }

  /// Whether the flags are an order of their own.
  var describesOrder: Bool { reader.describesOrder }

  /// Places the order that the flags describe.
  consuming func placeOne() throws(CommandFailure) -> ExitStatus {
    waiting.append((try wish(), nil))
    try placeWaiting()
    return try close()
  }

  /// The order that the flags describe.
  func wish() throws(CommandFailure) -> OrderWish {
    let desk = desk
    return try reader.wish { () throws(CommandFailure) in
      try asking(desk.freeMoney)
    } price: { symbol throws(CommandFailure) in
      guard case .venue = desk.market else { return nil }
      return try holding { () throws(DeskFailure) in try desk.price(of: symbol) }
    }
  }

  /// The grid of quantities of a market; zero for none.
  func lot(of symbol: Symbol) -> Quantity { reader.lot(of: symbol) }

  /// Places one order and tells what became of it; nil where it was not sent.
  mutating func place(_ wish: OrderWish) throws(CommandFailure) -> StoredOrder? {
    waiting.append((wish, nil))
    try placeWaiting()
    guard let id = wish.intent.id else { return nil }
    let desk = desk
    return try asking { () throws(LedgerError) in try desk.order(id: id) }
  }

  mutating func flush() throws(CommandFailure) { try answers.flush() }

  /// Ends the command where a signal asks for it.
  mutating func checkSignal() throws(CommandFailure) { try answers.checkSignal() }

  /// Places what standard input asks for, line by line.
  ///
  /// - Parameters:
  ///   - input: Records.
  ///   - batch: So many lines share one transaction.
  /// - Returns: The exit status.
  /// - Throws: When input, output or the ledger fails.
  consuming func placeEach(
    _ input: consuming RecordInput, atOnce batch: Int
  ) throws(CommandFailure) -> ExitStatus {
    var input = input
    while try readOne(&input, batch) {}
    try placeWaiting()
    return try close()
  }

  /// Reads a line; false at the end.
  private mutating func readOne(
    _ input: inout RecordInput, _ batch: Int
  ) throws(CommandFailure) -> Bool {
    guard let event = try answers.next(&input) else {
      // Before a read that may wait, everything that was asked for is placed and told.
      try placeWaiting()
      return try answers.read(&input)
    }
    switch event {
    case .end: return false
    case .problem(let problem):
      try placeWaiting()
      try answers.refuse(problem, in: input)
    case .record where input.record.kind == .error:
      try placeWaiting()
      answers.fail(.input, "UPSTREAM_ERROR")
      try answers.pass(input.record, isFailure: true)
    case .record:
      try take(input.record, line: input.lineNumber, batch)
    }
    return true
  }

  private mutating func take(
    _ record: borrowing Record, line: Int, _ batch: Int
  ) throws(CommandFailure) {
    let fate: WishReader.Fate
    do throws(RecordProblem) {
      try keys.check(record, line: line)
      warnings.tell(keys.warnings)
      keys.forget()
      if try complete(record) {
        fate = try reader.fate(of: completed.record, nested: &nested)
      } else if try size(record) {
        fate = try reader.fate(of: sized.record, nested: &nested)
      } else {
        fate = try reader.fate(of: record, nested: &nested)
      }
    } catch {
      try placeWaiting()
      return try answers.refuse(record, line: line, FailureDetail(error))
    }
    switch fate {
    case .order(let wish):
      waiting.append((wish, line))
      if waiting.count >= batch { try placeWaiting() }
    case .skipped:
      try placeWaiting()
      answers.succeed()
      let (members, desk) = (CarriedLine.members(of: record), desk)
      try answers.write { output throws(StreamFailure) in
        try output.writeSkipped(line: members, scope: desk.scope, at: desk.clock.now())
      }
    case .denied:
      try placeWaiting()
      let detail = FailureDetail("RISK_DENIED", .risk, "the risk check denied the intent")
      try refuse(OrderRefusal(.denied, detail), CarriedLine.members(of: record), line)
    }
  }

  /// Adds what the flags say, into `completed`; false where the line says all of it itself.
  private mutating func complete(_ record: borrowing Record) throws(RecordProblem) -> Bool {
    guard let defaults else { return false }
    edit.begin()
    guard try defaults.complete(record, &edit) else { return false }
    try completed.take(record, edit)
    return true
  }

  /// Sizes a line, into `sized`; false where it passes as it is.
  private mutating func size(_ record: borrowing Record) throws(RecordProblem) -> Bool {
    guard let sizer else { return false }
    edit.begin()
    guard case .edited = try sizer(record, &edit) else { return false }
    try sized.take(record, edit)
    return true
  }

  /// Places the lines that wait, and tells what became of each.
  private mutating func placeWaiting() throws(CommandFailure) {
    guard !waiting.isEmpty else { return }
    let lines = waiting
    waiting.removeAll(keepingCapacity: true)
    // Nothing leaves before what became of the lines before has been told.
    if case .venue = desk.market { try flush() }
    let placements: [Placement]
    do throws(LedgerError) {
      placements =
        rehearsal != nil
        ? try lines.map { line throws(LedgerError) in try desk.rehearse(line.wish) }
        : try desk.place(lines.map(\.wish))
    } catch {
      answers.abandon()
      throw CommandFailure(error)
    }
    if desk.sharesRequests, let rehearsal, case .venue(let client) = desk.market,
      let exchange = client as? DialectVenue
    {
      let preview = AccountPreview(exchange: exchange, preview: rehearsal.preview)
      return try tell(placements, lines, preview)
    }
    for (index, placement) in placements.enumerated() {
      try tell(placement, lines[index].wish, line: lines[index].line)
    }
  }

  /// Shows the requests that orders would leave as, those that share one as one.
  private mutating func tell(
    _ placements: [Placement], _ lines: [(wish: OrderWish, line: Int?)], _ preview: AccountPreview
  ) throws(CommandFailure) {
    var leaving: [(place: Int, order: StoredOrder)] = []
    for (place, placement) in placements.enumerated() {
      guard case .order(let order, isReplayed: false) = placement else {
        try tell(placement, lines[place].wish, line: lines[place].line)
        continue
      }
      leaving.append((place, order))
    }
    for request in desk.requests(of: leaving.map(\.order), preview.exchange) {
      let orders = leaving[request]
      guard orders.count > 1 else {
        for (place, order) in orders {
          try show(order, preview, lines[place].wish, lines[place].line)
        }
        continue
      }
      let shown: [HTTPRequest]
      do throws(VenueError) {
        shown = try preview.requests(for: .placeTogether(orders.map(\.order)))
      } catch {
        for (place, _) in orders {
          try tell(
            .refused(OrderRefusal(unsent: error)), lines[place].wish, line: lines[place].line)
        }
        continue
      }
      for _ in orders { answers.succeed() }
      let (scope, time) = (desk.scope, desk.clock.now())
      for request in shown {
        try answers.write { output throws(StreamFailure) in
          try output.write(request) { $0.add(scope, at: time) }
        }
      }
    }
  }

  private mutating func tell(
    _ placement: Placement, _ wish: OrderWish, line: Int?
  ) throws(CommandFailure) {
    switch placement {
    case .refused(let refusal):
      if refusal.detail.code == "ID_REUSED", reader.onReuse == .replay, let id = wish.intent.id,
        let stored = try? desk.order(id: id)
      {
        return try tell(stored, isReplayed: true)
      }
      try refuse(refusal, wish.line + wish.intent.unplacedMembers, line)
    case .order(let order, let isReplayed):
      guard let rehearsal, !isReplayed else { return try tell(order, isReplayed: isReplayed) }
      if case .venue(let client) = desk.market, let exchange = client as? DialectVenue {
        let preview = AccountPreview(exchange: exchange, preview: rehearsal.preview)
        return try show(order, preview, wish, line)
      }
      answers.succeed()
      let policy = desk.terms.policy.name
      try answers.write { output throws(StreamFailure) in
        try output.writeRehearsed(order, policy: policy, limits: rehearsal.limits)
      }
    }
  }

  /// Shows the request that an order would leave as.
  private mutating func show(
    _ order: StoredOrder, _ preview: AccountPreview, _ wish: OrderWish, _ line: Int?
  ) throws(CommandFailure) {
    let requests: [HTTPRequest]
    do throws(VenueError) { requests = try preview.requests(for: .place(order)) } catch {
      let members = wish.line + wish.intent.unplacedMembers
      return try refuse(OrderRefusal(unsent: error), members, line)
    }
    answers.succeed()
    for request in requests {
      try answers.write { output throws(StreamFailure) in
        try output.write(request) { text in
          text.add(order.scope, at: order.life.createdAt)
          text.addName(of: order)
        }
      }
    }
  }

  private mutating func tell(
    _ order: StoredOrder, isReplayed: Bool
  ) throws(CommandFailure) {
    // That an outcome is unknown comes before why it could not be asked about.
    let failure =
      order.isInQuestion
      ? nil : desk.obstacles[order.number] ?? desk.failedSends[order.number]
    answers.count(order, failure)
    let parent = try? desk.orderID(ofParentOf: order)
    try answers.write { output throws(StreamFailure) in
      try output.write(order, parent: parent, isReplayed: isReplayed, failure: failure)
    }
  }

  /// An order that was not sent.
  private mutating func refuse(
    _ refusal: OrderRefusal, _ members: [UInt8], _ line: Int?
  ) throws(CommandFailure) {
    answers.fail(refusal.detail.failureClass, refusal.detail.code)
    let (desk, limits) = (desk, rehearsal?.limits ?? [])
    try answers.write { output throws(StreamFailure) in
      try output.write(
        refusal, line: members, scope: desk.scope, at: desk.clock.now(), number: line,
        policy: desk.terms.policy.name, limits: limits)
    }
  }

  consuming func close() throws(CommandFailure) -> ExitStatus { try answers.close() }
}

extension Answers {
  /// Counts an order by where it stands.
  ///
  /// - Parameters:
  ///   - order: The order.
  ///   - failure: What else went wrong with it.
  mutating func count(_ order: StoredOrder, _ failure: FailureDetail? = nil) {
    guard let failure = failure ?? FailureDetail(order) else { return succeed() }
    fail(failure)
  }
}
