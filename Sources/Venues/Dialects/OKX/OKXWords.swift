import Domain
import VenueInterface

/// What the venue's words mean, and how ours are said there.
///
/// Source: "Get order details" and "Algo order details" of www.okx.com/docs-v5/en.
enum OKXWords {
  static let sides: [String: Side] = ["buy": .buy, "sell": .sell]

  static let statuses: [String: OrderStatus] = [
    "live": .accepted, "partially_filled": .partiallyFilled, "filled": .filled,
    "canceled": .cancelled, "mmp_canceled": .cancelled,
  ]

  /// What an order that waits is by itself; what it has become tells more.
  static let algoStatuses: [String: OrderStatus] = [
    "live": .accepted, "pause": .accepted, "partially_effective": .accepted,
    "effective": .unknown, "canceled": .cancelled, "order_failed": .rejected,
    "partially_failed": .unknown,
  ]

  /// States of an order that came to nothing, or did in part.
  static let failedStates: Set = ["order_failed", "partially_failed"]

  /// Nil for types that are none of ours.
  static let types: [String: OrderType] = [
    "market": .market, "limit": .limit, "post_only": .limit, "fok": .limit, "ioc": .limit,
    "optimal_limit_ioc": .market,
  ]

  static let marginModes: [String: MarginMode] = ["cross": .cross, "isolated": .isolated]

  static func type(of order: PlaceRequest) -> String {
    if order.price == nil { return "market" }
    if order.isPostOnly { return "post_only" }
    return switch order.timeInForce {
    case .goodTillCancelled: "limit"
    case .immediateOrCancel: "ioc"
    case .fillOrKill: "fok"
    }
  }

  /// Everything that ids may consist of.
  static let identifierCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
}

/// The venue's kinds of markets, as far as they are traded here.
enum OKXKind: String, CaseIterable, Sendable {
  case spot = "SPOT"
  case swap = "SWAP"

  init(_ market: Instrument) { self = market.symbol.kind == .spot ? .spot : .swap }

  var parameter: RequestDraft.Parameter { RequestDraft.Parameter("instType", rawValue) }
}

/// The venue's kinds of orders that wait, each of which has a list of its own.
///
/// Source: `ordType` of "Algo order list" in www.okx.com/docs-v5/en.
enum OKXAlgoKind: String, Sendable {
  case conditional = "conditional,oco"
  case trailing = "move_order_stop"
  case slices = "twap"
  case iceberg
  case smartIceberg = "smart_iceberg"
  case chase
  case trigger

  /// Those that a market has; all of them where none is named.
  static func kinds(in market: Instrument?) -> [OKXAlgoKind] {
    market?.symbol.kind == .spot
      ? [.conditional, .trailing, .slices, .iceberg, .smartIceberg, .trigger]
      : [.conditional, .trailing, .slices, .iceberg, .smartIceberg, .chase, .trigger]
  }

  /// Whether orders of that kind may not exist for an account, so that it has no list of them.
  ///
  /// None of them is placed from here. Those that are must be told, or the whole is not.
  var isDispensable: Bool {
    switch self {
    case .conditional, .trailing, .trigger: false
    case .slices, .iceberg, .smartIceberg, .chase: true
    }
  }
}
