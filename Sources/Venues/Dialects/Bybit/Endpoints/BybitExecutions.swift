import Domain
import VenueInterface
import Wire

/// The account's own trades of a market, or those of one order.
///
/// Source: `GET /v5/execution/list`, v5/order/execution.mdx of bybit-exchange/docs: newest first,
/// at most 100 at a time, a week at a time. Of contracts funding and settlement are told there too and
/// are no trades, and so is what the exchange itself closes, which is one: execType of v5/enum.mdx.
struct BybitExecutions: Endpoint {
  private static let usualLimit = 50
  private static let limitMax = 100
  /// Those that a position changes by: also where it is reduced for others, or liquidated.
  private static let trades: Set<String> = ["Trade", "AdlTrade", "BustTrade"]

  let market: Instrument
  var order: OrderTarget?
  var walk: PeriodWalk?
  var limit: Int?
  var mark: String?
  /// How many of the newest ones were told on earlier pages.
  private var told = 0

  init(
    market: Instrument, order: OrderTarget? = nil, walk: PeriodWalk? = nil, limit: Int? = nil
  ) {
    self.market = market
    self.order = order
    self.walk = walk
    self.limit = limit.map { min(max($0, 1), Self.limitMax) }
  }

  var draft: RequestDraft {
    var query = BybitScope.market(market).parameters
    if let id = order?.orderID {
      query.add("orderId", id)
    } else {
      query.add("orderLinkId", order?.clientOrderID)
    }
    if market.symbol.kind == .spot { query.add("execType", "Trade") }
    query.add("startTime", walk.map { String($0.start.milliseconds) })
    query.add("endTime", walk.map { String($0.end.milliseconds) })
    query.add("limit", limit.map(String.init))
    query.add("cursor", walk?.mark ?? mark)
    return .bybit("execution/list", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let contents = try reply.bybitList
    var trades: [ReplyObject] = []
    for content in contents {
      try BybitSymbols.check(content, isAbout: market)
      let kind = try content.unlessBlank("execType", content.text)
      if kind.map(Self.trades.contains) ?? true { trades.append(content) }
    }
    let isShort = trades.count < contents.count
    if isNewest { trades.removeLast(max(0, told + trades.count - wanted)) }
    var fills: [VenueFill] = []
    for content in trades.reversed() {
      let fill = try VenueFill(bybit: content, in: market)
      if order?.owns(fill) ?? true { fills.append(fill) }
    }
    let mark = contents.isEmpty ? nil : try reply.bybitMark
    let isEnough = isNewest && (!isShort || told + fills.count >= wanted)
    return Page(
      fills, next: isEnough ? nil : try next(mark, after: fills.count).map(VenueCall.init))
  }

  /// Whether it is about the newest trades, of which so many are enough.
  private var isNewest: Bool { walk == nil && order == nil }
  private var wanted: Int { limit ?? Self.usualLimit }

  private func next(
    _ mark: String?, after count: Int
  ) throws(RecordProblem) -> BybitExecutions? {
    var next = self
    next.told += count
    if let walk {
      next.walk = try walk.next(mark)
      return next.walk == nil ? nil : next
    }
    guard let mark else { return nil }
    guard mark != self.mark else { throw .circle }
    next.mark = mark
    return next
  }
}

extension OrderTarget {
  /// Whether a fill is one of this order.
  func owns(_ fill: VenueFill) -> Bool {
    if let orderID { return fill.orderID == orderID }
    return fill.clientOrderID == clientOrderID
  }
}

extension VenueFill {
  fileprivate init(bybit content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    // Contracts name no currency: their fees are paid in the one that they are settled in.
    let feeAsset = try content.unlessBlank("feeCurrency", content.text)
    self.init(
      fillID: try content.identifier("execId"),
      clientOrderID: try content.unlessBlank("orderLinkId", content.text),
      orderID: try content.identifier("orderId"), symbol: market.symbol,
      side: try content.word("side", in: BybitWords.sides),
      price: try content.positive("execPrice"), quantity: try content.positive("execQty"),
      fee: try content.unlessBlank("execFee", content.decimal) ?? .zero,
      feeAsset: feeAsset ?? market.symbol.settle,
      liquidity: try content.flag("isMaker") ? .maker : .taker,
      time: try content.moment("execTime"))
  }
}
