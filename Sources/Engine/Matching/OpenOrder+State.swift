import Domain

extension OpenOrder {
  /// All of it as text, but for its turn in the event that is over.
  var state: String {
    var writer = StateWriter()
    writer.add("number", number)
    writer.add("reference", reference)
    writer.add("parent", parent)
    writer.add("market", market)
    writer.add("arrival", arrival)
    writer.add("ticket", number: ticket)
    if let cancel {
      writer.add("cancel", cancel.time)
      writer.add("cancel_ticket", cancel.ticket)
    }
    writer.add("type", terms.type.rawValue)
    writer.add("side", side.rawValue)
    writer.add("quantity", amount: quantity)
    writer.add("price", terms.price)
    writer.add("stop_price", terms.stopPrice)
    writer.add("time_in_force", terms.timeInForce.rawValue)
    writer.add("post_only", terms.isPostOnly)
    writer.add("stop_loss", terms.stopLoss)
    writer.add("take_profit", terms.takeProfit)
    writer.add("wanted_leverage", terms.leverage)
    writer.add("close", terms.isClose)
    writer.add("misdirected", terms.isMisdirected)
    writer.add("reduce_only", isReduceOnly)
    writer.add("leverage", leverage)
    writer.add("reason", reason?.rawValue)
    writer.add("filled", amount: filled)
    writer.add("traded", amount: traded)
    writer.add("fee", amount: fee)
    writer.add("reserved", amount: reserved)
    writer.add("place", place == .nowhere ? nil : place.rawValue)
    writer.add("key", place == .nowhere ? nil : String(key))
    writer.add("priority", number: priority)
    writer.add("triggered", isTriggered)
    writer.add("guard", isGuard)
    writer.add("sibling", sibling)
    writer.add("stop_loss_order", stopLossOrder)
    writer.add("take_profit_order", takeProfitOrder)
    return writer.text
  }

  /// - Throws: `.invalidState` for a text that `state` did not write.
  init(state: String) throws(PaperError) {
    let reader = try StateReader(state)
    let type: OrderType = try reader.required("type", reader.word("type"))
    var terms = OrderTerms(type, stopPrice: try reader.decimal("stop_price"))
    terms.price = try reader.decimal("price")
    terms.timeInForce = try reader.word("time_in_force") ?? .goodTillCancelled
    terms.isPostOnly = reader.flag("post_only")
    terms.stopLoss = try reader.decimal("stop_loss")
    terms.takeProfit = try reader.decimal("take_profit")
    terms.leverage = try reader.decimal("wanted_leverage")
    terms.isClose = reader.flag("close")
    terms.isMisdirected = reader.flag("misdirected")
    self.init(
      number: try reader.required("number", reader.integer("number")),
      reference: try reader.integer("reference"), parent: try reader.integer("parent"),
      market: try reader.required("market", reader.integer("market")),
      arrival: try reader.required("arrival", reader.time("arrival")), terms: terms,
      side: try reader.required("side", reader.word("side")),
      quantity: try reader.amount("quantity"), isReduceOnly: reader.flag("reduce_only"))
    ticket = try reader.number("ticket")
    if let time = try reader.time("cancel") {
      cancel = .init(time: time, ticket: try reader.number("cancel_ticket"))
    }
    leverage = try reader.decimal("leverage") ?? .one
    reason = try reader.word("reason")
    filled = try reader.amount("filled")
    traded = try reader.amount("traded")
    fee = try reader.amount("fee")
    reserved = try reader.amount("reserved")
    place = try reader.word("place") ?? .nowhere
    if let text = reader.text("key") {
      key = try reader.required("key", Int128(text))
    }
    priority = try reader.number("priority")
    isTriggered = reader.flag("triggered")
    isGuard = reader.flag("guard")
    sibling = try reader.integer("sibling")
    stopLossOrder = try reader.integer("stop_loss_order")
    takeProfitOrder = try reader.integer("take_profit_order")
  }
}
