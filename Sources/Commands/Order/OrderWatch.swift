internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl order watch`: follows orders to their end.
struct OrderWatch: Command {
  static let name = "watch"
  static let summary = "Follow orders until they are over."
  static let discussion = """
    Orders are named, or come as order records on standard input. It looks at each again and again, \
    less often the longer nothing happens, and writes its fills and where it stands whenever that \
    changes; the last record of each order has "final":true. With --timeout the waiting ends, and \
    --on-timeout says what becomes of the order then. Whatever was never placed passes through.

    --exec runs a program for each record, with the record on its standard input.
    """
  static let examples = [
    Example(
      "cat intents.jsonl | tradectl order place | tradectl order watch --timeout 5m"
        + " --on-timeout cancel",
      "Place orders, and give each five minutes to fill.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .badInput, .unreachable, .inputOutput, .configuration,
  ]

  var names: [String] = []
  var timeout: TimeInterval?
  var onTimeout = OnTimeout.leave
  var exec: String?
  var dryRun = DryRunOptions()
  var trading = DeskOptions()
  var output = OutputOptions()

  enum OnTimeout: String, CaseIterable, ArgumentValue {
    /// The order stays open.
    case leave
    /// It is cancelled.
    case cancel
  }

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "id", help: "Orders by name; - reads records from standard input."),
    .section("WATCH OPTIONS"),
    .option("--timeout", \.timeout, value: "time", help: "How long each order is waited for."),
    .option(
      "--on-timeout", \.onTimeout, value: "word",
      help: "What becomes of an order whose time is over: leave or cancel."),
    .option(
      "--exec", \.exec, value: "command",
      help: "A shell command that gets each record on its standard input."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    if let timeout, timeout <= .zero { throw .usage("--timeout must be above zero.") }
    let desk = try context.desk(try context.place(trading))
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context)
    if let preview {
      try session.each(names, context) { order, session throws(CommandFailure) in
        guard !order.life.isFinal else { return try session.tell(order) }
        try session.show(.order(order), preview, of: order)
      }
      return try session.close()
    }
    session.listen(exec, context)
    var watching = Watching(timeout: timeout, cancels: onTimeout == .cancel)
    if names.isEmpty || names == ["-"] {
      try watching.follow(RecordInput(try context.standardInput()), &session)
    } else {
      for name in names { try watching.add(name, &session) }
      try watching.finish(&session)
    }
    return try session.close()
  }
}

/// The orders that are followed.
private struct Watching: ~Copyable {
  /// One of them.
  private struct Watched {
    var order: StoredOrder
    /// The event that was told last; nil before the first.
    var told: Int64?
    let since: Timestamp
    var next: Timestamp
    var pause = Watching.shortestPause
    var isCancelled = false
  }

  private static let shortestPause = TimeInterval(nanoseconds: 50_000_000)
  private static let longestPause = TimeInterval(nanoseconds: 2_000_000_000)

  private let timeout: TimeInterval?
  private let cancels: Bool
  private var orders: [Watched] = []

  init(timeout: TimeInterval?, cancels: Bool) {
    self.timeout = timeout
    self.cancels = cancels
  }

  /// Follows orders as they come, to the end of the input and of all of them.
  mutating func follow(
    _ input: consuming RecordInput, _ session: inout OrderSession
  ) throws(CommandFailure) {
    var input = input
    var isOpen = true
    while isOpen || !orders.isEmpty {
      try session.checkSignal()
      while isOpen, let event = try session.next(&input) {
        if case .end = event { isOpen = false }
        try session.take(event, input) { order, session throws(CommandFailure) in
          watch(order, session.desk)
        }
      }
      try look(&session)
      try session.flush()
      guard isOpen else {
        pause(session.desk)
        continue
      }
      // Without orders there is nothing to do until a line comes.
      let wait = orders.isEmpty ? nil : timeToNext(session.desk)
      _ = try session.read(&input, within: wait)
    }
  }

  mutating func add(_ name: String, _ session: inout OrderSession) throws(CommandFailure) {
    guard let order = try session.find(name) else { return try session.tell(unknown: name) }
    watch(order, session.desk)
  }

  /// Follows those that there are to the end of all of them.
  mutating func finish(_ session: inout OrderSession) throws(CommandFailure) {
    while !orders.isEmpty {
      try session.checkSignal()
      try look(&session)
      try session.flush()
      pause(session.desk)
    }
  }

  private mutating func watch(_ order: StoredOrder, _ desk: OrderDesk) {
    let now = desk.clock.now()
    orders.append(Watched(order: order, told: nil, since: now, next: now))
  }

  private func timeToNext(_ desk: OrderDesk) -> TimeInterval {
    let next = orders.map(\.next).min() ?? .distantFuture
    return max(.zero, next.since(desk.clock.now()))
  }

  private func pause(_ desk: OrderDesk) {
    if !orders.isEmpty { desk.clock.wait(timeToNext(desk)) }
  }

  /// Looks at each order whose turn it is.
  private mutating func look(_ session: inout OrderSession) throws(CommandFailure) {
    var index = 0
    while index < orders.count {
      let now = session.desk.clock.now()
      guard orders[index].next <= now else {
        index += 1
        continue
      }
      var watched = orders[index]
      if try look(&watched, &session, at: now) {
        orders.remove(at: index)
      } else {
        orders[index] = watched
        index += 1
      }
    }
  }

  /// Looks at an order; true once there is nothing more to wait for.
  private func look(
    _ watched: inout Watched, _ session: inout OrderSession, at now: Timestamp
  ) throws(CommandFailure) -> Bool {
    let desk = session.desk
    let known = watched.order
    let order = try asking { () throws(LedgerError) in try desk.refresh(known) }
    watched.order = order
    let hasChanged = order.lastEvent != watched.told
    if hasChanged {
      let told = watched.told ?? 0
      for fill in try asking({ () throws(LedgerError) in try desk.fills(of: order) })
      where fill.event > told {
        try session.tell(fill, id: order.id)
      }
      watched.told = order.lastEvent
      watched.pause = Self.shortestPause
    } else {
      watched.pause = min(
        Self.longestPause, TimeInterval(nanoseconds: watched.pause.nanoseconds * 3 / 2))
    }
    watched.next = now.advanced(by: watched.pause)
    if order.life.isFinal {
      try session.tell(order)
      return true
    }
    let isLate = timeout.map { now.since(watched.since) >= $0 } ?? false
    guard isLate else {
      if hasChanged { try session.showPart(order) }
      return false
    }
    return try giveUp(&watched, &session)
  }

  private func giveUp(
    _ watched: inout Watched, _ session: inout OrderSession
  ) throws(CommandFailure) -> Bool {
    let (desk, order) = (session.desk, watched.order)
    var failure = FailureDetail(
      "TIMEOUT", .venue, "the order is not over after \(timeout?.text ?? "")",
      hint: "it is still \(order.life.status.rawValue); 'order cancel' ends it")
    if cancels, !watched.isCancelled {
      watched.isCancelled = true
      let change = try asking { () throws(LedgerError) in
        try desk.cancel(order, reason: "timeout")
      }
      watched.order = change.order
      // Its end is told as any other; where it is not known yet, it is waited for a little more.
      if change.order.life.isFinal {
        let hasFilled = change.order.life.state == .filled
        let late = FailureDetail(
          "TIMEOUT", .venue, "the order was not over after \(timeout?.text ?? "")")
        try session.tell(change.order, hasFilled ? nil : late)
        return true
      }
      if let detail = change.failure { failure = detail }
    }
    try session.tell(watched.order, order.isInQuestion ? nil : failure)
    return true
  }
}
