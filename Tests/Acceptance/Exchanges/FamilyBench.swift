import TestSupport

/// An account at one exchange of the Binance family that runs on this machine.
struct FamilyBench {
  enum Exchange: String, CaseIterable {
    case binance
    case futures = "binance-futures"
    case aster

    var symbol: String { self == .binance ? "BTC/USDT" : "BTC/USDT:USDT" }
    /// Where orders are placed, and asked for.
    var orderPath: String { self == .binance ? "/api/v3/order" : "/fapi/v1/order" }
    var timePath: String { self == .binance ? "/api/v3/time" : "/fapi/v1/time" }
  }

  let exchange: Exchange
  let server: ScriptedExchange
  let folder: TemporaryFolder

  /// - Parameters:
  ///   - exchange: Which one.
  ///   - script: Members of its script, each behind a comma.
  ///   - mode: Of the account.
  /// - Throws: When it does not start.
  init(_ exchange: Exchange, _ script: String = "", mode: String = "demo") throws {
    self.exchange = exchange
    server = try ScriptedExchange(#"{"exchange":"\#(exchange.rawValue)"\#(script)}"#)
    folder = try TemporaryFolder()
    try folder.write(
      """
      [accounts.main]
      venue = "\(exchange.rawValue)"
      mode = "\(mode)"
      [venues.\(exchange.rawValue)]
      rest = "http://127.0.0.1:\(server.port)"
      """, to: "c.toml")
  }

  static let keys = ["TRADECTL_MAIN_KEY": "k", "TRADECTL_MAIN_SECRET": "s"]

  func run(
    _ words: String, input: String = "", _ environment: [String: String] = FamilyBench.keys
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
}
