internal import Domain
package import Ledger
internal import Lifecycle
internal import VenueInterface
internal import Wire

extension OrderDesk {
  /// How long after its last moment of validity a request is taken for lost.
  ///
  /// Room for clocks that differ and for a venue that is slow to tell: CONTRACT of the records, at
  /// most once.
  static let graceAfterValidity = TimeInterval(nanoseconds: 30_000_000_000)

  /// Brings every order that is not over up to date with the venue.
  ///
  /// - Returns: Those that were not over, as they stand now, and entries that filled and are without
  ///   their protection.
  /// - Throws: When the ledger cannot be read or written.
  package func reconcile(_ query: OrderQuery? = nil) throws(LedgerError) -> [StoredOrder] {
    var query = query ?? OrderQuery()
    query.scope = scope
    query.isFinal = false
    let open = try ledger.read { view throws(LedgerError) in try view.orders(query) }
    switch market {
    case .paper(let paper):
      try look(paper)
      return try ledger.read { view throws(LedgerError) in
        var orders: [StoredOrder] = []
        for order in open { orders.append(try view.order(order.number) ?? order) }
        return orders
      }
    case .venue(let client):
      var orders: [StoredOrder] = []
      for order in open {
        let now = try resolve(order, client)
        try tend(now)
        orders.append(now)
      }
      let traded = try protectTraded()
      orders += traded.filter { entry in !orders.contains { $0.number == entry.number } }
      try lookAtWorth(client)
      return orders
    }
  }

