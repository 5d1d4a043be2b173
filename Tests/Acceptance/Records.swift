import TestSupport
import Testing

/// Runs `tradectl` and holds every record that it writes against the schema of its kind.
func tradectl(
  _ words: String, input: some Sequence<UInt8>, environment: [String: String] = [:],
  in folder: TemporaryFolder? = nil
) throws -> Finished {
  let run = try Running.tradectl(words, input: input, environment: environment, in: folder)
  try RecordValidator.shared.get().check(run.output)
  return run
}

func tradectl(
  _ words: String, input: String = "", environment: [String: String] = [:],
  in folder: TemporaryFolder? = nil
) throws -> Finished {
  try tradectl(words, input: input.utf8, environment: environment, in: folder)
}

func tradectl(
  _ words: [String], input: String = "", in folder: TemporaryFolder? = nil
) throws -> Finished {
  let run = try Running.tradectl(words, input: input.utf8, in: folder)
  try RecordValidator.shared.get().check(run.output)
  return run
}

/// Runs a script whose output is records, and holds them against their schemas.
func recordsOfShell(
  _ script: String, input: String = "", in folder: TemporaryFolder? = nil
) throws -> Finished {
  let run = try Running.shell(script, input: input, in: folder)
  try RecordValidator.shared.get().check(run.output)
  return run
}

extension Finished {
  var records: [JSONObject] { lines.map(JSONObject.init) }

  /// The records of one kind.
  func records(_ kind: String) -> [JSONObject] { records.filter { $0.text("record") == kind } }
}

/// Lines and markets that several suites use.
enum Sample {
  static let signal =
    #"{"record":"signal","v":1,"id":"s-1","symbol":"BTC/USDT","action":"buy","entry":50000,"#
    + #""stop_loss":48000,"desk":"eu"}"#

  /// The signal as `size --equity 10000` answers it.
  static let intent =
    #"{"record":"intent","v":1,"id":"s-1","symbol":"BTC/USDT","action":"buy","entry":50000,"#
    + #""stop_loss":48000,"desk":"eu","side":"buy","order_type":"market","quantity":0.02,"#
    + #""sizing":{"method":"risk","equity":10000,"risk_percent":2,"raw_quantity":0.1,"#
    + #""cap":"max_position","notional":1000,"loss_at_stop":40,"loss_percent":0.4,"valid":true}}"#

  /// An intent to buy with a time inside the market of `trades`.
  static func order(second: Int, _ rest: String = "") -> String {
    #"{"record":"intent","v":1,"ts":"\#(time(second))","symbol":"BTC/USDT","side":"buy","#
      + #""quantity":0.01\#(rest)}"#
  }

  static func time(_ second: Int) -> String {
    "2023-11-14T22:14:\(second < 10 ? "0" : "")\(second)Z"
  }

  /// A minute of trades, one a second, that saw between 50000.5 and 50190.5.
  static let trades = trades(from: 50000)

  static func trades(from price: Int) -> String {
    "trade_ms,price,qty,side\n"
      + (0..<60).map { second in
        "\(1_700_000_040_000 + second * 1000),\(price + second % 20 * 10).5,0.25,"
          + (second % 2 == 0 ? "sell" : "buy") + "\n"
      }.joined()
  }

  /// A folder with that market in `trades.csv`.
  static func market() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(trades, to: "trades.csv")
    return folder
  }

  /// The words that replay that market.
  static let paper = "paper run --data BTC/USDT=trades.csv --equity 10000"
}
