internal import Configuration
internal import Credentials
internal import Domain
internal import Glibc
internal import Ledger
internal import Matching
internal import Risk
internal import Synchronization
internal import Threads
internal import Trading
internal import Transport
internal import VenueInterface
internal import Wire

/// The stop of all accounts, a thread for each.
struct AccountsStop: Sendable {
  let command: EmergencyStop
  let folders: Folders
  let latch: EmergencyLatch
  let note: LatchNote
  let clock: SystemClock
  let diagnostics: Diagnostics
  let ledgerPath: String

  /// Of the time for one answer; it is asked again until the time is over.
  private static let timeoutMax = TimeInterval(nanoseconds: 5_000_000_000)
  /// How many requests of an account are on their way to its venue at once.
  private static let lanes = 16
  /// How long others may keep the ledger to themselves.
  private static let patienceSeconds = 5

  /// - Returns: How each account stands.
  func run(_ context: Context, _ report: StopReport) -> [StopResult] {
    let settings = command.settings(context, folders)
    let entry = LatchEntry(time: note.time, isHalted: true, reason: note.reason, who: note.who)
    // What it began is finished at the end of this function.
    let notices = Notices(
      (settings.first { $0.notify.command != nil } ?? Settings()).notify, diagnostics)
    defer { withExtendedLifetime(notices) {} }
    notices.tell(.halt(entry))
    let ledger = writeDown(entry)
    let targets = StopTargets(settings, ledger).all
    var terms = StopTerms(start: note.time, deadline: note.time.advanced(by: command.deadline))
    terms.sellsSpot = command.spot
    terms.isInterrupted = { Interruption.signal != nil }
    do throws(CommandFailure) {
      terms.instruments = try InstrumentRules(command.instrument).all
    } catch {
      diagnostics.warn("The instruments are not known: \(error.message ?? "")")
    }
    let spare = SpareLedger(folder: folders.state)
    let results = runAll(targets, settings, terms, spare, report)
    if let path = spare.path {
      diagnostics.warn("What was sent is in '\(path)', because the ledger could not be written.")
    }
    return results
  }

  /// Puts the halt into the ledger, where there is one.
  ///
  /// - Returns: The ledger; nil where there is none, or none that works.
  private func writeDown(_ entry: LatchEntry) -> Ledger? {
    var ledger: Ledger?
    for isSecondTry in [false, true] {
      do throws(LedgerError) {
        let opened = try Ledger.open(
          path: ledgerPath, isMade: false, patienceSeconds: Self.patienceSeconds)
        ledger = opened
        try opened.write(.durable) { transaction throws(LedgerError) in
          try transaction.add(entry)
        }
        return ledger
      } catch {
        if case .missing = error { return nil }
        if isSecondTry { diagnostics.warn("The halt is not in the ledger: \(error.explanation).") }
        latch.makeRoom()
      }
    }
    return ledger
  }

  // MARK: Accounts

  private func runAll(
    _ targets: [StopTarget], _ settings: [Settings], _ terms: StopTerms, _ spare: SpareLedger,
    _ report: StopReport
  ) -> [StopResult] {
    let results = StopResults(count: targets.count)
    // One for all, so that a passphrase is asked for once.
    let keys = KeySources(settings, folders).all
    var threads: [OwnThread] = []
    for (index, target) in targets.enumerated() {
      let work: @Sendable () -> Void = {
        results.set(index, to: stop(target, settings, keys, terms, spare, report))
      }
      if let thread = OwnThread(work) { threads.append(thread) } else { work() }
    }
    for thread in threads { thread.join() }
    return results.all
  }

