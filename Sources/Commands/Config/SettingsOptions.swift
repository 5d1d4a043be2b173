internal import Arguments
internal import Configuration
internal import Domain

/// Which configuration is read, and which of its accounts is meant.
struct SettingsOptions: OptionGroup {
  var file = SettingsFileOptions()
  var account: String?
  var venue: String?
  var mode: TradingMode?
  var live = false

  static let arguments: [Argument<Self>] = [
    .section("ACCOUNT OPTIONS"),
    .option("--account", \.account, value: "name", help: "The account, by its configured name."),
    .option("--venue", \.venue, value: "name", help: "The venue; the account's if not given."),
    .option(
      "--mode", \.mode, value: "mode",
      help: "Whose money is at stake; the account's mode if not given, else paper."),
    .flag("--live", \.live, help: "Confirm that real money is meant, for an account that is live."),
    .group(\.file),
  ]

  /// The account, the venue and the mode to work with.
  ///
  /// - Throws: A failure of the configuration where there is no such account, or not in this mode.
  func choice(_ settings: Settings) throws(CommandFailure) -> AccountChoice {
    do throws(AccountChoiceError) {
      return try settings.choose(
        account: account, venue: venue, mode: mode, isLiveConfirmed: live, exchanges: .all)
    } catch {
      throw CommandFailure(.configuration, "\(error.explanation).")
    }
  }
}

/// Which configuration file is read.
struct SettingsFileOptions: OptionGroup {
  private var config: String?

  static let arguments: [Argument<Self>] = [
    .option(
      "--config", \.config, value: "file", completion: .file,
      help: "The configuration; ~/.config/tradectl/config.toml if not given.")
  ]

  /// Where the file is; it may be missing where nobody named it.
  func path(_ context: Context) throws(CommandFailure) -> (path: String, isOptional: Bool) {
    if let config { return (config, false) }
    return (try context.folders().configurationFile, true)
  }

  /// What it says.
  ///
  /// - Throws: A failure of the configuration with every problem.
  func settings(_ context: Context) throws(CommandFailure) -> Settings {
    let (path, isOptional) = try path(context)
    do throws(ConfigurationError) {
      return try SettingsFile.read(path: path, isOptional: isOptional, exchanges: .all)
    } catch {
      throw CommandFailure(.configuration, error.explanation)
    }
  }
}

extension TradingMode: ArgumentValue {}
