internal import Domain
internal import Ledger
internal import Risk
internal import Trading
internal import Wire

extension RecordOutput {
  /// How an account stands against its limits.
  mutating func write(
    _ report: RiskReport, of scope: AccountScope, _ policy: RiskPolicy, latchNote: LatchNote?
  ) throws(StreamFailure) {
    let state = report.state
    begin(.riskStatus)
    add(scope, at: report.time)
    if report.isEquityKnown {
      text.add(.equity, state.equity)
      text.add(.peak, state.peakEquity)
      if let share = state.drawdown { text.add(.drawdownPercent, percent: share) }
    }
    text.add(.dayStart, report.dayStart)
    if report.isEquityKnown {
      text.add(.dayStartEquity, state.dayStartEquity)
      text.add(.dailyLoss, state.dailyLossAmount)
      if let share = state.dailyLossShare { text.add(.dailyLossPercent, percent: share) }
    }
    text.add(.openPositions, state.openSymbolCount)
    if let exposure = state.grossExposure { text.add(.grossExposure, exposure) }
    text.add(.openOrders, state.orders.count)
    text.add(.unknownOrders, report.unknownCount)
    text.add(.recentOrders, policy.orderRates, state.recentOrders)
    text.add(.recentFailures, policy.failedOrders, state.recentFailures)
    text.add(.policy, policy.name)
    text.add(.breaker) { $0.add(breaker: report.trip) }
    text.add(.latch) { text in
      text.add(isHalted: state.isHalted, report.latch, note: latchNote)
    }
    if let warning = report.warning { text.add(.warning, warning) }
    try end(isFailure: report.trip != nil || state.isHalted || report.unknownCount > 0)
  }
}

extension JSONText {
  /// A share as a percentage with at most four fraction digits, away from zero.
  fileprivate mutating func add(_ field: Field, percent share: Rate) {
    let percent = (try? share.percent) ?? share
    let step = Rate(scaled: FixedPoint.one / 10_000)
    add(field, (try? percent.rounded(.awayFromZero, toMultipleOf: step)) ?? percent)
  }

  /// The counts of a policy's limits, by their spans of time; nothing where there are none.
  fileprivate mutating func add(_ field: Field, _ limits: [CountLimit], _ counts: RecentCounts) {
    guard !limits.isEmpty else { return }
    add(field) { text in
      for limit in limits {
        text.key(limit.window.text)
        text.append(counts[limit.window] ?? 0)
      }
    }
  }

  fileprivate mutating func add(breaker record: BreakerRecord?) {
    guard let record, case .tripped(let trip) = record.entry else {
      return add(.status, word: "closed")
    }
    add(.status, word: "open")
    add(.cause, word: trip.cause.rawValue)
    add(.reason, trip.message)
    add(.who, record.who)
    add(.since, trip.time)
    if let end = trip.end { add(.until, end) }
  }

  fileprivate mutating func add(isHalted: Bool, _ entry: LatchEntry?, note: LatchNote?) {
    add(.status, word: isHalted ? "halted" : "armed")
    guard isHalted else { return }
    if let entry, entry.isHalted {
      add(.reason, entry.reason)
      add(.who, entry.who)
      add(.since, entry.time)
    } else if let note {
      // The file was turned, and the ledger could not be written.
      add(.reason, note.reason)
      add(.who, note.who)
      add(.since, note.time)
    }
  }
}
