internal import Arguments
internal import Configuration
internal import Domain
internal import RateLimits
internal import Trading
internal import VenueInterface

/// Whose request limits are meant.
struct VenueLimitsOptions: OptionGroup {
  var account: String?
  var venue: String?
  var mode: TradingMode?
  var symbol: String?
  var file = SettingsFileOptions()
  var network = NetworkOptions()

  static let arguments: [Argument<Self>] = [
    .option("--account", \.account, value: "name", help: "Whose limits; the default account's."),
    .option(
      "--venue", \.venue, value: "name",
      help: "The exchange; where the account trades if not given."),
    .option(
      "--mode", \.mode, value: "mode",
      help: "demo is the test network; paper and live are the one where real money trades."),
    .option(
      "--symbol", \.symbol, value: "name", help: "The market of limits that are counted by market."),
    .group(\.file),
    .group(\.network),
  ]

  /// The exchange's name, and what is known of its limits.
  func open(_ context: Context) throws(CommandFailure) -> (venue: String, budget: RateBudget) {
    let settings = try file.settings(context)
    let chosen = try CredentialOptions.account(account, in: settings)
    let test = try KeyTest(chosen, venue: venue, settings)
    var door = try ExchangeDoor(
      try context.folders(), context.diagnostics, network.way, timeout: .zero, credentials: [])
    door.baseURL = network.baseURL
    let mode = mode ?? chosen.mode
    let access = try door.access(test.exchange, VenueNetwork(mode), account: chosen.name)
    guard let budget = access.client.terms.budget else {
      throw CommandFailure(.configuration, "Nothing is counted of '\(test.venue)'.")
    }
    return (test.venue, budget)
  }
}
