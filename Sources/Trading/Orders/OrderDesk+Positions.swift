package import Domain
package import Ledger
internal import Lifecycle
internal import Matching
internal import VenueInterface
package import Wire

// What a person does with a position.
extension OrderDesk {
  /// Sets the leverage of a symbol.
  ///
  /// - Returns: Why it is refused; nil where it is done.
  /// - Throws: When the ledger cannot be written.
  package func setLeverage(
    _ leverage: Rate, of symbol: Symbol
  ) throws(LedgerError) -> FailureDetail? {
    switch market {
    case .paper(let paper):
      return try change(paper) { transaction, _ throws(LedgerError) in
        do throws(PaperError) {
          if let refusal = try paper.setLeverage(leverage, of: symbol) {
            return FailureDetail(refusal.code.rawValue, .venue, refusal.message)
          }
        } catch {
          return FailureDetail("UNSUPPORTED_MARKET", .input, error.explanation, field: "symbol")
        }
        try transaction.setLeverage(leverage, of: symbol, in: scope)
        return nil
      }
    case .venue(let client):
      do throws(VenueError) {
        try client.setLeverage(leverage, in: symbol)
      } catch {
        return FailureDetail(error)
      }
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try transaction.setLeverage(leverage, of: symbol, in: scope)
      }
      return nil
    }
  }

  /// What stands behind a position after it was to be protected.
  package struct Protection: Sendable {
    /// The orders of before that were cancelled, and the new ones.
    package var orders: [StoredOrder] = []
    package var refusal: OrderRefusal?
  }

  /// Protects a position anew: what protected it before is cancelled, then a stop loss, a
  /// take-profit or both are placed for all of it.
  ///
  /// The two are never there together with the ones before. On paper it all becomes true at once.
  ///
  /// - Parameters:
  ///   - symbol: With an open position.
  ///   - side: Which of two positions, where the account holds both sides apart.
  ///   - stopLoss: Nil for none.
  ///   - takeProfit: Nil for none.
  /// - Returns: What came of it.
  /// - Throws: When the ledger cannot be written.
  package func protect(
    _ symbol: Symbol, _ side: PositionSide? = nil, stopLoss: Price?, takeProfit: Price?
  ) throws(LedgerError) -> Protection {
    let levels = Self.levels(stopLoss, takeProfit)
    switch market {
    case .paper(let paper):
      guard side == nil else {
        var intent = Intent(symbol: symbol, side: .sell, quantity: nil)
        intent.positionSide = side
        return Protection(refusal: paper.refusal(of: intent))
      }
      return try protectOnPaper(symbol, levels, paper)
    case .venue: return try protect(symbol, side, levels)
    }
  }

  // MARK: Wishes

  private static func levels(
    _ stopLoss: Price?, _ takeProfit: Price?
  ) -> [(OrderRole, OrderType, Price)] {
    [
      stopLoss.map { (.stopLoss, .stop, $0) }, takeProfit.map { (.takeProfit, .takeProfit, $0) },
    ].compactMap(\.self)
  }

  /// The orders that protect a position now.
  func protecting(
    _ symbol: Symbol, _ side: PositionSide?, _ view: any LedgerView
  ) throws(LedgerError) -> [StoredOrder] {
    var query = OrderQuery(scope: scope)
    query.symbol = symbol
    query.isFinal = false
    return try view.orders(query).filter { order in
      (order.role == .stopLoss || order.role == .takeProfit)
        && order.life.terms.positionSide == side
    }
  }

  /// The order that opened a position, or added to it last.
  private func opening(
    _ symbol: Symbol, _ side: Side, _ positionSide: PositionSide?, _ view: any LedgerView
  ) throws(LedgerError) -> StoredOrder? {
    var query = OrderQuery(scope: scope)
    query.symbol = symbol
    query.isNewestFirst = true
    return try view.orders(query).first {
      $0.life.filledQuantity.isPositive && $0.life.terms.side == side
        && !$0.life.terms.isReduceOnly && $0.life.terms.positionSide == positionSide
    }
  }

  private func wishes(
    _ symbol: Symbol, _ positionSide: PositionSide?,
    _ levels: [(OrderRole, OrderType, Price)], _ view: any LedgerView
  ) throws(LedgerError) -> [OrderWish]? {
    guard let held = try positions(in: symbol, positionSide, view).first,
      let side = held.position.side
    else { return nil }
    let positionSide = held.positionSide
    let parent = try opening(symbol, side.entrySide, positionSide, view)
    return levels.map { role, type, price in
      var intent = Intent(
        symbol: symbol, side: side.entrySide.opposite, type: type,
        quantity: held.position.quantity.magnitude)
      intent.stopPrice = price
      intent.isReduceOnly = true
      intent.positionSide = positionSide
      intent.strategy = held.strategy
      var wish = OrderWish(intent)
      wish.role = role
      wish.parent = parent?.number
      wish.completes = true
      return wish
    }
  }

  private static let nothingToProtect = OrderRefusal(
    .denied,
    FailureDetail("NOTHING_TO_PROTECT", .risk, "there is no position in this symbol to protect"))

  private static let eitherToProtect = OrderRefusal(
    .invalid,
    FailureDetail(
      "POSITION_SIDE", .input,
      "long and short of this symbol are held apart; say which of the two by --position-side"))

  // MARK: Paper

  private func protectOnPaper(
    _ symbol: Symbol, _ levels: [(OrderRole, OrderType, Price)], _ paper: PaperVenue
  ) throws(LedgerError) -> Protection {
    let now = clock.now()
    var protection = Protection()
    do throws(LedgerError) {
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try paper.open(transaction)
        guard let wishes = try wishes(symbol, nil, levels, transaction) else {
          protection.refusal = Self.nothingToProtect
          throw .abandoned
        }
        let time = max(now, paper.time)
        let earlier = try protecting(symbol, nil, transaction)
        for order in earlier {
          _ = try transaction.record(
            [.cancelRequested(reason: "protection_replaced")], of: order.number, at: now)
          paper.cancel(order, at: time)
        }
        try paper.tell(transaction, at: now)
        var placed: [StoredOrder] = []
        for wish in wishes {
          switch try place(wish, run.key(of: wish), paper, transaction, at: now) {
          case .order(let order, _) where order.life.state != .rejected: placed.append(order)
          case .order(let order, _):
            let fault = order.life.fault
            protection.refusal = OrderRefusal(
              .denied,
              FailureDetail(
                fault?.code ?? "REJECTED", .venue, fault?.message ?? "the market refused it"))
            throw .abandoned
          case .refused(let refusal):
            // What was there before stays.
            protection.refusal = refusal
            throw .abandoned
          }
        }
        if placed.count == 2 { paper.pair(placed[0], placed[1]) }
        try note(levels, of: symbol, nil, transaction)
        try settle(paper, transaction, at: now)
        for order in earlier + placed {
          protection.orders.append(try transaction.order(order.number) ?? order)
        }
      }
    } catch {
      paper.forget()
      guard case .abandoned = error, protection.refusal != nil else { throw error }
    }
    return protection
  }

  /// Keeps beside the position where it is protected.
  private func note(
    _ levels: [(OrderRole, OrderType, Price)], of symbol: Symbol, _ side: PositionSide?,
    _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    try transaction.setProtection(
      of: symbol, side, in: scope, stopLoss: levels.first { $0.0 == .stopLoss }?.2,
      takeProfit: levels.first { $0.0 == .takeProfit }?.2)
  }

  // MARK: A venue

  /// What is cancelled and wished for, and the side of the position; or why nothing is.
  private func planned(
    _ symbol: Symbol, _ side: PositionSide?, _ levels: [(OrderRole, OrderType, Price)]
  ) throws(LedgerError) -> ProtectionPlan {
    let held = try ledger.read { view throws(LedgerError) in try positions(in: symbol, side, view) }
    guard held.count < 2 else { return ProtectionPlan(refusal: Self.eitherToProtect) }
    let side = held.first?.positionSide ?? side
    let earlier = try ledger.read { view throws(LedgerError) in
      try protecting(symbol, side, view)
    }
    let wishes: [OrderWish]? = try ledger.read { view throws(LedgerError) in
      try self.wishes(symbol, side, levels, view)
    }
    guard let wishes else { return ProtectionPlan(refusal: Self.nothingToProtect) }
    // Better the old protection than none.
    if latch.isHalted, !wishes.isEmpty { return ProtectionPlan(refusal: OrderRefusal(halted: [])) }
    return ProtectionPlan(side: side, earlier: earlier, wishes: wishes)
  }

  /// What `protect` would cancel and place at a venue; the new orders are judged and undone.
  ///
  /// - Parameters:
  ///   - symbol: With an open position.
  ///   - side: Which of two positions, where the account holds both sides apart.
  ///   - stopLoss: Nil for none.
  ///   - takeProfit: Nil for none.
  /// - Returns: What would be cancelled first, and what would become of each new order after that.
  /// - Throws: When the ledger cannot be read or written.
  package func rehearseProtection(
    of symbol: Symbol, _ side: PositionSide?, stopLoss: Price?, takeProfit: Price?
  ) throws(LedgerError) -> (cancelled: [StoredOrder], placed: [Placement]) {
    let plan = try planned(symbol, side, Self.levels(stopLoss, takeProfit))
    if let refusal = plan.refusal { return ([], [.refused(refusal)]) }
    var placed: [Placement] = []
    for wish in plan.wishes { placed.append(try rehearse(wish, replacing: plan)) }
    return (plan.earlier, placed)
  }

  private func protect(
    _ symbol: Symbol, _ side: PositionSide?, _ levels: [(OrderRole, OrderType, Price)]
  ) throws(LedgerError) -> Protection {
    var protection = Protection()
    let plan = try planned(symbol, side, levels)
    if let refusal = plan.refusal {
      protection.refusal = refusal
      return protection
    }
    // Better the old protection than none.
    for wish in plan.wishes {
      guard case .refused(let refusal) = try rehearse(wish, replacing: plan) else { continue }
      protection.refusal = refusal
      return protection
    }
    for order in plan.earlier {
      let change = try cancel(order, reason: "protection_replaced")
      protection.orders.append(change.order)
      guard change.failure == nil, change.order.life.isFinal else {
        protection.refusal = OrderRefusal(
          .unsent,
          change.failure
            ?? FailureDetail(
              "CANCEL_PENDING", .venue,
              "an earlier protection is not cancelled yet, so nothing takes its place; try again"))
        return protection
      }
    }
    word.account = nil
    var standing: [OrderRole] = []
    for placement in try place(plan.wishes) {
      switch placement {
      case .order(let order, _):
        protection.orders.append(order)
        if !order.life.isFinal { standing.append(order.role) }
      case .refused(let refusal): protection.refusal = refusal
      }
    }
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try note(levels.filter { standing.contains($0.0) }, of: symbol, plan.side, transaction)
    }
    return protection
  }

  /// Judges a new order as if the earlier ones were cancelled already; nothing of it stays.
  private func rehearse(
    _ wish: OrderWish, replacing plan: ProtectionPlan
  ) throws(LedgerError) -> Placement {
    // The key is used up by the order itself.
    var run = run
    return try rehearse(wish, as: run.key(of: wish), replacing: plan.earlier)
  }
}

/// What protecting a position would begin with.
private struct ProtectionPlan {
  /// Of the position, where the account holds both sides apart.
  var side: PositionSide?
  /// What protects it now.
  var earlier: [StoredOrder] = []
  var wishes: [OrderWish] = []
  /// Why nothing is cancelled and placed.
  var refusal: OrderRefusal?
}
