internal import Domain
internal import Ledger
internal import Lifecycle
internal import Matching
internal import Wire

/// The emergency stop of one paper account: its orders and positions are in the ledger.
package final class PaperStop {
  private let paper: PaperVenue
  private var desks: StopDesks
  private let terms: StopTerms
  private let clock: any TradingClock
  private let tell: (StopAction) -> Void
  private var result: StopResult
  private var dust: Set<Symbol> = []

  /// - Parameters:
  ///   - paper: The account; the desks must be for it.
  ///   - desks: Ways to the ledger that it is in.
  ///   - terms: What it may do, and for how long.
  ///   - clock: Time, and waiting.
  ///   - tell: Is told of everything that was done, when it is done.
  package init(
    _ paper: PaperVenue, desks: StopDesks, terms: StopTerms, clock: any TradingClock,
    tell: @escaping (StopAction) -> Void
  ) {
    self.paper = paper
    self.desks = desks
    self.terms = terms
    self.clock = clock
    self.tell = tell
    result = StopResult(paper.scope)
  }

  /// Goes on until the account is flat, the time is over, or the ledger gives up.
  package func run() -> StopResult {
    let start = clock.now()
    var pause = StopPause()
    while let desk = desks.desk {
      do throws(LedgerError) {
        if try sweep(desk) {
          result.outcome = .flat
          break
        }
        result.outcome = .open
        clock.wait(pause.next())
      } catch {
        desks.fail(error)
      }
      guard terms.deadline > clock.now(), !terms.isInterrupted() else { break }
    }
    if result.outcome != .flat { result.failure = whyNot }
    result.ledgerFailure = desks.failure
    result.duration = clock.now().since(start)
    return result
  }

  private var whyNot: FailureDetail {
    if let failure = desks.failure, desks.desk == nil {
      return FailureDetail("NO_LEDGER", .internal, failure.explanation)
    }
    return FailureDetail(
      "STILL_OPEN", .venue,
      "\(result.openOrders) orders and \(result.openPositions) positions were open when the time "
        + "was over",
      hint: "run 'tradectl emergency-stop' again")
  }

  /// Cancels, closes, and looks.
  ///
  /// - Returns: Whether nothing is open.
  /// - Throws: When the ledger cannot be written.
  private func sweep(_ desk: OrderDesk) throws(LedgerError) -> Bool {
    for order in try desk.openOrders() where !order.isProtective { try cancel(order, desk) }
    for (symbol, position) in try held(desk) { try close(symbol, position, desk) }
    // What protected a position has ended with it, unless somebody placed it alone.
    for order in try desk.openOrders() { try cancel(order, desk) }
    try desk.passTime(paper)
    result.openOrders = try desk.openOrders().count
    result.openPositions = try held(desk).count { !dust.contains($0.symbol) }
    return result.openOrders == 0 && result.openPositions == 0
  }

  private func held(
    _ desk: OrderDesk
  ) throws(LedgerError) -> [(symbol: Symbol, position: Position)] {
    let sellsSpot = terms.sellsSpot
    return try desk.ledger.read { view throws(LedgerError) in
      try paper.open(view)
      return paper.positions.filter { sellsSpot || $0.symbol.kind != .spot }
        .map { ($0.symbol, $0.position.position) }
    }
  }

  private func cancel(_ order: StoredOrder, _ desk: OrderDesk) throws(LedgerError) {
    let change = try desk.cancel(order, reason: StopTerms.reason)
    if change.order.life.state == .cancelled { result.cancelled += 1 }
    // One that has filled meanwhile is no longer open either.
    tell(.order(change.order, change.order.life.isFinal ? nil : change.failure))
  }

  private func close(
    _ symbol: Symbol, _ position: Position, _ desk: OrderDesk
  ) throws(LedgerError) {
    guard let side = position.side?.entrySide.opposite else { return }
    let instrument = paper.place(of: symbol).map { paper.markets[$0].instrument }
    let parts = ClosingOrder.parts(symbol, side, position.quantity.magnitude, instrument)
    guard !parts.orders.isEmpty else {
      guard dust.insert(symbol).inserted else { return }
      result.dust += 1
      return tell(
        .dust(
          ClosingOrder(symbol: symbol, side: side, quantity: parts.rest),
          reason: "it is below the smallest order of the market"))
    }
    for order in parts.orders {
      var wish = OrderDesk.wish(order)
      // The market pays what it paid last: nothing else is known of it.
      wish.price = paper.lastQuote(of: symbol)
      guard let placement = try desk.place([wish]).first else { continue }
      switch placement {
      case .refused(let refusal): tell(.notClosed(order, refusal.detail))
      case .order(let stored, _):
        let failure = FailureDetail(closing: stored)
        if failure == nil { result.closed += 1 }
        tell(.order(stored, failure))
      }
    }
  }
}

extension OrderDesk {
  fileprivate func openOrders() throws(LedgerError) -> [StoredOrder] {
    var query = OrderQuery(scope: scope)
    query.isFinal = false
    return try orders(query)
  }

  /// Lets arrive what is on its way to the paper market: each market pays what it paid last.
  fileprivate func passTime(_ paper: PaperVenue) throws(LedgerError) {
    guard paper.terms.rules.latency > .zero else { return }
    let now = clock.now()
    do throws(LedgerError) {
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try paper.open(transaction)
        for (symbol, price) in paper.marks {
          // A market that has a price was simulated before.
          try? paper.show(price, of: symbol, at: max(now, paper.time))
        }
        try settle(paper, transaction, at: now)
      }
    } catch {
      paper.forget()
      throw error
    }
  }
}

extension StoredOrder {
  /// Whether it can only make a position smaller.
  fileprivate var isProtective: Bool {
    role == .stopLoss || role == .takeProfit
      || (life.terms.isReduceOnly && life.terms.symbol.kind != .spot)
  }
}
