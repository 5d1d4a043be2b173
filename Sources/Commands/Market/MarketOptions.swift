internal import Arguments
internal import Configuration
internal import Domain
internal import Trading
internal import VenueInterface

/// Which exchange is asked about its markets, and how.
struct MarketOptions: OptionGroup {
  var venue: String?
  var mode: TradingMode?
  var market: MarketKind?
  var file = SettingsFileOptions()
  var network = NetworkOptions()
  var time = TimeoutOptions()

  static let arguments: [Argument<Self>] = [
    .option(
      "--venue", \.venue, value: "name", help: "The exchange; that of [defaults] if not given."),
    .option(
      "--mode", \.mode, value: "mode",
      help: "demo asks its test network; paper and live ask the one where real money trades."),
    .option(
      "--market", \.market, value: "kind",
      help: "Which market is meant by a name that several have."),
    .group(\.file),
    .group(\.network),
    .group(\.time),
  ]

  /// Opens the way to the exchange; nothing is asked yet.
  func open(_ context: Context) throws(CommandFailure) -> MarketDesk {
    guard time.timeout > .zero else { throw .usage("--timeout must be above zero.") }
    let settings = try file.settings(context)
    guard let name = venue ?? settings.defaults.venue, name != Settings.paperVenue else {
      throw .usage("--venue is missing: which exchange is meant?")
    }
    let exchange = try settings.exchange(
      named: name,
      otherwise: "The venue '\(name)' is reached by a gateway, which lists no markets.")
    var door = try ExchangeDoor(
      try context.folders(), context.diagnostics, network.way, timeout: time.timeout,
      credentials: [])
    door.baseURL = network.baseURL
    let access = try door.access(exchange, VenueNetwork(mode ?? .live), account: nil)
    return MarketDesk(access, name: name, kind: market)
  }
}

/// One exchange's markets, as anybody may see them.
struct MarketDesk: Sendable {
  let access: ExchangeAccess
  /// What users call it.
  let name: String
  private let kind: MarketKind?

  init(_ access: ExchangeAccess, name: String, kind: MarketKind?) {
    self.access = access
    self.name = name
    self.kind = kind
  }

  var dialect: any Dialect { access.client.dialect }

  /// The market that a name means, in the unified spelling or in the venue's own.
  func market(_ name: String) throws(VenueError) -> Instrument {
    if let symbol = try? Symbol(unified: name), kind == nil || symbol.kind == kind {
      return try access.instruments.market(symbol)
    }
    let known = try access.instruments.listing().markets
    if let symbol = try? SymbolDirectory(known.instruments).resolve(name, market: kind) {
      return try access.instruments.market(symbol)
    }
    let renewed = try access.instruments.renewed().markets
    let symbol: Symbol
    do throws(SymbolError) {
      symbol = try SymbolDirectory(renewed.instruments).resolve(name, market: kind)
    } catch {
      throw .unsupported(reason: error.explanation)
    }
    return try access.instruments.market(symbol)
  }

  func ask<Answer>(_ call: VenueCall<Answer>) throws(VenueError) -> Answer {
    try access.client.ask(call, try access.instruments.listing().markets)
  }
}
