import Domain
import VenueInterface
import Wire

/// The account's own trades of a market, or those of one order, newest first at the venue.
///
/// Source: `GET /api/v5/trade/fills`, "Transaction details (last 3 days)", and
/// `GET /api/v5/trade/fills-history`, "Transaction details (last 3 months)", of
/// www.okx.com/docs-v5/en: a hundred at a time. What is paid is below zero there. Trades are
/// numbered market by market.
struct OKXFills: Endpoint {
  let market: Instrument
  var orderID: String?
  /// What that order is called by us, where the reply does not tell.
  var clientOrderID: String?
  /// Whether the list is asked that goes back further, and comes later.
  var isOld = false
  var period: ClosedRange<Timestamp>?
  var limit: Int?
  var mark: String?

  private static let limitMax = 100

  private var count: Int { min(max(limit ?? Self.limitMax, 1), Self.limitMax) }

  var draft: RequestDraft {
    var query = [OKXKind(market).parameter, OKXSymbols.parameter(market)]
    query.add("ordId", orderID)
    query.add("begin", period.map { String($0.lowerBound.milliseconds) })
    query.add("end", period.map { String($0.upperBound.milliseconds) })
    query.add("limit", limit.map { _ in String(count) })
    query.add("after", mark)
    return .okx(isOld ? "trade/fills-history" : "trade/fills", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let contents = try reply.okxData
    var fills: [VenueFill] = []
    for content in contents.reversed() {
      try OKXSymbols.check(content, isAbout: market)
      let fill = try VenueFill(okx: content, in: market, clientOrderID: clientOrderID)
      if orderID == nil || fill.orderID == orderID { fills.append(fill) }
    }
    var page = Page(fills)
    var next = self
    if contents.count >= count, orderID != nil || period != nil, let last = contents.last {
      next.mark = try last.identifier("billId")
      guard next.mark != mark else { throw .circle }
      page.next = VenueCall(next)
    } else if contents.isEmpty, orderID != nil, mark == nil, !isOld {
      // An order of last week has none in the newer list.
      next.isOld = true
      page.next = VenueCall(next)
    }
    return page
  }
}

/// The fills of an order whose number has to be asked for first.
///
/// Source: as `OKXFindOrder` and `OKXFindAlgoOrder`.
struct OKXFillsOfOrder: Endpoint {
  let draft: RequestDraft
  private let market: Instrument
  private let clientOrderID: String?
  private let number: @Sendable (ReplyObject) throws(RecordProblem) -> String?

  init(_ query: OKXFindOrder, _ clientOrderID: String?) {
    draft = query.draft
    market = query.market
    self.clientOrderID = clientOrderID
    number = { (content) throws(RecordProblem) in try query.order(content).orderID }
  }

  init(_ query: OKXFindAlgoOrder, _ clientOrderID: String?) {
    draft = query.draft
    market = query.market
    self.clientOrderID = clientOrderID
    number = { (content) throws(RecordProblem) in
      _ = try query.order(content)
      return content.okxTriggeredOrderID
    }
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    guard let content = try reply.okxData.first, let id = try number(content) else {
      return Page([])
    }
    return Page(
      [],
      next: VenueCall(OKXFills(market: market, orderID: id, clientOrderID: clientOrderID)))
  }
}

extension VenueFill {
  fileprivate init(
    okx content: ReplyObject, in market: Instrument, clientOrderID: String?
  ) throws(RecordProblem) {
    let fee: Notional = try content.unlessBlank("fee", content.decimal) ?? .zero
    let quantity = try market.size("fillSz", in: content)
    guard quantity.isPositive else { throw content.problem("fillSz", "is not above zero") }
    let own = try content.unlessBlank("clOrdId", content.text)
    let trade = try content.identifier("tradeId")
    self.init(
      fillID: "\(try content.text("instId")):\(trade)", clientOrderID: clientOrderID ?? own,
      orderID: try content.unlessBlank("ordId", content.text), symbol: market.symbol,
      side: try content.word("side", in: OKXWords.sides), price: try content.positive("fillPx"),
      quantity: quantity, fee: -fee,
      feeAsset: try content.unlessBlank("feeCcy", content.text),
      liquidity: try content.unlessBlank("execType") { (name) throws(RecordProblem) in
        try content.word(name, in: ["T": .taker, "M": .maker])
      }, time: try content.moment(content.has("fillTime") ? "fillTime" : "ts"))
  }
}
