internal import Domain
internal import Ledger
internal import Lifecycle
internal import Synchronization
internal import Trading
internal import VenueInterface
internal import Wire

/// The records of an emergency stop, from several threads.
///
/// Where nobody reads them any more the stop goes on: it is needed more than they are.
final class StopReport: Sendable {
  private struct State: ~Copyable {
    var output: RecordOutput
    var failure: StreamFailure?
  }

  private let state: Mutex<State>
  private let clock: SystemClock

  init(_ output: consuming sending RecordOutput, _ clock: SystemClock) {
    state = Mutex(State(output: output))
    self.clock = clock
  }

  /// Tells of an action as soon as it is done.
  func tell(_ action: StopAction, _ scope: AccountScope) {
    let now = clock.now()
    write { output throws(StreamFailure) in
      switch action {
      case .order(let order, let failure): try output.write(order, failure: failure)
      case .foreign(let order, let failure):
        try output.write(order, scope, at: now, failure)
      case .notClosed(let order, let detail):
        try output.write(order, scope, at: now, .unsent, reason: nil, detail)
      case .dust(let order, let reason):
        try output.write(order, scope, at: now, .skipped, reason: "dust: \(reason)", nil)
      }
    }
  }

  /// Writes the summary.
  ///
  /// - Parameters:
  ///   - results: How the accounts stand.
  ///   - note: What the latch was set with.
  ///   - isLatched: Whether it could be set.
  /// - Returns: What follows for the process.
  /// - Throws: The signal that wants it to end.
  func finish(
    _ results: [StopResult], _ note: LatchNote, isLatched: Bool
  ) throws(CommandFailure) -> ExitStatus {
    let status = Self.status(of: results, isLatched: isLatched)
    let elapsed = clock.now().since(note.time)
    write { output throws(StreamFailure) in
      output.begin(.summary)
      output.text.add(.ts, self.clock.now())
      output.text.add(.command, EmergencyStop.name)
      output.text.add(.halted, isLatched)
      output.text.add(.flat, results.allSatisfy { $0.outcome == .flat })
      output.text.add(.reason, note.reason)
      output.text.add(results)
      output.text.add(.elapsed, elapsed.milliseconds)
      try output.end(isFailure: status != .success)
    }
    let failure = state.withLock { state in
      if state.failure == nil {
        do throws(StreamFailure) { try state.output.close() } catch { state.failure = error }
      }
      return state.failure
    }
    if let signal = Interruption.signal {
      throw CommandFailure(StreamFailure.interrupted(signal: signal))
    }
    return failure == nil || status == .unknownOutcome ? status : .inputOutput
  }

  /// Whether nothing is open anywhere, or where it is known, or not known.
  private static func status(of results: [StopResult], isLatched: Bool) -> ExitStatus {
    let outcomes = results.map(\.outcome)
    if !isLatched || outcomes.contains(.open) { return .unknownOutcome }
    guard outcomes.contains(.unreachable) else { return .success }
    return outcomes.contains(.flat) ? .mixed : .unknownOutcome
  }

  private func write(_ body: (inout RecordOutput) throws(StreamFailure) -> Void) {
    state.withLock { state in
      guard state.failure == nil else { return }
      do throws(StreamFailure) {
        try body(&state.output)
        try state.output.flush()
      } catch {
        state.failure = error
      }
    }
  }
}

extension JSONText {
  fileprivate mutating func add(_ results: [StopResult]) {
    key(.venues)
    append(literal: "[")
    for (index, result) in results.enumerated() {
      append(literal: index == 0 ? "{" : ",{")
      add(.mode, word: result.scope.mode.rawValue)
      add(.account, result.scope.account)
      add(.venue, result.scope.venue)
      add(.flat, result.outcome == .flat)
      add(.cancelled, result.cancelled)
      add(.closed, result.closed)
      add(.dust, result.dust)
      add(.openOrders, result.openOrders)
      add(.openPositions, result.openPositions)
      add(.elapsed, result.duration.milliseconds)
      if let failure = result.ledgerFailure { add(.warning, failure.explanation) }
      if let failure = result.failure { add(.error) { $0.add(failure) } }
      append(literal: "}")
    }
    append(literal: "]")
  }
}

extension RecordOutput {
  /// An order that only its venue knows.
  fileprivate mutating func write(
    _ order: VenueOrder, _ scope: AccountScope, at time: Timestamp, _ failure: FailureDetail?
  ) throws(StreamFailure) {
    begin(.order)
    text.add(.symbol, order.symbol.description)
    text.add(.side, word: order.side.rawValue)
    if let type = order.type { text.add(.orderType, word: type.rawValue) }
    text.add(size: order.quantity, in: order.symbol)
    if let price = order.price { text.add(.price, price) }
    if let price = order.stopPrice { text.add(.stopPrice, price) }
    if order.isReduceOnly { text.add(.reduceOnly, true) }
    add(scope, at: time)
    if let id = order.clientOrderID { text.add(.clientOrderID, id) }
    if let id = order.orderID { text.add(.orderID, id) }
    text.add(.status, word: order.status.rawValue)
    text.add(.final, order.status.isFinal)
    text.add(filled: order)
    if let price = order.averagePrice { text.add(.averagePrice, price) }
    text.add(.reason, "emergency_stop")
    if let failure { text.add(.error) { $0.add(failure) } }
    try end(isFailure: failure != nil)
  }

  /// An order that was not sent.
  fileprivate mutating func write(
    _ order: ClosingOrder, _ scope: AccountScope, at time: Timestamp, _ status: OrderStatus,
    reason: String?, _ failure: FailureDetail?
  ) throws(StreamFailure) {
    begin(.order)
    text.add(.symbol, order.symbol.description)
    text.add(.side, word: order.side.rawValue)
    text.add(.orderType, word: OrderType.market.rawValue)
    text.add(size: order.quantity, in: order.symbol)
    if order.symbol.kind != .spot { text.add(.reduceOnly, true) }
    if let side = order.positionSide { text.add(.positionSide, word: side.rawValue) }
    add(scope, at: time)
    text.add(.status, word: status.rawValue)
    text.add(.final, true)
    text.add(.role, word: OrderRole.emergency.rawValue)
    if let reason { text.add(.reason, reason) }
    if let failure { text.add(.error) { $0.add(failure) } }
    try end(isFailure: failure != nil)
  }
}

extension TimeInterval {
  fileprivate var milliseconds: Int { Int(nanoseconds / 1_000_000) }
}
