import Domain
import VenueInterface

/// How an order is said on futures, whichever endpoint it goes to.
///
/// Source: "New Order" and "New Algo Order" of USD-M futures, "New Order" of AsterDEX.
struct FuturesOrderTerms: Hashable, Sendable {
  let order: PlaceRequest
  let market: Instrument
  let type: String
  /// Nil where the venue takes none, or what it takes for granted is meant.
  let timeInForce: String?

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  /// - Throws: What futures do not have.
  init(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) {
    guard order.quoteQuantity == nil else {
      throw Unsupported("futures orders have their size in the base currency")
    }
    guard order.icebergQuantity == nil else {
      throw Unsupported("futures have no iceberg orders")
    }
    self.order = order
    self.market = market
    type = try Self.type(of: order)
    timeInForce = Self.timeInForce(of: order)
  }

  private static func type(of order: PlaceRequest) throws(Unsupported) -> String {
    if order.trailingPercent != nil {
      guard order.type == .stop else {
        throw Unsupported("on futures only a stop order without a price can trail")
      }
      return "TRAILING_STOP_MARKET"
    }
    return switch order.type {
    case .market: "MARKET"
    case .limit: "LIMIT"
    case .stop: "STOP_MARKET"
    case .stopLimit: "STOP"
    case .takeProfit: order.price == nil ? "TAKE_PROFIT_MARKET" : "TAKE_PROFIT"
    }
  }

  private static func timeInForce(of order: PlaceRequest) -> String? {
    guard order.price != nil else { return nil }
    // GTX is good till crossing: what would cross is not placed.
    let word = order.isPostOnly ? "GTX" : BinanceWords.word(for: order.timeInForce)
    // Conditional orders are GTC where nothing is said.
    return order.type == .limit || word != "GTC" ? word : nil
  }

  /// What both endpoints call alike.
  ///
  /// - Throws: Where a hedged position is meant in a way that contradicts itself.
  func parameters() throws(Unsupported) -> [RequestDraft.Parameter] {
    var parameters: [RequestDraft.Parameter] = []
    parameters.reserveCapacity(16)
    parameters.append(.symbol(BinanceSymbols.name(of: market)))
    parameters.add("side", BinanceWords.word(for: order.side))
    parameters.add("positionSide", order.positionSide.map(BinanceWords.word))
    parameters.add("type", type)
    parameters.add("timeInForce", timeInForce)
    parameters.add("quantity", order.quantity.description)
    parameters.add("price", order.price?.description)
    parameters.add("callbackRate", order.trailingPercent?.description)
    if try saysReduceOnly() { parameters.add("reduceOnly", "true") }
    parameters.add("newOrderRespType", "RESULT")
    return parameters
  }

  /// In hedge mode the venue takes no such parameter: an order against its side only reduces.
  private func saysReduceOnly() throws(Unsupported) -> Bool {
    guard order.isReduceOnly else { return false }
    guard let side = order.positionSide else { return true }
    guard order.side != side.entrySide else {
      throw Unsupported("a \(order.side.rawValue) order cannot reduce a \(side.rawValue) position")
    }
    return false
  }
}
