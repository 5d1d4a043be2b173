internal import Configuration
internal import Credentials
internal import Dialects
internal import Domain
internal import Ledger
internal import Nonces
internal import Signing
internal import Trading
internal import Transport
internal import VenueInterface
internal import Wire

/// One exchange as a command reaches it, with the key of an account or without one.
final class ExchangeAccess: Sendable {
  let client: DialectClient
  let instruments: InstrumentCache

  var venue: DialectVenue { DialectVenue(client, instruments) }
  /// For what closes all that can be closed.
  var closingVenue: DialectVenue { DialectVenue(client, instruments, tellsKnown: true) }

  init(_ client: DialectClient, _ instruments: InstrumentCache) {
    self.client = client
    self.instruments = instruments
  }
}

extension KnownExchanges {
  /// Those that there are dialects of.
  static let all = KnownExchanges {
    DialectList.profiles.map(\.name)
  } addressProblem: { text in
    do throws(HTTPOrigin.Malformed) {
      _ = try HTTPOrigin(text)
      return nil
    } catch {
      return error.explanation
    }
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
  /// What requests leave by.
  private let sender: any RequestSender

  /// - Parameters:
  ///   - folders: Where files of ours are.
  ///   - way: What stands between us and the exchange.
  ///   - timeout: How long one question may take.
  ///   - credentials: Where keys are looked for, one after the other; nowhere for what anybody may
  ///     ask.
  /// - Throws: Where the file that traffic is to be kept in cannot be opened.
  init(
    _ folders: Folders, _ way: ProxyOptions, timeout: TimeInterval,
    credentials: [any CredentialSource]
  ) throws(CommandFailure) {
    self.folders = folders
    self.timeout = timeout
    self.credentials = credentials
    var settings = HTTPSettings(userAgent: "tradectl/\(Program.version)")
    settings.connectTimeout = min(settings.connectTimeout, timeout)
    settings.proxy = way.proxy
    let client = HTTPClient(settings)
    if let path = way.record {
      sender = try TrafficRecorder(client, path)
    } else {
      sender = client
    }
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
    terms.origin = baseURL
    if terms.origin == nil, let rest = connection.rest { terms.origin = try Self.origin(rest) }
    terms.isInterrupted = { Interruption.signal != nil }
    terms.memory = HostFile(folders, connection.exchange, network)
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

  private func access(_ client: DialectClient, _ clock: SystemClock) -> ExchangeAccess {
    let folder = "\(folders.cache)/instruments"
    let isKept = (try? PrivateFile.createFolder(folder)) != nil
    return ExchangeAccess(
      client,
      InstrumentCache(
        client, path: isKept ? "\(folder)/\(Self.fileName(client)).jsonl" : nil, clock: clock))
  }

  /// Another place may have other markets, so it has a file of its own.
  private static func fileName(_ client: DialectClient) -> String {
    let name = "\(client.dialect.profile.name).\(client.terms.network.rawValue)"
    guard let origin = client.terms.origin else { return name }
    return "\(name)@\(origin.host)-\(origin.port)"
  }
}
