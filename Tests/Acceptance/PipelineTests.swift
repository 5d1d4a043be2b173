import Foundation
import TestSupport
import Testing

/// `signals | size | risk-check | paper run`, and whether its records add up.
@Suite struct PipelineTests {
  static let signals = """
    {"record":"signal","v":1,"id":"a","ts":"\(Sample.time(5))","symbol":"BTC/USDT","action":"buy",\
    "entry":50000,"stop_loss":48000,"strategy":"up","desk":"eu"}
    {"record":"signal","v":1,"id":"h","ts":"\(Sample.time(6))","symbol":"BTC/USDT","action":"hold"}
    {"record":"signal","v":1,"id":"b","ts":"\(Sample.time(10))","symbol":"BTC/USDT","action":"buy",\
    "entry":50100,"stop_loss":49100.5,"strategy":"up"}
    {"record":"signal","v":1,"id":"c","ts":"\(Sample.time(40))","symbol":"BTC/USDT",\
    "action":"close","strategy":"up"}
    {"record":"signal","v":1,"id":"d","ts":"\(Sample.time(45))","symbol":"BTC/USDT","action":"buy",\
    "entry":50000,"stop_loss":49000,"strategy":"late"}

    """
  static let pipe =
    "$T size --equity 10000 | $T risk-check --equity 10000"
    + " | $T paper run --data BTC/USDT=trades.csv --equity 10000"

  @Test func `sizes, checks, fills and reports`() throws {
    let folder = try Sample.market()
    let run = try recordsOfShell(
      "set -o pipefail; \(Self.pipe)", input: Self.signals, in: folder)
    #expect(run.status == 0)
    #expect(run.errorText.isEmpty)
    let final = run.records("order").filter { $0["final"] == "true" && $0["parent_id"] == nil }
    #expect(
      Set(final.map { "\($0.text("id") ?? "") \($0.text("status") ?? "")" })
        == ["a filled", "h skipped", "b filled", "c filled", "d filled"])
    #expect(run.records("fill").count == 4)
    #expect(run.records("fill").first?.text("desk") == "eu", "the user's field travels on")
    #expect(run.records("report").count == 1)
    #expect(run.lines.last.map { JSONObject($0).text("record") } == "report")
    for record in run.records where record.text("record") != "report" {
      #expect(record.text("mode") == "paper")
      #expect(record.text("ts")?.hasPrefix("2023-11-14T22:14:") == true)
    }
  }

  @Test func `gives the same bytes twice`() throws {
    let folder = try Sample.market()
    let first = try Running.shell(Self.pipe, input: Self.signals, in: folder)
    let second = try Running.shell(Self.pipe, input: Self.signals, in: folder)
    #expect(!first.output.isEmpty)
    #expect(first.output == second.output)
  }

  @Test func `a pipe through files or through one shell gives the same bytes`() throws {
    let folder = try Sample.market()
    let sized = try tradectl("size --equity 10000", input: Self.signals)
    let checked = try tradectl("risk-check --equity 10000", input: sized.output)
    try folder.write(checked.output, to: "orders.jsonl")
    let filed = try tradectl("\(Sample.paper) --orders orders.jsonl", in: folder)
    let piped = try Running.shell(Self.pipe, input: Self.signals, in: folder)
    #expect(filed.output == piped.output)
  }

  @Test func `money adds up to the last digit`() throws {
    let folder = try Sample.market()
    let run = try recordsOfShell(Self.pipe, input: Self.signals, in: folder)
    try Sums(run.records, startingEquity: 10_000, takerFee: "0.0004", makerFee: "0.0002").check()
  }

  /// Recorded trades of a real market, where they are on this machine.
  @Test(
    .enabled(
      if: BuiltProgram.sharedData != nil, "TRADECTL_SHARED names no recorded market data"),
    arguments: [
      ("BTC/USDT", "binance_spot_btcusdt_20240808.trades.csv.gz", 61_700),
      ("ETH/USDT:USDT", "binance_usdm_ethusdt_20240808.trades.csv.gz", 2_680),
    ])
  func `recorded trades add up as well`(symbol: String, name: String, price: Int) throws {
    let folder = try TemporaryFolder()
    let file = "\(BuiltProgram.sharedData ?? "")/\(name)"
    let signals = (0..<40).map { number in
      let action = number % 3 == 2 ? "close" : number % 2 == 0 ? "long" : "buy"
      return #"{"record":"signal","v":1,"id":"r-\#(number)","symbol":"\#(symbol)","#
        + #""ts":"2024-08-08T23:5\#(5 + number / 10):\#(10 + number % 10 * 5)Z","#
        + #""action":"\#(action)","entry":\#(price),"stop_loss":\#(price * 9 / 10)}"# + "\n"
    }.joined()
    let pipe =
      "$T size --equity 10000 --lot 0.00001 | $T risk-check --equity 10000"
      + " | $T paper run --data \(symbol)=\(file) --equity 10000 --equity-every 10s"
    let run = try recordsOfShell(pipe, input: signals, in: folder)
    #expect(run.records("fill").count > 20)
    try Sums(run.records, startingEquity: 10_000, takerFee: "0.0004", makerFee: "0.0002").check()
    #expect(try Running.shell(pipe, input: signals, in: folder).output == run.output)
  }
}

