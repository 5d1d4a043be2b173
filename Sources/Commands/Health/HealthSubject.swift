internal import Configuration
internal import Domain
internal import Synchronization
internal import Threads
internal import Trading
internal import VenueInterface
internal import Wire

/// One network of one exchange, and the accounts that trade there.
struct HealthSubject {
  let venue: String
  let network: VenueNetwork
  let exchange: ExchangeConnection
  private(set) var accounts: [AccountSettings] = []

  /// - Parameters:
  ///   - names: Of venues; empty for those of all accounts.
  ///   - mode: Which network is meant; nil for those of the accounts.
  ///   - settings: Accounts and venues.
  /// - Returns: Each network of each venue once, in the order of names or accounts.
  /// - Throws: Where a name is that of no exchange.
  static func all(
    named names: [String], _ mode: TradingMode?, _ settings: Settings
  ) throws(CommandFailure) -> [HealthSubject] {
    var subjects: [HealthSubject] = []
    for name in names {
      let exchange = try settings.exchange(
        named: name, otherwise: "'\(name)' is no exchange that could be asked.")
      let own = settings.accounts.filter { $0.venue == name && $0.mode != .paper }
      let networks = mode.map { [VenueNetwork($0)] } ?? own.map { VenueNetwork($0.mode) }
      for network in networks.isEmpty ? [.live] : networks {
        add(HealthSubject(venue: name, network: network, exchange: exchange), to: &subjects)
      }
    }
    for account in settings.accounts where account.mode != .paper {
      let network = VenueNetwork(account.mode)
      guard names.isEmpty || names.contains(account.venue),
        mode.map({ VenueNetwork($0) == network }) ?? true,
        // What a gateway speaks to is asked by the gateway.
        case .exchange(let exchange)? = try? settings.connection(of: account.venue, .all)
      else { continue }
      let subject = HealthSubject(venue: account.venue, network: network, exchange: exchange)
      let place = add(subject, to: &subjects)
      subjects[place].accounts.append(account)
    }
    return subjects
  }

  @discardableResult
  private static func add(_ subject: HealthSubject, to subjects: inout [HealthSubject]) -> Int {
    let known = subjects.firstIndex {
      $0.venue == subject.venue && $0.network == subject.network
    }
    if let known { return known }
    subjects.append(subject)
    return subjects.count - 1
  }

  // MARK: Asking

  /// What there is to be found; hosts are asked all at once.
  func findings(
    _ door: ExchangeDoor, _ settings: Settings
  ) throws(CommandFailure) -> [HealthFinding] {
    let access = try door.access(exchange, network, account: nil)
    var findings = hosts(access.client)
    for account in accounts {
      findings.append(try finding(of: account, door, settings))
    }
    return findings
  }

  /// Shows what would be asked, host by host and key by key, in place of asking.
  ///
  /// - Parameters:
  ///   - preview: How it is shown.
  ///   - door: To the exchange.
  ///   - settings: Of the accounts.
  ///   - answers: Take it.
  /// - Throws: Where there is no such exchange, or the output fails.
  func show(
    _ preview: RequestPreview, _ door: ExchangeDoor, _ settings: Settings,
    _ answers: inout Answers
  ) throws(CommandFailure) {
    let client = try door.access(exchange, network, account: nil).client
    let mode: TradingMode = network == .live ? .live : .demo
    try answers.show(requestsAs: nil, mode, at: venue, preview) { () throws(VenueError) in
      let draft = client.dialect.time().draft
      return try client.timeHosts().map(draft.request)
    }
    for account in accounts {
      let access = try door.access(exchange, network, account: account.name)
      try answers.show(
        requestsAs: account.name, mode, at: venue, preview
      ) { () throws(VenueError) in try KeyTest.requests(access, preview) }
    }
  }

  private func hosts(_ client: DialectClient) -> [HealthFinding] {
    let hosts: [HTTPOrigin]
    do throws(VenueError) { hosts = try client.timeHosts() } catch {
      return [HealthFinding(failure: FailureDetail(error))]
    }
    let found = FoundHosts(hosts)
    let threads = hosts.indices.map { place in
      OwnThread {
        found.note(Self.finding(of: hosts[place], client), at: place)
      }
    }
    for thread in threads { thread?.join() }
    return found.all
  }

  private static func finding(of host: HTTPOrigin, _ client: DialectClient) -> HealthFinding {
    var finding = HealthFinding(host: host)
    do throws(VenueError) {
      let probe = try client.probe(host)
      finding.latency = probe.latency
      finding.skew = probe.skew.interval
    } catch {
      finding.failure = FailureDetail(error)
    }
    return finding
  }

  private func finding(
    of account: AccountSettings, _ door: ExchangeDoor, _ settings: Settings
  ) throws(CommandFailure) -> HealthFinding {
    var finding = HealthFinding(account: account.name)
    let test = try KeyTest(account, venue: nil, settings)
    do throws(CommandFailure) {
      let access = try door.access(exchange, network, account: account.name)
      do throws(VenueError) {
        finding.permissions = try test.permissions(access)
        finding.failure = test.refusal(of: finding.permissions)
      } catch {
        finding.failure = FailureDetail(error)
      }
    } catch {
      // Keys that cannot be read, and the like, are what is wrong with this account.
      finding.failure = FailureDetail(
        "NO_CREDENTIALS", .auth, error.message ?? "the key cannot be read")
    }
    return finding
  }
}

/// What threads have found, each at its own place.
private final class FoundHosts: Sendable {
  private let findings: Mutex<[HealthFinding]>

  /// Of hosts for which the system has no thread.
  init(_ hosts: [HTTPOrigin]) {
    let unasked = VenueError.notSent(reason: "the system has no thread left to ask it with")
    findings = Mutex(
      hosts.map { HealthFinding(host: $0, failure: FailureDetail(unasked)) })
  }

  func note(_ finding: HealthFinding, at place: Int) {
    findings.withLock { $0[place] = finding }
  }

  var all: [HealthFinding] { findings.withLock(\.self) }
}
