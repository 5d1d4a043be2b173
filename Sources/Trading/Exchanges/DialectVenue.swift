package import Domain
package import Ledger
package import Lifecycle
internal import Synchronization
package import VenueInterface

/// An exchange that is spoken to directly, by its dialect.
package final class DialectVenue: VenueClient {
  let client: DialectClient
  let cache: InstrumentCache
  /// Whether lists are told although something in them cannot be, as long as there is anything else.
  let tellsKnown: Bool
  /// Whether orders on spot are ones on cross margin.
  private let hasSpotMargin: Bool
  /// A name that an order could have; the own one of each is made of its key.
  let someName: String
  private let modes = Mutex(PositionModes())
  /// What was last found to be an order that the venue has; a stream asks for many that are alike.
  let checked = Mutex<OrderTerms?>(nil)

  /// - Parameters:
  ///   - client: Asks the exchange.
  ///   - cache: What can be traded there.
  ///   - tellsKnown: For who closes all that can be closed before anything else is a reason to stop.
  ///   - hasSpotMargin: Whether the account's orders on spot are ones on cross margin.
  package init(
    _ client: DialectClient, _ cache: InstrumentCache, tellsKnown: Bool = false,
    hasSpotMargin: Bool = false
  ) {
    self.client = client
    self.cache = cache
    self.tellsKnown = tellsKnown
    self.hasSpotMargin = hasSpotMargin
    let rule = client.dialect.profile.capabilities.clientOrderIDs
    someName = String(repeating: String(rule.alphabet.prefix(1)), count: rule.lengthMax)
  }

  package var dialect: any Dialect { client.dialect }

  package func capabilities() throws(VenueError) -> VenueCapabilities {
    dialect.profile.capabilities
  }

  package func instrument(of symbol: Symbol) throws(VenueError) -> Instrument? {
    try cache.market(symbol)
  }

  package func price(of symbol: Symbol) throws(VenueError) -> QuotedPrice? {
    let ticker = try client.ask(dialect.ticker(try cache.market(symbol)))
    // The venue's time; a clock that is ahead must not make its prices old.
    let skew = client.knownSkew ?? .none
    return QuotedPrice(ticker.price, at: ticker.time.map(skew.ownTime))
  }

  // MARK: Placing

  package func place(journaled order: JournaledOrder) throws(VenueError) -> VenueOrder {
    let target = OrderTarget(order.stored, in: try cache.market(order.stored.life.terms.symbol))
    do throws(VenueError) {
      return try self.order(target, after: try placing(PlaceRequest(order.stored)))
    } catch {
      if dialect.isAboutMarket(error) { cache.distrust() }
      throw error
    }
  }

  package func place(together orders: [JournaledOrder]) -> [Result<VenueOrder, VenueError>] {
    let stored = orders.map(\.stored)
    do throws(VenueError) {
      let answers = try client.ask(
        try placing(stored.map(PlaceRequest.init)), try cache.listing().markets)
      let resting = resting(stored, answers)
      return zip(stored, answers).map { order, answer in result(of: order, answer, resting) }
    } catch {
      // What was said of the request holds for each of its orders.
      if dialect.isAboutMarket(error) { cache.distrust() }
      return orders.map { _ in .failure(error) }
    }
  }

  /// The orders that rest, of markets with several orders of which the venue only said that it heard.
  ///
  /// One list tells how all of them stand. Those that are not in it are asked about by themselves.
  private func resting(_ orders: [StoredOrder], _ answers: [BatchedAnswer]) -> [VenueOrder] {
    let heard = zip(orders, answers).compactMap { order, answer in
      if case .success(.acknowledged(_?)) = answer { order.life.terms.symbol } else { nil }
    }
    var resting: [VenueOrder] = []
    for (place, symbol) in heard.enumerated()
    where heard[..<place].count(where: { $0 == symbol }) == 1 {
      // Those that wait for a price are in other lists, behind that of the book.
      guard let list = try? listing(openOrdersIn: symbol).first,
        let page = try? client.ask(list, cache.listing().markets)
      else { continue }
      resting += page.items
    }
    return resting
  }

  /// What became of an order that left with others.
  private func result(
    of order: StoredOrder, _ answer: BatchedAnswer, _ resting: [VenueOrder]
  ) -> Result<VenueOrder, VenueError> {
    if case .success(.acknowledged(let id?)) = answer,
      let known = resting.first(where: {
        $0.orderID == id && $0.symbol == order.life.terms.symbol
      })
    {
      return .success(known)
    }
    do throws(VenueError) {
      return .success(try self.order(try target(order), after: try answer.get()))
    } catch {
      if dialect.isAboutMarket(error) { cache.distrust() }
      return .failure(error)
    }
  }

  func placing(_ request: PlaceRequest) throws(VenueError) -> VenueCall<OrderAnswer> {
    let market = try cache.market(request.symbol)
    let ready = ready(request)
    return try supported { () throws(Unsupported) in try dialect.place(ready, in: market) }
  }

  func placing(_ requests: [PlaceRequest]) throws(VenueError) -> VenueCall<[BatchedAnswer]> {
    var markets: [Instrument] = []
    for request in requests { markets.append(try cache.market(request.symbol)) }
    let (ready, places) = (requests.map(ready), markets)
    return try supported { () throws(Unsupported) in try dialect.place(ready, in: places) }
  }

  /// With what its account says of it, such as the side that it is for where both are held apart.
  private func ready(_ request: PlaceRequest) -> PlaceRequest {
    var request = request
    if hasSpotMargin, request.symbol.kind == .spot { request.marginMode = .cross }
    if request.isReduceOnly, request.positionSide == nil,
      holdsSidesApart(in: request.symbol) == true
    {
      // Only one of the two can be made smaller by an order of that side.
      request.positionSide = request.side == .sell ? .long : .short
    }
    return request
  }

  // MARK: Changing

  /// An order as the dialect knows it.
  func target(_ order: StoredOrder) throws(VenueError) -> OrderTarget {
    OrderTarget(order, in: try cache.market(order.life.terms.symbol))
  }

  package func cancel(_ order: StoredOrder) throws(VenueError) -> VenueOrder {
    try cancel(try target(order))
  }

  package func cancel(_ order: VenueOrder) throws(VenueError) -> VenueOrder {
    try cancel(OrderTarget(order, in: try cache.market(order.symbol)))
  }

  private func cancel(_ target: OrderTarget) throws(VenueError) -> VenueOrder {
    let calls = try supported { () throws(Unsupported) in try dialect.cancel(target) }
    var failure = VenueError.notFound(message: "it cannot be asked for")
    // A venue that has taken it back and knows it no more has forgotten it for want of a fill.
    let forgotten = dialect.tellsOrdersLate ? OrderStatus.pending : .cancelled
    for call in calls {
      do throws(VenueError) {
        return try order(target, after: call, ifForgotten: forgotten)
      } catch {
        guard case .notFound = error else { throw error }
        failure = error
      }
    }
    throw failure
  }

  package func amend(
    _ order: StoredOrder, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(VenueError) -> VenueOrder {
    let target = try target(order)
    let change = OrderAmendment(quantity: quantity, price: price, stopPrice: stopPrice)
    return try self.order(target, after: try amending(target, change))
  }

  package func amends(
    _ order: StoredOrder, _ change: OrderAmendment
  ) throws(VenueError) -> Bool {
    guard try capabilities().canAmend else { return false }
    do throws(VenueError) {
      _ = try amending(try target(order), change)
      return true
    } catch {
      // Such an order, or such a change of it, is none that can be made there.
      if case .unsupported = error { return false }
      throw error
    }
  }

  func amending(
    _ target: OrderTarget, _ change: OrderAmendment
  ) throws(VenueError) -> VenueCall<OrderAnswer> {
    try supported { () throws(Unsupported) in
      try dialect.amend(
        target, quantity: change.quantity, price: change.price, stopPrice: change.stopPrice)
    }
  }

  package func setLeverage(_ leverage: Rate, in symbol: Symbol) throws(VenueError) {
    try client.ask(try settingLeverage(leverage, in: symbol))
  }

  func settingLeverage(
    _ leverage: Rate, in symbol: Symbol
  ) throws(VenueError) -> VenueCall<Void> {
    let market = try cache.market(symbol)
    return try supported { () throws(Unsupported) in try dialect.setLeverage(leverage, in: market) }
  }

  /// How an order stands after a request that changes it.
  private func order(
    _ target: OrderTarget, after call: VenueCall<OrderAnswer>,
    ifForgotten forgotten: OrderStatus = .pending
  ) throws(VenueError) -> VenueOrder {
    let answer = try client.ask(call, try cache.listing().markets)
    return try order(target, after: answer, ifForgotten: forgotten)
  }

  private func order(
    _ target: OrderTarget, after answer: OrderAnswer,
    ifForgotten forgotten: OrderStatus = .pending
  ) throws(VenueError) -> VenueOrder {
    var answer = answer
    while true {
      switch answer {
      case .order(let order): return order
      case .elsewhere(let next): answer = try client.ask(next, try cache.listing().markets)
      case .acknowledged(let orderID):
        var known = target
        known.orderID = orderID ?? target.orderID
        do throws(VenueError) {
          return try found(known) ?? VenueOrder(known, forgotten)
        } catch {
          // It was heard; whatever becomes of asking, that is no failure of the request.
          return VenueOrder(known, .pending)
        }
      }
    }
  }

  // MARK: Asking

  package func order(_ order: StoredOrder) throws(VenueError) -> VenueOrder? {
    try found(try target(order))
  }

  /// An order as the venue has it; nil where it certainly knows none.
  private func found(_ target: OrderTarget) throws(VenueError) -> VenueOrder? {
    let markets = try cache.listing().markets
    for call in try supported({ () throws(Unsupported) in try dialect.order(target) }) {
      var next: VenueCall<OrderLookup>? = call
      while let call = next {
        next = nil
        do throws(VenueError) {
          switch try client.ask(call, markets) {
          case .order(let order): return order
          case .unknown: break
          case .elsewhere(let other): next = other
          }
        } catch {
          guard case .notFound = error else { throw error }
        }
      }
    }
    return nil
  }

  package func openOrders(in symbol: Symbol?) throws(VenueError) -> [VenueOrder] {
    try joined(try listing(openOrdersIn: symbol))
  }

  func listing(
    openOrdersIn symbol: Symbol?
  ) throws(VenueError) -> [VenueCall<Page<VenueOrder>>] {
    var market: Instrument?
    if let symbol { market = try cache.market(symbol) }
    let place = market
    return try supported { () throws(Unsupported) in try dialect.openOrders(in: place) }
  }

  package func fills(of order: StoredOrder) throws(VenueError) -> [VenueFill] {
    var target = try target(order)
    target.age = order.life.sentAt.map { client.clock.now().since($0) }
    let meant = target
    return try joined(try supported { () throws(Unsupported) in try dialect.fills(of: meant) })
  }

  /// The account's own trades of a market, also of orders that the ledger does not know.
  ///
  /// - Parameters:
  ///   - symbol: The market.
  ///   - period: When they were; nil for the newest ones.
  ///   - limit: So many on a page.
  /// - Returns: Them.
  /// - Throws: Why they are not known.
  package func fills(
    in symbol: Symbol, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(VenueError) -> [VenueFill] {
    try joined(try listing(fillsIn: symbol, during: period, limit: limit))
  }

  func listing(
    fillsIn symbol: Symbol, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(VenueError) -> [VenueCall<Page<VenueFill>>] {
    let market = try cache.market(symbol)
    return try supported { () throws(Unsupported) in
      try dialect.fills(in: market, during: period, limit: limit)
    }
  }

  package func positions() throws(VenueError) -> [VenuePosition] {
    try positions(of: dialect.positions())
  }

  package func holdsSidesApart(in symbol: Symbol) -> Bool? {
    let isPerMarket = dialect.hasPositionModePerMarket
    return modes.withLock { $0.holdsSidesApart(in: symbol, isPerMarket: isPerMarket) }
  }

  package func positions(in symbol: Symbol) throws(VenueError) -> [VenuePosition] {
    try positions(of: try listing(positionsIn: symbol)).filter { $0.symbol == symbol }
  }

  func listing(
    positionsIn symbol: Symbol?
  ) throws(VenueError) -> [VenueCall<Page<VenuePosition>>] {
    guard let symbol else { return dialect.positions() }
    return dialect.positions(in: try cache.market(symbol))
  }

  private func positions(
    of calls: [VenueCall<Page<VenuePosition>>]
  ) throws(VenueError) -> [VenuePosition] {
    let positions = try joined(calls)
    modes.withLock { $0.note(positions) }
    return positions
  }

  /// What lies in the wallet that money arrives in.
  ///
  /// - Returns: What there is of each asset.
  /// - Throws: `.unsupported` where the venue has no such wallet.
  package func funding() throws(VenueError) -> [Balance] {
    try client.ask(try supported { () throws(Unsupported) in try dialect.funding() })
  }

  package func balances() throws(VenueError) -> [Balance] {
    var balances: [Balance] = []
    for call in dialect.balances() { balances += try client.ask(call) }
    return balances
  }
}

extension OrderTarget {
  init(_ order: StoredOrder, in market: Instrument) {
    let terms = order.life.terms
    self.init(
      market, clientOrderID: order.clientOrderID, orderID: order.life.orderID, side: terms.side,
      type: terms.type, quantity: terms.quantity, price: terms.price, stopPrice: terms.stopPrice)
  }

  init(_ order: VenueOrder, in market: Instrument) {
    self.init(
      market, clientOrderID: order.clientOrderID, orderID: order.orderID, side: order.side,
      type: order.type, quantity: order.quantity, price: order.price, stopPrice: order.stopPrice)
  }
}

extension VenueOrder {
  /// An order of which nothing is known but that it was meant.
  fileprivate init(_ target: OrderTarget, _ status: OrderStatus) {
    self.init(
      clientOrderID: target.clientOrderID, orderID: target.orderID, symbol: target.market.symbol,
      side: target.side, type: target.type, status: status, quantity: target.quantity,
      price: target.price, stopPrice: target.stopPrice)
  }
}
