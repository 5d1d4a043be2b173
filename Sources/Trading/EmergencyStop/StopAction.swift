package import Domain
package import Ledger
package import VenueInterface
package import Wire

/// One thing that an emergency stop did, or could not do.
package enum StopAction: Sendable {
  /// An order of the ledger: one that was cancelled, or one that closes a position.
  case order(StoredOrder, FailureDetail?)
  /// An order that only the venue knows.
  case foreign(VenueOrder, FailureDetail?)
  /// An order that would close a position and was not sent.
  case notClosed(ClosingOrder, FailureDetail)
  /// What is too little to be sold or bought back.
  case dust(ClosingOrder, reason: String)
}

/// A market order that takes away what is held.
package struct ClosingOrder: Hashable, Sendable {
  package let symbol: Symbol
  package let side: Side
  package let quantity: Quantity
  /// Which position it is for, where the account holds both sides of a market apart.
  package var positionSide: PositionSide?
}

/// What there is one position of.
struct PositionPlace: Hashable {
  let symbol: Symbol
  /// Nil where the account does not hold both sides apart.
  let side: PositionSide?
}

/// How an account stands when the emergency stop is done with it.
package struct StopResult: Sendable {
  package enum Outcome: String, Hashable, Sendable {
    /// No order is open, no position is held, and nothing can be on its way.
    case flat
    /// It answered, and something is open or is not known.
    case open
    /// It never told what is open.
    case unreachable
  }

  package let scope: AccountScope
  package var outcome = Outcome.unreachable
  /// Orders that were cancelled.
  package var cancelled = 0
  /// Orders that closed a position, or a part of one.
  package var closed = 0
  /// Positions that are too small to be closed.
  package var dust = 0
  /// What was open when it was asked last.
  package var openOrders = 0
  package var openPositions = 0
  /// How long it took.
  package var duration = TimeInterval.zero
  /// Why it is not flat.
  package var failure: FailureDetail?
  /// What went wrong with the ledger, which does not keep an account from being flat.
  package var ledgerFailure: LedgerError?

  package init(_ scope: AccountScope) { self.scope = scope }
}

/// What an emergency stop may do, and for how long.
package struct StopTerms: Sendable {
  /// When the latch was set; what was sent later looked at it before.
  package let start: Timestamp
  /// Nothing new is begun after this.
  package let deadline: Timestamp
  /// Whether holdings are sold too.
  package var sellsSpot = false
  /// How long a request of any process may be on its way.
  package var requestTimeout = TimeInterval(nanoseconds: 10_000_000_000)
  package var instruments: [Symbol: Instrument] = [:]
  /// What holdings are sold for.
  package var currency = "USDT"
  /// Whether somebody wants it to end now.
  package var isInterrupted: @Sendable () -> Bool = { false }

  package init(start: Timestamp, deadline: Timestamp) {
    self.start = start
    self.deadline = deadline
  }

  /// Whether something new may be begun.
  func allow(at time: Timestamp) -> Bool { time < deadline && !isInterrupted() }

  /// Why an order is cancelled, for the ledger.
  static let reason = "emergency_stop"
}
