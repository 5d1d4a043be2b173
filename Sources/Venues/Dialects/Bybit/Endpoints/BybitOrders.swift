import Domain
import VenueInterface
import Wire

/// Where orders are told.
enum BybitPlace: String, Sendable {
  /// Those that are open, and by id those that lately ended.
  case open = "order/realtime"
  /// Those that ended; without a period of the last seven days.
  case history = "order/history"
}

/// Orders of a market or of several, newest first at the venue; waiting ones are among them.
///
/// Source: `GET /v5/order/realtime`, v5/order/open-order.mdx, and `GET /v5/order/history`,
/// v5/order/order-list.mdx, of bybit-exchange/docs; both tell at most 50 at a time.
struct BybitOrders: Endpoint {
  let scope: BybitScope
  let place: BybitPlace
  var walk: PeriodWalk?
  var limit: Int?
  /// Where a list without a period goes on.
  var mark: String?

  private static let limitMax = 50

  var draft: RequestDraft {
    var query = scope.parameters
    query.add("startTime", walk.map { String($0.start.milliseconds) })
    query.add("endTime", walk.map { String($0.end.milliseconds) })
    query.add("limit", String(min(max(limit ?? Self.limitMax, 1), Self.limitMax)))
    query.add("cursor", walk?.mark ?? mark)
    return .bybit(place.rawValue, query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    var page = try Page(
      try reply.bybitList.reversed(), marketIn: "symbol", markets,
      isSpot: scope.category == .spot
    ) { (content, market) throws(RecordProblem) in try VenueOrder(bybit: content, in: market) }
    page.next = try next(try reply.bybitMark, isEmpty: try reply.bybitList.isEmpty)
      .map(VenueCall.init)
    return page
  }

  private func next(_ mark: String?, isEmpty: Bool) throws(RecordProblem) -> BybitOrders? {
    var next = self
    // The last page has a mark too, behind which there is nothing.
    let mark = isEmpty ? nil : mark
    if let walk {
      next.walk = try walk.next(mark)
      return next.walk == nil ? nil : next
    }
    // Of a history without a period the newest ones are enough.
    guard let mark, place == .open else { return nil }
    guard mark != self.mark else { throw .circle }
    next.mark = mark
    return next
  }
}

/// One order, where it is told.
///
/// Source: as `BybitOrders`; an id counts more than anything else that is said.
struct BybitFindOrder: Endpoint {
  let order: OrderTarget
  let place: BybitPlace

  var draft: RequestDraft {
    var query = BybitScope.market(order.market).parameters
    if let id = order.orderID {
      query.add("orderId", id)
    } else {
      query.add("orderLinkId", order.clientOrderID)
    }
    return .bybit(place.rawValue, query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    guard let content = try reply.bybitList.first else { return .unknown }
    try BybitSymbols.check(content, isAbout: order.market)
    let found = try VenueOrder(bybit: content, in: order.market)
    guard order.means(found) else {
      throw content.problem("orderId", "is that of another order")
    }
    return .order(found)
  }
}
