internal import Arguments

/// Which account a command works with, whose money is at stake, and where orders are kept.
struct TradingOptions: OptionGroup {
  var desk = DeskOptions()
  var time = TimeoutOptions()

  static let arguments: [Argument<Self>] = [.group(\.desk), .group(\.time)]

  var settings: SettingsOptions { desk.settings }
}

/// The same for a command that gives `--timeout` a meaning of its own.
struct DeskOptions: OptionGroup {
  var settings = SettingsOptions()
  var store: String?
  var network = NetworkOptions()

  static let arguments: [Argument<Self>] = [
    .group(\.settings),
    .option(
      "--store", \.store, value: "file", completion: .file,
      help: "The ledger; else ledger.db in the state folder."),
    .group(\.network),
  ]
}
