internal import Domain
internal import Ledger
internal import Lifecycle
internal import VenueInterface

extension LedgerTransaction {
  /// Writes down what was learned of an order, as far as it still is news.
  ///
  /// Between the question and now another process may have learned the same, or more. What the
  /// venue says happened is written down wherever it can follow; what was only concluded from an
  /// answer that was missing or negative counts only where nothing happened in between.
  ///
  /// - Parameters:
  ///   - events: In the order in which they happened.
  ///   - before: The order as it stood when the venue was asked.
  ///   - time: When it was learned.
  /// - Returns: The order as it stands then.
  /// - Throws: `.illegal` for fills that cannot be of this order, and what the store throws.
  func record(
    news events: [OrderEvent], of before: StoredOrder, at time: Timestamp
  ) throws(LedgerError) -> StoredOrder {
    guard let order = try order(before.number) else { throw .noOrder(before.number) }
    let isUntouched = order.lastEvent == before.lastEvent
    var known: Set<String> = []
    if events.contains(where: { $0.kind == .filled }) {
      var query = FillQuery(scope: order.scope)
      query.order = order.number
      known = Set(try fills(query).map(\.execution.id))
    }
    var life = order.life
    var news: [OrderEvent] = []
    for event in events {
      switch event {
      case .filled(let execution):
        guard known.insert(execution.id).inserted else { continue }
        // One that cannot be is not passed over in silence: the ledger refuses it.
        _ = try? life.apply(event, at: time)
        news.append(event)
      case .acknowledged(let id):
        let isKnown =
          life.acknowledgedAt != nil && (life.orderID != nil || id == nil)
          && life.state != .unknown
        guard !isKnown, (try? life.apply(event, at: time)) != nil else { continue }
        news.append(event)
      case .outcomeUnknown, .unsent, .rejected:
        guard isUntouched, (try? life.apply(event, at: time)) != nil else { continue }
        news.append(event)
      default:
        guard (try? life.apply(event, at: time)) != nil else { continue }
        news.append(event)
      }
    }
    return news.isEmpty ? order : try record(news, of: order.number, at: time)
  }
}

extension VenueOrder {
  /// Whether it is the order that was placed with these terms.
  func isSame(as terms: OrderTerms) -> Bool {
    symbol == terms.symbol && side == terms.side && quantity == terms.quantity
  }
}
