internal import Arguments
internal import Configuration
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl health`: whether exchanges answer, how soon, and whether the keys of accounts are good.
struct Health: Command {
  static let name = "health"
  static let summary = "Ask every host of an exchange for its time, and try the keys of accounts."
  static let discussion = """
    Without a name, the exchanges of all accounts that trade in demo or live mode are asked. Each \
    host is a record: `latency_ms` is one answer over a connection that is open, and `skew_ms` how \
    far its clock is ahead of this machine's. More than a second is a warning, although requests \
    are signed with the exchange's time. Each account is one, too: one question that is signed with \
    its key. It exits 1 when something has failed, so that a monitor can run it.
    """
  static let examples = [
    Example("tradectl health", "Everything that accounts trade with."),
    Example(
      "tradectl health binance | jq -s 'min_by(.latency_ms).url'",
      "The host that answers first."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .inputOutput, .notPermitted, .configuration,
  ]

  var venues: [String] = []
  var mode: TradingMode?
  var dryRun = DryRunOptions()
  var file = SettingsFileOptions()
  var network = NetworkOptions()
  var time = TimeoutOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(
      \.venues, value: "venue",
      help: "Exchanges, and the accounts that trade there; those of all accounts if none is named."),
    .option(
      "--mode", \.mode, value: "mode",
      help: "demo asks test networks alone, live those where real money trades; else as accounts "
        + "have it, and live for an exchange without one."),
    .group(\.dryRun),
    .group(\.file),
    .group(\.network),
    .group(\.time),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard time.timeout > .zero else { throw .usage("--timeout must be above zero.") }
    let preview = try dryRun.preview()
    let settings = try file.settings(context)
    let subjects = try HealthSubject.all(named: venues, mode, settings)
    guard !subjects.isEmpty else {
      throw .usage("No account trades at an exchange: name one, such as 'tradectl health binance'.")
    }
    let folders = try context.folders()
    var door = try ExchangeDoor(
      folders, context.diagnostics, network.way, timeout: time.timeout,
      credentials: KeySources(settings, folders).all)
    door.baseURL = network.baseURL
    if let preview {
      var answers = try Answers(output, context)
      for subject in subjects { try subject.show(preview, door, settings, &answers) }
      return try answers.close()
    }
    var answers = try Answers(output, context, onTerminal: .table)
    var isWell = true
    for subject in subjects {
      try answers.checkSignal()
      for finding in try subject.findings(door, settings) {
        if finding.status == .failed { isWell = false }
        answers.succeed()
        try answers.write { output throws(StreamFailure) in try output.write(finding, of: subject) }
      }
      try answers.flush()
    }
    let status = try answers.close()
    return status == .success && !isWell ? .negative : status
  }
}

/// What was found of one host, or of one key.
struct HealthFinding: Sendable {
  enum Status: String {
    case ok
    case warning
    case failed
  }

  var host: HTTPOrigin?
  var account: String?
  var latency: TimeInterval?
  var skew: TimeInterval?
  var permissions: KeyPermissions?
  var failure: FailureDetail?

  /// Requests are signed with the venue's time, but whoever reads a log is misled by such a clock.
  private static let skewMax = TimeInterval(nanoseconds: 1_000_000_000)

  var status: Status {
    if failure != nil { return .failed }
    let skew = skew ?? .zero
    let isFar = skew > Self.skewMax || skew < TimeInterval(nanoseconds: -Self.skewMax.nanoseconds)
    return isFar ? .warning : .ok
  }
}

extension RecordOutput {
  fileprivate mutating func write(
    _ finding: HealthFinding, of subject: HealthSubject
  ) throws(StreamFailure) {
    begin(.health)
    text.add(.venue, subject.venue)
    text.add(.network, word: subject.network.rawValue)
    if let host = finding.host { text.add(.url, host.description) }
    if let account = finding.account { text.add(.account, account) }
    text.add(.status, word: finding.status.rawValue)
    if let latency = finding.latency { text.add(.latency, Int(latency.nanoseconds / 1_000_000)) }
    if let skew = finding.skew { text.add(.skew, Int(skew.nanoseconds / 1_000_000)) }
    if let permissions = finding.permissions {
      text.add(.canTrade, permissions.canTrade)
      if let canWithdraw = permissions.canWithdraw { text.add(.canWithdraw, canWithdraw) }
    }
    if let failure = finding.failure { text.add(.error) { $0.add(failure) } }
    try end(isFailure: finding.status == .failed)
  }
}
