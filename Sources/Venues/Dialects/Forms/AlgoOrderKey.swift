import Domain
import VenueInterface

/// An order that waits, at venues that have endpoints of their own for those and count them apart.
///
/// Its number stands behind `algo:` wherever it leaves the dialect, because an order of the plain
/// endpoints may have the same.
enum AlgoOrderKey: Hashable, Sendable {
  case algoID(String)
  case clientAlgoID(String)

  private static let prefix = "algo:"

  /// What the venue calls an order, as it is known outside of the dialect.
  static func orderID(_ algoID: String) -> String { prefix + algoID }

  /// Nil for the number of a plain order.
  init?(orderID: String) {
    guard orderID.hasPrefix(Self.prefix) else { return nil }
    self = .algoID(String(orderID.dropFirst(Self.prefix.utf8.count)))
  }

  /// Nil for an order that has no id of the algo endpoints.
  init?(_ target: OrderTarget) {
    if let id = target.orderID, let key = AlgoOrderKey(orderID: id) {
      self = key
    } else if let id = target.clientOrderID {
      self = .clientAlgoID(id)
    } else {
      return nil
    }
  }
}

extension AlgoOrderKey {
  func means(_ order: VenueOrder) -> Bool {
    switch self {
    case .algoID(let id): order.orderID == AlgoOrderKey.orderID(id)
    case .clientAlgoID(let id): order.clientOrderID == id
    }
  }
}

extension VenueOrder {
  /// What was ordered, as the order that it became stands.
  func triggered(as other: VenueOrder) -> VenueOrder {
    VenueOrder(
      clientOrderID: clientOrderID, orderID: orderID, symbol: symbol, side: side, type: type,
      status: other.status, quantity: quantity.isZero ? other.quantity : quantity,
      filledQuantity: other.filledQuantity, averagePrice: other.averagePrice, price: price,
      stopPrice: stopPrice, isReduceOnly: isReduceOnly, reason: other.reason)
  }

  /// The same where the venue does not know any more what it became.
  var triggeredAndForgotten: VenueOrder {
    VenueOrder(
      clientOrderID: clientOrderID, orderID: orderID, symbol: symbol, side: side, type: type,
      status: .unknown, quantity: quantity, price: price, stopPrice: stopPrice,
      isReduceOnly: isReduceOnly, reason: Self.forgottenReason)
  }

  static let forgottenReason =
    "the price of the order was reached, and the venue does not know any more what it became"
}
