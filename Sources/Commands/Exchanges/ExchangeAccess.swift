internal import Configuration
internal import Credentials
internal import Dialects
internal import Domain
internal import Ledger
internal import Nonces
internal import RateLimits
internal import Risk
internal import Signing
internal import Trading
internal import Transport
internal import VenueInterface
internal import Wire

/// One exchange as a command reaches it, with the key of an account or without one.
final class ExchangeAccess: Sendable {
  let client: DialectClient
  let instruments: InstrumentCache
  /// Whether orders on spot are ones on cross margin.
  private let hasSpotMargin: Bool

  var venue: DialectVenue { DialectVenue(client, instruments, hasSpotMargin: hasSpotMargin) }
  /// For what closes all that can be closed.
  var closingVenue: DialectVenue {
    DialectVenue(client, instruments, tellsKnown: true, hasSpotMargin: hasSpotMargin)
  }

  init(_ client: DialectClient, _ instruments: InstrumentCache, hasSpotMargin: Bool) {
    self.client = client
    self.instruments = instruments
    self.hasSpotMargin = hasSpotMargin
  }
}

extension KnownExchanges {
  /// Those that there are dialects of.
  static let all = KnownExchanges {
    DialectList.names
  } addressProblem: { text in
    do throws(HTTPOrigin.Malformed) {
      _ = try HTTPOrigin(text)
      return nil
    } catch {
      return error.explanation
    }
  }
}

extension Settings {
  /// How an exchange is reached.
  ///
  /// - Parameters:
  ///   - name: Of the venue.
  ///   - problem: What is wrong with a venue that is no exchange.
  /// - Returns: The way.
  /// - Throws: Where there is no such venue, or it is no exchange.
  func exchange(
    named name: String, otherwise problem: @autoclosure () -> String
  ) throws(CommandFailure) -> ExchangeConnection {
    let connection: VenueConnection?
    do throws(AccountChoiceError) {
      connection = try self.connection(of: name, .all)
    } catch {
      throw CommandFailure(.configuration, "\(error.explanation).")
    }
    guard case .exchange(let exchange) = connection else {
      throw CommandFailure(.configuration, problem())
    }
    return exchange
  }
}

/// What exchanges are reached with, shared by all that a process asks of them.
struct ExchangeDoor: Sendable {
  let folders: Folders
  /// What is asked in place of the exchange's own hosts.
  var baseURL: HTTPOrigin?
  let timeout: TimeInterval
  /// Where keys are looked for, one after the other.
  let credentials: [any CredentialSource]
  /// Whether everything that is asked goes before what others ask.
  var isUrgent = false
  /// Whether orders are placed with real money, so that a key had better not do more.
  var refusesWithdrawal = false
  /// Whether the account's orders on spot are ones on cross margin, where the exchange has such.
  var hasSpotMargin = false
  /// What requests leave by.
  private let sender: any RequestSender

  /// - Parameters:
  ///   - folders: Where files of ours are.
  ///   - diagnostics: Are told of the traffic, if they want it.
  ///   - way: What stands between us and the exchange.
  ///   - timeout: How long one question may take.
  ///   - credentials: Where keys are looked for, one after the other; nowhere for what anybody may
  ///     ask.
  /// - Throws: Where the file that traffic is to be kept in cannot be opened.
  init(
    _ folders: Folders, _ diagnostics: Diagnostics, _ way: ProxyOptions, timeout: TimeInterval,
    credentials: [any CredentialSource]
  ) throws(CommandFailure) {
    self.folders = folders
    self.timeout = timeout
    self.credentials = credentials
    var settings = HTTPSettings(userAgent: "tradectl/\(Program.version)")
    settings.connectTimeout = min(settings.connectTimeout, timeout)
    settings.proxy = way.proxy
    var sender: any RequestSender = HTTPClient(settings)
    if let path = way.record {
      let file = try TrafficFile(path)
      sender = TrafficRecorder(sender) { file.add($0) }
    }
    if diagnostics.level == .trace {
      sender = TrafficRecorder(sender) { diagnostics.trace(String(decoding: $0, as: UTF8.self)) }
    }
    self.sender = sender
  }

