internal import Arguments
internal import Configuration
internal import Wire

/// `tradectl doctor`: whether all that trading depends on is in order.
struct Doctor: Command {
  static let name = "doctor"
  static let summary = "Check folders, disk, clock, configuration, latch and ledger."
  static let discussion = """
    Each check is a record: whether it is in order, what was found, and what to do about it. It \
    exits 1 when somebody has to look, so that a monitor can run it. The ledger is gone through as \
    'ledger verify' does it. Nothing is changed.
    """
  static let examples = [
    Example("tradectl doctor", "See whether all is well."),
    Example(
      "tradectl doctor --quiet || mail -s 'tradectl needs a look' me < /dev/null",
      "Let cron ask every morning."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.negative, .inputOutput, .configuration]

  var file = SettingsFileOptions()
  var store = StoreOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .group(\.file), .group(\.store), .group(\.output),
  ]

  /// In the order in which they are told.
  static let checks: [HealthCheck] = [
    .configuration, .folders, .disk, .clock, .latch, .ledger,
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let folders = try context.folders()
    let surroundings = Surroundings(
      folders: folders, configuration: try file.path(context), ledger: try store.path(context))
    var output = try context.output(self.output, onTerminal: .table)
    var isWell = true
    do throws(StreamFailure) {
      for check in Self.checks {
        for finding in check.run(surroundings) {
          if finding.status != .ok { isWell = false }
          try output.write(finding, of: check.name)
        }
      }
      try output.close()
    } catch {
      throw CommandFailure(error)
    }
    return isWell ? .success : .negative
  }
}

extension RecordOutput {
  /// What a check found.
  mutating func write(_ finding: Finding, of name: String) throws(StreamFailure) {
    begin(.check)
    text.add(.name, name)
    text.add(.status, word: finding.status.rawValue)
    text.add(.message, finding.message)
    if let hint = finding.hint { text.add(.hint, hint) }
    try end(isFailure: finding.status != .ok)
  }
}
