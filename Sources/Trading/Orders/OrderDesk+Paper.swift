internal import Domain
internal import Ledger
internal import Lifecycle
internal import Matching
internal import Risk
internal import Wire

extension OrderDesk {
  /// Judges, writes down and matches orders in one transaction.
  func placeOnPaper(
    _ wishes: [KeyedWish], _ paper: PaperVenue
  ) throws(LedgerError) -> [Placement] {
    let now = clock.now()
    do throws(LedgerError) {
      return try ledger.write(.durable) { transaction throws(LedgerError) in
        try open(paper, transaction, at: now)
        try noteBeginning(basis(paper, at: now), transaction)
        try tripIfHidden(basis(paper, at: now), transaction)
        var placements: [Placement] = []
        for one in wishes {
          placements.append(try place(one.wish, one.key, paper, transaction, at: now))
        }
        try settle(paper, transaction, at: now)
        if placements.contains(where: \.isFailure) {
          try tripIfDue(basis(paper, at: now), transaction)
        }
        return placements
      }
    } catch {
      // What the engine has done is not in the ledger.
      paper.forget()
      throw error
    }
  }

  /// Takes the account in, and keeps what it begins with when it is there for the first time.
  func open(
    _ paper: PaperVenue, _ transaction: any LedgerTransaction, at now: Timestamp
  ) throws(LedgerError) {
    try paper.open(transaction)
    guard paper.isNew, let equity = try? paper.equity else { return }
    // Just before what happens next, which is kept under a time of its own.
    let time = now.advanced(by: TimeInterval(nanoseconds: -1000))
    try transaction.add(
      EquitySample(time: time, equity: equity), dayStart: terms.dayStart(now), to: scope)
  }

  func place(
    _ wish: OrderWish, _ key: OrderKey, _ paper: PaperVenue, _ transaction: any LedgerTransaction,
    at now: Timestamp
  ) throws(LedgerError) -> Placement {
    if let earlier = try earlier(wish, key, transaction) { return earlier }
    let symbol = wish.intent.symbol
    if let refusal = paper.refusal(of: wish.intent) { return .refused(refusal) }
    let reference = wish.price ?? paper.lastQuote(of: symbol)
    let times = paper.times(of: wish, at: now)
    guard
      let request = try request(
        for: wish, key, reference: reference, at: times.ofPrice, transaction)
    else { return .refused(Self.nothingToClose) }
    let outcomes = try transaction.journal(
      [request], policy: terms.policy, try basis(paper, adding: wish, at: now))
    guard let outcome = outcomes.first else { return .refused(Self.nothingToClose) }
    if case .replayed(let stored) = outcome { return .order(stored, isReplayed: true) }
    guard case .journaled(let order) = outcome else {
      return .refused(OrderRefusal(outcome) ?? Self.nothingToClose)
    }
    do throws(PaperError) {
      // Recorded data is shown later than the orders are placed that are to meet it.
      try paper.place(order, at: times.sent, isAhead: wish.time != nil)
      if let quote = wish.price { try paper.show(quote.price, of: symbol, at: times.sent) }
    } catch {
      // The market was opened above, so nothing but its price can be wrong.
      throw .failed(path: "paper account \(scope)", reason: error.explanation)
    }
    try paper.tell(transaction, at: now)
    let stored = try transaction.order(order.stored.number)
    return .order(stored ?? order.stored, isReplayed: false)
  }

  /// What the account is worth by the paper engine.
  func basis(
    _ paper: PaperVenue, adding wish: OrderWish? = nil, at now: Timestamp
  ) throws(LedgerError) -> RiskBasis {
    var basis = RiskBasis(now: now, dayStart: terms.dayStart(now))
    do throws(DecimalError) {
      basis.equity = try paper.equity
      basis.availableBalance = try paper.freeMargin
    } catch {
      throw .notReckonable(symbol: paper.currency)
    }
    basis.marks = paper.marks
    basis.leverages = paper.leverages
    if let wish, let quote = wish.price { basis.marks[wish.intent.symbol] = quote.price }
    basis.isHalted = latch.isHalted
    basis.measure(terms.policy)
    return basis
  }

  /// Ends a transaction of the paper account: writes down what happened and what it is worth.
  func settle(
    _ paper: PaperVenue, _ transaction: any LedgerTransaction, at now: Timestamp
  ) throws(LedgerError) {
    try paper.settle(transaction, at: now)
    try note(paper, transaction, at: now)
  }

  /// Keeps what the paper account is worth.
  func note(
    _ paper: PaperVenue, _ transaction: any LedgerTransaction, at now: Timestamp
  ) throws(LedgerError) {
    try noteWorth(basis(paper, at: now), transaction)
  }
}

extension PaperVenue {
  /// When an order is sent, by the clock of the account and by that of the price it is judged by:
  /// a price that came with the order knows nothing of markets that are ahead of it.
  func times(of wish: OrderWish, at now: Timestamp) -> (sent: Timestamp, ofPrice: Timestamp) {
    let wanted = wish.time ?? now
    let sent = max(wanted, time)
    return (sent, wish.price == nil ? sent : wanted)
  }

  /// Why an order cannot be simulated, or its market cannot; nil where both can.
  func refusal(of intent: Intent) -> OrderRefusal? {
    if let lack = PaperExchange.lack(for: intent) {
      return OrderRefusal(
        .invalid, FailureDetail("UNSUPPORTED", .input, lack.reason, field: lack.field))
    }
    do throws(PaperError) {
      _ = try openMarket(intent.symbol)
      return nil
    } catch {
      return OrderRefusal(
        .invalid,
        FailureDetail("UNSUPPORTED_MARKET", .input, error.explanation, field: "symbol"))
    }
  }
}
