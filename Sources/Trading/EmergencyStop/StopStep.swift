package import Domain
package import VenueInterface

/// Something that an emergency stop would do at an exchange, as things stand now.
package enum StopStep: Sendable {
  case cancel(VenueOrder)
  /// With a market order that can only reduce.
  case close(ClosingOrder)
  /// Because it is too small for an order, or has no market.
  case leave(ClosingOrder, reason: String)
}

extension DialectVenue {
  /// What an emergency stop would begin with; it asks what is open and held, and changes nothing.
  ///
  /// The stop itself looks again after each step, and goes on from what is open then.
  ///
  /// - Parameters:
  ///   - instruments: Grids that are known better than the exchange tells them.
  ///   - currency: What spot holdings would be sold for; nil where they stay.
  /// - Returns: The steps in their order: what protects a position is cancelled last.
  /// - Throws: When the exchange does not answer.
  package func stopSteps(
    _ instruments: [Symbol: Instrument], sellingFor currency: String?
  ) throws(VenueError) -> [StopStep] {
    let orders = try openOrders(in: nil).filter { !$0.status.isFinal }
    var steps = orders.filter { !$0.isProtective }.map(StopStep.cancel)
    for position in try positions() where position.symbol.kind != .spot {
      let side = position.side.entrySide.opposite
      guard !orders.contains(where: { $0.closes(position.symbol, side) }) else { continue }
      let known = instruments[position.symbol] ?? (try? instrument(of: position.symbol)) ?? nil
      steps += Self.steps(
        position.symbol, side, position.quantity, known,
        for: position.isHedged ? position.side : nil)
    }
    if let currency {
      for holding in try balances() where holding.asset != currency && holding.free.isPositive {
        let symbol = Symbol(base: holding.asset, quote: currency)
        let quantity = Quantity(scaled: holding.free.scaled)
        guard let known = instruments[symbol] ?? (try? instrument(of: symbol)) ?? nil else {
          let order = ClosingOrder(symbol: symbol, side: .sell, quantity: quantity)
          steps.append(.leave(order, reason: ClosingOrder.noMarket))
          continue
        }
        steps += Self.steps(symbol, .sell, quantity, known)
      }
    }
    return steps + orders.filter(\.isProtective).map(StopStep.cancel)
  }

  private static func steps(
    _ symbol: Symbol, _ side: Side, _ quantity: Quantity, _ instrument: Instrument?,
    for positionSide: PositionSide? = nil
  ) -> [StopStep] {
    let parts = ClosingOrder.parts(symbol, side, quantity, instrument, for: positionSide)
    guard parts.orders.isEmpty else { return parts.orders.map(StopStep.close) }
    let order = ClosingOrder(
      symbol: symbol, side: side, quantity: parts.rest, positionSide: positionSide)
    return [.leave(order, reason: ClosingOrder.tooSmall)]
  }
}

extension ClosingOrder {
  static let tooSmall = "it is below the smallest order of the market"
  static let noMarket = "it has no market"
}

extension VenueOrder {
  /// Whether it can only make a position smaller.
  var isProtective: Bool { isReduceOnly && symbol.kind != .spot }

  /// Whether it is closing a position of that market already.
  func closes(_ symbol: Symbol, _ side: Side) -> Bool {
    self.symbol == symbol && type == .market && self.side == side
  }
}
