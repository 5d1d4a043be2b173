package import Domain

/// Something that happened to an order.
///
/// Behind a reference, because most events are small and one is large.
package indirect enum OrderEvent: Hashable, Sendable {
  /// It was written down; every order of ours begins so.
  case journaled
  /// It was found at the venue, which made it or got it from somebody else; it begins as open.
  case adopted
  /// It is about to leave.
  case sent
  /// The venue has it; the id is nil where the venue has not told it yet.
  case acknowledged(orderID: String?)
  /// The venue refused it.
  case rejected(OrderFault)
  /// No readable answer came, or the venue could not be asked.
  case outcomeUnknown(reason: String)
  case filled(OrderFill)
  /// Somebody asked for its end.
  case cancelRequested(reason: String)
  case cancelled(reason: String)
  case expired(reason: String)
  /// It certainly never reached the venue.
  case unsent(reason: String)
  case amended(OrderAmendment)
  /// A person looked, and the venue has it.
  case resolvedAsPlaced(reason: String)
  /// A person looked, and the venue never had it.
  case resolvedAsNotPlaced(reason: String)

  /// Which event it is, without what it carries; the raw value is its name in the ledger.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case journaled, adopted, sent, acknowledged, rejected
    case outcomeUnknown = "outcome_unknown"
    case filled
    case cancelRequested = "cancel_requested"
    case cancelled, expired, unsent, amended
    case resolvedAsPlaced = "resolved_placed"
    case resolvedAsNotPlaced = "resolved_not_placed"
  }

  package var kind: Kind {
    switch self {
    case .journaled: .journaled
    case .adopted: .adopted
    case .sent: .sent
    case .acknowledged: .acknowledged
    case .rejected: .rejected
    case .outcomeUnknown: .outcomeUnknown
    case .filled: .filled
    case .cancelRequested: .cancelRequested
    case .cancelled: .cancelled
    case .expired: .expired
    case .unsent: .unsent
    case .amended: .amended
    case .resolvedAsPlaced: .resolvedAsPlaced
    case .resolvedAsNotPlaced: .resolvedAsNotPlaced
    }
  }
}

/// Why a venue refused an order, in its own words.
package struct OrderFault: Hashable, Sendable {
  package let code: String
  package let message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// What an amendment has changed; nil where it left things as they were.
package struct OrderAmendment: Hashable, Sendable {
  /// The whole quantity, what has filled included.
  package var quantity: Quantity?
  package var price: Price?
  package var stopPrice: Price?

  package init(quantity: Quantity? = nil, price: Price? = nil, stopPrice: Price? = nil) {
    self.quantity = quantity
    self.price = price
    self.stopPrice = stopPrice
  }
}