  /// Keeps what the account is worth by its venue, so that a fall is seen without any order.
  private func lookAtWorth(_ client: any VenueClient) throws(LedgerError) {
    // A venue that does not answer has been told of by the orders.
    guard let basis = try? basis(client) else { return }
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try noteWorth(basis, transaction)
    }
  }

  /// Places the protection of entries that traded and lost their process before it was placed.
  ///
  /// - Returns: Those whose protection is still missing.
  private func protectTraded() throws(LedgerError) -> [StoredOrder] {
    var query = OrderQuery(scope: scope)
    query.isFinal = true
    query.endedSince = clock.now().advanced(by: Self.protectionWindow)
    let entries = try orders(query).filter { order in
      (order.role == .entry || order.role == .slice) && order.life.filledQuantity.isPositive
    }
    for order in entries { try tend(order) }
    return entries.filter { obstacles[$0.number] != nil }
  }

  /// Entries that ended longer ago are no business of this any more.
  private static let protectionWindow = TimeInterval(nanoseconds: -86_400_000_000_000)

  /// An order as it stands, the venue asked first.
  package func refresh(_ order: StoredOrder) throws(LedgerError) -> StoredOrder {
    if order.life.isFinal { return order }
    switch market {
    case .paper(let paper):
      try look(paper)
      let now = try ledger.read { view throws(LedgerError) in try view.order(order.number) }
      return now ?? order
    case .venue(let client):
      let now = try resolve(order, client)
      try tend(now)
      return now
    }
  }

  /// Lets the paper engine take in what is due by now.
  func look(_ paper: PaperVenue) throws(LedgerError) {
    let now = clock.now()
    do throws(LedgerError) {
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try paper.open(transaction)
        try settle(paper, transaction, at: now)
      }
    } catch {
      paper.forget()
      throw error
    }
  }

  /// Asks about the orders of a symbol whose outcome is not known, before more is sent there.
  func resolveOpenQuestions(
    in symbol: Symbol, _ client: any VenueClient
  ) throws(LedgerError) {
    let orders = try ledger.read { view throws(LedgerError) in
      try view.ordersInQuestion(in: scope, symbol: symbol)
    }
    for order in orders { _ = try resolve(order, client) }
  }

  /// Asks the venue about an order and writes down what it tells.
  func resolve(
    _ order: StoredOrder, _ client: any VenueClient
  ) throws(LedgerError) -> StoredOrder {
    // An order that was there once may only be missing from a list that lags.
    var missedSince: Timestamp?
    if order.life.state == .unknown, order.life.acknowledgedAt != nil {
      missedSince = try events(of: order).last?.time
    }
    return try record(Self.word(of: client, on: order, clock, missedSince: missedSince), on: order)
  }

  /// What the venue says of an order; it only asks, so that any thread may do it.
  ///
  /// - Parameters:
  ///   - client: The venue.
  ///   - order: As it is known here.
  ///   - clock: The time.
  ///   - missedSince: Since when it is not found any more; nil where that does not matter.
  /// - Returns: What is news, or why the venue could not be asked.
  static func word(
    of client: any VenueClient, on order: StoredOrder, _ clock: any TradingClock,
    missedSince: Timestamp? = nil
  ) -> Result<[OrderEvent], VenueError> {
    do throws(VenueError) {
      guard let found = try client.order(order) else {
        return .success(try eventsOfMissing(order, client, clock, since: missedSince))
      }
      return .success(try events(of: found, order, client))
    } catch {
      return .failure(error)
    }
  }

  /// Writes down what the venue said of an order.
  func record(
    _ word: Result<[OrderEvent], VenueError>, on order: StoredOrder
  ) throws(LedgerError) -> StoredOrder {
    switch word {
    case .success(let events):
      obstacles[order.number] = nil
      return try record(events, of: order)
    case .failure(let error):
      obstacles[order.number] = FailureDetail(error)
      // Nothing was learned; an order that was in question stays so.
      guard order.life.state == .sent, !Self.isOnItsWay(order, clock) else { return order }
      return try record([.outcomeUnknown(reason: error.explanation)], of: order)
    }
  }

  /// Whether the process that sent it may still be waiting for the answer.
  private static func isOnItsWay(_ order: StoredOrder, _ clock: any TradingClock) -> Bool {
    guard order.life.state == .sent, let sent = order.life.sentAt else { return false }
    let age = clock.now().since(sent)
    return age >= .zero && age < answerTime
  }

  /// Longer than anybody waits for an answer.
  private static let answerTime = TimeInterval(nanoseconds: 15_000_000_000)

  /// What the venue has of an order, the fills that it did not tell at once included.
  ///
  /// An order that is over is never asked about again. So its end counts only with all its fills; as
  /// long as the venue does not tell them all, the order stays open here.
  static func events(
    of found: VenueOrder, _ order: StoredOrder, _ client: any VenueClient
  ) throws(VenueError) -> [OrderEvent] {
    var events = OrderEvent.all(of: found, after: order.life)
    let known = max(Self.quantity(of: found.fills), order.life.filledQuantity)
    guard found.filledQuantity > known || found.status == .unknown else { return events }
    let fills = try client.fills(of: order)
    // Before the end of the order, after its acknowledgement.
    let place = events.firstIndex { $0.kind != .acknowledged } ?? events.count
    events.insert(contentsOf: fills.map { .filled(OrderFill($0)) }, at: place)
    // What a venue tells in money is rounded at the last digit, once for each fill.
    let told = Self.quantity(of: fills).scaled + Int128(fills.count)
    let isComplete = told >= found.filledQuantity.scaled
    return isComplete ? events : events.filter { !$0.isEnd }
  }

  /// The same, without the fills and the end where they cannot be asked for: a later look will find
  /// them.
  static func allEvents(
    of found: VenueOrder, _ order: StoredOrder, _ client: any VenueClient
  ) -> [OrderEvent] {
    (try? events(of: found, order, client))
      ?? OrderEvent.all(of: found, after: order.life).filter { !$0.isEnd }
  }

  private static func quantity(of fills: [VenueFill]) -> Quantity {
    fills.reduce(.zero) { (try? $0 + $1.quantity) ?? $0 }
  }

  /// What follows where the venue knows no such order.
  private static func eventsOfMissing(
    _ order: StoredOrder, _ client: any VenueClient, _ clock: any TradingClock,
    since missedSince: Timestamp?
  ) throws(VenueError) -> [OrderEvent] {
    // Some venues forget an order that is over before they forget its fills.
    let fills = try client.fills(of: order).map { OrderEvent.filled(OrderFill($0)) }
    if !fills.isEmpty { return fills }
    guard order.isInQuestion else {
      return [.outcomeUnknown(reason: "the venue does not know the order any more")]
    }
    if isOnItsWay(order, clock) { return [] }
    if let missedSince, clock.now() <= missedSince.advanced(by: graceAfterValidity) { return [] }
    if let lost = order.life.terms.validUntil?.advanced(by: graceAfterValidity),
      clock.now() > lost
    {
      // What it knew once it did get, and some forget what ended without a fill.
      return order.life.acknowledgedAt == nil
        ? [.unsent(reason: "the venue never got it")]
        : [.cancelled(reason: "the venue has forgotten it, and nothing of it has filled")]
    }
    return order.life.state == .unknown
      ? [] : [.outcomeUnknown(reason: "the venue does not know the order yet")]
  }
}

extension OrderEvent {
  /// Whether nothing comes after it.
  fileprivate var isEnd: Bool {
    switch kind {
    case .cancelled, .expired, .rejected: true
    default: false
    }
  }
}