  /// Opens the way to an exchange; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - connection: Which one.
  ///   - network: Its test network, or where money is at stake.
  ///   - account: Whose key signs; nil for what anybody may ask.
  /// - Returns: It.
  /// - Throws: Where there is no such exchange.
  func access(
    _ connection: ExchangeConnection, _ network: VenueNetwork, account: String?
  ) throws(CommandFailure) -> ExchangeAccess {
    guard let plain = DialectList.dialect(named: connection.exchange) else {
      throw CommandFailure(.configuration, "There is no exchange '\(connection.exchange)'.")
    }
    var terms = ExchangeTerms(network, timeout: timeout)
    for address in connection.rest { terms.origins.append(try Self.origin(address)) }
    for address in connection.marketFallback { terms.mirrors.append(try Self.origin(address)) }
    if let baseURL {
      terms.origins = [baseURL]
      terms.mirrors = []
    }
    guard !terms.origins.isEmpty || plain.profile.origins[network]?.isEmpty == false else {
      throw CommandFailure(
        .configuration,
        "\(connection.exchange) has no \(network.rawValue) network: give the address of one with "
          + "--base-url, or practise with --mode paper.")
    }
    terms.isInterrupted = { Interruption.signal != nil }
    terms.memory = HostFile(folders, connection.exchange, network)
    terms.isUrgent = isUrgent
    let place = Self.placeName(connection.exchange, terms)
    terms.clocks = ClockFile(folders, place)
    terms.budget = budget(plain.profile, connection, place, account: account)
    terms.learnLimits = { limits in
      LimitFile(folders, place).keep(limits)
      return budget(plain.profile, connection, place, account: account)
    }
    if Descriptor.error.isTerminal {
      terms.tellWait = { wait in
        let seconds = max(1, (wait.nanoseconds + 999_999_999) / 1_000_000_000)
        let reason = "the request limits of \(connection.exchange) are used up"
        try? Descriptor.error.write(Array("Waiting \(seconds) s: \(reason).\n".utf8).span)
      }
    }
    let clock = SystemClock()
    guard let account else {
      return access(DialectClient(plain, terms, sender, clock: clock), clock)
    }
    // Which dialect of an exchange is spoken depends on the key; most have only one.
    let holder = KeyHolder(self, connection.exchange, account, network)
    let dialect = try holder.dialect(or: plain)
    return access(
      DialectClient(dialect, terms, sender, clock: clock) { () throws(VenueError) in
        try holder.key(for: dialect)
      }, clock)
  }

  private static func origin(_ text: String) throws(CommandFailure) -> HTTPOrigin {
    do throws(HTTPOrigin.Malformed) { return try HTTPOrigin(text) } catch {
      throw CommandFailure(.configuration, "\(error.explanation.capitalizedFirst).")
    }
  }

  /// What all processes of this user may ask of an exchange together.
  func budget(
    _ profile: VenueProfile, _ connection: ExchangeConnection, _ place: String, account: String?
  ) -> RateBudget? {
    let folder = "\(folders.state)/limits"
    // Where there is no folder, nothing can be counted, and taking a turn says why.
    _ = try? PrivateFile.createFolder(folder)
    let published = LimitFile(folders, place).recall()
    // What the exchange has told of late goes before what was known of it.
    var limits = profile.limits.filter { known in
      !published.contains { $0.name == known.name }
    }
    limits += published
    if let rate = connection.rate {
      var limit = RequestLimit("configured", .address, rate.count, .requests, per: rate.window)
      limit.burst = connection.burst ?? rate.count
      limits.append(limit)
    }
    return RateBudget(folder: folder, venue: place, account: account, limits: limits)
  }

  private func access(_ client: DialectClient, _ clock: SystemClock) -> ExchangeAccess {
    let folder = "\(folders.cache)/instruments"
    let isKept = (try? PrivateFile.createFolder(folder)) != nil
    let name = Self.placeName(client.dialect.profile.name, client.terms)
    let path = isKept ? "\(folder)/\(name).jsonl" : nil
    return ExchangeAccess(
      client, InstrumentCache(client, path: path, clock: clock),
      hasSpotMargin: hasSpotMargin && client.dialect.profile.hasSpotMargin)
  }

  /// Another place may have other markets and limits, so it has files of its own.
  private static func placeName(_ exchange: String, _ terms: ExchangeTerms) -> String {
    let name = "\(exchange).\(terms.network.rawValue)"
    guard let origin = terms.origins.first else { return name }
    return "\(name)@\(origin.host)-\(origin.port)"
  }
}
