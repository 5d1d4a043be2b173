import Foundation
import TestSupport
import Testing

/// Each code of docs/risk.md through `order place`: an order at the limit, and one just beyond it.
///
/// Every step is a process of its own, so each limit that needs memory holds over a restart.
@Suite struct RiskCodeTests {
  struct Case: CustomTestStringConvertible {
    let code: String
    /// What the configuration says beside lifting every limit.
    var limits = ""
    /// What happens before.
    var before = ""
    let passes: String
    let breaks: String
    var status: Int32 = 1

    var testDescription: String { code }
  }

  /// What the scripts of the cases say for short.
  ///
  /// `P` buys one for 100, `S` sells one; words that are added go before its own. `replay` buys one
  /// at a time of recorded data, which `feed` shows.
  static let functions = #"""
    limits=()
    order() { "$T" order place --reference-price "${price:-100}" "${limits[@]}" "$@"; }
    P() { order --symbol "${symbol:-BTC/USDT}" --side buy --quantity "${n:-1}" "$@"; }
    S() { order --symbol BTC/USDT --side sell --quantity "${n:-1}" "$@"; }
    feed() {
      printf 'trade_ms,price,qty\n1700000000000,100,1\n' > t.csv  # 2023-11-14T22:13:20Z
      "$T" paper feed --data BTC/USDT=t.csv -q
    }
    replay() {
      printf '{"ts":"%s","symbol":"BTC/USDT","side":"buy","quantity":1}\n' "$1" |
        "$T" order place --paper-time line "${limits[@]}"
    }

