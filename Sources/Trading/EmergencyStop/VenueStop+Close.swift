internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import VenueInterface
internal import Wire

// Away with what is held.
extension VenueStop {
  /// Closes positions.
  ///
  /// - Parameters:
  ///   - positions: What the venue says is held.
  ///   - orders: What was open a moment ago; market orders among them are closing already.
  /// - Returns: Which were open, without those that are too small.
  /// - Throws: When the venue does not answer.
  func close(
    _ positions: [VenuePosition], beside orders: [VenueOrder]
  ) throws(VenueError) -> Set<Symbol> {
    var open: Set<Symbol> = []
    var closing: [ClosingOrder] = []
    for position in positions where position.symbol.kind != .spot {
      let side = position.side.entrySide.opposite
      if orders.contains(where: { $0.closes(position.symbol, side) }) {
        open.insert(position.symbol)
        // Looked at again after a pause.
        isTroubled = true
        continue
      }
      let parts = parts(
        position.symbol, side, position.quantity, for: position.isHedged ? position.side : nil)
      if !parts.isEmpty { open.insert(position.symbol) }
      closing += parts
    }
    let held = positions.map(\.open)
    for position in held {
      entries[PositionPlace(symbol: position.symbol, side: position.positionSide)] = position
    }
    try send(closing, held)
    return open
  }

  /// Sells what the account holds of assets other than its money.
  ///
  /// - Returns: How many there are, without those that are too little or have no market.
  /// - Throws: When the venue does not answer.
  func sell() throws(VenueError) -> Int {
    let holdings = try lanes.first.balances()
      .filter { $0.asset != terms.currency && $0.free.isPositive }
      .map { (symbol: Symbol(base: $0.asset, quote: terms.currency), quantity: $0.free) }
    var trouble = VenueTrouble()
    var held: [OpenPosition] = []
    var dustCount = 0
    _ = lanes.ask(holdings, while: goesOnElsewhere) { holding, client in
      VenueLanes.Reply(
        Result { () throws(VenueError) in try client.price(of: holding.symbol) })
    } each: { holding, answer in
      let quantity = Quantity(scaled: holding.quantity.scaled)
      switch answer {
      case .success(let price?):
        held.append(
          OpenPosition(
            symbol: holding.symbol, quantity: quantity, entry: price.price, mark: price.price))
      case .success(nil):
        dustCount += 1
        let order = ClosingOrder(symbol: holding.symbol, side: .sell, quantity: quantity)
        leave(order, ClosingOrder.noMarket)
      case .failure: isTroubled = true
      }
      trouble.note(answer)
    }
    try trouble.check()
    var closing: [ClosingOrder] = []
    for position in held {
      let parts = parts(position.symbol, .sell, position.quantity)
      if parts.isEmpty { dustCount += 1 }
      closing += parts
    }
    try send(closing, held)
    return holdings.count - dustCount
  }

  /// What closes one position; nothing where it is too small.
  private func parts(
    _ symbol: Symbol, _ side: Side, _ quantity: Quantity, for positionSide: PositionSide? = nil
  ) -> [ClosingOrder] {
    let instrument = terms.instruments[symbol] ?? (try? lanes.first.instrument(of: symbol)) ?? nil
    let parts = ClosingOrder.parts(symbol, side, quantity, instrument, for: positionSide)
    if parts.orders.isEmpty {
      leave(
        ClosingOrder(
          symbol: symbol, side: side, quantity: parts.rest, positionSide: positionSide),
        ClosingOrder.tooSmall)
    }
    return parts.orders
  }

  // MARK: Sending

  /// Sends orders, as many at once as there are lanes, each of them once.
  ///
  /// No more than that are written down ahead, so that a process that is ended leaves few of which
  /// nobody knows whether they left.
  private func send(_ orders: [ClosingOrder], _ held: [OpenPosition]) throws(VenueError) {
    for start in stride(from: 0, to: orders.count, by: lanes.count) where goesOn {
      try sendTogether(Array(orders[start...].prefix(lanes.count)), held)
    }
  }

