internal import Configuration
internal import Domain
internal import Ledger
internal import Matching
internal import Risk
internal import Trading
internal import Transport
internal import VenueInterface
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
  let network: NetworkOptions
  /// How long a venue has for an answer.
  let timeout: TimeInterval

  init(
    _ settings: Settings, _ choice: AccountChoice, _ policy: RiskPolicy, _ folders: Folders,
    ledgerPath: String, _ network: NetworkOptions, timeout: TimeInterval
  ) {
    self.settings = settings
    self.choice = choice
    self.policy = policy
    self.folders = folders
    self.ledgerPath = ledgerPath
    self.network = network
    self.timeout = timeout
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
    try place(options.desk, limits, timeout: options.time.timeout)
  }

  /// The same for a command whose `--timeout` is about something else.
  func place(
    _ options: DeskOptions, _ limits: LimitOptions = LimitOptions(),
    timeout: TimeInterval = .tenSeconds
  ) throws(CommandFailure) -> TradingPlace {
    guard timeout > .zero else { throw .usage("--timeout must be above zero.") }
    let settings = try options.settings.file.settings(self)
    let folders = try folders()
    let choice = try options.settings.choice(settings)
    var policy = choice.account.risk.policy
    try limits.apply(to: &policy)
    return TradingPlace(
      settings, choice, policy, folders, ledgerPath: options.store ?? folders.ledgerFile,
      options.network, timeout: timeout)
  }

  /// The desk of the account, its ledger opened, and made where there is none.
  func desk(
    _ place: TradingPlace, run: String? = nil, instruments: [Symbol: Instrument] = [:]
  ) throws(CommandFailure) -> OrderDesk {
    let ledger = try asking { () throws(LedgerError) in try Ledger.open(path: place.ledgerPath) }
    return try desk(place, ledger, run: run, instruments: instruments)
  }

  /// The same for a command that makes nothing new: nil where there is no ledger, and so nothing
  /// to tell.
  func readingDesk(_ place: TradingPlace) throws(CommandFailure) -> OrderDesk? {
    guard let ledger = try readingLedger(place.ledgerPath) else { return nil }
    return try desk(place, ledger, run: nil, instruments: [:])
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
    _ place: TradingPlace, _ ledger: Ledger, run: String?, instruments: [Symbol: Instrument]
  ) throws(CommandFailure) -> OrderDesk {
    let latch = EmergencyLatch(folder: place.folders.state)
    latch.arm()
    KnownAccounts.keep(place.settings, in: place.folders)
    let risk = place.choice.account.risk
    var terms = DeskTerms(policy: risk.policy) { risk.dayStart.day(containing: $0).start }
    terms.policy = place.policy
    terms.instruments = instruments
    terms.isInterrupted = { Interruption.signal != nil }
    terms.currency = AccountCurrency.of(
      place.choice.account, at: place.choice.connection, paper: place.settings.paper.currency)
    let clock = SystemClock()
    let desk = OrderDesk(
      ledger, scope: place.scope, market: try market(place, instruments), terms: terms,
      latch: latch, clock: clock, run: OrderRun(name: run ?? Diagnostics.ownRun))
    let notices = Notices(place.settings.notify, diagnostics)
    desk.tell = { notices.tell($0) }
    return desk
  }

  private func market(
    _ place: TradingPlace, _ instruments: [Symbol: Instrument]
  ) throws(CommandFailure) -> OrderDesk.Market {
    guard place.choice.mode != .paper else {
      return .paper(try paperVenue(place.settings.paper, place.scope, instruments))
    }
    switch place.choice.connection {
    case .gateway(let address): return .venue(gateway(address, place.timeout))
    case .exchange(let connection):
      var door = try ExchangeDoor(
        place.folders, diagnostics, place.network.way, timeout: place.timeout,
        credentials: KeySources(place.settings, place.folders).all)
      door.baseURL = place.network.baseURL
      door.refusesWithdrawal =
        place.choice.mode == .live && !place.choice.account.allowsWithdrawal
      door.hasSpotMargin = place.choice.account.hasSpotMargin
      let access = try door.access(
        connection, VenueNetwork(place.choice.mode), account: place.choice.account.name)
      guard !door.hasSpotMargin || access.client.dialect.profile.hasSpotMargin else {
        throw CommandFailure(
          .configuration,
          "spot_margin of the account '\(place.choice.account.name)' is for okx, and not for "
            + "\(access.client.dialect.profile.name).")
      }
      return .venue(access.venue)
    case nil:
      throw CommandFailure(
        .configuration, "The venue '\(place.choice.venue)' says nowhere how it is reached.")
    }
  }

  private func gateway(_ address: LocalAddress, _ timeout: TimeInterval) -> GatewayVenue {
    GatewayVenue(GatewayConnection(address, timeout: timeout))
  }

  /// Further ways to the venue of an account; none for paper.
  func lanes(
    _ place: TradingPlace, to market: OrderDesk.Market, count: Int
  ) -> [any VenueClient] {
    guard case .venue(let client) = market else { return [] }
    switch place.choice.connection {
    case .gateway(let address): return (0..<count).map { _ in gateway(address, place.timeout) }
    // It has a connection of its own for each thread that asks.
    case .exchange: return Array(repeating: client, count: count)
    case nil: return []
    }
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

extension VenueNetwork {
  /// The network that a mode of trading is on; market data of paper is that of the live one.
  init(_ mode: TradingMode) { self = mode == .demo ? .test : .live }
}

extension TimeInterval {
  /// How long a venue has for an answer, where nobody says otherwise.
  static let tenSeconds = TimeInterval(nanoseconds: 10_000_000_000)
}
