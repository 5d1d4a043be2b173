import Domain
import VenueInterface

/// The one of its two ids that an order of the plain endpoints is meant by.
enum OKXPlainKey: Hashable, Sendable {
  case orderID(String)
  case clientOrderID(String)

  var pair: (name: String, value: String) {
    switch self {
    case .orderID(let id): ("ordId", id)
    case .clientOrderID(let id): ("clOrdId", id)
    }
  }

  /// Whether an order is the one that is meant; one that waited before has the id that it had then.
  func means(_ order: VenueOrder) -> Bool {
    switch self {
    case .orderID(let id): order.orderID == id
    case .clientOrderID(let id): order.clientOrderID == id
    }
  }
}

extension AlgoOrderKey {
  var okxPair: (name: String, value: String) {
    switch self {
    case .algoID(let id): ("algoId", id)
    case .clientAlgoID(let id): ("algoClOrdId", id)
    }
  }
}

/// A name under which an order may be known.
enum OKXOrderKey: Hashable, Sendable {
  case plain(OKXPlainKey)
  case algo(AlgoOrderKey)

  /// All of them, the likelier one first.
  static func keys(of target: OrderTarget) -> [OKXOrderKey] {
    if let id = target.orderID {
      // The number says which kind it is.
      return [AlgoOrderKey(orderID: id).map(OKXOrderKey.algo) ?? .plain(.orderID(id))]
    }
    guard let id = target.clientOrderID else { return [] }
    let (plain, algo) = (OKXOrderKey.plain(.clientOrderID(id)), OKXOrderKey.algo(.clientAlgoID(id)))
    guard let type = target.type else { return [plain, algo] }
    return [type.isTriggered ? algo : plain]
  }
}
