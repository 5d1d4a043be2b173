internal import Domain
internal import Matching
internal import Reports
internal import Wire

extension PaperSession {
  /// Writes what happened on the exchange, and counts it.
  mutating func drain() throws(StreamFailure) {
    for event in events.all {
      switch event {
      case .order(let update): try take(update)
      case .fill(let fill): try take(fill)
      }
    }
    events.removeAll()
    lines.forgetFinished()
  }

  private mutating func take(_ update: PaperOrderUpdate) throws(StreamFailure) {
    let line = lines.note(update)
    if update.status.isFinal { results.order(update.status) }
    // Protective orders and liquidations have no line of their own to count.
    if update.reference != nil, update.parent == nil, update.status.isFinal {
      if let refusal = update.refusal {
        count(FailureDetail(refusal.code.rawValue, .venue, refusal.message))
      } else {
        succeed()
      }
    }
    if wanted.contains(.order) {
      try output.write(
        update, symbol: markets.symbol(of: update.market), carried: line,
        currency: exchange.currency)
    }
  }

  private mutating func take(_ fill: PaperFill) throws(StreamFailure) {
    let symbol = markets.symbol(of: fill.market)
    let line = lines.line(of: fill.reference)
    do throws(DecimalError) {
      try results.fill(fill, symbol: symbol, strategy: line?.strategy)
    } catch {
      try refuse(FailureDetail("OVERFLOW", .internal, "the report \(error.explanation)"), in: nil)
    }
    guard wanted.contains(.fill) else { return }
    try output.write(fill, symbol: symbol, carried: line, currency: exchange.currency)
  }

  /// Ends the run: what is open expires, then positions, balance and report are written.
  mutating func finish(_ title: String) throws(StreamFailure) -> [UInt8] {
    exchange.finish(at: now, into: &events)
    try drain()
    if now > .distantPast { try sample(at: now) }
    var unrealized = Notional.zero
    for (symbol, index) in zip(markets.symbols, markets.indices) {
      let position = exchange.position(in: index)
      guard !position.position.isFlat else { continue }
      if wanted.contains(.position) { try output.write(position, symbol: symbol, at: now) }
      guard let price = position.lastPrice else { continue }
      // The sample has reckoned the same sum already, so it does not overflow.
      let profit = try? position.position.unrealizedProfit(at: price)
      unrealized = (try? unrealized + (profit ?? .zero)) ?? unrealized
    }
    if wanted.contains(.balance), let balance = try? exchange.balance, !markets.symbols.isEmpty {
      try output.write(balance, at: now)
    }
    let report = results.recorder.report(balance: exchange.cash, unrealized: unrealized)
    if wanted.contains(.report) { try output.write(report, currency: exchange.currency) }
    guard results.drawsPage else { return [] }
    return results.page(
      report, title: title, symbols: markets.symbols, currency: exchange.currency)
  }
}
