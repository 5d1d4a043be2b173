import TestSupport
import Testing

/// The table of docs/sizing.md: equity 10000, price 50000, leverage 3.
@Suite struct SizingTableTests {
  struct Row: Sendable {
    let flags: String
    let quantity: String
    let notional: String
    let lossPercent: String
    let isValid: String
  }

  static let rows = [
    Row(
      flags: "--method fixed --percent 5", quantity: "0.03", notional: "1500", lossPercent: "5",
      isValid: "false"),
    Row(
      flags: "--method kelly --win-probability 0.55 --average-win 500 --average-loss 300",
      quantity: "0.06", notional: "3000", lossPercent: "10", isValid: "false"),
    Row(
      flags: "--method volatility --volatility 0.04 --target-volatility 0.02", quantity: "0.03",
      notional: "1500", lossPercent: "5", isValid: "false"),
    Row(
      flags: "--method risk --risk 2 --stop 48000", quantity: "0.02", notional: "1000",
      lossPercent: "0.4", isValid: "true"),
    Row(
      flags: "--method atr --atr 800 --atr-multiplier 2", quantity: "0.02", notional: "1000",
      lossPercent: "0.32", isValid: "true"),
  ]

  private func check(_ line: String, _ row: Row) {
    let record = JSONObject(line)
    #expect(record["quantity"] == row.quantity)
    #expect(record["sizing.notional"] == row.notional)
    #expect(record["sizing.loss_percent"] == row.lossPercent)
    #expect(record["sizing.valid"] == row.isValid)
    // An invalid size always says why.
    #expect((record["sizing.reason"] == nil) == (row.isValid == "true"))
  }

  @Test(arguments: rows)
  func `sizes one trade by flags`(row: Row) throws {
    let run = try tradectl("size --equity 10000 --entry 50000 --leverage 3 \(row.flags)")
    #expect(run.status == 0)
    #expect(run.errorText.isEmpty)
    try #require(run.lines.count == 1)
    check(run.lines[0], row)
  }

  @Test(arguments: rows)
  func `sizes signals as a filter`(row: Row) throws {
    let signal =
      #"{"record":"signal","v":1,"id":"a","symbol":"BTC/USDT","action":"buy","entry":50000}"#
    let run = try tradectl(
      "size --equity 10000 --leverage 3 \(row.flags)", input: "\(signal)\n\(signal)\n")
    #expect(run.status == 0)
    try #require(run.lines.count == 2)
    for line in run.lines { check(line, row) }
  }

  @Test func `turns the signal of the contract into its intent, byte by byte`() throws {
    let run = try tradectl("size --equity 10000 --risk 2", input: Sample.signal + "\n")
    #expect(run.text == Sample.intent + "\n")
    #expect(run.status == 0)
    let checked = try tradectl("risk-check --equity 10000", input: run.output)
    let risk = #","risk":{"verdict":"pass","violations":[],"policy":"default"}}"#
    #expect(checked.text == Sample.intent.dropLast() + risk + "\n")
  }
}
