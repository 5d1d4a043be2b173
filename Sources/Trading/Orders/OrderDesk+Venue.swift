internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
package import VenueInterface
package import Wire

// Orders that leave this machine: written down and synced, then sent, then written down again.
extension OrderDesk {
  func place(
    _ wish: OrderWish, _ key: OrderKey, _ client: any VenueClient
  ) throws(LedgerError) -> Placement {
    if let again = try placeAgain(wish, key, client) { return again }
    // A venue that is slow or gone must not hide that everything is stopped.
    if latch.isHalted, !wish.role.passesHalt { return .refused(OrderRefusal(halted: [])) }
    // What is not known of the symbol is asked about first.
    try resolveOpenQuestions(in: wish.intent.symbol, client)
    let account: RiskBasis
    let reference: QuotedPrice?
    do throws(VenueError) {
      try learn(of: wish, client)
      account = try basis(client)
      reference = try quote(for: wish, client)
    } catch {
      return .refused(OrderRefusal(unsent: error))
    }
    if let refusal = endWanted(before: wish) { return .refused(refusal) }
    let validity = (try? client.capabilities())?.requestValidity
    let outcome = try ledger.write(.durable) { transaction throws(LedgerError) in
      // Whoever has waited for other processes has an older price, and less time.
      let now = clock.now()
      guard
        var request = try request(for: wish, key, reference: reference, at: now, transaction)
      else { return JournalOutcome?.none }
      request.validUntil = validity.map { now.advanced(by: $0) }
      var basis = account
      basis.isHalted = latch.isHalted
      try noteWorth(basis, transaction)
      if let reference { basis.marks[wish.intent.symbol] = reference.price }
      let outcome = try transaction.journal([request], policy: terms.policy, basis).first
      if case .denied = outcome { try tripIfDue(basis, transaction) }
      return outcome
    }
    switch outcome {
    case nil: return .refused(Self.nothingToClose)
    case .replayed(let stored): return .order(stored, isReplayed: true)
    case .journaled(let order): return try send(order, client)
    case .some(let other): return .refused(OrderRefusal(other) ?? Self.nothingToClose)
    }
  }

