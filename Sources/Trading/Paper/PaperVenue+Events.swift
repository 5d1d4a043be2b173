internal import Domain
internal import Ledger
internal import Lifecycle
internal import Matching

// What the engine tells becomes what the ledger knows.
extension PaperVenue {
  /// Writes the events down, each to the ledger's order that it is about.
  func tell(_ transaction: any LedgerTransaction, at time: Timestamp) throws(LedgerError) {
    guard !events.isEmpty else { return }
    // Consecutive events of one order are one change of it.
    var pending: [OrderEvent] = []
    var row: Int64?
    func write() throws(LedgerError) {
      if let row, !pending.isEmpty { try record(pending, of: row, transaction, at: time) }
      pending.removeAll(keepingCapacity: true)
    }
    for event in events.all {
      let number = event.number
      if rows[number] == nil {
        try write()
        rows[number] = try adopt(event, transaction, at: time)
        if case .order = event { continue }
      }
      if rows[number] != row {
        try write()
        row = rows[number]
      }
      if event.isAskedFor, let row {
        // The reason that was given for it is in the ledger already.
        let reason = try transaction.order(row)?.life.reason
        pending.append(.cancelled(reason: reason ?? PaperReason.cancelRequested.rawValue))
      } else if let event = event.orderEvent(currency: exchange.currency) {
        pending.append(event)
      }
    }
    try write()
    events.removeAll()
  }

  private func record(
    _ pending: [OrderEvent], of row: Int64, _ transaction: any LedgerTransaction,
    at time: Timestamp
  ) throws(LedgerError) {
    let order = try transaction.record(pending, of: row, at: time)
    guard keepsChanges else { return }
    let ids = pending.compactMap { event in
      if case .filled(let fill) = event { fill.id } else { nil }
    }
    var fills: [StoredFill] = []
    if !ids.isEmpty {
      var query = FillQuery(scope: scope)
      query.order = row
      fills = try transaction.fills(query).filter { ids.contains($0.execution.id) }
    }
    changes.append(PaperChange(order, fills: fills))
  }

  /// Writes down an order that the engine made: one that protects another, or a liquidation.
  private func adopt(
    _ event: PaperEvent, _ transaction: any LedgerTransaction, at time: Timestamp
  ) throws(LedgerError) -> Int64? {
    let number = event.number
    let parent = event.parent.flatMap { rows[$0] } ?? event.reference.map { Int64($0) }
    let origin = try parent.flatMap { number throws(LedgerError) in
      try transaction.order(number)
    }
    var terms = OrderTerms(
      symbol: markets[place(of: event.market)].symbol, side: event.side, type: event.type,
      quantity: event.quantity)
    terms.stopPrice = event.stopPrice
    terms.isReduceOnly = true
    let fingerprint = OrderFingerprint.make(terms)
    let key = OrderKey(run: "paper-engine", fingerprint: fingerprint, occurrence: number)
    var content = OrderContent(
      scope: scope, key: key, fingerprint: fingerprint,
      clientOrderID: ClientOrderID.make(key, in: scope))
    content.parent = parent
    content.role = event.reason.flatMap { OrderRole(rawValue: $0.rawValue) } ?? .liquidation
    content.strategy = origin?.strategy
    let order = try transaction.adopt(content, terms: terms, orderID: String(number), at: time)
    if keepsChanges { changes.append(PaperChange(order, fills: [])) }
    return order.number
  }

  private func place(of index: MarketIndex) -> Int {
    guard let place = markets.firstIndex(where: { $0.index == index }) else {
      preconditionFailure("The engine has no markets but these")
    }
    return place
  }
}

extension OrderRole {
  /// What an order of this role protects a position by; nil where it does not.
  var guardReason: PaperReason? {
    switch self {
    case .stopLoss: .stopLoss
    case .takeProfit: .takeProfit
    case .entry, .slice, .oneCancelsOther, .close, .emergency, .liquidation: nil
    }
  }
}

extension PaperEvent {
  fileprivate var number: Int {
    switch self {
    case .order(let update): update.number
    case .fill(let fill): fill.number
    }
  }

  fileprivate var parent: Int? {
    switch self {
    case .order(let update): update.parent
    case .fill(let fill): fill.parent
    }
  }

  fileprivate var reference: Int? {
    switch self {
    case .order(let update): update.reference
    case .fill(let fill): fill.reference
    }
  }

  fileprivate var market: MarketIndex {
    switch self {
    case .order(let update): update.market
    case .fill(let fill): fill.market
    }
  }

  fileprivate var side: Side {
    switch self {
    case .order(let update): update.side
    case .fill(let fill): fill.fill.side
    }
  }

  fileprivate var type: OrderType {
    if case .order(let update) = self { update.type } else { .market }
  }

  fileprivate var quantity: Quantity {
    switch self {
    case .order(let update): update.quantity
    case .fill(let fill): fill.fill.quantity
    }
  }

  fileprivate var stopPrice: Price? {
    if case .order(let update) = self { update.stopPrice } else { nil }
  }

  fileprivate var reason: PaperReason? {
    switch self {
    case .order(let update): update.reason
    case .fill(let fill): fill.reason
    }
  }

  /// Whether it is the end that somebody asked for.
  fileprivate var isAskedFor: Bool {
    guard case .order(let update) = self else { return false }
    return update.status == .cancelled && update.reason == .cancelRequested
  }

  /// What it is for the order's life; nil where a fill tells it already.
  fileprivate func orderEvent(currency: String) -> OrderEvent? {
    switch self {
    case .fill(let fill):
      return .filled(
        OrderFill(id: String(fill.fillNumber), fill: fill.fill, feeAsset: currency))
    case .order(let update):
      let reason = update.reason?.rawValue ?? update.refusal?.code.rawValue ?? ""
      switch update.status {
      case .accepted where update.parent != nil:
        // The engine lets the protection grow with what it protects.
        return .amended(OrderAmendment(quantity: update.quantity))
      case .accepted: return .acknowledged(orderID: String(update.number))
      case .cancelled: return .cancelled(reason: reason)
      case .expired: return .expired(reason: reason)
      case .rejected:
        guard let refusal = update.refusal else { return .cancelled(reason: reason) }
        return .rejected(OrderFault(code: refusal.code.rawValue, message: refusal.message))
      case .pending, .partiallyFilled, .filled, .denied, .invalid, .skipped, .unsent, .unknown:
        return nil
      }
    }
  }
}
