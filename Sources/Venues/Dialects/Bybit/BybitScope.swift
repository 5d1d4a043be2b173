import Domain
import VenueInterface

/// The venue's kinds of markets.
enum BybitCategory: String, CaseIterable, Sendable {
  case spot
  case linear
  case inverse

  init(_ market: Instrument) {
    switch market.symbol.kind {
    case .spot: self = .spot
    case .linear: self = .linear
    case .inverse: self = .inverse
    }
  }

  var parameter: RequestDraft.Parameter { RequestDraft.Parameter("category", rawValue) }
}

/// Which markets a list is about.
enum BybitScope: Hashable, Sendable {
  case market(Instrument)
  case spot
  /// Those of a settlement currency; the venue tells of no others at once.
  case linear(settledIn: String)
  case inverse

  /// All contracts.
  static let contracts: [BybitScope] = [
    .linear(settledIn: "USDT"), .linear(settledIn: "USDC"), .inverse,
  ]

  var category: BybitCategory {
    switch self {
    case .market(let market): BybitCategory(market)
    case .spot: .spot
    case .linear: .linear
    case .inverse: .inverse
    }
  }

  var parameters: [RequestDraft.Parameter] {
    var parameters = [category.parameter]
    switch self {
    case .market(let market): parameters.add("symbol", BybitSymbols.name(of: market))
    case .linear(let coin): parameters.add("settleCoin", coin)
    case .spot, .inverse: break
    }
    return parameters
  }
}

/// Which of the orders of spot are meant: those that wait for a price are kept apart there.
///
/// Source: `orderFilter` of v5/order/cancel-order.mdx and cancel-all.mdx in bybit-exchange/docs.
enum BybitOrderFilter: String, CaseIterable, Sendable {
  case order = "Order"
  case oneCancelsOther = "OcoOrder"
  case bidirectional = "BidirectionalTpslOrder"
  case takeProfitOrStopLoss = "tpslOrder"
  case conditional = "StopOrder"

  /// Nil for what the venue takes for granted.
  var word: String? { self == .order ? nil : rawValue }

  /// The filters under which an order may be found, the likelier one first.
  static func filters(of order: OrderTarget) -> [String?] {
    guard order.market.symbol.kind == .spot else { return [nil] }
    let waiting = [conditional, takeProfitOrStopLoss]
    return switch order.type?.isTriggered {
    // One whose price was reached keeps its number and waits in the book.
    case true: waiting.map(\.word) + [nil]
    case false: [nil]
    case nil: [nil] + waiting.map(\.word)
    }
  }
}
