import Domain

/// Why the paper market refused an order, for a program and for a person.
public struct PaperRefusal: Hashable, Sendable {
  public let code: PaperRefusalCode
  /// A sentence without its full stop.
  public let message: String

  public init(_ code: PaperRefusalCode, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// The stable name of a refusal.
public enum PaperRefusalCode: String, CaseIterable, Hashable, Sendable {
  /// The fields of the order do not go together.
  case invalidOrder = "INVALID_ORDER"
  case lotSize = "LOT_SIZE"
  case tickSize = "TICK_SIZE"
  case minimumQuantity = "MIN_QUANTITY"
  case maximumQuantity = "MAX_QUANTITY"
  case minimumNotional = "MIN_NOTIONAL"
  /// A post-only order would have taken.
  case postOnly = "POST_ONLY"
  /// There is no position for a reduce-only order to reduce.
  case reduceOnly = "REDUCE_ONLY"
  case nothingToClose = "NOTHING_TO_CLOSE"
  case leverage = "LEVERAGE"
  case insufficientBalance = "INSUFFICIENT_BALANCE"
  /// A result would need more than 20 integer digits.
  case overflow = "OVERFLOW"
}

extension PaperRefusal {
  static let overflow = PaperRefusal(
    .overflow, "the order leads to an amount of more than 20 integer digits")

  /// The first breach names the code, all of them make the message.
  init?(_ breaches: [FilterBreach]) {
    guard let first = breaches.first else { return nil }
    let code: PaperRefusalCode =
      switch first {
      case .lotSize: .lotSize
      case .tickSize, .stopTickSize: .tickSize
      case .minimumQuantity: .minimumQuantity
      case .maximumQuantity: .maximumQuantity
      case .minimumNotional: .minimumNotional
      }
    self.init(code, breaches.map(Self.text).joined(separator: ", "))
  }

  private static func text(_ breach: FilterBreach) -> String {
    switch breach {
    case .lotSize(let lot): "the quantity is not a multiple of the lot \(lot)"
    case .tickSize(let tick): "the price is not a multiple of the tick \(tick)"
    case .stopTickSize(let tick): "the stop price is not a multiple of the tick \(tick)"
    case .minimumQuantity(let minimum): "the quantity is below the minimum \(minimum)"
    case .maximumQuantity(let maximum): "the quantity is above the maximum \(maximum)"
    case .minimumNotional(let minimum, let actual):
      "the notional \(actual) is below the minimum \(minimum)"
    }
  }
}
