internal import Domain
internal import Matching
internal import Wire

extension RecordOutput {
  /// Where every record of a paper run comes from: never to be mistaken for a live one.
  fileprivate mutating func addOrigin(_ time: Timestamp) {
    text.add(.ts, time)
    text.add(.mode, word: "paper")
    text.add(.account, word: "paper")
    text.add(.venue, word: "paper")
  }

  /// An order as the paper market has it.
  mutating func write(
    _ update: PaperOrderUpdate, symbol: Symbol, carried: CarriedLine?, currency: String
  ) throws(StreamFailure) {
    let isProtective = update.parent != nil
    let isOwn = update.reference != nil && !isProtective
    begin(.order)
    if let carried {
      text.bytes.append(contentsOf: isOwn ? carried.members : carried.userMembers)
    }
    if !isOwn || carried == nil { text.add(.symbol, symbol.description) }
    text.add(.side, word: update.side.rawValue)
    text.add(.orderType, word: update.type.rawValue)
    text.add(.quantity, update.quantity)
    if !isOwn {
      if let price = update.price { text.add(.price, price) }
      if let price = update.stopPrice { text.add(.stopPrice, price) }
    }
    if update.isReduceOnly { text.add(.reduceOnly, true) }
    addOrigin(update.time)
    text.add(.clientOrderID, word: "tc-\(update.number)")
    text.add(.orderID, word: "\(update.number)")
    if let parent = update.parent { text.add(.parentID, word: "\(parent)") }
    text.add(.status, word: update.status.rawValue)
    text.add(.final, update.status.isFinal)
    text.add(.filledQuantity, update.filledQuantity)
    if let price = update.averagePrice { text.add(.averagePrice, price) }
    if update.filledQuantity.isPositive {
      text.add(.fee, update.fee)
      text.add(.feeAsset, currency)
    }
    if let reason = update.reason { text.add(.reason, word: reason.rawValue) }
    if let refusal = update.refusal {
      let detail = FailureDetail(refusal.code.rawValue, .venue, refusal.message)
      text.add(.error) { $0.add(detail) }
    }
    try end(isFailure: update.refusal != nil)
  }

  /// An order that never reached the paper market.
  mutating func writeUnplaced(
    _ status: OrderStatus, members: [UInt8], at time: Timestamp, line: Int?,
    _ detail: FailureDetail?
  ) throws(StreamFailure) {
    begin(.order)
    text.bytes.append(contentsOf: members)
    addOrigin(time)
    text.add(.status, word: status.rawValue)
    text.add(.final, true)
    if let line { text.add(.line, line) }
    if let detail { text.add(.error) { $0.add(detail) } }
    try end(isFailure: detail != nil)
  }

  mutating func write(
    _ fill: PaperFill, symbol: Symbol, carried: CarriedLine?, currency: String
  ) throws(StreamFailure) {
    begin(.fill)
    if let carried { text.bytes.append(contentsOf: carried.userMembers) }
    text.add(.symbol, symbol.description)
    text.add(.side, word: fill.fill.side.rawValue)
    addOrigin(fill.fill.time)
    text.add(.clientOrderID, word: "tc-\(fill.number)")
    text.add(.orderID, word: "\(fill.number)")
    if let parent = fill.parent { text.add(.parentID, word: "\(parent)") }
    text.add(.fillID, word: "\(fill.fillNumber)")
    text.add(.price, fill.fill.price)
    text.add(.quantity, fill.fill.quantity)
    text.add(.fee, fill.fill.fee)
    text.add(.feeAsset, currency)
    text.add(.liquidity, word: fill.fill.liquidity.rawValue)
    text.add(.realizedPnL, fill.realizedProfit)
    if fill.slippageCost.isPositive { text.add(.slippage, fill.slippageCost) }
    if let reason = fill.reason { text.add(.reason, word: reason.rawValue) }
    try end()
  }

  mutating func writeEquity(
    _ equity: Notional, peak: Notional, at time: Timestamp
  ) throws(StreamFailure) {
    begin(.equity)
    addOrigin(time)
    text.add(.equity, equity)
    text.add(.peak, peak)
    // An equity so large that its share cannot be reckoned has fallen by nothing worth saying.
    let fall = try? (try? peak - equity)?.ratio(to: peak, rounding: .toNearestOrEven).percent
    if let fall { text.add(.drawdownPercent, fall) }
    try end()
  }

  mutating func write(
    _ position: PaperPosition, symbol: Symbol, at time: Timestamp
  ) throws(StreamFailure) {
    begin(.position)
    text.add(.symbol, symbol.description)
    addOrigin(time)
    if let side = position.position.side { text.add(.side, word: side.rawValue) }
    text.add(.quantity, position.position.quantity.magnitude)
    if let price = position.position.entryPrice { text.add(.entryPrice, price) }
    text.add(.cost, position.position.cost)
    if let price = position.lastPrice {
      text.add(.markPrice, price)
      if let profit = try? position.position.unrealizedProfit(at: price) {
        text.add(.unrealizedPnL, profit)
      }
    }
    text.add(.leverage, position.leverage)
    text.add(.margin, position.margin)
    if let price = position.liquidationPrice { text.add(.liquidationPrice, price) }
    try end()
  }

  mutating func write(_ balance: Balance, at time: Timestamp) throws(StreamFailure) {
    begin(.balance)
    text.add(.asset, balance.asset)
    addOrigin(time)
    text.add(.free, balance.free)
    text.add(.locked, balance.locked)
    if let total = try? balance.total { text.add(.total, total) }
    try end()
  }
}
