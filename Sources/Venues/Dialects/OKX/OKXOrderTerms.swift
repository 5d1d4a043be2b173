import Domain
import VenueInterface

/// How an order is said there, whichever endpoint it goes to.
///
/// Source: "Place order" and "Place algo order" of www.okx.com/docs-v5/en. Spot is `cash` in accounts
/// in spot or futures mode, and `cross` in those in multi-currency or portfolio margin mode.
struct OKXOrderTerms: Hashable, Sendable {
  let order: PlaceRequest
  let market: Instrument
  /// Base units on spot, contracts of a swap, or an amount of money.
  let size: String

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  /// - Throws: What the venue does not have.
  init(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) {
    try order.refuseIceberg(at: "okx")
    switch market.symbol.kind {
    case .spot:
      try order.checkSpot()
      size = order.quoteQuantity?.description ?? order.quantity.description
    case .linear, .inverse:
      guard order.quoteQuantity == nil else { throw Unsupported("a swap's size is its quantity") }
      size = try market.contracts(order.quantity).description
    }
    self.order = order
    self.market = market
  }

  private var isSpot: Bool { market.symbol.kind == .spot }

  /// Whether it can only reduce a position that its account holds apart from the other side's.
  private var isAgainstItsSide: Bool {
    order.positionSide.map { $0.entrySide != order.side } ?? false
  }

  /// Whether it only reduces, so that it can be tied to a position.
  var reduces: Bool { order.isReduceOnly || isAgainstItsSide }

  /// What both endpoints call alike.
  ///
  /// - Parameter type: The venue's word for its type.
  /// - Returns: Without its prices and ids.
  /// - Throws: Where a hedged position is meant in a way that contradicts itself.
  func body(_ type: String) throws(Unsupported) -> JSONBody {
    if order.isReduceOnly, let side = order.positionSide, !isAgainstItsSide {
      throw Unsupported("a \(order.side.rawValue) order cannot reduce a \(side.rawValue) position")
    }
    var body = JSONBody()
    body.add("instId", OKXSymbols.name(of: market))
    body.add("tdMode", order.marginMode?.rawValue ?? (isSpot ? "cash" : "cross"))
    body.add("side", order.side.rawValue)
    body.add("posSide", order.positionSide?.rawValue)
    body.add("ordType", type)
    body.add("sz", size)
    return body
  }

  /// Which currency the size of an order on spot is in; nil for swaps.
  ///
  /// The venue looks at it for market orders alone, and takes it with any.
  var sizeCurrency: String? {
    guard isSpot else { return nil }
    return order.quoteQuantity == nil ? "base_ccy" : "quote_ccy"
  }

  var isOnSpot: Bool { isSpot }
}
