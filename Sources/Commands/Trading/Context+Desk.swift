internal import Configuration
internal import Domain
internal import Ledger
internal import Matching
internal import Risk
internal import Trading
internal import Transport
internal import Wire

/// What a trading command works with.
///
/// A class, because it is too large to be returned.
final class TradingPlace {
  let settings: Settings
  let choice: AccountChoice
  /// What orders are judged by: the limits of the account, and what flags say instead.
  let policy: RiskPolicy
  let folders: Folders
  let ledgerPath: String

  init(
    _ settings: Settings, _ choice: AccountChoice, _ policy: RiskPolicy, _ folders: Folders,
    ledgerPath: String
  ) {
    self.settings = settings
    self.choice = choice
    self.policy = policy
    self.folders = folders
    self.ledgerPath = ledgerPath
  }

  var scope: AccountScope {
    AccountScope(mode: choice.mode, venue: choice.venue, account: choice.account.name)
  }

  /// Refuses an account that must never place an order.
  func checkWritable() throws(CommandFailure) {
    guard choice.account.isReadOnly else { return }
    throw CommandFailure(
      .configuration, "The account '\(choice.account.name)' is read_only in the configuration.")
  }
}

extension Context {
  /// Finds the account that is meant.
  ///
  /// - Parameters:
  ///   - options: Which one.
  ///   - limits: What goes before the limits of the configuration.
  /// - Returns: The account, and what its orders are judged by.
  /// - Throws: Every problem of the configuration, why there is no such account, or the first limit
  ///   that is out of its range.
  func place(
    _ options: TradingOptions, _ limits: LimitOptions = LimitOptions()
  ) throws(CommandFailure) -> TradingPlace {
    let settings = try options.settings.file.settings(self)
    let folders = try folders()
    let choice = try options.settings.choice(settings)
    var policy = choice.account.risk.policy
    try limits.apply(to: &policy)
    return TradingPlace(
      settings, choice, policy, folders, ledgerPath: options.store ?? folders.ledgerFile)
  }

  /// The desk of the account, its ledger opened, and made where there is none.
  func desk(
    _ place: TradingPlace, run: String? = nil, timeout: TimeInterval = .tenSeconds,
    instruments: [Symbol: Instrument] = [:]
  ) throws(CommandFailure) -> OrderDesk {
    let ledger = try asking { () throws(LedgerError) in try Ledger.open(path: place.ledgerPath) }
    return try desk(place, ledger, run: run, timeout: timeout, instruments: instruments)
  }

  /// The same for a command that makes nothing new: nil where there is no ledger, and so nothing
  /// to tell.
  func readingDesk(_ place: TradingPlace) throws(CommandFailure) -> OrderDesk? {
    guard let ledger = try readingLedger(place.ledgerPath) else { return nil }
    return try desk(place, ledger, run: nil, timeout: .tenSeconds, instruments: [:])
  }

  /// A ledger that is there; nil where there is none.
  func readingLedger(_ path: String) throws(CommandFailure) -> Ledger? {
    do throws(LedgerError) {
      return try Ledger.open(path: path, isMade: false)
    } catch {
      if case .missing = error { return nil }
      throw CommandFailure(error)
    }
  }

  private func desk(
    _ place: TradingPlace, _ ledger: Ledger, run: String?, timeout: TimeInterval,
    instruments: [Symbol: Instrument]
  ) throws(CommandFailure) -> OrderDesk {
    let latch = EmergencyLatch(folder: place.folders.state)
    latch.arm()
    KnownAccounts.keep(place.settings, in: place.folders)
    let risk = place.choice.account.risk
    var terms = DeskTerms(policy: risk.policy) { risk.dayStart.day(containing: $0).start }
    terms.policy = place.policy
    terms.instruments = instruments
    terms.isInterrupted = { Interruption.signal != nil }
    terms.currency = place.settings.paper.currency
    let clock = SystemClock()
    let desk = OrderDesk(
      ledger, scope: place.scope, market: try market(place, timeout, instruments), terms: terms,
      latch: latch, clock: clock, run: OrderRun(name: run ?? Diagnostics.ownRun))
    let notices = Notices(place.settings.notify, diagnostics)
    desk.tell = { notices.tell($0) }
    return desk
  }

  private func market(
    _ place: TradingPlace, _ timeout: TimeInterval, _ instruments: [Symbol: Instrument]
  ) throws(CommandFailure) -> OrderDesk.Market {
    guard place.choice.mode != .paper else {
      return .paper(try paperVenue(place.settings.paper, place.scope, instruments))
    }
    guard case .gateway(let address) = place.choice.connection else {
      throw CommandFailure(
        .configuration, "The venue '\(place.choice.venue)' says nowhere how it is reached.")
    }
    return .venue(gateway(address, timeout))
  }

  private func gateway(_ address: LocalAddress, _ timeout: TimeInterval) -> GatewayVenue {
    GatewayVenue(GatewayConnection(address, timeout: timeout))
  }

  /// Further connections to the venue of an account; none for paper.
  func lanes(
    _ place: TradingPlace, count: Int, timeout: TimeInterval = .tenSeconds
  ) -> [GatewayVenue] {
    guard place.choice.mode != .paper, case .gateway(let address) = place.choice.connection else {
      return []
    }
    return (0..<count).map { _ in gateway(address, timeout) }
  }

  /// The paper account of a scope.
  func paperVenue(
    _ settings: PaperSettings, _ scope: AccountScope, _ instruments: [Symbol: Instrument] = [:]
  ) throws(CommandFailure) -> PaperVenue {
    do throws(PaperError) {
      var terms = PaperTerms(
        rules: try settings.rules(), startingEquity: settings.equity, currency: settings.currency)
      terms.instruments = instruments
      return PaperVenue(terms, scope: scope)
    } catch {
      throw CommandFailure(.configuration, "\(error.explanation).")
    }
  }
}

extension CommandFailure {
  init(_ error: LedgerError) {
    self.init(.inputOutput, "\(error.explanation.capitalizedFirst).")
  }
}

extension String {
  /// The same with a capital letter at its start.
  var capitalizedFirst: String {
    guard let first else { return self }
    return first.uppercased() + dropFirst()
  }
}

extension TimeInterval {
  /// How long a venue has for an answer, where nobody says otherwise.
  static let tenSeconds = TimeInterval(nanoseconds: 10_000_000_000)
}