  private func stop(
    _ target: StopTarget, _ settings: [Settings], _ keys: [any CredentialSource],
    _ terms: StopTerms, _ spare: SpareLedger, _ report: StopReport
  ) -> StopResult {
    let scope = target.scope
    let tell: (StopAction) -> Void = { report.tell($0, scope) }
    var terms = terms
    terms.currency = target.currency(settings)
    let deskTerms = DeskTerms(settings, scope, terms)
    switch target.way {
    case .none(let reason):
      var result = StopResult(scope)
      result.failure = FailureDetail("NO_CONNECTION", .config, reason)
      return result
    case .venue(let address):
      let clients = (0..<Self.lanes).map { _ in
        GatewayVenue(GatewayConnection(address, timeout: timeout))
      }
      return stop(target, clients, deskTerms, terms, spare, tell)
    case .exchange(let exchange):
      do throws(CommandFailure) {
        var door = try ExchangeDoor(
          folders, diagnostics, command.network.way, timeout: timeout,
          credentials: keys)
        door.baseURL = command.network.baseURL
        door.isUrgent = true
        door.hasSpotMargin = target.hasSpotMargin(settings)
        let venue = try door.access(
          exchange, VenueNetwork(scope.mode), account: scope.account
        ).closingVenue
        let clients = Array(repeating: venue, count: Self.lanes)
        return stop(target, clients, deskTerms, terms, spare, tell)
      } catch {
        var result = StopResult(scope)
        result.failure = FailureDetail("NO_CONNECTION", .config, error.message ?? "")
        return result
      }
    case .paper:
      guard let paper = paper(scope, settings) else {
        var result = StopResult(scope)
        result.failure = FailureDetail("INVALID_RULES", .config, "the paper market has no rules")
        return result
      }
      return PaperStop(
        paper, desks: StopDesks(ways(scope, .paper(paper), deskTerms)), terms: terms,
        clock: clock, tell: tell
      ).run()
    }
  }

  /// How long a venue has for one answer.
  private var timeout: TimeInterval { min(Self.timeoutMax, command.deadline.quarter) }

  /// The stop of an account at a venue.
  private func stop(
    _ target: StopTarget, _ clients: [any VenueClient], _ deskTerms: DeskTerms,
    _ terms: StopTerms, _ spare: SpareLedger, _ tell: @escaping (StopAction) -> Void
  ) -> StopResult {
    let scope = target.scope
    let desks = StopDesks(
      ways(scope, .venue(clients[0]), deskTerms)
        + [
          StopDesks.Way(isShared: false) { () throws(LedgerError) in
            desk(try spare.open(), scope, .venue(clients[0]), deskTerms)
          }
        ])
    return VenueStop(
      VenueLanes(clients), scope: scope, desks: desks, terms: terms, clock: clock, tell: tell
    ).run()
  }

  /// The ledger that all processes share, and once more with the room that was kept for this.
  private func ways(
    _ scope: AccountScope, _ market: OrderDesk.Market, _ terms: DeskTerms
  ) -> [StopDesks.Way] {
    [false, true].map { makesRoom in
      StopDesks.Way(isShared: true) { () throws(LedgerError) in
        if makesRoom { latch.makeRoom() }
        let ledger = try Ledger.open(path: ledgerPath, patienceSeconds: Self.patienceSeconds)
        return desk(ledger, scope, market, terms)
      }
    }
  }

  private func desk(
    _ ledger: Ledger, _ scope: AccountScope, _ market: OrderDesk.Market, _ terms: DeskTerms
  ) -> OrderDesk {
    OrderDesk(
      ledger, scope: scope, market: market, terms: terms, latch: latch, clock: clock,
      run: OrderRun(name: Self.runName(clock)))
  }

  /// A name of its own for each desk: what the one before sent must not look like a repetition.
  private static func runName(_ clock: SystemClock) -> String {
    "emergency-\(clock.now().nanoseconds)-\(getpid())"
  }

  /// The paper account, by its own rules or, where they cannot be read, by the usual ones.
  private func paper(_ scope: AccountScope, _ settings: [Settings]) -> PaperVenue? {
    for settings in settings.map(\.paper) + [PaperSettings()] {
      guard let rules = try? settings.rules() else { continue }
      return PaperVenue(
        PaperTerms(
          rules: rules, startingEquity: settings.equity, currency: settings.currency),
        scope: scope)
    }
    return nil
  }
}

extension TimeInterval {
  /// An answer that never comes must not take all the time there is.
  fileprivate var quarter: TimeInterval { TimeInterval(nanoseconds: max(1, nanoseconds / 4)) }
}

/// The results of several threads, each in its own place.
private final class StopResults: Sendable {
  private let results: Mutex<[StopResult?]>

  init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

  func set(_ index: Int, to result: StopResult) { results.withLock { $0[index] = result } }

  var all: [StopResult] { results.withLock { $0.compactMap(\.self) } }
}

extension DeskTerms {
  /// By the limits of the account, where the configuration can be read.
  fileprivate init(_ settings: [Settings], _ scope: AccountScope, _ terms: StopTerms) {
    let accounts = settings.flatMap(\.accounts)
    let risk = accounts.first { $0.name == scope.account }?.risk ?? Settings().risk
    let dayStart = risk.dayStart
    self.init(policy: risk.policy) { dayStart.day(containing: $0).start }
    instruments = terms.instruments
    currency = terms.currency
  }
}
