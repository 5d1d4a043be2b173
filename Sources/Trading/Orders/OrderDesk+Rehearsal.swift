internal import Domain
package import Ledger
internal import Lifecycle
internal import Matching
internal import Risk
internal import VenueInterface

extension OrderDesk {
  /// Does everything but send: the order is judged and written down, and all of it undone.
  ///
  /// - Parameter wish: What would be placed.
  /// - Returns: The order as it would leave, one that was there before, or why it would not be sent.
  /// - Throws: When the ledger cannot be read or written.
  package func rehearse(_ wish: OrderWish) throws(LedgerError) -> Placement {
    try rehearse(wish, as: run.key(of: wish))
  }

  /// The same under a key of our own.
  ///
  /// - Parameters:
  ///   - wish: What would be placed.
  ///   - key: What it would be known by.
  ///   - replaced: Orders that would be cancelled before; what they have locked is free by then,
  ///     and nobody knows yet how much that is, so that the balance does not count.
  /// - Returns: As above.
  /// - Throws: When the ledger cannot be read or written.
  func rehearse(
    _ wish: OrderWish, as key: OrderKey, replacing replaced: [StoredOrder] = []
  ) throws(LedgerError) -> Placement {
    let now = clock.now()
    var basis = RiskBasis(now: now, dayStart: terms.dayStart(now))
    var reference = wish.price
    if case .venue(let client) = market {
      do throws(VenueError) {
        try learn(of: wish, client)
        basis = try self.basis(client)
        reference = try quote(for: wish, client)
      } catch {
        return .refused(OrderRefusal(unsent: error))
      }
    }
    var result = Placement.refused(Self.nothingToClose)
    // A trip that is undone is no news.
    let before = news
    defer { news = before }
    do throws(LedgerError) {
      try ledger.write(.relaxed) { transaction throws(LedgerError) in
        for order in replaced {
          _ = try transaction.record(
            news: [.cancelled(reason: "replaced")], of: order, at: clock.now())
        }
        result = try rehearse(
          wish, key, basis, reference, countsBalance: replaced.isEmpty, transaction)
        throw LedgerError.abandoned
      }
    } catch {
      guard case .abandoned = error else { throw error }
    }
    return result
  }

  private func rehearse(
    _ wish: OrderWish, _ key: OrderKey, _ basis: RiskBasis, _ reference: QuotedPrice?,
    countsBalance: Bool, _ transaction: any LedgerTransaction
  ) throws(LedgerError) -> Placement {
    if let earlier = try earlier(wish, key, transaction) { return earlier }
    var (basis, reference, time) = (basis, reference, clock.now())
    if case .paper(let paper) = market {
      defer { paper.forget() }
      try paper.open(transaction)
      if let refusal = paper.refusal(of: wish.intent) { return .refused(refusal) }
      reference = reference ?? paper.lastQuote(of: wish.intent.symbol)
      basis = try self.basis(paper, adding: wish, at: time)
      time = paper.times(of: wish, at: time).ofPrice
    } else {
      basis.isHalted = latch.isHalted
      if let reference { basis.marks[wish.intent.symbol] = reference.price }
    }
    try tripIfHidden(basis, transaction)
    guard
      var request = try request(for: wish, key, reference: reference, at: time, transaction)
    else { return .refused(Self.nothingToClose) }
    if !countsBalance {
      basis.availableBalance = nil
      request.market.availableBalance = nil
    }
    let outcomes = try transaction.journal([request], policy: terms.policy, basis)
    switch outcomes.first {
    case .journaled(let order): return .order(order.stored, isReplayed: false)
    case .replayed(let stored): return .order(stored, isReplayed: true)
    case .some(let other): return .refused(OrderRefusal(other) ?? Self.nothingToClose)
    case nil: return .refused(Self.nothingToClose)
    }
  }
}
