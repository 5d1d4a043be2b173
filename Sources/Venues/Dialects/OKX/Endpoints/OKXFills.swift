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
    let (fills, next) = try page(from: reply)
    return Page(fills, next: next.map { VenueCall($0) })
  }

  /// The fills of a reply, and what asks for those that come after them.
  fileprivate func page(
    from reply: VenueReply
  ) throws(RecordProblem) -> (fills: [VenueFill], next: OKXFills?) {
    let contents = try reply.okxData
    var fills: [VenueFill] = []
    for content in contents.reversed() {
      try OKXSymbols.check(content, isAbout: market)
      let fill = try VenueFill(okx: content, in: market, clientOrderID: clientOrderID)
      if orderID == nil || fill.orderID == orderID { fills.append(fill) }
    }
    guard contents.count >= count, orderID != nil || period != nil, let last = contents.last
    else { return (fills, nil) }
    var next = self
    next.mark = try last.identifier("billId")
    guard next.mark != mark else { throw .circle }
    return (fills, next)
  }
}

/// All fills of an order, or of the orders that it became, each of them once.
///
/// The list that goes back further, and comes later, is asked only where the other one has not all of
/// the order.
///
/// Source: as `OKXFills`.
struct OKXAllFills: Endpoint {
  private let ids: [String]
  private var query: OKXFills
  /// Whose turn it is.
  private var place = 0
  /// What was told already.
  private var known: Set<String> = []
  /// What of the order is in no fill yet; nil where nobody knows.
  private var rest: Quantity?

  /// - Parameters:
  ///   - ids: At least one.
  ///   - market: Theirs.
  ///   - clientOrderID: What the order is called by us.
  ///   - quantity: What is to be found; nil where that is not known.
  init(
    _ ids: [String], in market: Instrument, _ clientOrderID: String?, quantity: Quantity?
  ) {
    precondition(!ids.isEmpty, "Fills are those of an order")
    self.ids = ids
    query = OKXFills(market: market, orderID: ids[0], clientOrderID: clientOrderID)
    rest = quantity
  }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    var next = self
    let (fills, more) = try query.page(from: reply)
    var page = Page(fills.filter { next.known.insert($0.fillID).inserted })
    for fill in page.items {
      next.rest = next.rest.flatMap { rest in try? rest - fill.quantity }
    }
    if let more {
      next.query = more
    } else if !next.turn() {
      return page
    }
    page.next = VenueCall(next)
    return page
  }

  /// Goes on to the next order, or to the other list; false where nothing is left to ask.
  private mutating func turn() -> Bool {
    place += 1
    if place == ids.count {
      guard !query.isOld, rest?.isZero != true else { return false }
      place = 0
      query.isOld = true
    }
    query.orderID = ids[place]
    query.mark = nil
    return true
  }
}

/// The fills of an order whose number has to be asked for first.
///
/// Source: as `OKXFindOrder` and `OKXFindAlgoOrder`.
struct OKXFillsOfOrder: Endpoint {
  let draft: RequestDraft
  private let market: Instrument
  private let clientOrderID: String?
  private let numbers:
    @Sendable (ReplyObject) throws(RecordProblem) -> (ids: [String], quantity: Quantity?)

  init(_ query: OKXFindOrder, _ clientOrderID: String?) {
    draft = query.draft
    market = query.market
    self.clientOrderID = clientOrderID
    numbers = { (content) throws(RecordProblem) in
      let order = try query.order(content)
      return (order.orderID.map { [$0] } ?? [], order.filledQuantity)
    }
  }

  init(_ query: OKXFindAlgoOrder, _ clientOrderID: String?) {
    draft = query.draft
    market = query.market
    self.clientOrderID = clientOrderID
    numbers = { (content) throws(RecordProblem) in
      let order = try query.order(content)
      return (try content.okxTriggeredOrderIDs, order.quantity.isZero ? nil : order.quantity)
    }
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    guard let content = try reply.okxData.first else { return Page([]) }
    let (ids, quantity) = try numbers(content)
    guard !ids.isEmpty else { return Page([]) }
    return Page(
      [], next: VenueCall(OKXAllFills(ids, in: market, clientOrderID, quantity: quantity)))
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
