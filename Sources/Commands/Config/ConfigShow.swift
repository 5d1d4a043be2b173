internal import Arguments
internal import Wire

/// `tradectl config show`: what holds, and who says so.
struct ConfigShow: Command {
  static let name = "show"
  static let summary = "Show every setting with its origin."
  static let discussion = """
    Each record is one setting: its value and whether a flag, an environment variable, a line of \
    the configuration file or nobody says so. The limits are those of the account that is meant, \
    so that --account shows what an order of that account would be judged by. Flags that are \
    given here are shown as they would hold elsewhere.
    """
  static let examples = [
    Example("tradectl config show", "Everything that holds, as a table on a terminal."),
    Example(
      "tradectl config show --account main --max-positions 3",
      "What would hold for an account with a flag."),
    Example(
      "tradectl config show | jq -r 'select(.origin != \"default\") | .key'",
      "The settings that somebody has changed."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var settings = SettingsOptions()
  var limits = LimitOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .group(\.settings),
    .group(\.limits),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let effective = try EffectiveSettings(
      try settings.file.settings(context), options: settings, limits: limits,
      invocation: context.invocation)
    var output = try context.output(self.output, onTerminal: .table)
    do throws(StreamFailure) {
      for setting in effective.list { try output.write(setting) }
      try output.close()
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }
}

extension RecordOutput {
  fileprivate mutating func write(_ setting: EffectiveSetting) throws(StreamFailure) {
    begin(.setting)
    text.add(setting)
    try end()
  }
}
