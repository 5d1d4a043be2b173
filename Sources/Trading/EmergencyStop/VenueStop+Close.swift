internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import VenueInterface
internal import Wire

// Away with what is held.
extension VenueStop {
  /// Closes positions.
  ///
  /// - Parameters:
  ///   - positions: What the venue says is held.
  ///   - orders: What was open a moment ago; market orders among them are closing already.
  /// - Returns: Which were open, without those that are too small.
  /// - Throws: When the venue does not answer.
  func close(
    _ positions: [VenuePosition], beside orders: [VenueOrder]
  ) throws(VenueError) -> Set<Symbol> {
    let held = positions.map(\.open)
    var open: Set<Symbol> = []
    for position in positions where position.symbol.kind != .spot {
      let side = position.side.entrySide.opposite
      let closing = orders.filter {
        $0.symbol == position.symbol && $0.type == .market && $0.side == side
      }
      if !closing.isEmpty {
        open.insert(position.symbol)
      } else if try close(position.symbol, side, position.quantity, held) {
        open.insert(position.symbol)
      }
    }
    return open
  }

  /// Sells what the account holds of assets other than its money.
  ///
  /// - Returns: How many there are, without those that are too little or have no market.
  /// - Throws: When the venue does not answer.
  func sell() throws(VenueError) -> Int {
    let holdings = try client.balances().filter { $0.asset != terms.currency && $0.free.isPositive }
    var count = 0
    for holding in holdings {
      let symbol = Symbol(base: holding.asset, quote: terms.currency)
      let quantity = Quantity(scaled: holding.free.scaled)
      guard let price = try client.price(of: symbol)?.price else {
        leave(ClosingOrder(symbol: symbol, side: .sell, quantity: quantity), "it has no market")
        continue
      }
      let held = OpenPosition(symbol: symbol, quantity: quantity, entry: price, mark: price)
      if try close(symbol, .sell, quantity, [held]) { count += 1 }
    }
    return count
  }

  /// Sends what closes one position; false where it is too small.
  private func close(
    _ symbol: Symbol, _ side: Side, _ quantity: Quantity, _ held: [OpenPosition]
  ) throws(VenueError) -> Bool {
    let parts = ClosingOrder.parts(symbol, side, quantity, terms.instruments[symbol])
    guard !parts.orders.isEmpty else {
      leave(
        ClosingOrder(symbol: symbol, side: side, quantity: parts.rest),
        "it is below the smallest order of the market")
      return false
    }
    for order in parts.orders where goesOn { try send(order, held) }
    return true
  }

  private func send(_ order: ClosingOrder, _ held: [OpenPosition]) throws(VenueError) {
    guard let desk = desks.desk else {
      isTroubled = true
      result.failure = FailureDetail(
        "NO_LEDGER", .internal,
        "no ledger can be written, so no order that closes a position can be sent",
        hint: desks.failure?.explanation)
      return tell(.notClosed(order, result.failure ?? FailureDetail("NO_LEDGER", .internal, "")))
    }
    let placement: Placement
    do throws(LedgerError) {
      placement = try desk.place(order, against: held, client)
    } catch {
      // Whether it was sent is seen in the next round; a reduction that comes twice does no harm.
      desks.fail(error)
      isTroubled = true
      return
    }
    switch placement {
    case .refused(let refusal):
      isTroubled = true
      tell(.notClosed(order, refusal.detail))
    case .order(let stored, _):
      let failure = FailureDetail(closing: stored)
      if failure == nil { result.closed += 1 } else { isTroubled = true }
      tell(.order(stored, failure))
      // A venue that is gone is not asked for the rest.
      if stored.life.state == .unsent || stored.life.state == .unknown {
        throw .notSent(reason: stored.life.reason ?? "the venue did not answer")
      }
    }
  }

  /// Tells once of what is not worth an order.
  private func leave(_ order: ClosingOrder, _ reason: String) {
    guard dust.insert(order.symbol).inserted else { return }
    result.dust += 1
    tell(.dust(order, reason: reason))
  }
}

extension VenuePosition {
  /// The position as the risk policy sees it.
  fileprivate var open: OpenPosition {
    OpenPosition(
      symbol: symbol, quantity: side == .long ? quantity : -quantity, entry: entryPrice,
      mark: markPrice ?? entryPrice, leverage: leverage ?? .one)
  }
}

extension FailureDetail {
  /// What is wrong with an order that is to close something; nil where it trades.
  init?(closing order: StoredOrder) {
    switch order.life.state {
    case .rejected:
      self.init("VENUE_REJECTED", .venue, "the venue refused it")
      venueCode = order.life.fault?.code
      venueMessage = order.life.fault?.message
    case .unknown, .sent:
      self.init(
        "OUTCOME_UNKNOWN", .network, "it is not known whether the order is at the venue")
      retry = .reconcileFirst
    case .unsent:
      self.init("NOT_SENT", .network, order.life.reason ?? "it was not sent")
      retry = .sameID
    case .journaled, .open, .filled, .cancelled, .expired: return nil
    }
  }
}
