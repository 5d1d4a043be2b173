package import Domain

/// How far an order has come, as the ledger knows it.
package enum OrderState: String, CaseIterable, Hashable, Sendable {
  /// Written down; nothing has left.
  case journaled
  /// Handed to the venue; no answer yet.
  case sent
  /// The venue has it, and it can trade.
  case open
  /// It may or may not be live: the answer was lost.
  case unknown
  case filled
  case cancelled
  case expired
  /// The venue refused it.
  case rejected
  /// It never reached the venue; its key is free again.
  case unsent

  /// Whether the order is over; a late fill or a late order id may still come to light.
  package var isFinal: Bool {
    switch self {
    case .journaled, .sent, .open, .unknown: false
    case .filled, .cancelled, .expired, .rejected, .unsent: true
    }
  }

  /// The word that records use.
  ///
  /// - Parameter hasFills: Whether anything of the order has traded.
  /// - Returns: One of those that an order of the ledger can have.
  package func status(hasFills: Bool) -> OrderStatus {
    switch self {
    case .journaled, .sent: .pending
    case .open: hasFills ? .partiallyFilled : .accepted
    case .unknown: .unknown
    case .filled: .filled
    case .cancelled: .cancelled
    case .expired: .expired
    case .rejected: .rejected
    case .unsent: .unsent
    }
  }
}
