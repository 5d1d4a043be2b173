internal import Arguments
internal import Configuration
internal import Credentials
internal import Wire

/// `tradectl credentials remove`: forgets the key of an account.
struct CredentialsRemove: Command {
  static let name = "remove"
  static let summary = "Forget the key of an account that is kept in a file."
  static let discussion = """
    It is removed from the sealed and from the plain file. At the exchange it stays good until it \
    is deleted there.
    """
  static let examples = [
    Example("tradectl credentials remove main --yes", "Forgets the key of an account.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .inputOutput, .notPermitted, .configuration,
  ]

  var account = ""
  var yes = false
  var file = SettingsFileOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.account, value: "account", help: "Whose key."),
    .section("REMOVE OPTIONS"),
    .flag("--yes", \.yes, help: "Do not ask."),
    .group(\.file),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard !account.isEmpty else { throw .usage("Whose key? Name the account.") }
    let sources = KeySources(try file.settings(context), try context.folders())
    if !yes {
      let isMeant = try Confirmation.isGiven(word: "remove", for: "key of '\(account)'")
      guard isMeant else {
        throw CommandFailure(.negative, "Nothing was removed: the word was not remove.")
      }
    }
    var places: [String] = []
    do throws(CredentialError) {
      for file in [sources.sealed, sources.plain] where try file.remove(account) {
        places.append(file.path)
      }
    } catch {
      throw CommandFailure(.notPermitted, "The key cannot be removed: \(error.explanation).")
    }
    guard !places.isEmpty else {
      throw CommandFailure(.negative, "No file has a key of '\(account)'.")
    }
    var answers = try Answers(output, context, onTerminal: .table)
    for place in places {
      answers.succeed()
      try answers.write { output throws(StreamFailure) in
        output.begin(.credential)
        output.text.add(.account, account)
        output.text.add(.keptIn, place)
        try output.end()
      }
    }
    return try answers.close()
  }
}