    """#

  static let anOrder = "--symbol BTC/USDT --side buy --quantity 1 --reference-price 100"

  static let instrument =
    #"{"record":"instrument","v":1,"symbol":"BTC/USDT","tick":0.5,"lot":0.1,"min_notional":20,"#
    + #""max_quantity":50}"#

  static let cases: [Case] = [
    Case(
      code: "HALTED", passes: "P", breaks: "mkdir -p $S; touch $S/halted; P", status: 5),
    Case(
      code: "BREAKER_OPEN", before: "$T risk trip --reason look -q",
      passes: "$T risk reset --reason seen -q; P", breaks: "P", status: 5),
    Case(
      code: "REDUCE_ONLY", limits: "only_reductions = true",
      before: "$T order place --no-only-reductions \(anOrder)",
      passes: "S", breaks: "P"),
    Case(
      code: "NO_PRICE", passes: "P",
      breaks: "$T order place --symbol BTC/USDT --side buy --quantity 1"),
    Case(code: "OUT_OF_RANGE", passes: "n=0.000000000000000001 P", breaks: "n=0 P"),
    Case(
      code: "OUT_OF_RANGE", passes: "P --price 0.000000000000000001", breaks: "P --price 0"),
    Case(
      code: "OUT_OF_RANGE", passes: "symbol=BTC/USDT:USDT P --leverage 125",
      breaks: "symbol=BTC/USDT:USDT P --leverage 125.1"),
    Case(
      code: "MAX_POSITIONS", limits: "max_positions = 2", before: "symbol=ETH/USDT P",
      passes: "P", breaks: "symbol=SOL/USDT P; P"),
    Case(
      code: "MAX_DRAWDOWN", limits: "max_drawdown = 10",
      before: "n=50 P; price=80 n=10 S", passes: "price=80 P",
      breaks: "price=79.99 n=10 S; price=79.99 P"),
    Case(
      code: "DAILY_LOSS", limits: "daily_loss = 2",
      before: "n=50 P; price=96 n=10 S", passes: "price=96 P",
      breaks: "price=95.99 n=10 S; price=95.99 P"),
    Case(
      code: "MAX_GROSS_EXPOSURE", limits: "max_gross_exposure = 50",
      before: "symbol=ETH/USDT n=49 P", passes: "P", breaks: "n=1.01 P"),
    Case(
      code: "MAX_SYMBOL_EXPOSURE", limits: "max_symbol_exposure = 50", before: "n=49 P",
      passes: "P; symbol=ETH/USDT n=50 P", breaks: "n=1.01 P"),
    Case(
      code: "MAX_LEVERAGE", limits: "max_leverage = 3",
      passes: "symbol=BTC/USDT:USDT P --leverage 3",
      breaks: "symbol=BTC/USDT:USDT P --leverage 3.1"),
    Case(
      code: "LEVERAGE_MISMATCH", before: "symbol=BTC/USDT:USDT P --leverage 2",
      passes: "symbol=BTC/USDT:USDT P --leverage 2; symbol=BTC/USDT:USDT P",
      breaks: "symbol=BTC/USDT:USDT P --leverage 2.1"),
    Case(
      code: "LEVERAGE_MISMATCH", before: "$T position leverage BTC/USDT:USDT 2 -q",
      passes: "symbol=BTC/USDT:USDT P --leverage 2",
      breaks: "symbol=BTC/USDT:USDT P --leverage 1"),
    Case(code: "INSUFFICIENT_BALANCE", passes: "n=100 P", breaks: "n=100.01 P"),
    Case(
      code: "ORDER_RATE", limits: #"order_rate = "2/1h""#, before: "P", passes: "P",
      breaks: "P; P"),
    Case(
      code: "FAILED_ORDERS", limits: #"failed_orders = "2/1h""#, before: "n=101 P",
      passes: "P", breaks: "n=101 P; P"),
    Case(
      code: "MAX_ORDER_NOTIONAL", limits: "max_order_notional = 100", passes: "P",
      breaks: "n=1.01 P"),
    Case(
      code: "MAX_POSITION_SIZE", limits: "max_position = 10", before: "n=9 P", passes: "P",
      breaks: "n=1.01 P"),
    Case(
      code: "MAX_RISK_PER_TRADE", limits: "max_risk = 2", passes: "n=20 P --stop-loss 90",
      breaks: "n=20.1 P --stop-loss 90"),
    Case(
      code: "PRICE_COLLAR", limits: "price_collar = 5", passes: "P --price 95",
      breaks: "P --price 94.9"),
    // The age of a price that comes with the order; of one that the market was shown, by the clock of
    // a replay, to the microsecond; and of one that is of years ago.
    Case(
      code: "STALE_PRICE", limits: #"max_price_age = "1h""#, passes: "P --reference-age 59m",
      breaks: "P --reference-age 1h"),
    Case(
      code: "STALE_PRICE", limits: #"max_price_age = "30s""#, before: "feed",
      passes: "replay 2023-11-14T22:13:50Z", breaks: "replay 2023-11-14T22:13:50.000001Z"),
    Case(
      code: "STALE_PRICE", limits: #"max_price_age = "30s""#, before: "feed", passes: "P",
      breaks: "price=BTC/USD=1 P"),
    Case(
      code: "STOP_REQUIRED", limits: "stop_required = true", passes: "P --stop-loss 90",
      breaks: "P"),
    Case(code: "STOP_SIDE", passes: "P --stop-loss 99.9", breaks: "P --stop-loss 100"),
    Case(code: "TAKE_PROFIT_SIDE", passes: "P --take-profit 100.1", breaks: "P --take-profit 100"),
    Case(
      code: "LIQUIDATION_BEFORE_STOP",
      passes: "symbol=BTC/USDT:USDT P --leverage 10 --stop-loss 91",
      breaks: "symbol=BTC/USDT:USDT P --leverage 10 --stop-loss 90"),
    Case(
      code: "LOT_SIZE", passes: "n=1.1 P --instrument i.jsonl",
      breaks: "n=1.11 P --instrument i.jsonl"),
    Case(
      code: "TICK_SIZE", passes: "P --price 99.5 --instrument i.jsonl",
      breaks: "P --price 99.4 --instrument i.jsonl"),
    Case(
      code: "MIN_NOTIONAL", passes: "n=0.2 P --instrument i.jsonl",
      breaks: "n=0.1 P --instrument i.jsonl"),
    Case(
      code: "MAX_QUANTITY", passes: "n=50 P --instrument i.jsonl",
      breaks: "n=50.1 P --instrument i.jsonl"),
    Case(
      code: "DUPLICATE_ORDER", before: "P --price 50", passes: "P --price 50.1",
      breaks: "P --price 50"),
  ]

  /// Who says the limit.
  enum Source: CaseIterable { case file, flag, variable }

  private func run(
    _ script: String, _ item: Case, from source: Source = .file
  ) throws -> (last: JSONObject, status: Int32?) {
    let folder = try TemporaryFolder()
    try folder.write(Self.instrument + "\n", to: "i.jsonl")
    let lifted = [
      "max_positions", "max_drawdown", "daily_loss", "max_leverage", "max_position", "max_risk",
    ].filter { source != .file || !item.limits.hasPrefix("\($0) ") }.map { "\($0) = \"none\"\n" }
      .joined()
    let configuration = """
      [risk]
      \(lifted)\(source == .file ? item.limits : "")
      [breaker]
      trip_on = []
      [paper]
      slippage_bps = 0
      taker_fee = 0
      maker_fee = 0
      """
    let run = try recordsOfShell(
      """
      S=.local/state/tradectl
      mkdir -p .config/tradectl
      cat > .config/tradectl/config.toml <<'END'
      \(configuration)
      END
      \(Self.functions)\(Self.settings(of: item, from: source))
      \(item.before)
      \(script)
      """, in: folder)
    #expect(run.errorText.isEmpty, "\(run.errorText)")
    return (try #require(run.records("order").last), run.status)
  }

  /// What a shell needs to give the limit of a case otherwise than by the file, which then lifts it.
  private static func settings(of item: Case, from source: Source) -> String {
    let words = item.limits.split(separator: " = ").map(String.init)
    guard words.count == 2 else { return "" }
    let (name, value) = (words[0], words[1].replacing("\"", with: ""))
    switch source {
    case .file: return ""
    case .flag:
      let flag = "--" + name.replacing("_", with: "-")
      return "limits=(\(flag)\(value == "true" ? "" : "=\(value)"))"
    case .variable: return "export TRADECTL_\(name.uppercased())=\(value)"
    }
  }

  @Test(
    arguments: cases.flatMap { item in
      (item.limits.isEmpty ? [.file] : Source.allCases).map { (item, $0) }
    })
  func `an order at the limit passes, one beyond it does not, and says why`(
    item: Case, source: Source
  ) throws {
    let passing = try run(item.passes, item, from: source)
    #expect(passing.status == 0, "\(item.code): \(passing.last.text("error.message") ?? "")")
    let breaking = try run(item.breaks, item, from: source)
    #expect(breaking.status == item.status, "\(item.code)")
    let codes = breaking.last.text("risk.violations") ?? ""
    #expect(codes.contains(#""code":"\#(item.code)""#), "\(codes)")
    #expect(["denied", "unsent"].contains(breaking.last.text("status") ?? ""))
  }

  @Test func `every code of the documentation is tried`() throws {
    let text = try String(
      contentsOfFile: "\(BuiltProgram.package)/docs/risk.md", encoding: .utf8)
    let documented = Set(
      text.lines.filter { $0.hasPrefix("| `") }
        .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) })
    // A paper account holds one position in a market: HedgedAccountTests try that one.
    #expect(Set(Self.cases.map(\.code) + ["POSITION_SIDE"]) == documented)
  }
}
