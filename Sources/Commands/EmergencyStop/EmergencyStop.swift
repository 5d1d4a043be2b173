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
    """
  static let examples = [
    Example("tradectl emergency-stop --reason 'prices look wrong'", "Stop everything, now.")
  ]
  static let effect = CommandEffect.destructive
  static let exitStatuses: [ExitStatus] = [.mixed, .unknownOutcome, .inputOutput, .configuration]

  var reason = "emergency-stop was run"
  var spot = false
  var deadline = TimeInterval(nanoseconds: 30_000_000_000)
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
    .group(\.file),
    .group(\.store),
    .group(\.instrument),
    .group(\.network),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard deadline > .zero else { throw .usage("--deadline must be above zero.") }
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