/// Recomputes what the records of a run on one market claim.
struct Sums {
  private let records: [JSONObject]
  private let startingEquity: Decimal
  private let takerFee: Decimal
  private let makerFee: Decimal

  init(_ records: [JSONObject], startingEquity: Decimal, takerFee: String, makerFee: String) throws
  {
    self.records = records
    self.startingEquity = startingEquity
    self.takerFee = try #require(Decimal(string: takerFee))
    self.makerFee = try #require(Decimal(string: makerFee))
  }

  private func number(_ record: JSONObject, _ path: String) throws -> Decimal {
    let text = try #require(record.text(path), "\(path) is missing")
    return try #require(Decimal(string: text), "\(path) is no number")
  }

  func check() throws {
    var realized = Decimal(0)
    var fees = Decimal(0)
    var held = Decimal(0)
    var filled: [String: Decimal] = [:]
    for fill in records where fill.text("record") == "fill" {
      let price = try number(fill, "price")
      let quantity = try number(fill, "quantity")
      let rate = fill.text("liquidity") == "maker" ? makerFee : takerFee
      // Rounded at the 18th digit, half to even.
      var exact = price * quantity * rate
      var fee = Decimal(0)
      unsafe NSDecimalRound(&fee, &exact, 18, .bankers)
      #expect(try number(fill, "fee") == fee)
      realized += try number(fill, "realized_pnl")
      fees += try number(fill, "fee")
      held += fill.text("side") == "buy" ? quantity : -quantity
      filled[fill.text("order_id") ?? "", default: 0] += quantity
    }
    for order in records where order.text("record") == "order" && order["final"] == "true" {
      guard let identifier = order.text("order_id") else { continue }
      #expect(try number(order, "filled_quantity") == filled[identifier] ?? 0)
    }
    let report = try #require(records.last { $0.text("record") == "report" })
    let balance = startingEquity + realized - fees
    #expect(try number(report, "realized_pnl") == realized)
    #expect(try number(report, "fees") == fees)
    #expect(try number(report, "end_balance") == balance)
    var unrealized = Decimal(0)
    if let position = records.last(where: { $0.text("record") == "position" }) {
      let size = try number(position, "quantity")
      #expect((position.text("side") == "long" ? size : -size) == held)
      unrealized = try number(position, "unrealized_pnl")
      let worth = try number(position, "mark_price") * size - number(position, "cost")
      #expect(unrealized == (position.text("side") == "long" ? worth : -worth))
    } else {
      #expect(held == 0)
    }
    let total = try #require(records.last { $0.text("record") == "balance" })
    // What a position in derivatives has gained can be used before it is closed.
    let isSpot = records.allSatisfy { $0.text("symbol")?.contains(":") != true }
    let worth = isSpot ? balance : balance + unrealized
    #expect(try number(total, "total") == worth)
    #expect(try number(total, "free") + number(total, "locked") == worth)
    #expect(try number(report, "end_equity") == balance + unrealized)
    let last = try #require(records.last { $0.text("record") == "equity" })
    #expect(try number(last, "equity") == balance + unrealized)
  }
}
