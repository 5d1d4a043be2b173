import VenueInterface

extension OrderTarget {
  /// Whether an order is the one that is meant; the venue's id decides where it is known.
  func means(_ order: VenueOrder) -> Bool {
    if let orderID { return order.orderID == orderID }
    return order.clientOrderID == clientOrderID
  }
}
