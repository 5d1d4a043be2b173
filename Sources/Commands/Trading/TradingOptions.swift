internal import Arguments

/// Which account a command works with, whose money is at stake, and where orders are kept.
struct TradingOptions: OptionGroup {
  var settings = SettingsOptions()
  var store: String?

  static let arguments: [Argument<Self>] = [
    .group(\.settings),
    .option(
      "--store", \.store, value: "file", completion: .file,
      help: "The ledger; else ledger.db in the state folder."),
  ]
}
