package import Domain
internal import RateLimits
internal import Synchronization
internal import Transport
package import VenueInterface
internal import Wire

/// Asks an exchange by its dialect: signs, sends, reads, and asks again where that can do no harm.
///
/// Threads may share it; each question runs on the thread that asks it.
package final class DialectClient: Sendable {
  package let dialect: any Dialect
  package let terms: ExchangeTerms
  private let sender: any RequestSender
  let clock: any TradingClock
  /// Looks for the account's key, once.
  private let findKey: @Sendable () throws(VenueError) -> ExchangeKey
  private let state = Mutex(State())
  private let readers = Mutex<[IdleReader]>([])

  /// Working memory that nobody uses; whoever has taken it out of the list is the only one who has it,
  /// and answers keep nothing of it.
  private struct IdleReader: @unchecked Sendable {
    let reader = ReplyReader()
  }

  private struct State {
    var health: [HostGroup: OriginHealth] = [:]
    /// Nil before it was measured.
    var skew: ClockSkew?
    /// Whether the venue has refused a time, so that nothing that was kept of its clock is believed.
    var isMemoryWrong = false
    var key: Result<ExchangeKey, VenueError>?
    /// Nil counts nothing.
    var budget: RateBudget?
  }

  /// - Parameters:
  ///   - dialect: The exchange's.
  ///   - terms: Where it is, and how patient to be.
  ///   - sender: What carries the requests.
  ///   - clock: Time, and waiting.
  ///   - findKey: Looks for the account's key when first something has to be signed.
  package init(
    _ dialect: any Dialect, _ terms: ExchangeTerms, _ sender: any RequestSender,
    clock: any TradingClock,
    key findKey: @escaping @Sendable () throws(VenueError) -> ExchangeKey = DialectClient.noKey
  ) {
    self.dialect = dialect
    self.terms = terms
    self.sender = sender
    self.clock = clock
    self.findKey = findKey
    budget = terms.budget
  }

  /// Of a client for what anybody may ask.
  @Sendable package static func noKey() throws(VenueError) -> ExchangeKey {
    throw .noKey(reason: "there is no key to sign the request with")
  }

  /// Asks, and reads the answer.
  ///
  /// What only asks is asked again, of the next host, until there is an answer or the time is over.
  /// What may change something leaves again only where certainly nothing was done.
  ///
  /// - Parameters:
  ///   - call: What to ask.
  ///   - markets: What the names in the answer stand for.
  /// - Returns: What the venue answered.
  /// - Throws: Why there is no answer.
  package func ask<Answer>(
    _ call: VenueCall<Answer>, _ markets: VenueMarkets = VenueMarkets()
  ) throws(VenueError) -> Answer {
    var attempt = Attempt(until: Deadline(after: terms.timeout))
    while true {
      do throws(VenueError) {
        return try once(call, markets, &attempt)
      } catch {
        guard attempt.isAgainUseful(after: error, call.draft) else { throw error }
        try pause(&attempt, after: error)
      }
    }
  }

  /// A request as it would leave, to be shown; nothing is sent, not even a question for the time.
  ///
  /// - Parameters:
  ///   - draft: What would be asked.
  ///   - preview: How it is shown.
  /// - Returns: It, without its secrets.
  /// - Throws: Where it could not be signed.
  package func preview(
    _ draft: RequestDraft, _ preview: RequestPreview
  ) throws(VenueError) -> HTTPRequest {
    let origin = try health(of: hosts(for: draft)).best(at: clock.now())
    guard draft.access != .open else { return draft.request(to: origin) }
    let key = try key()
    var draft = draft
    let now = preview.time ?? clock.now()
    if draft.validUntil != nil {
      let validity = dialect.profile.capabilities.requestValidity
      draft.validUntil = validity.map(now.advanced)
    }
    // A number that is not sent needs not be new.
    var request = try signed(
      draft, key, to: origin, now, nonce: key.signer.nonces.map { $0.unit.count(now) })
    if preview.showsSignature {
      request.secrets = request.headers.filter { header in
        header.name.lowercased().contains("passphrase")
      }.map(\.value)
    }
    return request.redacted
  }

  /// How far the venue's clock is ahead of ours, as far as that was needed until now.
  package var knownSkew: ClockSkew? { state.withLock(\.skew) }

  /// Refuses a key that can take money out, where such keys are not wanted.
  ///
  /// - Throws: `.noKey`. Where the venue does not tell what a key may do, or does not answer, nothing
  ///   is held against it.
  func approveKey() throws(VenueError) {
    guard let approval = try key().approval, !approval.isGiven(at: clock.now()),
      let permissions = try? ask(askingPermissions())
    else { return }
    guard permissions.canWithdraw != true else { throw .noKey(reason: approval.refusal) }
    approval.give(at: clock.now())
  }

  /// What asks the venue what the account's key may do.
  ///
  /// - Throws: `.unsupported` where it does not tell, or why there is no key.
  package func askingPermissions() throws(VenueError) -> VenueCall<KeyPermissions> {
    let time = (knownSkew ?? .none).venueTime(at: clock.now())
    let key = KeyInUse(name: try key().signer.name, at: time)
    do throws(Unsupported) { return try dialect.permissions(of: key) } catch {
      throw .unsupported(reason: error.explanation)
    }
  }

  /// Looks for the account's key, and asks nobody about it.
  package func checkKey() throws(VenueError) { _ = try key() }

  /// What the venue's limits leave for all processes; nil where nobody counts.
  var budget: RateBudget? {
    get { state.withLock(\.budget) }
    set { state.withLock { $0.budget = newValue } }
  }

  // MARK: Asking once

  private func once<Answer>(
    _ call: VenueCall<Answer>, _ markets: VenueMarkets, _ attempt: inout Attempt
  ) throws(VenueError) -> Answer {
    attempt.begin()
    let draft = call.draft
    // Before anything is asked for its sake: there may be no host that answers it, or no key.
    let hosts = hosts(for: draft)
    attempt.hostCount = try health(of: hosts).count
    if draft.access != .open { _ = try key() }
    let skew = draft.access == .signed ? try skew(&attempt) : .none
    let origin = try health(of: hosts).best(at: clock.now())
    // Before it is signed: what waits for long would be too old.
    try takeTurn(draft, until: attempt.deadline)
    let response: HTTPResponse
    if draft.access == .open {
      response = try send(draft.request(to: origin), draft, &attempt)
    } else {
      response = try signing(draft, skew) { (draft, key, nonce) throws(VenueError) in
        let time = skew.venueTime(at: clock.now())
        // What cannot be signed now cannot be signed later either.
        attempt.isPointless = true
        let request = try signed(draft, key, to: origin, time, nonce: nonce)
        attempt.isPointless = false
        return try send(request, draft, &attempt)
      }
    }
    do throws(VenueError) {
      let answer = try read(response, to: call, markets)
      note(success: true, of: hosts, origin)
      learnLimits(response, nil, draft)
      return answer
    } catch {
      learnLimits(response, error, draft)
      attempt.hasAnswered = true
      attempt.isFaulty = response.status >= 500
      note(success: !attempt.isFaulty, of: hosts, origin)
      throw error
    }
  }

  private func read<Answer>(
    _ response: HTTPResponse, to call: VenueCall<Answer>, _ markets: VenueMarkets
  ) throws(VenueError) -> Answer {
    let reader = readers.withLock { $0.popLast() } ?? IdleReader()
    defer { readers.withLock { $0.append(reader) } }
    return try dialect.answer(response, to: call, markets, reader.reader)
  }

  /// The one place that requests leave by.
  private func send(
    _ request: HTTPRequest, _ draft: RequestDraft, _ attempt: inout Attempt
  ) throws(VenueError) -> HTTPResponse {
    do throws(HTTPFailure) {
      return try sender.response(to: request, until: attempt.deadline) {
        // What may have changed something is waited for: its end is worth more than a quick one.
        draft.isWrite || !terms.isInterrupted()
      }
    } catch {
      if case .impossible = error { attempt.isPointless = true }
      if !attempt.isPointless { note(success: false, of: hosts(for: draft), request.origin) }
      switch error {
      case .impossible(let reason), .notSent(let reason): throw .notSent(reason: reason)
      case .outcomeUnknown(let reason):
        throw draft.isWrite ? .outcomeUnknown(reason: reason) : .notSent(reason: reason)
      }
    }
  }

  private func pause(_ attempt: inout Attempt, after error: VenueError) throws(VenueError) {
    if attempt.measuresClock {
      state.withLock { state in
        state.skew = nil
        state.isMemoryWrong = true
      }
      return
    }
    // Another host is tried at once; the same one only after a while.
    guard attempt.count >= attempt.hostCount else { return }
    clock.wait(attempt.backoff.next(Double.random(in: 0...1)))
    if attempt.deadline.isPast || terms.isInterrupted() { throw error }
  }

  // MARK: Signing

  private func key() throws(VenueError) -> ExchangeKey {
    try state.withLock { state in
      if let key = state.key { return key }
      let key: Result<ExchangeKey, VenueError>
      do throws(VenueError) { key = .success(try findKey()) } catch { key = .failure(error) }
      state.key = key
      return key
    }.get()
  }

  /// Does something with what is needed to sign a draft.
  private func signing<Result>(
    _ draft: RequestDraft, _ skew: ClockSkew,
    _ body: (RequestDraft, ExchangeKey, UInt64?) throws(VenueError) -> Result
  ) throws(VenueError) -> Result {
    let key = try key()
    var draft = draft
    // Ours, and the venue looks at its own clock.
    draft.validUntil = draft.validUntil.map(skew.venueTime)
    guard let nonces = key.nonces else { return try body(draft, key, nil) }
    let ready = draft
    return try nonces.withNonce({ skew.venueTime(at: clock.now()) }) {
      (nonce) throws(VenueError) in try body(ready, key, nonce)
    }
  }

  private func signed(
    _ draft: RequestDraft, _ key: ExchangeKey, to origin: HTTPOrigin, _ time: Timestamp,
    nonce: UInt64?
  ) throws(VenueError) -> HTTPRequest {
    do throws(SignerFailure) {
      return try key.signer.request(draft, to: origin, at: time, nonce: nonce)
    } catch {
      throw .notSent(reason: error.explanation)
    }
  }

  /// Measured once, by this process or one shortly before it; anew where the venue refuses a time.
  private func skew(_ attempt: inout Attempt) throws(VenueError) -> ClockSkew {
    let (known, isMemoryWrong) = state.withLock { ($0.skew, $0.isMemoryWrong) }
    if let known { return known }
    if !isMemoryWrong, let kept = terms.clocks?.recall() {
      state.withLock { $0.skew = kept }
      return kept
    }
    // What signatures are made with is told by the exchange alone.
    let hosts = HostGroup(service: dialect.time().draft.service, hasMirrors: false)
    let origin = try health(of: hosts).best(at: clock.now())
    // A venue that does not tell the time has to take ours.
    let (latency, told) = try askTime(origin, &attempt)
    let skew = told ?? .none
    state.withLock { $0.skew = skew }
    // An answer that took long tells little; whoever comes next had better ask again.
    if told != nil, latency <= ClockSkew.latencyMax { terms.clocks?.keep(skew) }
    return skew
  }

  /// Asks a host for its time; no skew where its answer tells none.
  private func askTime(
    _ origin: HTTPOrigin, _ attempt: inout Attempt
  ) throws(VenueError) -> (latency: TimeInterval, skew: ClockSkew?) {
    let call = dialect.time()
    try takeTurn(call.draft, until: attempt.deadline)
    let asked = clock.now()
    let response = try send(call.draft.request(to: origin), call.draft, &attempt)
    let answered = clock.now()
    let told = try? read(response, to: call, VenueMarkets())
    return (
      answered.since(asked), told.map { ClockSkew(told: $0, asked: asked, answered: answered) }
    )
  }

  /// The hosts that tell the time, those of others after the venue's own.
  package func timeHosts() throws(VenueError) -> [HTTPOrigin] {
    try health(of: hosts(for: dialect.time().draft)).origins
  }

  /// Asks one host for the time, and does not try again.
  ///
  /// - Returns: How long an answer takes once there is a connection, and how far its clock is ahead.
  /// - Throws: Why it is of no use.
  package func probe(
    _ origin: HTTPOrigin
  ) throws(VenueError) -> (latency: TimeInterval, skew: ClockSkew) {
    var attempt = Attempt(until: Deadline(after: terms.timeout))
    // The first question opens the connection, which later ones need not wait for.
    _ = try askTime(origin, &attempt)
    let answer = try askTime(origin, &attempt)
    guard let skew = answer.skew else {
      throw .notSent(reason: "it answers, but not with the time")
    }
    return (answer.latency, skew)
  }

  // MARK: Hosts

  /// Hosts that the same may be asked of.
  private struct HostGroup: Hashable {
    let service: VenueService
    /// Whether those of others are among them.
    let hasMirrors: Bool
  }

  private func hosts(for draft: RequestDraft) -> HostGroup {
    HostGroup(
      service: draft.service, hasMirrors: draft.access == .open && !terms.mirrors.isEmpty)
  }

  private func health(of hosts: HostGroup) throws(VenueError) -> OriginHealth {
    if let health = state.withLock({ $0.health[hosts] }) { return health }
    let profile = dialect.profile
    var origins =
      terms.origins.isEmpty
      ? profile.origins[terms.network]?[hosts.service] ?? [] : terms.origins
    guard !origins.isEmpty else {
      let hasOther = !(profile.origins[terms.network]?.isEmpty ?? true)
      throw .unsupported(
        reason: hasOther
          ? "the \(terms.network.rawValue) network of \(profile.name) does not answer this"
          : "\(profile.name) has no \(terms.network.rawValue) network")
    }
    if hosts.hasMirrors { origins += terms.mirrors }
    var health = OriginHealth(origins)
    // With one host there is nothing to choose.
    if origins.count > 1, let memory = terms.memory {
      health.learn(memory.recall(hosts.service), at: clock.now())
    }
    state.withLock { [health] in $0.health[hosts] = health }
    return health
  }

  private func note(success: Bool, of hosts: HostGroup, _ origin: HTTPOrigin) {
    let now = clock.now()
    let changed: OriginHealth? = state.withLock { state in
      guard success else {
        state.health[hosts]?.fail(origin, at: now)
        return state.health[hosts]
      }
      return state.health[hosts]?.succeed(origin) == true ? state.health[hosts] : nil
    }
    if let changed, changed.count > 1 { terms.memory?.keep(changed.text, of: hosts.service) }
  }
}
