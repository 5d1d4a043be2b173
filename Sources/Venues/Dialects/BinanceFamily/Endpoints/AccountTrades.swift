import Domain
import VenueInterface
import Wire

/// The account's own trades of a market, oldest first.
///
/// Source: `GET /api/v3/myTrades`, "Account trade list" in rest-api.md of
/// binance/binance-spot-api-docs, a day at a time; `GET /fapi/v1/userTrades`, a week at a time, and
/// only of the last week where no time is given, of a single order too. What AsterDEX has takes no
/// order's number; its documents show a fee below zero, as older ones of Binance did, where real replies
/// of Binance have one above zero for what is paid. That AsterDEX's have it too is not verified.
struct AccountTrades: Endpoint {
  let form: BinanceForm
  let market: Instrument
  /// Only the fills of this order.
  var orderID: String?
  /// What that order is called by us; the reply does not tell.
  var clientOrderID: String?
  var window: HistoryWindow?
  /// From which number on, where there is no window.
  var fromID: Int?
  var limit: Int?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = [.symbol(BinanceSymbols.name(of: market))]
    if form.findsFillsByOrder { query.add("orderId", orderID) }
    query += window?.parameters("fromId") ?? []
    query.add("fromId", fromID.map(String.init))
    query.add("limit", limit.map(String.init))
    let weight = form.isSpot ? (orderID == nil ? 20 : 5) : 5
    return form.reading(form.path(form.isSpot ? "myTrades" : "userTrades"), query, weight: weight)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    var fills: [VenueFill] = []
    var last: HistoryItem?
    let contents = try reply.objects
    for content in contents {
      try BinanceSymbols.check(content, isAbout: market)
      let item = HistoryItem(id: try content.wholeNumber("id"), time: try content.moment("time"))
      last = item
      guard window?.holds(item) ?? true else { continue }
      let fill = try VenueFill(content, in: market, clientOrderID: clientOrderID)
      if orderID == nil || fill.orderID == orderID { fills.append(fill) }
    }
    let isFull = contents.count >= limit ?? HistoryWindow.usualLimit
    return Page(fills, next: try next(after: last, isFull: isFull).map(VenueCall.init))
  }

  private func next(
    after last: HistoryItem?, isFull: Bool
  ) throws(RecordProblem) -> AccountTrades? {
    var next = self
    if let window {
      next.window = try window.next(after: last, isFull: isFull)
      return next.window == nil ? nil : next
    }
    // The newest trades are the last ones; those of an order may be more.
    guard isFull, orderID != nil, let last, last.id >= fromID ?? .min else { return nil }
    next.fromID = last.id + 1
    return next
  }
}

/// The fills of an order whose number, or whose time, has to be asked for first.
///
/// Source: as `QueryOrder`.
struct FillsOfOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: BinanceOrderKey
  let clientOrderID: String?
  /// How long ago it was placed; nil where nobody knows.
  let age: TimeInterval?

  private var query: QueryOrder { QueryOrder(form: form, market: market, key: key) }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let content = try reply.object
    let order = try query.order(content)
    guard order.filledQuantity.isPositive else { return Page([]) }
    var trades = AccountTrades(
      form: form, market: market, orderID: order.orderID,
      clientOrderID: clientOrderID ?? order.clientOrderID)
    if !form.findsFillsByOrder || !form.tellsAllFills(ofAge: age) {
      let begin = try content.moment("time")
      trades.window = HistoryWindow(
        begin...max(begin, try content.moment("updateTime")), span: BinanceForm.week)
    }
    return Page([], next: VenueCall(trades))
  }
}

extension VenueFill {
  /// - Parameters:
  ///   - content: The fill.
  ///   - market: That it is of.
  ///   - clientOrderID: The order's, where it is known.
  /// - Throws: A problem that names a member.
  init(
    _ content: ReplyObject, in market: Instrument, clientOrderID: String?
  ) throws(RecordProblem) {
    // Futures name the side, spot says whether it was the buyer's.
    let side: Side =
      try content.has("side")
      ? content.word("side", in: BinanceWords.sides)
      : content.flag("isBuyer") ? .buy : .sell
    let isMaker = try content.flag(content.has("maker") ? "maker" : "isMaker")
    self.init(
      fillID: try content.identifier("id"), clientOrderID: clientOrderID,
      orderID: try content.identifier("orderId"), symbol: market.symbol, side: side,
      price: try content.positive("price"), quantity: try content.positive("qty"),
      fee: try content.decimal("commission"),
      feeAsset: try content.ifAny("commissionAsset", content.text),
      liquidity: isMaker ? .maker : .taker, time: try content.moment("time"))
  }
}
