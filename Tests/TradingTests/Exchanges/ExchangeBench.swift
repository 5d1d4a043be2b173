import Dialects
import Domain
import RateLimits
import Signing
import VenueInterface

@testable import Trading

/// Binance futures in memory, its clock and its faults in the hand of a test.
final class ExchangeBench: Sendable {
  let clock = ManualClock(seconds: 1_700_000_000)
  let sender: ScriptedSender
  let client: DialectClient
  static let market = Instrument(symbol: symbol, venueSymbol: "BTCUSDT")
  static let symbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  static let instruments = """
    {"symbols":[{"symbol":"BTCUSDT","baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT",\
    "status":"TRADING","contractType":"PERPETUAL","filters":[{"filterType":"PRICE_FILTER",\
    "tickSize":"0.10"},{"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.001",\
    "maxQty":"1000"},{"filterType":"MARKET_LOT_SIZE","maxQty":"120"},\
    {"filterType":"MIN_NOTIONAL","notional":"100"}]}]}
    """

  init(
    _ dialect: any SigningDialect = BinanceFuturesDialect(), hasKey: Bool = true,
    budget: RateBudget? = nil, clocks: (any ClockMemory)? = nil
  ) {
    let clock = clock
    sender = ScriptedSender(clock)
    var terms = ExchangeTerms(.live, timeout: .minute)
    terms.network = .live
    terms.budget = budget
    terms.clocks = clocks
    client = DialectClient(dialect, terms, sender, clock: clock) { () throws(VenueError) in
      guard hasKey else { throw .noKey(reason: "there is none") }
      return try Self.key(for: dialect)
    }
    sender.route("/fapi/v1/time", .answer(200, #"{"serverTime":1700000000000}"#))
    sender.route("/fapi/v1/exchangeInfo", .answer(200, Self.instruments))
  }

  static func key(for dialect: any SigningDialect) throws(VenueError) -> ExchangeKey {
    let secret = Secret(copying: Array("secret".utf8).span)
    let words =
      dialect.profile.credentials.contains(.hmacWithPassphrase)
      ? Passphrase(Secret(copying: Array("words".utf8).span)) : nil
    guard let key = try? SigningKey(secret, form: .characters),
      let signer = try? dialect.signer(
        for: VenueCredential(key: "key", secret: key, passphrase: words), on: .live)
    else { throw .noKey(reason: "the test's key is none") }
    return ExchangeKey(signer)
  }

  /// What is asked by nobody in particular.
  func time() throws(VenueError) -> Timestamp { try client.ask(client.dialect.time()) }

  /// A question that is signed.
  func balances() throws(VenueError) -> [Balance] {
    try client.ask(client.dialect.balances()[0])
  }

  /// Something that changes the account, and must not be done twice.
  func setLeverage() throws {
    try client.ask(try client.dialect.setLeverage(Rate(3), in: Self.market))
  }

  /// The signed parameter of a request.
  func parameter(_ name: String, of request: HTTPRequest) -> String? {
    let text = request.query.isEmpty ? String(decoding: request.body, as: UTF8.self) : request.query
    return text.split(separator: "&").first { $0.hasPrefix("\(name)=") }
      .map { String($0.dropFirst(name.utf8.count + 1)) }
  }
}
