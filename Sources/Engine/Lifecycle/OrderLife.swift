package import Domain

/// An order from the moment it is written down to its end.
///
/// It changes by `apply` alone, so that each state it is in was reached by legal transitions.
package struct OrderLife: Hashable, Sendable {
  package private(set) var terms: OrderTerms
  package private(set) var state: OrderState
  package private(set) var filledQuantity = Quantity.zero
  /// What its fills changed hands for in the settlement currency: price × quantity of each, or
  /// quantity / price where the contract is inverse.
  package private(set) var tradedValue = Notional.zero
  /// The sum of its fees; negative where rebates outweigh them.
  package private(set) var fee = Notional.zero
  /// Of the first fill that cost something.
  package private(set) var feeAsset: String?
  /// The venue's own name of the order.
  package private(set) var orderID: String?
  /// Why the order is wanted to end, or ended, or why its outcome is unknown.
  package private(set) var reason: String?
  package private(set) var fault: OrderFault?
  package private(set) var isCancelRequested = false

  package let createdAt: Timestamp
  package private(set) var sentAt: Timestamp?
  package private(set) var acknowledgedAt: Timestamp?
  package private(set) var firstFilledAt: Timestamp?
  package private(set) var finalAt: Timestamp?

  /// An order that has just been written down and not been sent.
  package init(_ terms: OrderTerms, createdAt time: Timestamp) {
    self.terms = terms
    state = .journaled
    createdAt = time
  }

  /// An order that was found at a venue.
  package init(adopting terms: OrderTerms, orderID: String?, at time: Timestamp) {
    self.terms = terms
    self.orderID = orderID
    state = .open
    createdAt = time
    acknowledgedAt = time
  }

  /// An order as it was kept; `checkpoint` was taken from a life that came about by `apply`.
  package init(_ checkpoint: consuming Checkpoint) {
    terms = checkpoint.terms
    state = checkpoint.state
    filledQuantity = checkpoint.filledQuantity
    tradedValue = checkpoint.tradedValue
    fee = checkpoint.fee
    feeAsset = checkpoint.feeAsset
    orderID = checkpoint.orderID
    reason = checkpoint.reason
    fault = checkpoint.fault
    isCancelRequested = checkpoint.isCancelRequested
    createdAt = checkpoint.createdAt
    sentAt = checkpoint.sentAt
    acknowledgedAt = checkpoint.acknowledgedAt
    firstFilledAt = checkpoint.firstFilledAt
    finalAt = checkpoint.finalAt
  }

  package var isFinal: Bool { state.isFinal }

  /// The word that records use.
  package var status: OrderStatus { state.status(hasFills: filledQuantity.isPositive) }

  /// What may still fill, in the unit of its quantity; zero where the order is over.
  package var openQuantity: Quantity {
    isFinal ? .zero : Quantity(scaled: terms.quantity.scaled - filledQuantity.scaled)
  }

  /// What its fills cost on average, half to even at the 18th digit; nil before the first.
  package var averagePrice: Price? {
    try? terms.symbol.price(of: filledQuantity, for: tradedValue)
  }

  /// What has filled, in base units, each fill of an inverse contract at its own price.
  package var filledBaseQuantity: Quantity {
    terms.symbol.isInverse ? Quantity(scaled: tradedValue.scaled) : filledQuantity
  }

  /// Takes an event in.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - time: When; clocks may jump back, so nothing is concluded from its order.
  /// - Returns: The proof that the event was legal, which is what the ledger writes.
  /// - Throws: Why the event cannot be; the order is then as it was.
  package mutating func apply(
    _ event: OrderEvent, at time: Timestamp
  ) throws(IllegalTransition) -> Transition {
    let before = state
    guard let next = before.next(after: event.kind) else {
      throw IllegalTransition(state: before, event: event.kind, obstacle: .state)
    }
    do throws(Obstacle) {
      try takeIn(event, at: time)
    } catch {
      throw IllegalTransition(state: before, event: event.kind, obstacle: error)
    }
    state = filledQuantity == terms.quantity ? .filled : next
    if isFinal, finalAt == nil { finalAt = time }
    return Transition(event: event, before: before, after: state, time: time)
  }

  private mutating func takeIn(_ event: OrderEvent, at time: Timestamp) throws(Obstacle) {
    switch event {
    case .journaled, .adopted: break
    case .sent: sentAt = sentAt ?? time
    case .acknowledged(let id): acknowledge(id, at: time)
    case .resolvedAsPlaced(let text):
      acknowledge(nil, at: time)
      reason = text
    case .rejected(let why):
      try requireNoFills()
      fault = why
    case .outcomeUnknown(let text): reason = text
    case .filled(let execution): try take(execution, at: time)
    case .cancelRequested(let text):
      isCancelRequested = true
      reason = text
    case .cancelled(let text), .expired(let text): reason = text
    case .unsent(let text), .resolvedAsNotPlaced(let text):
      try requireNoFills()
      reason = text
    case .amended(let change): try amend(change)
    }
  }

  private mutating func acknowledge(_ id: String?, at time: Timestamp) {
    orderID = id ?? orderID
    acknowledgedAt = acknowledgedAt ?? time
  }

  private func requireNoFills() throws(Obstacle) {
    if filledQuantity.isPositive { throw .hasFills }
  }

  private mutating func take(_ execution: OrderFill, at time: Timestamp) throws(Obstacle) {
    let fill = execution.fill
    guard fill.side == terms.side, fill.quantity.isPositive else { throw .foreignFill }
    let sums: (filled: Quantity, value: Notional, fee: Notional)
    do throws(DecimalError) {
      sums = (
        try filledQuantity + fill.quantity,
        try tradedValue + terms.symbol.settlementValue(of: fill.quantity, at: fill.price),
        try fee + fill.fee
      )
    } catch {
      throw .notReckonable
    }
    guard sums.filled <= terms.quantity else { throw .overfilled }
    filledQuantity = sums.filled
    tradedValue = sums.value
    fee = sums.fee
    if feeAsset == nil { feeAsset = execution.feeAsset }
    firstFilledAt = firstFilledAt ?? time
  }

  private mutating func amend(_ change: OrderAmendment) throws(Obstacle) {
    if let quantity = change.quantity {
      guard quantity.isPositive, quantity >= filledQuantity else { throw .belowFilled }
      terms.quantity = quantity
    }
    terms.price = change.price ?? terms.price
    terms.stopPrice = change.stopPrice ?? terms.stopPrice
  }
}
