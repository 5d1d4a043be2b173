import Domain
import VenueInterface
import Wire

/// Orders of the plain endpoints, newest first at the venue and a hundred at a time.
///
/// Source: "Order List", "Order history (last 7 days)" and "Order history (last 3 months)" of
/// www.okx.com/docs-v5/en; they go on from the number of the last order.
struct OKXOrders: Endpoint {
  enum List: String, Sendable {
    case open = "trade/orders-pending"
    case week = "trade/orders-history"
    case archive = "trade/orders-history-archive"
  }

  let list: List
  let market: Instrument?
  var period: ClosedRange<Timestamp>?
  var limit: Int?
  /// The order after which a list goes on.
  var mark: String?

  private static let limitMax = 100

  private var count: Int { min(max(limit ?? Self.limitMax, 1), Self.limitMax) }

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    if let market {
      if list != .open { query.append(OKXKind(market).parameter) }
      query.append(OKXSymbols.parameter(market))
    }
    query.add("begin", period.map { String($0.lowerBound.milliseconds) })
    query.add("end", period.map { String($0.upperBound.milliseconds) })
    query.add("limit", limit.map { _ in String(count) })
    query.add("after", mark)
    return .okx(list.rawValue, query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    let contents = try reply.okxData
    var page = try Page(okx: contents.reversed(), markets) {
      (content, market) throws(RecordProblem) in try VenueOrder(okx: content, in: market)
    }
    // Of a history without a period the newest ones are enough.
    guard contents.count >= count, list == .open || period != nil, let last = contents.last
    else { return page }
    var next = self
    next.mark = try last.identifier("ordId")
    guard next.mark != mark else { throw .circle }
    page.next = VenueCall(next)
    return page
  }
}

/// Orders of one kind that wait, or that waited and came to nothing, newest first at the venue.
///
/// Source: `GET /api/v5/trade/orders-algo-pending`, "Algo order list", and
/// `GET /api/v5/trade/orders-algo-history`, "Algo order history", of www.okx.com/docs-v5/en. The
/// history knows no times: it is told backwards until the period is over.
struct OKXAlgoOrders: Endpoint {
  let kind: OKXAlgoKind
  let market: Instrument?
  /// Of a history; nil for those that wait.
  var state: String?
  var period: ClosedRange<Timestamp>?
  var limit: Int?
  var mark: String?

  private static let limitMax = 100

  private var count: Int { min(max(limit ?? Self.limitMax, 1), Self.limitMax) }

  var draft: RequestDraft {
    var query = [RequestDraft.Parameter("ordType", kind.rawValue)]
    query.add("state", state)
    if let market { query.append(OKXSymbols.parameter(market)) }
    query.add("limit", limit.map { _ in String(count) })
    query.add("after", mark)
    return .okx(state == nil ? Self.open : Self.history, query)
  }

  private static let open = "trade/orders-algo-pending"
  private static let history = "trade/orders-algo-history"
  /// Where both lists are.
  static let paths = [open, history].map { "/api/v5/\($0)" }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    let contents = try reply.okxData
    var told: [ReplyObject] = []
    var isOver = false
    for content in contents {
      let time = try content.moment("cTime")
      isOver = isOver || period.map { time < $0.lowerBound } ?? false
      if period?.contains(time) ?? true { told.append(content) }
    }
    var page = try Page(okx: told.reversed(), markets) {
      (content, market) throws(RecordProblem) in try VenueOrder(okxAlgo: content, in: market)
    }
    guard contents.count >= count, state == nil || period != nil, !isOver,
      let last = contents.last
    else { return page }
    var next = self
    next.mark = try last.identifier("algoId")
    guard next.mark != mark else { throw .circle }
    page.next = VenueCall(next)
    return page
  }
}

extension Page {
  /// Reads the objects of a list that each name their market; spot and swaps are spelled apart.
  fileprivate init(
    okx objects: [ReplyObject], _ markets: VenueMarkets,
    _ read: (ReplyObject, Instrument) throws(RecordProblem) -> Item?
  ) throws(RecordProblem) {
    var items: [Item] = []
    var unknown: [String] = []
    for object in objects {
      let name = try object.text("instId")
      let market = markets.instrument(named: name, isSpot: OKXSymbols.isSpot(name))
      if let market {
        if let item = try read(object, market) { items.append(item) }
      } else if !unknown.contains(name) {
        unknown.append(name)
      }
    }
    self.init(items, unknownMarkets: unknown)
  }
}
