public import Domain

// What the exchange is, as texts that can be kept and handed back: one for the account, one for
// each market, one for each open order. An exchange that is put together from them again goes on
// as if nothing had happened in between.
extension PaperExchange {
  /// The money of the account and the counters of the exchange.
  public var state: String {
    var writer = StateWriter()
    writer.add("start", account.start)
    writer.add("cash", account.cash)
    writer.add("realized", account.realized)
    writer.add("fees", account.fees)
    writer.add("order", number: lastNumber)
    writer.add("fill", number: lastFillNumber)
    writer.add("priority", number: lastPriority)
    writer.add("ticket", number: lastTicket)
    return writer.text
  }

  /// The position in a market, its leverage and its last price.
  public func state(of market: MarketIndex) -> String {
    let state = markets[market.position]
    var writer = StateWriter()
    writer.add("last", lastPrice(market.position))
    writer.add("quantity", amount: state.position.quantity)
    writer.add("cost", amount: state.position.cost)
    writer.add("leverage", state.leverage)
    writer.add("margin", amount: state.margin)
    writer.add("liquidation_price", state.liquidationPrice)
    writer.add("set_leverage", state.setLeverage)
    return writer.text
  }

  /// An order as it stands; nil once it is final.
  public func state(of number: Int) -> String? {
    orders.slot(of: number).map { orders[$0].state }
  }

  /// Begins to note which orders change.
  public mutating func beginChanges() { orders.beginChanges() }

  /// The orders that came, changed or ended since this was asked last, by number.
  public mutating func takeChanges() -> [Int] { orders.takeChanges() }

  /// An exchange as it was when its state was taken.
  ///
  /// Its markets and then its orders have to be added before anything happens on it.
  ///
  /// - Parameters:
  ///   - rules: May be others than before; they hold from now on.
  ///   - currency: What the account has its money in.
  ///   - state: What `state` was.
  /// - Throws: `.invalidState` for a text that was not the state of an exchange.
  public init(_ rules: PaperRules, currency: String, state: String) throws(PaperError) {
    let reader = try StateReader(state)
    self.init(
      rules, startingEquity: try reader.required("start", reader.decimal("start")),
      currency: currency)
    account.cash = try reader.required("cash", reader.decimal("cash"))
    account.realized = try reader.amount("realized")
    account.fees = try reader.amount("fees")
    lastNumber = try reader.number("order")
    lastFillNumber = try reader.number("fill")
    lastPriority = try reader.number("priority")
    lastTicket = try reader.number("ticket")
  }

  /// Opens a market as it was when its state was taken; in the order of their indices.
  ///
  /// - Throws: `.inverseMarket`, `.otherSettlement` or `.invalidState`.
  public mutating func addMarket(
    _ instrument: Instrument, state: String
  ) throws(PaperError) -> MarketIndex {
    let index = try addMarket(instrument)
    let reader = try StateReader(state)
    let quantity: Quantity = try reader.amount("quantity")
    let last: Price = try reader.amount("last")
    markets[index.position].position = Position(
      quantity: quantity, cost: try reader.amount("cost"))
    markets[index.position].leverage = try reader.decimal("leverage") ?? .one
    markets[index.position].margin = try reader.amount("margin")
    markets[index.position].liquidationPrice = try reader.decimal("liquidation_price")
    markets[index.position].setLeverage = try reader.decimal("set_leverage")
    watches[index.position].last = last.scaled
    watch(index.position)
    return index
  }

  /// Puts the open orders back to where they stood.
  ///
  /// - Parameter states: All of them, in any order.
  /// - Throws: `.invalidState`.
  public mutating func restore(orders states: [String]) throws(PaperError) {
    var restored: [OpenOrder] = []
    for state in states {
      let order = try OpenOrder(state: state)
      guard markets.indices.contains(order.market) else {
        throw .invalidState("market=\(order.market)")
      }
      restored.append(order)
    }
    // Those that wait have their turn by priority, those that protect by age.
    for order in restored.sorted(by: { $0.priority < $1.priority }) {
      restorePlace(of: orders.insert(order))
    }
    for order in restored.sorted(by: { $0.number < $1.number }) {
      guard let slot = orders.slot(of: order.number) else { continue }
      account.reserved = Notional(scaled: account.reserved.scaled + order.reserved.scaled)
      // A guard that is on its way joins when it arrives.
      if order.isProtective, !order.isGuard || order.place != .nowhere {
        markets[order.market].protective.append(slot)
      }
      if order.place == .nowhere { sendOrder(slot) }
      sendCancel(of: slot)
    }
    for index in markets.indices { watch(index) }
  }

  private mutating func restorePlace(of slot: Int) {
    let order = orders[slot]
    switch order.place {
    case .nowhere: break
    case .waiting: markets[order.market].waiting.append(slot)
    case .below: markets[order.market].below.insert(rung(slot))
    case .above: markets[order.market].above.insert(rung(slot))
    }
  }
}
