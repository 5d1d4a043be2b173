internal import Domain
package import Ledger
internal import Lifecycle
internal import Risk
internal import VenueInterface

/// An order that is written down and about to leave.
private struct LeavingOrder: Sendable {
  let order: JournaledOrder
  /// Whether it belongs to what was begun, so that nothing keeps it back.
  let completes: Bool
}

// Several orders at once: written down with one sync, sent over several connections.
extension OrderDesk {
  /// Places orders at a venue: they share syncs, and leave over as many connections as there are.
  ///
  /// They are judged in their order, each with the exposure of those before it.
  func placeTogether(
    _ wishes: [KeyedWish], _ client: any VenueClient
  ) throws(LedgerError) -> [Placement] {
    let validity = (try? client.capabilities())?.requestValidity
    let atOnce = (lanes.count + 1) * (batching(client)?.ordersMax ?? 1)
    var placements: [Placement] = []
    while placements.count < wishes.count {
      let count = pace.count(atOnce: atOnce, validity: validity)
      placements += try placeAtOnce(wishes[placements.count...].prefix(count), client)
    }
    return placements
  }

  /// Places orders that share one sync.
  private func placeAtOnce(
    _ wishes: ArraySlice<KeyedWish>, _ client: any VenueClient
  ) throws(LedgerError) -> [Placement] {
    let known = try ledger.read { view throws(LedgerError) in
      try wishes.map { one throws(LedgerError) in try earlier(one.wish, one.key, view) }
    }
    let isHalted = latch.isHalted
    var placements: [Placement?] = []
    var resolved: Set<Symbol> = []
    for (one, earlier) in zip(wishes, known) {
      var again = earlier == nil ? nil : try placeAgain(one.wish, one.key, client)
      if again == nil, isHalted, !one.wish.role.passesHalt {
        again = .refused(OrderRefusal(halted: []))
      }
      if again == nil {
        let symbol = one.wish.intent.symbol
        if resolved.insert(symbol).inserted { try resolveOpenQuestions(in: symbol, client) }
        do throws(VenueError) { try learn(of: one.wish, client) } catch {
          again = .refused(OrderRefusal(unsent: error))
        }
      }
      placements.append(again)
    }
    let open = wishes.indices.filter { placements[$0 - wishes.startIndex] == nil }
    guard !open.isEmpty else { return placements.compactMap(\.self) }

    var account = RiskBasis(now: clock.now(), dayStart: clock.now())
    var quotes: [QuotedPrice?] = []
    do throws(VenueError) {
      account = try basis(client)
      quotes = try open.map { place throws(VenueError) in
        try quote(for: wishes[place].wish, client)
      }
    } catch {
      let refusal = OrderRefusal(unsent: error)
      return placements.map { $0 ?? .refused(refusal) }
    }
    if let refusal = open.lazy.compactMap({ self.endWanted(before: wishes[$0].wish) }).first {
      return placements.map { $0 ?? .refused(refusal) }
    }
    let journaled = try journal(wishes, open, account, quotes, client)
    var orders: [(place: Int, order: JournaledOrder)] = []
    var leaving: [LeavingOrder] = []
    for (wish, outcome) in zip(open, journaled) {
      let place = wish - wishes.startIndex
      switch outcome {
      case .journaled(let order)?:
        orders.append((place, order))
        leaving.append(LeavingOrder(order: order, completes: wishes[wish].wish.completes))
      case .replayed(let stored)?: placements[place] = .order(stored, isReplayed: true)
      case let other?: placements[place] = .refused(OrderRefusal(other) ?? Self.nothingToClose)
      case nil: placements[place] = .refused(Self.nothingToClose)
      }
    }
    let results = send(leaving, client)
    let stored = try ledger.write(.durable) { transaction throws(LedgerError) in
      var stored: [StoredOrder] = []
      for (order, result) in zip(orders, results) {
        stored.append(
          try transaction.record(news: result.events, of: order.order.stored, at: clock.now()))
      }
      if stored.contains(where: { $0.life.state == .rejected }) {
        try tripIfDue(account, transaction)
      }
      return stored
    }
    for (order, result) in zip(stored, results) {
      noteOutcome(of: order, result.events)
      forgetAccount(after: result.events)
      if let failure = result.failure { failedSends[order.number] = failure }
    }
    for (order, stored) in zip(orders, stored) {
      placements[order.place] = placement(of: stored)
      try tend(stored)
    }
    return try asTheyStand(placements)
  }