  /// Sends an order that is on disk.
  ///
  /// - Parameters:
  ///   - order: Written down as sent.
  ///   - client: The venue.
  ///   - isRepeated: Whether it may have been sent before.
  /// - Returns: The order as it stands then.
  /// - Throws: When the ledger cannot be written.
  func send(
    _ order: JournaledOrder, _ client: any VenueClient, isRepeated: Bool = false
  ) throws(LedgerError) -> Placement {
    let result = Self.result(
      ofSending: order, client, latch, clock, isRepeated: isRepeated
    ).inView(of: terms.isInterrupted)
    let stored = try record(result.events, of: order.stored)
    if let failure = result.failure { failedSends[stored.number] = failure }
    if stored.life.state == .rejected {
      let now = clock.now()
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try tripIfDue(RiskBasis(now: now, dayStart: terms.dayStart(now)), transaction)
      }
    }
    try tend(stored)
    return placement(of: stored)
  }

  /// An order that was to be sent; one that the latch has held back is refused.
  func placement(of stored: StoredOrder) -> Placement {
    let isHeldBack = stored.life.state == .unsent && latch.isHalted && !stored.role.passesHalt
    return isHeldBack ? .refused(OrderRefusal(halted: [])) : .order(stored, isReplayed: false)
  }

  /// What became of an order that was sent.
  struct SendResult: Sendable {
    var events: [OrderEvent]
    /// Why it did not get through; nil where it did, or nobody knows.
    var failure: FailureDetail?

    /// It was kept back, because a signal asked for the end.
    static let interrupted = SendResult(
      events: [.unsent(reason: FailureDetail.interrupted.message)], failure: .interrupted)

    /// What was not sent while somebody wanted an end was not sent for that.
    func inView(of isInterrupted: () -> Bool) -> SendResult {
      failure?.code == FailureDetail.unreachable && isInterrupted() ? .interrupted : self
    }
  }

  /// Sends an order that is on disk; what became of it.
  static func result(
    ofSending order: JournaledOrder, _ client: any VenueClient, _ latch: EmergencyLatch,
    _ clock: any TradingClock, isRepeated: Bool = false
  ) -> SendResult {
    if let reason = reasonToKeep(order.stored, isHalted: latch.isHalted, clock) {
      // That a copy does not leave says nothing of the request that may have left before.
      return SendResult(
        events: [isRepeated ? .outcomeUnknown(reason: reason) : .unsent(reason: reason)])
    }
    do throws(VenueError) {
      let told = try client.place(journaled: order)
      return SendResult(events: allEvents(of: told, order.stored, client))
    } catch {
      return result(ofFailed: order.stored, error, client, isRepeated: isRepeated)
    }
  }

  /// Why an order that is written down does not leave; nil where it may.
  static func reasonToKeep(
    _ stored: StoredOrder, isHalted: Bool, _ clock: any TradingClock
  ) -> String? {
    // Between writing down and sending somebody may have pulled the latch.
    if isHalted, !stored.role.passesHalt { return "halted" }
    if let until = stored.life.terms.validUntil, clock.now() >= until {
      return "writing it down took longer than the request would have been good for"
    }
    return nil
  }

  /// What became of an order that left with others.
  static func result(
    of stored: StoredOrder, _ told: Result<VenueOrder, VenueError>, _ client: any VenueClient
  ) -> SendResult {
    switch told {
    case .success(let order): SendResult(events: allEvents(of: order, stored, client))
    case .failure(let error): result(ofFailed: stored, error, client, isRepeated: false)
    }
  }

  private static func result(
    ofFailed stored: StoredOrder, _ error: VenueError, _ client: any VenueClient, isRepeated: Bool
  ) -> SendResult {
    if case .rejected = error {
      return SendResult(events: events(ofRefused: stored, error, client, isRepeated: isRepeated))
    }
    if isRepeated { return SendResult(events: [.outcomeUnknown(reason: error.explanation)]) }
    let event = OrderEvent(failedSend: error)
    return SendResult(
      events: [event], failure: event.kind == .unsent ? FailureDetail(error) : nil)
  }

  /// What a refusal means: a venue refuses an id that it knows, and then the order is there.
  ///
  /// It can be there because two processes sent it, because the first request was only late, or
  /// because a ledger was lost that knew of it.
  private static func events(
    ofRefused stored: StoredOrder, _ error: VenueError, _ client: any VenueClient,
    isRepeated: Bool
  ) -> [OrderEvent] {
    let found: VenueOrder?
    do throws(VenueError) {
      found = try client.order(stored)
    } catch {
      return [.outcomeUnknown(reason: error.explanation)]
    }
    if let found, found.status != .rejected, found.isSame(as: stored.life.terms) {
      return allEvents(of: found, stored, client)
    }
    return isRepeated
      ? [.outcomeUnknown(reason: error.explanation)] : [OrderEvent(failedSend: error)]
  }

  /// Writes down what was learned about an order.
  ///
  /// Money is synced; a bare acknowledgement could be asked for again.
  ///
  /// - Parameters:
  ///   - events: What the venue told, known things included.
  ///   - order: As it stood when the venue was asked.
  /// - Returns: The order as it stands then.
  /// - Throws: When the ledger cannot be written.
  func record(
    _ events: [OrderEvent], of order: StoredOrder
  ) throws(LedgerError) -> StoredOrder {
    guard !events.isEmpty else { return order }
    let isMoney = events.contains { $0.kind == .filled }
    let now = try ledger.write(isMoney ? .durable : .relaxed) { transaction throws(LedgerError) in
      try transaction.record(news: events, of: order, at: clock.now())
    }
    noteOutcome(of: now, events)
    forgetAccount(after: events)
    return now
  }

  /// An order that was there before: as it stands, once the venue has been asked where that helps.
  func placeAgain(
    _ wish: OrderWish, _ key: OrderKey, _ client: any VenueClient
  ) throws(LedgerError) -> Placement? {
    let earlier = try ledger.read { view throws(LedgerError) in try self.earlier(wish, key, view) }
    guard case .order(let stored, _) = earlier else { return earlier }
    guard stored.isInQuestion else {
      // The process that placed it may have ended before it placed what belongs to it.
      try tend(stored)
      return earlier
    }
    var now = try resolve(stored, client)
    if now.isInQuestion, endWanted(before: wish) == nil, canSendAgain(now, client) {
      now = try sendAgain(now, wish, client)
    }
    try tend(now)
    // What never reached the venue has given its key back: the line is a new order.
    return now.life.state == .unsent ? nil : .order(now, isReplayed: true)
  }

  /// Whether the venue refuses an id for ever once it has seen it, so that nothing is done twice.
  ///
  /// A request that is out of date would be refused as well, which tells nothing of the first one.
  private func canSendAgain(_ order: StoredOrder, _ client: any VenueClient) -> Bool {
    if let until = order.life.terms.validUntil, clock.now() >= until { return false }
    return (try? client.capabilities())?.refusesRepeatedClientIDs ?? false
  }

  private func sendAgain(
    _ stored: StoredOrder, _ wish: OrderWish, _ client: any VenueClient
  ) throws(LedgerError) -> StoredOrder {
    let account: RiskBasis
    let reference: QuotedPrice?
    do throws(VenueError) {
      account = try basis(client)
      reference = try quote(for: wish, client)
    } catch {
      return stored
    }
    let outcome = try ledger.write(.durable) { transaction throws(LedgerError) in
      var basis = account
      basis.isHalted = latch.isHalted
      let symbol = stored.life.terms.symbol
      return try transaction.journalAgain(
        stored.number, policy: terms.policy, basis,
        market: RiskMarket(
          instrument: instrument(of: symbol),
          reference: reference?.price ?? stored.arrivalPrice,
          referenceAge: reference?.age(at: clock.now()),
          leverage: try transaction.leverage(of: symbol, in: scope)))
    }
    guard case .journaled(let order) = outcome,
      case .order(let sent, _) = try send(order, client, isRepeated: true)
    else { return stored }
    return sent
  }
}

