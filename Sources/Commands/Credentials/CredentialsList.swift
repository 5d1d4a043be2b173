internal import Arguments
internal import Configuration
internal import Credentials
internal import Wire

/// `tradectl credentials list`: which account has a key, and where it is kept.
struct CredentialsList: Command {
  static let name = "list"
  static let summary = "List which accounts have a key, and where it is kept."
  static let discussion = """
    Each account of the configuration is looked up in the order in which keys are looked for: \
    its credential_command (which is not run), the sealed file, the plain file, the environment. \
    No secret is shown.
    """
  static let examples = [
    Example("tradectl credentials list", "Every account that has a key.")
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .notPermitted, .configuration]

  var file = SettingsFileOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [.group(\.file), .group(\.output)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let settings = try file.settings(context)
    let sources = KeySources(settings, try context.folders())
    var answers = try Answers(output, context, onTerminal: .table)
    for account in settings.accounts {
      let place: String?
      do throws(CredentialError) { place = try sources.place(of: account.name) } catch {
        throw CommandFailure(.notPermitted, "The keys cannot be listed: \(error.explanation).")
      }
      guard let place else { continue }
      answers.succeed()
      try answers.write { output throws(StreamFailure) in
        try output.write(keyOf: (account.name, account.venue), keptIn: place)
      }
    }
    return try answers.close()
  }
}