  /// What became of each order, in their order.
  private func send(_ orders: [LeavingOrder], _ client: any VenueClient) -> [SendResult] {
    let began = clock.now()
    defer { pace.note(orders.count, took: clock.now().since(began)) }
    let groups = requests(of: orders.map(\.order.stored), client)
    let send: @Sendable (Range<Int>, any VenueClient) -> [SendResult] = {
      [latch, clock, terms] group, client in
      Self.results(ofSending: orders[group], client, latch, clock, terms.isInterrupted)
    }
    if lanes.isEmpty { return groups.flatMap { send($0, client) } }
    let all = allLanes ?? VenueLanes([client] + lanes)
    allLanes = all
    var results = Array(repeating: SendResult(events: []), count: orders.count)
    _ = all.ask(groups) { group, client in
      VenueLanes.Reply(answer: send(group, client))
    } each: { group, answers in
      results.replaceSubrange(group, with: answers)
    }
    return results
  }

  /// Which orders leave in one request: neighbours that the venue takes together, where that is wanted.
  package func requests(
    of orders: [StoredOrder], _ client: any VenueClient
  ) -> [Range<Int>] {
    guard let batching = batching(client) else { return orders.indices.map { $0..<$0 + 1 } }
    return batching.requests(of: orders.map { ($0.life.terms.type, $0.life.terms.symbol) })
  }

  private func batching(_ client: any VenueClient) -> OrderBatching? {
    sharesRequests ? (try? client.capabilities())?.batching : nil
  }

  /// Sends orders with one request, but those that must not leave any more.
  private static func results(
    ofSending orders: ArraySlice<LeavingOrder>, _ client: any VenueClient,
    _ latch: EmergencyLatch, _ clock: any TradingClock, _ isInterrupted: () -> Bool
  ) -> [SendResult] {
    // Between two requests somebody may have asked for the end.
    let isOver = isInterrupted()
    if orders.count == 1, let leaving = orders.first {
      guard leaving.completes || !isOver else { return [.interrupted] }
      return [result(ofSending: leaving.order, client, latch, clock).inView(of: isInterrupted)]
    }
    let isHalted = latch.isHalted
    var results: [SendResult?] = orders.map { leaving in
      guard leaving.completes || !isOver else { return .interrupted }
      return reasonToKeep(leaving.order.stored, isHalted: isHalted, clock).map {
        SendResult(events: [.unsent(reason: $0)])
      }
    }
    let leaving = zip(orders, results).filter { $0.1 == nil }.map(\.0.order)
    var told = (leaving.isEmpty ? [] : client.place(together: leaving))[...]
    for (place, order) in zip(results.indices, orders) where results[place] == nil {
      results[place] =
        told.popFirst().map {
          result(of: order.order.stored, $0, client).inView(of: isInterrupted)
        }
        ?? SendResult(events: [.outcomeUnknown(reason: "the venue did not tell of it")])
    }
    return results.compactMap(\.self)
  }

  /// A line that repeats an earlier one of the same batch was answered before that one was sent.
  private func asTheyStand(_ placements: [Placement?]) throws(LedgerError) -> [Placement] {
    var result: [Placement] = []
    for placement in placements {
      if case .order(let stored, isReplayed: true) = placement, stored.isInQuestion {
        let now = try ledger.read { view throws(LedgerError) in try view.order(stored.number) }
        result.append(.order(now ?? stored, isReplayed: true))
      } else {
        result.append(placement ?? .refused(Self.nothingToClose))
      }
    }
    return result
  }

  /// Writes those down that are still open; the quotes are theirs.
  private func journal(
    _ wishes: ArraySlice<KeyedWish>, _ open: [Int], _ account: RiskBasis,
    _ quotes: [QuotedPrice?], _ client: any VenueClient
  ) throws(LedgerError) -> [JournalOutcome?] {
    let validity = (try? client.capabilities())?.requestValidity
    return try ledger.write(.durable) { transaction throws(LedgerError) in
      var basis = account
      basis.isHalted = latch.isHalted
      try noteWorth(basis, transaction)
      for (place, quote) in zip(open, quotes) {
        if let quote { basis.marks[wishes[place].wish.intent.symbol] = quote.price }
      }
      var requests: [JournalRequest] = []
      requests.reserveCapacity(open.count)
      var isClosed: [Bool] = []
      for (place, quote) in zip(open, quotes) {
        let now = clock.now()
        let one = wishes[place]
        let request = try request(for: one.wish, one.key, reference: quote, at: now, transaction)
        isClosed.append(request == nil)
        guard var request else { continue }
        request.validUntil = validity.map { now.advanced(by: $0) }
        requests.append(request)
      }
      var outcomes = try transaction.journal(requests, policy: terms.policy, basis)[...]
      let isDenied = outcomes.contains { outcome in
        if case .denied = outcome { true } else { false }
      }
      if isDenied { try tripIfDue(basis, transaction) }
      return isClosed.map { $0 ? nil : outcomes.popFirst() }
    }
  }
}
