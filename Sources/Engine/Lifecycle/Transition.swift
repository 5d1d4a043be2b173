package import Domain

/// A legal step of an order; nothing but `OrderLife` makes one.
package struct Transition: Hashable, Sendable {
  package let event: OrderEvent
  package let before: OrderState
  package let after: OrderState
  package let time: Timestamp

  init(event: OrderEvent, before: OrderState, after: OrderState, time: Timestamp) {
    self.event = event
    self.before = before
    self.after = after
    self.time = time
  }
}

/// An event that cannot have happened to an order in its state.
package struct IllegalTransition: Error, Hashable {
  package let state: OrderState
  package let event: OrderEvent.Kind
  package let obstacle: Obstacle

  package init(state: OrderState, event: OrderEvent.Kind, obstacle: Obstacle) {
    self.state = state
    self.event = event
    self.obstacle = obstacle
  }

  /// What is wrong, as a sentence without its full stop.
  package var explanation: String {
    switch obstacle {
    case .state: "an order that is \(state.rawValue) cannot be \(event.words)"
    case .overfilled: "an order cannot fill by more than its quantity"
    case .foreignFill: "the fill is not of the order's side, or of no quantity"
    case .hasFills: "an order that has filled in part cannot be \(event.words)"
    case .belowFilled: "an order cannot be made smaller than what has filled"
    case .notReckonable: "the sums of the order's fills have more than 20 integer digits"
    }
  }
}

/// What stands against an event.
package enum Obstacle: Error, Hashable, Sendable {
  /// No such event follows from the state.
  case state
  /// More would be filled than was ordered.
  case overfilled
  /// The fill is not of the order's side, or its quantity is not above zero.
  case foreignFill
  /// What has traded was not refused, and did reach the venue.
  case hasFills
  /// The new quantity is below what has filled, or not above zero.
  case belowFilled
  /// A sum leaves the range of exact numbers.
  case notReckonable
}

extension OrderEvent.Kind {
  /// The event as a participle.
  fileprivate var words: String {
    switch self {
    case .outcomeUnknown: "of unknown outcome"
    case .cancelRequested: "asked to end"
    case .resolvedAsPlaced: "declared placed"
    case .resolvedAsNotPlaced: "declared not placed"
    case .journaled, .adopted, .sent, .acknowledged, .rejected, .filled, .cancelled, .expired,
      .unsent, .amended:
      rawValue
    }
  }
}
