package import Domain
package import Ledger
internal import Lifecycle
internal import Matching
package import Wire

// What a person does with the paper account itself.
extension OrderDesk {
  /// Puts money into the paper account, or takes it out where the amount is negative.
  ///
  /// - Returns: Why it is refused, nothing being changed then; nil where it is done.
  /// - Throws: When the ledger cannot be written.
  package func deposit(
    _ amount: Notional, into paper: PaperVenue
  ) throws(LedgerError) -> FailureDetail? {
    try change(paper) { transaction, now throws(LedgerError) in
      let equity: Notional
      do throws(DecimalError) {
        guard try paper.deposit(amount) else {
          return FailureDetail(
            "INSUFFICIENT_BALANCE", .venue,
            "\(amount.magnitude) \(paper.currency) are to be taken out, and "
              + "\(try paper.freeMargin) are free")
        }
        equity = try paper.equity
      } catch {
        return FailureDetail("OVERFLOW", .input, "the balance \(error.explanation)")
      }
      // What is taken out was not lost: it must not look like a drawdown.
      if amount.isNegative {
        try transaction.restartEquity(
          at: EquitySample(time: now, equity: equity), dayStart: terms.dayStart(now), in: scope)
        lastEquity = equity
      }
      return nil
    }
  }

  /// Begins the paper account anew: cancels what is open and lets go of positions without a trade.
  ///
  /// - Parameters:
  ///   - paper: The account.
  ///   - equity: What it begins with.
  ///   - currency: What it has it in.
  /// - Returns: The orders that were open, as they stand now.
  /// - Throws: When the ledger cannot be written; nothing has changed then.
  package func reset(
    _ paper: PaperVenue, equity: Notional, currency: String
  ) throws(LedgerError) -> [StoredOrder] {
    let now = clock.now()
    var query = OrderQuery(scope: scope)
    query.isFinal = false
    do throws(LedgerError) {
      return try ledger.write(.durable) { transaction throws(LedgerError) in
        try paper.open(transaction)
        var ended: [StoredOrder] = []
        for order in try transaction.orders(query) {
          ended.append(
            try transaction.record(
              [.cancelled(reason: "paper_reset")], of: order.number, at: now))
        }
        paper.restart(equity: equity, currency: currency)
        try transaction.deletePaper(of: scope)
        try paper.settle(transaction, at: now)
        try transaction.restartEquity(
          at: EquitySample(time: now, equity: equity), dayStart: terms.dayStart(now), in: scope)
        lastEquity = equity
        return ended
      }
    } catch {
      paper.forget()
      throw error
    }
  }

  /// Shows a market of the paper account what it pays now.
  ///
  /// - Returns: What that did to orders, or why the market cannot be simulated.
  package func show(
    _ price: Price, of symbol: Symbol, on paper: PaperVenue
  ) throws(LedgerError) -> Result<[PaperChange], PaperProblem> {
    var changes: [PaperChange] = []
    let failure = try change(paper) { transaction, now throws(LedgerError) in
      paper.keepsChanges = true
      defer { paper.keepsChanges = false }
      do throws(PaperError) {
        try paper.show(price, of: symbol, at: max(now, paper.time))
      } catch {
        return FailureDetail("UNSUPPORTED_MARKET", .input, error.explanation)
      }
      try paper.tell(transaction, at: now)
      changes = paper.changes
      paper.changes = []
      return nil
    }
    return failure.map { .failure(PaperProblem(detail: $0)) } ?? .success(changes)
  }

  /// Runs a change of the paper account, unless it is refused.
  func change(
    _ paper: PaperVenue,
    _ body: (any LedgerTransaction, Timestamp) throws(LedgerError) -> FailureDetail?
  ) throws(LedgerError) -> FailureDetail? {
    let now = clock.now()
    var refusal: FailureDetail?
    do throws(LedgerError) {
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try open(paper, transaction, at: now)
        refusal = try body(transaction, now)
        guard refusal == nil else { throw .abandoned }
        try settle(paper, transaction, at: now)
      }
      return nil
    } catch {
      paper.forget()
      if case .abandoned = error, let refusal { return refusal }
      throw error
    }
  }
}

/// Why a market of the paper account cannot be shown something.
package struct PaperProblem: Error {
  package let detail: FailureDetail
}
