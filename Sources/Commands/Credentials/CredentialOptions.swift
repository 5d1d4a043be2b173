internal import Arguments
internal import Configuration

/// What the commands about keys share.
struct CredentialOptions: OptionGroup {
  var venue: String?
  var file = SettingsFileOptions()
  var network = NetworkOptions()
  var time = TimeoutOptions()

  static let arguments: [Argument<Self>] = [
    .option(
      "--venue", \.venue, value: "name",
      help: "The exchange; where the account trades if not given."),
    .group(\.file),
    .group(\.network),
    .group(\.time),
  ]

  /// The account that is meant.
  static func account(
    _ name: String?, in settings: Settings
  ) throws(CommandFailure) -> AccountSettings {
    do throws(AccountChoiceError) { return try settings.account(name) } catch {
      throw CommandFailure(.configuration, "\(error.explanation).")
    }
  }
}