extension OrderEvent {
  /// What a send that failed means for the order.
  init(failedSend error: VenueError) {
    switch error {
    case .notSent, .rateLimited, .unauthorized, .unsupported, .noKey:
      self = .unsent(reason: error.explanation)
    case .rejected(let code, let message):
      self = .rejected(OrderFault(code: code, message: message))
    case .notFound(let message):
      self = .rejected(OrderFault(code: "NOT_FOUND", message: message))
    case .outcomeUnknown(let reason): self = .outcomeUnknown(reason: reason)
    }
  }

  /// What an order as the venue has it tells that the ledger may not know yet.
  ///
  /// Fills that the ledger knows are told again; it passes over them.
  static func all(of order: VenueOrder, after life: OrderLife) -> [OrderEvent] {
    var events: [OrderEvent] = []
    // One that was not found for a while is there again.
    let isNews =
      life.acknowledgedAt == nil || life.orderID == nil
      || life.state == .unknown && order.status != .unknown
    if isNews, order.status != .rejected {
      events.append(.acknowledged(orderID: order.orderID))
    }
    for fill in order.fills { events.append(.filled(OrderFill(fill))) }
    switch order.status {
    case .cancelled: events.append(.cancelled(reason: order.reason ?? "cancelled"))
    case .expired: events.append(.expired(reason: order.reason ?? "expired"))
    case .rejected:
      events.append(
        .rejected(OrderFault(code: "REJECTED", message: order.reason ?? "no reason was given")))
    case .unknown where isNews || life.state != .unknown:
      events.append(
        .outcomeUnknown(reason: order.reason ?? "the venue does not tell what became of it"))
    case .pending, .accepted, .partiallyFilled, .filled, .denied, .invalid, .skipped, .unsent,
      .unknown:
      break
    }
    return life.isFinal ? events.filter { $0.kind == .filled } : events
  }
}

extension OrderFill {
  init(_ fill: VenueFill) {
    self.init(
      id: fill.fillID,
      fill: Fill(
        side: fill.side, price: fill.price, quantity: fill.quantity, fee: fill.fee,
        liquidity: fill.liquidity ?? .taker, time: fill.time),
      feeAsset: fill.feeAsset ?? fill.symbol.settlementAsset)
  }
}

extension OrderRefusal {
  /// The venue could not be asked, so nothing was sent.
  package convenience init(unsent error: VenueError) {
    if case .unsupported = error {
      self.init(.invalid, FailureDetail(error))
    } else {
      self.init(.unsent, FailureDetail(error))
    }
  }
}

extension FailureDetail {
  fileprivate static let unreachable = "VENUE_UNREACHABLE"

  /// A signal came before an order.
  static let interrupted = {
    var detail = FailureDetail(
      "INTERRUPTED", .halt, "a signal asked for the end before the order was sent")
    detail.retry = .sameID
    return detail
  }()

  /// What a venue's refusal means for a line.
  package init(_ error: VenueError) {
    switch error {
    case .notSent, .outcomeUnknown:
      self.init(Self.unreachable, .network, error.explanation)
      retry = .sameID
    case .rejected(let code, let message):
      self.init("VENUE_REJECTED", .venue, "the venue refused it")
      venueCode = code
      venueMessage = message
    case .rateLimited(let wait):
      self.init("RATE_LIMITED", .rate, error.explanation)
      retry = .after
      retryAfterMilliseconds = wait.map { Int($0.nanoseconds / 1_000_000) }
    case .unauthorized: self.init("UNAUTHORIZED", .auth, error.explanation)
    case .notFound: self.init("UNKNOWN_ORDER_ID", .venue, error.explanation)
    case .unsupported: self.init("UNSUPPORTED", .input, error.explanation)
    case .noKey: self.init("NO_CREDENTIALS", .auth, error.explanation)
    }
  }
}
