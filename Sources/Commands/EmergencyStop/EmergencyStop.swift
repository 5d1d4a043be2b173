internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl emergency-stop`: nothing new is sent, and everything that is open goes away.
struct EmergencyStop: Command {
  static let name = "emergency-stop"
  static let summary = "Stop all trading, cancel every order and close every position."
  static let discussion = """
    It sets the emergency latch before it looks at anything else: from then on no process sends \
    an order that could open something, not even one that is running already, until a person \
    says 'emergency-stop reset'. Then, at all configured accounts and venues at once, it cancels \
    open orders, those that the ledger does not know too, closes positions by market orders that \
    can only reduce, cancels what protected them, and looks again until nothing is open or the \
    time is over. Spot holdings stay unless --spot says otherwise.

    It works with a configuration that is broken and on a disk that is full, and it may be run \
    again or twice at once: it always goes on from what is open. Each order that it cancelled or \
    sent is a record, and the last record sums up every account.

    With --dry-run no latch is set and nothing is cancelled: each exchange is asked what is open and \
    held, and the requests that the stop would begin with are shown in their order.
    """
  static let examples = [
    Example("tradectl emergency-stop --reason 'prices look wrong'", "Stop everything, now."),
    Example("tradectl emergency-stop --dry-run", "What that would send."),
  ]
  static let effect = CommandEffect.destructive
  static let exitStatuses: [ExitStatus] = [
    .mixed, .unknownOutcome, .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var reason = "emergency-stop was run"
  var spot = false
  var deadline = TimeInterval(nanoseconds: 30_000_000_000)
  var dryRun = DryRunOptions()
  var file = SettingsFileOptions()
  var store = StoreOptions()
  var instrument = InstrumentOptions()
  var network = NetworkOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("STOP OPTIONS"),
    .option("--reason", \.reason, value: "text", help: "Why, for the latch and the ledger."),
    .flag("--spot", \.spot, help: "Sell spot holdings too."),
    .option("--deadline", \.deadline, value: "time", help: "How long it may take."),
    .group(\.dryRun),
    .group(\.file),
    .group(\.store),
    .group(\.instrument),
    .group(\.network),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard deadline > .zero else { throw .usage("--deadline must be above zero.") }
    if let preview = try dryRun.preview() {
      return try StopPreview(command: self, preview: preview).run(context)
    }
    let folders = try context.folders()
    let clock = SystemClock()
    let note = LatchNote(time: clock.now(), who: User.name, reason: reason)
    // Before anything that could fail or wait.
    let latch = EmergencyLatch(folder: folders.state)
    var isLatched = true
    do throws(LatchFailure) {
      try latch.halt(note)
    } catch {
      isLatched = false
      context.diagnostics.fail(error.explanation)
    }
    let stop = AccountsStop(
      command: self, folders: folders, latch: latch, note: note, clock: clock,
      diagnostics: context.diagnostics, ledgerPath: try store.path(context))
    let report = StopReport(records(context), clock)
    let results = stop.run(context, report)
    return try report.finish(results, note, isLatched: isLatched)
  }

  /// What the configuration says, as far as it can be read, and what was known before it broke.
  func settings(_ context: Context, _ folders: Folders) -> [Settings] {
    guard let (path, isOptional) = try? file.path(context) else { return [Settings()] }
    let (settings, problem) = SettingsFile.readable(
      path: path, isOptional: isOptional, exchanges: .all)
    if let problem {
      context.diagnostics.warn("The configuration cannot be relied on: \(problem.explanation)")
    } else if settings.path != nil {
      return [settings]
    }
    return [settings] + [KnownAccounts.known(in: folders)].compactMap(\.self)
  }

  /// The output; where it is closed the stop goes on without one.
  private func records(_ context: Context) -> RecordOutput {
    do throws(CommandFailure) {
      return try context.output(output)
    } catch {
      // Not the number of the one that is closed: the next file that is opened gets it.
      return RecordOutput(Descriptor(-1))
    }
  }
}
