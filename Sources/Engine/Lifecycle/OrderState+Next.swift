extension OrderState {
  /// The state that an event leads to; nil where the event cannot follow.
  ///
  /// This is the table of docs/orders.md. An order whose quantity has filled whole becomes
  /// `filled` whatever the table says.
  package func next(after event: OrderEvent.Kind) -> OrderState? {
    switch self {
    case .journaled: nextFromJournaled(event)
    case .sent: nextFromSent(event)
    case .open: nextFromOpen(event)
    case .unknown: nextFromUnknown(event)
    // What is over stays over; what the venue tells late is still written down.
    case .filled: event == .acknowledged ? self : nil
    case .cancelled, .expired: event == .acknowledged || event == .filled ? self : nil
    case .rejected, .unsent: nil
    }
  }

  private func nextFromJournaled(_ event: OrderEvent.Kind) -> OrderState? {
    switch event {
    case .sent: .sent
    case .cancelRequested: .journaled
    case .unsent: .unsent
    case .journaled, .adopted, .acknowledged, .rejected, .outcomeUnknown, .filled, .cancelled,
      .expired, .amended, .resolvedAsPlaced, .resolvedAsNotPlaced:
      nil
    }
  }

  private func nextFromSent(_ event: OrderEvent.Kind) -> OrderState? {
    switch event {
    case .acknowledged, .filled: .open
    case .rejected: .rejected
    case .outcomeUnknown: .unknown
    case .cancelRequested: .sent
    case .cancelled: .cancelled
    case .expired: .expired
    case .unsent: .unsent
    case .journaled, .adopted, .sent, .amended, .resolvedAsPlaced, .resolvedAsNotPlaced: nil
    }
  }

  private func nextFromOpen(_ event: OrderEvent.Kind) -> OrderState? {
    switch event {
    case .acknowledged, .filled, .cancelRequested, .amended: .open
    // Some venues take an order first and judge it afterwards.
    case .rejected: .rejected
    // The venue does not know it any more, and has not said how it ended.
    case .outcomeUnknown: .unknown
    case .cancelled: .cancelled
    case .expired: .expired
    case .journaled, .adopted, .sent, .unsent, .resolvedAsPlaced, .resolvedAsNotPlaced: nil
    }
  }

  private func nextFromUnknown(_ event: OrderEvent.Kind) -> OrderState? {
    switch event {
    // Once more, where the venue refuses an id that it has seen.
    case .sent: .sent
    case .acknowledged, .filled, .resolvedAsPlaced: .open
    case .rejected: .rejected
    case .outcomeUnknown, .cancelRequested: .unknown
    case .cancelled: .cancelled
    case .expired: .expired
    case .unsent, .resolvedAsNotPlaced: .unsent
    case .journaled, .adopted, .amended: nil
    }
  }
}