  private func sendTogether(
    _ orders: [ClosingOrder], _ held: [OpenPosition]
  ) throws(VenueError) {
    guard let desk = desks.desk else { return tellWithoutLedger(of: orders) }
    let journaled: [JournaledOrder]
    do throws(LedgerError) {
      journaled = try journal(orders, held, desk)
    } catch {
      return fail(error)
    }
    var isAnswered = false
    let left = lanes.ask(journaled, while: goesOnElsewhere) {
      [latch = desk.latch, clock] order, client in
      let events = OrderDesk.result(ofSending: order, client, latch, clock).events
      let isLost = events.contains { $0.kind == .unsent || $0.kind == .outcomeUnknown }
      return VenueLanes.Reply(answer: events, isLast: isLost)
    } each: { order, events in
      if note(events, of: order.stored, desk) { isAnswered = true }
    }
    for order in left {
      _ = note([.unsent(reason: "it was not sent any more")], of: order.stored, desk)
    }
    // A venue that is gone is not asked for the rest.
    if !isAnswered, !journaled.isEmpty { throw .notSent(reason: "the venue did not answer") }
  }

  /// Writes down what is about to be sent.
  ///
  /// - Returns: What may be sent.
  /// - Throws: When the ledger cannot be written.
  private func journal(
    _ orders: [ClosingOrder], _ held: [OpenPosition], _ desk: OrderDesk
  ) throws(LedgerError) -> [JournaledOrder] {
    let symbols = Set(orders.map(\.symbol))
    let outcomes = try desk.journal(
      orders, against: held, adopting: symbols.subtracting(adopted), beside: listed,
      validity: (try? lanes.first.capabilities())?.requestValidity)
    // Only once: the venue's list may be slow to show what has been closed meanwhile.
    adopted.formUnion(symbols)
    var journaled: [JournaledOrder] = []
    for (order, outcome) in zip(orders, outcomes) {
      if case .journaled(let sent)? = outcome {
        journaled.append(sent)
      } else {
        isTroubled = true
        let refusal = outcome.flatMap(OrderRefusal.init) ?? OrderDesk.nothingToClose
        tell(.notClosed(order, refusal.detail))
      }
    }
    return journaled
  }

  /// Writes down what became of an order that was to close something.
  ///
  /// - Returns: Whether the venue has answered.
  private func note(_ events: [OrderEvent], of order: StoredOrder, _ desk: OrderDesk) -> Bool {
    var now = order
    // A desk that has failed meanwhile is not in use any more. What was sent is seen in the next
    // round; a reduction that comes twice does no harm.
    if desk === desks.desk {
      do throws(LedgerError) { now = try desk.record(events, of: order) } catch { fail(error) }
    }
    let failure = FailureDetail(closing: now)
    if failure == nil { result.closed += 1 } else { isTroubled = true }
    tell(.order(now, failure))
    return !events.contains { $0.kind == .unsent || $0.kind == .outcomeUnknown }
  }

  private func tellWithoutLedger(of orders: [ClosingOrder]) {
    isTroubled = true
    let detail = FailureDetail(
      "NO_LEDGER", .internal,
      "no ledger can be written, so no order that closes a position can be sent",
      hint: desks.failure?.explanation)
    result.failure = detail
    for order in orders { tell(.notClosed(order, detail)) }
  }

  /// Tells once of what is not worth an order.
  private func leave(_ order: ClosingOrder, _ reason: String) {
    guard dust.insert(order.symbol).inserted else { return }
    result.dust += 1
    tell(.dust(order, reason: reason))
  }
}

extension VenuePosition {
  /// The position as the risk policy sees it.
  fileprivate var open: OpenPosition {
    OpenPosition(
      symbol: symbol, quantity: side == .long ? quantity : -quantity, entry: entryPrice,
      mark: markPrice ?? entryPrice, leverage: leverage ?? .one,
      positionSide: isHedged ? side : nil)
  }
}

extension FailureDetail {
  /// What is wrong with an order that is to close something; nil where it trades.
  init?(closing order: StoredOrder) {
    switch order.life.state {
    case .rejected:
      self.init("VENUE_REJECTED", .venue, "the venue refused it")
      venueCode = order.life.fault?.code
      venueMessage = order.life.fault?.message
    case .unknown, .sent:
      self.init(
        "OUTCOME_UNKNOWN", .network, "it is not known whether the order is at the venue")
      retry = .reconcileFirst
    case .unsent:
      self.init("NOT_SENT", .network, order.life.reason ?? "it was not sent")
      retry = .sameID
    case .journaled, .open, .filled, .cancelled, .expired: return nil
    }
  }
}
