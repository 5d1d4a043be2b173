import Domain

extension OrderLife {
  /// What must hold of every order at every time.
  ///
  /// - Returns: The first rule that is broken, in words; nil when all hold.
  package func brokenInvariant() -> String? {
    if filledQuantity.isNegative { return "a negative quantity has filled" }
    if filledQuantity > terms.quantity { return "more has filled than was ordered" }
    if state == .filled, filledQuantity != terms.quantity { return "filled, but not whole" }
    if filledQuantity == terms.quantity, state != .filled { return "whole, but not filled" }
    if filledQuantity.isZero, !tradedValue.isZero { return "value without quantity" }
    if filledQuantity.isZero != (firstFilledAt == nil) { return "filled at no time" }
    if state == .rejected || state == .unsent, !filledQuantity.isZero {
      return "traded without having been placed"
    }
    if isFinal != (finalAt != nil) { return "an end without a time, or a time without an end" }
    if state == .journaled, sentAt != nil { return "sent before it was sent" }
    if state == .rejected, fault == nil { return "refused for no reason" }
    return nil
  }
}
