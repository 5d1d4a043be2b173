import TestSupport

/// An account at one exchange that runs on this machine.
struct ExchangeBench {
  enum Exchange: String, CaseIterable {
    case binance
    case futures = "binance-futures"
    case aster
    case bybit
    case okx
    case kucoin
    case kucoinFutures = "kucoin-futures"
    case coinbase
    case coinbaseExchange = "coinbase-exchange"

    /// Those of contracts; two of them have spot too.
    static let withContracts: [Exchange] = [.futures, .aster, .bybit, .okx, .kucoinFutures]
    static let withSpot: [Exchange] = [
      .binance, .bybit, .okx, .kucoin, .coinbase, .coinbaseExchange,
    ]

    var hasContracts: Bool { Self.withContracts.contains(self) }
    var quote: String { self == .coinbase || self == .coinbaseExchange ? "USD" : "USDT" }
    var spotSymbol: String { "BTC/\(quote)" }
    /// What is traded where nothing else is said.
    var symbol: String { hasContracts ? "BTC/USDT:USDT" : spotSymbol }
    /// Where orders are placed.
    var orderPath: String {
      switch self {
      case .binance: "/api/v3/order"
      case .futures, .aster: "/fapi/v1/order"
      case .bybit: "/v5/order/create"
      case .okx: "/api/v5/trade/order"
      case .kucoin: "/api/v1/hf/orders"
      case .kucoinFutures: "/api/v1/orders"
      case .coinbase: "/api/v3/brokerage/orders"
      case .coinbaseExchange: "/orders"
      }
    }
    var timePath: String {
      switch self {
      case .binance: "/api/v3/time"
      case .futures, .aster: "/fapi/v1/time"
      case .bybit: "/v5/market/time"
      case .okx: "/api/v5/public/time"
      case .kucoin, .kucoinFutures: "/api/v1/timestamp"
      case .coinbase: "/api/v3/brokerage/time"
      case .coinbaseExchange: "/time"
      }
    }
    /// Where markets are listed.
    var listPath: String {
      switch self {
      case .binance: "/api/v3/exchangeInfo"
      case .futures, .aster: "/fapi/v1/exchangeInfo"
      case .bybit: "/v5/market/instruments-info"
      case .okx: "/api/v5/public/instruments"
      case .kucoin: "/api/v2/symbols"
      case .kucoinFutures: "/api/v1/contracts/active"
      case .coinbase: "/api/v3/brokerage/market/products"
      case .coinbaseExchange: "/products"
      }
    }
  }

  let exchange: Exchange
  let server: ScriptedExchange
  private(set) var folder: TemporaryFolder
  /// What the environment says of the only key that the exchange knows.
  let keys: [String: String]
  private let config: String

  /// - Parameters:
  ///   - exchange: Which one.
  ///   - script: Members of its script, each behind a comma.
  ///   - mode: Of the account.
  /// - Throws: When it does not start.
  init(_ exchange: Exchange, _ script: String = "", mode: String = "demo") throws {
    self.exchange = exchange
    server = try ScriptedExchange(
      #"{"exchange":"\#(exchange.rawValue)","live":\#(mode == "live")\#(script)}"#)
    keys = Dictionary(
      uniqueKeysWithValues: try server.credential().map { ("TRADECTL_MAIN_\($0)", $1) })
    config = """
      [accounts.main]
      venue = "\(exchange.rawValue)"
      mode = "\(mode)"
      [venues.\(exchange.rawValue)]
      rest = "http://127.0.0.1:\(server.port)"
      """
    folder = try TemporaryFolder()
    try folder.write(config, to: "c.toml")
  }

  /// Begins anew on this side and, but for the market, at the exchange.
  mutating func reset() throws {
    try server.forget()
    folder = try TemporaryFolder()
    try folder.write(config, to: "c.toml")
  }

  /// Runs it with the keys of the account.
  func run(_ words: String, input: String = "") throws -> Finished {
    try run(words, input: input, keys)
  }

  func run(
    _ words: String, input: String = "", _ environment: [String: String]
  ) throws -> Finished {
    try tradectl(
      words, input: input,
      environment: environment.merging(["TRADECTL_CONFIG": "c.toml"]) { first, _ in first },
      in: folder)
  }

  /// Buys for a hundred under the id `a`.
  func buy(_ words: String = "", id: String = "a") throws -> Finished {
    try run(
      "order place --id \(id) --symbol \(exchange.symbol) --side buy --quantity 0.002 \(words)")
  }

  /// How often an order was sent.
  func sent() throws -> Int {
    try server.log().requests(for: exchange.orderPath).count { $0.method == "POST" }
  }

  /// What the next orders are answered with.
  func misbehave(_ faults: String) throws {
    try server.misbehave(at: "POST \(exchange.orderPath)", "[\(faults)]")
  }
}
