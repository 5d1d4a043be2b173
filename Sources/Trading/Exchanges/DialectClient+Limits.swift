internal import Domain
internal import RateLimits
internal import Transport
internal import VenueInterface

extension DialectClient {
  /// A request that was not answered with when to come back closes the venue for so long.
  private static let usualClosing = TimeInterval(nanoseconds: 5_000_000_000)
  /// Whoever waits looks again after this at the latest: others may have got ahead, or the end is
  /// wanted.
  private static let glance = 50_000_000
  /// Shorter waits are nobody's concern.
  private static let notable = TimeInterval(nanoseconds: 500_000_000)

  /// Waits until the venue's limits have room for a request, and counts it.
  ///
  /// - Throws: `.rateLimited` where there is no room in time; nothing was sent.
  func takeTurn(_ draft: RequestDraft, until deadline: Deadline) throws(VenueError) {
    guard let budget else { return }
    var isTold = false
    do throws(BudgetFailure) {
      try budget.acquire(request(draft), { clock.now() }) { wait in
        guard wait.time < deadline.remaining, !terms.isInterrupted() else { return false }
        if !isTold, wait.time >= Self.notable {
          isTold = true
          terms.tellWait(wait.time)
        }
        // Not all at once, and never much later than the limit allows.
        let shortest = max(1_000_000, Int(min(wait.time.nanoseconds, 1_000_000_000)))
        clock.wait(
          TimeInterval(
            nanoseconds: Int64(min(Self.glance, shortest + Int.random(in: 0...(shortest / 4))))))
        return true
      }
    } catch {
      switch error {
      case .exhausted(let wait): throw .rateLimited(retryAfter: wait.time)
      case .unusable(let reason):
        // What ends a risk, or needs no account, is not kept back for the sake of counting it.
        guard !terms.isUrgent, draft.purpose != .cancel, draft.access != .open else { return }
        throw .notSent(reason: "the limits of the venue are not known: \(reason)")
      }
    }
  }

  /// Takes in what an answer tells of the limits.
  ///
  /// - Parameters:
  ///   - response: The answer.
  ///   - error: What it means; nil where it is what was asked for.
  ///   - draft: What was asked.
  func learnLimits(_ response: HTTPResponse, _ error: VenueError?, _ draft: RequestDraft) {
    guard let budget else { return }
    let now = clock.now()
    // Without success where the files cannot be written: the next request says so.
    try? budget.learn(dialect.usage(response), for: request(draft), at: now)
    guard case .rateLimited(let wait) = error else { return }
    // Some say it in an answer that looks like a success; of one that names no time too, it may be
    // about a single kind of requests.
    if wait != nil || [403, 418, 429].contains(response.status) {
      try? budget.close(for: wait ?? Self.usualClosing, at: now)
    }
  }

  /// All markets, as the venue tells them now.
  ///
  /// Where it tells of its limits beside them, those hold from here on.
  func instruments() throws(VenueError) -> [Instrument] {
    let limits = try? dialect.limits()
    var instruments: [Instrument] = []
    for call in dialect.instruments() {
      var next: VenueCall<Page<Instrument>>? = call
      while let call = next {
        let page = try askInstruments(call, beside: limits)
        instruments += page.items
        next = page.next
      }
    }
    return instruments
  }

  /// A page of them, and the limits where the same answer tells them.
  private func askInstruments(
    _ call: VenueCall<Page<Instrument>>, beside limits: VenueCall<[RequestLimit]>?
  ) throws(VenueError) -> Page<Instrument> {
    guard let limits, limits.draft.path == call.draft.path else { return try ask(call) }
    let (page, known) = try ask(call.and(limits))
    if budget != nil, let known, !known.isEmpty, let renewed = terms.learnLimits(known) {
      budget = renewed
    }
    return page
  }

  private func request(_ draft: RequestDraft) -> BudgetRequest {
    BudgetRequest(
      weight: draft.weight, orders: draft.ordersCounted ?? draft.orders, for: draft.purpose,
      priority: terms.isUrgent ? .cancel : nil, symbol: draft.market?.description,
      path: draft.path)
  }
}
