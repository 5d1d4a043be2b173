internal import Domain
internal import Matching
internal import Wire

extension PaperSession {
  /// What becomes of a line of the tape.
  private enum Fate {
    case placed
    /// Nothing was asked for: a signal to hold, or a vetoed one.
    case skipped
    /// A risk check refused it earlier in the pipe.
    case denied
    /// It is no order; an error of an earlier stage passes through.
    case error
  }

  /// Sends the order at the head of the tape, and goes on to the next.
  mutating func submit(_ tape: inout OrderTape) throws(StreamFailure) {
    switch tape.head {
    case .end:
      return
    case .problem(let problem):
      let detail = FailureDetail(problem)
      count(detail)
      output.begin(.error)
      output.text.add(.line, tape.input.lineNumber)
      output.text.add(.error) { $0.add(detail) }
      let start = tape.input.badLine
      if !start.isEmpty { output.text.add(.inputBase64, base64: start.span) }
      try output.end(isFailure: true)
    case .badTime(let problem):
      try refuse(
        tape.input.record, .invalid, at: timeOfSending(tape.latest),
        line: tape.input.lineNumber, FailureDetail(problem))
    case .record:
      try submit(tape.input.record, at: tape.time, line: tape.input.lineNumber)
    }
    try tape.advance(flushing: &output)
  }

  private mutating func submit(
    _ record: borrowing Record, at time: Timestamp, line: Int
  ) throws(StreamFailure) {
    let time = timeOfSending(time)
    let fate: Fate
    do throws(RecordProblem) {
      try keys.check(record, line: line)
      warnings.tell(keys.warnings)
      keys.forget()
      fate = try place(record, at: time)
    } catch {
      return try refuse(record, .invalid, at: time, line: line, FailureDetail(error))
    }
    switch fate {
    case .placed:
      break
    case .skipped:
      succeed()
      results.order(.skipped)
      guard wanted.contains(.order) else { return }
      try output.writeUnplaced(.skipped, members: members(of: record), at: time, line: nil, nil)
    case .denied:
      let detail = FailureDetail("RISK_DENIED", .risk, "the risk check denied the intent")
      try refuse(record, .denied, at: time, line: line, detail)
    case .error:
      count(FailureDetail("UPSTREAM_ERROR", .input, ""))
      try output.pass(record, isFailure: true)
    }
  }

  /// When an order is sent whose line names a time, or `.distantPast` where it names none.
  private func timeOfSending(_ time: Timestamp) -> Timestamp {
    // Where the data has begun, an order cannot be sent before what is known already.
    max(time == .distantPast ? beginning : time, now)
  }

  private mutating func place(
    _ record: borrowing Record, at time: Timestamp
  ) throws(RecordProblem) -> Fate {
    switch record.kind {
    case .error: return .error
    case .intent, .signal: break
    case nil where !record.isNamed: break
    default: throw .badValue(.record, "is not intent; only intents can be placed")
    }
    if try record.flag(.vetoed) == true { return .skipped }
    if try record.word(.action, as: SignalAction.self) == .hold { return .skipped }
    if try record.read(.risk, into: &nested), try nested.text(.verdict) == "deny" {
      return .denied
    }
    let last = { [markets, exchange] (symbol: Symbol) in
      markets.place(of: symbol).flatMap { exchange.lastPrice(in: markets.indices[$0]) }
    }
    let intent = try record.intent(reference: last)
    if let lack = PaperExchange.lack(for: intent) {
      throw RecordProblem(.badValue, field: lack.field, lack.reason)
    }
    let place = try markets.place(of: intent.symbol, in: &exchange)
    let reference = lines.add(CarriedLine(record, strategy: intent.strategy))
    exchange.submit(intent, in: markets.indices[place], reference: reference, at: time)
    return .placed
  }

  /// An order that never reached the market.
  private mutating func refuse(
    _ record: borrowing Record, _ status: OrderStatus, at time: Timestamp, line: Int,
    _ detail: FailureDetail
  ) throws(StreamFailure) {
    count(detail)
    results.order(status)
    // An order record with this value would break the form that its schema promises.
    if detail.code == ProblemCode.badValue.rawValue {
      edit.begin(.error)
      edit.set(.line, line, in: record)
      edit.set(.error, in: record) { $0.add(detail) }
      return try output.pass(record, edit, isFailure: true)
    }
    guard wanted.contains(.order) else { return }
    try output.writeUnplaced(
      status, members: members(of: record), at: time, line: line, detail)
  }

  private func members(of record: borrowing Record) -> [UInt8] {
    CarriedLine.members(of: record)
  }
}
