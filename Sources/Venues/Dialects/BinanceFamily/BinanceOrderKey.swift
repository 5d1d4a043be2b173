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

/// A conditional order of the algo endpoints of USD-M futures, which count their orders apart.
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

  var parameter: RequestDraft.Parameter {
    switch self {
    case .algoID(let id): RequestDraft.Parameter("algoId", id)
    case .clientAlgoID(let id): RequestDraft.Parameter("clientAlgoId", id)
    }
  }
}
