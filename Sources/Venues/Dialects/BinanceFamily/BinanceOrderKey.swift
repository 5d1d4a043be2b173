import VenueInterface

/// The one of its two ids that an order of the plain endpoints is meant by.
enum BinanceOrderKey: Hashable, Sendable {
  /// The venue's, which it finds faster and never gives twice.
  case orderID(String)
  case clientOrderID(String)

  /// Nil for an order that has no id of the plain endpoints.
  init?(_ target: OrderTarget) {
    if let id = target.orderID, AlgoOrderKey(orderID: id) == nil {
      self = .orderID(id)
    } else if let id = target.clientOrderID {
      self = .clientOrderID(id)
    } else {
      return nil
    }
  }

  var parameter: RequestDraft.Parameter {
    switch self {
    case .orderID(let id): RequestDraft.Parameter("orderId", id)
    case .clientOrderID(let id): RequestDraft.Parameter("origClientOrderId", id)
    }
  }

  func means(_ order: VenueOrder) -> Bool {
    switch self {
    case .orderID(let id): order.orderID == id
    case .clientOrderID(let id): order.clientOrderID == id
    }
  }
}
