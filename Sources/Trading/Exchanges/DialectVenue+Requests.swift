package import Domain
package import Ledger
package import Lifecycle
package import VenueInterface

extension DialectVenue {
  /// Something that an exchange can be asked for.
  package enum Question: Sendable {
    case place(StoredOrder)
    /// With one request.
    case placeTogether([StoredOrder])
    case cancel(StoredOrder)
    /// Of one market, as many with each request as the exchange takes.
    case cancelTogether([StoredOrder])
    /// All open orders of a market at once.
    case cancelAll(Symbol)
    /// One that the exchange has told of.
    case cancelListed(VenueOrder)
    /// Of an emergency stop.
    case close(ClosingOrder, AccountScope)
    case amend(StoredOrder, OrderAmendment)
    case order(StoredOrder)
    case openOrders(Symbol?)
    /// Of a market, those that are over among them.
    case orders(Symbol, during: ClosedRange<Timestamp>?, limit: Int?)
    /// What trading costs in a market.
    case fees(Symbol)
    case leverage(Symbol)
    /// The account's own ones of a market.
    case fills(Symbol, during: ClosedRange<Timestamp>?, limit: Int?)
    case setLeverage(Rate, Symbol)
    case balances
    /// Of the wallet that money arrives in.
    case funding
    /// Of one market, or of all.
    case positions(Symbol?)
    case permissions
  }

  /// The requests that a question would leave as first; they are not sent.
  ///
  /// What is asked only because of an answer is not among them.
  ///
  /// - Parameters:
  ///   - question: What would be asked.
  ///   - preview: How they are shown.
  /// - Returns: Them, without their secrets; empty where the exchange is not asked for that.
  /// - Throws: Where it does not have such a thing, or they could not be signed.
  package func requests(
    for question: Question, _ preview: RequestPreview
  ) throws(VenueError) -> [HTTPRequest] {
    var requests: [HTTPRequest] = []
    for draft in try drafts(of: question) {
      requests.append(try client.preview(draft, preview))
    }
    return requests
  }

  /// The order of an emergency stop, with a name such as it would get; each stop gives new ones.
  private func closing(_ order: ClosingOrder, _ scope: AccountScope) -> PlaceRequest {
    let wish = OrderDesk.wish(order)
    var run = OrderRun(name: "emergency")
    let key = run.key(of: wish)
    let length = dialect.profile.capabilities.clientOrderIDs.lengthMax
    return PlaceRequest(
      clientOrderID: ClientOrderID.make(key, in: scope, length: length), symbol: order.symbol,
      side: order.side, type: .market, quantity: order.quantity,
      isReduceOnly: wish.intent.isReduceOnly, validUntil: .distantFuture)
  }

  private func drafts(of question: Question) throws(VenueError) -> [RequestDraft] {
    switch question {
    case .place(let order): return [try placing(PlaceRequest(order)).draft]
    case .placeTogether(let orders): return [try placing(orders.map(PlaceRequest.init)).draft]
    case .cancel(let order):
      let target = try target(order)
      // The others are asked where the first does not know the order.
      return try supported { () throws(Unsupported) in
        try dialect.cancel(target).prefix(1).map(\.draft)
      }
    case .cancelListed(let order):
      let target = OrderTarget(order, in: try cache.market(order.symbol))
      return try supported { () throws(Unsupported) in
        try dialect.cancel(target).prefix(1).map(\.draft)
      }
    case .close(let order, let scope): return [try placing(closing(order, scope)).draft]
    case .cancelTogether(let orders): return try cancelling(orders).map(\.draft)
    case .cancelAll(let symbol):
      switch try sweeping(symbol) {
      case .atOnce(let calls): return calls.map(\.draft)
      case .listed(let lists): return lists.map(\.draft)
      }
    case .amend(let order, let change): return [try amending(try target(order), change).draft]
    case .order(let order):
      let target = try target(order)
      return try supported { () throws(Unsupported) in
        try dialect.order(target).prefix(1).map(\.draft)
      }
    case .openOrders(let symbol): return try listing(openOrdersIn: symbol).map(\.draft)
    case .orders(let symbol, let period, let limit):
      return try listing(ordersIn: symbol, during: period, limit: limit).map(\.draft)
    case .fees(let symbol): return [try asking(feesIn: symbol).draft]
    case .leverage(let symbol): return [try asking(leverageIn: symbol).draft]
    case .fills(let symbol, let period, let limit):
      return try listing(fillsIn: symbol, during: period, limit: limit).map(\.draft)
    case .setLeverage(let leverage, let symbol):
      return [try settingLeverage(leverage, in: symbol).draft]
    case .funding: return [try supported { () throws(Unsupported) in try dialect.funding().draft }]
    case .balances: return dialect.balances().map(\.draft)
    case .positions(let symbol): return try listing(positionsIn: symbol).map(\.draft)
    case .permissions:
      return [try client.askingPermissions().draft]
    }
  }
}
