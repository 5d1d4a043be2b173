internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger

/// `tradectl emergency-stop reset`: a person's word that trading may go on.
struct EmergencyStopReset: Command {
  static let name = "reset"
  static let summary = "Open the emergency latch, so that orders can be placed again."
  static let discussion = """
    On a terminal it asks for the word RESET; elsewhere it needs --yes, so that no script does it \
    by accident. Who did it, when and why is kept in the ledger. If the ledger cannot be written \
    the latch stays set.
    """
  static let examples = [
    Example(
      "tradectl emergency-stop reset --reason 'the feed is back' --yes", "Let trading go on.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [.negative, .inputOutput, .configuration]

  /// What a person has to type.
  private static let word = "RESET"

  var reason = ""
  var yes = false
  var store = StoreOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("RESET OPTIONS"),
    .option("--reason", \.reason, value: "text", help: "Why trading may go on, for the ledger."),
    .flag("--yes", \.yes, help: "Do not ask."),
    .group(\.store),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard !reason.isEmpty else { throw .usage("--reason is missing: why may trading go on?") }
    let folders = try context.folders()
    let path = try store.path(context)
    let latch = EmergencyLatch(folder: folders.state)
    let ledger = try context.readingLedger(path)
    let entry = try asking { () throws(LedgerError) in
      try ledger?.read { view throws(LedgerError) in try view.latch() }
    }
    if latch.isHalted || entry?.isHalted == true {
      var isConfirmed = yes
      if !yes { isConfirmed = try Confirmation.isGiven(word: Self.word, for: "emergency latch") }
      guard isConfirmed else {
        throw CommandFailure(.negative, "Nothing was reset: the word was not \(Self.word).")
      }
      let now = SystemClock().now()
      let entry = LatchEntry(time: now, isHalted: false, reason: reason, who: User.name)
      // The ledger first: were it the other way round, a failure would leave no trace.
      try asking { () throws(LedgerError) in
        try Ledger.open(path: path).write(.durable) { transaction throws(LedgerError) in
          try transaction.add(entry)
        }
      }
      do throws(LatchFailure) {
        _ = try latch.reset()
        // The next stop is to have its room again.
        latch.arm()
      } catch {
        throw CommandFailure(.inputOutput, "\(error.explanation).")
      }
    }
    return try show(context)
  }

  private func show(_ context: Context) throws(CommandFailure) -> ExitStatus {
    var status = EmergencyStopStatus()
    status.store = store
    status.output = output
    return try status.run(context)
  }
}
