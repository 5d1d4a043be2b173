package import Domain

extension OrderLife {
  /// The content of a life that is being read from where it was kept.
  package struct Checkpoint {
    package var terms: OrderTerms
    package var state: OrderState
    package var filledQuantity = Quantity.zero
    package var tradedValue = Notional.zero
    package var fee = Notional.zero
    package var feeAsset: String?
    package var orderID: String?
    package var reason: String?
    package var fault: OrderFault?
    package var isCancelRequested = false
    package var createdAt: Timestamp
    package var sentAt: Timestamp?
    package var acknowledgedAt: Timestamp?
    package var firstFilledAt: Timestamp?
    package var finalAt: Timestamp?

    package init(terms: OrderTerms, state: OrderState, createdAt: Timestamp) {
      self.terms = terms
      self.state = state
      self.createdAt = createdAt
    }
  }
}
