import TestSupport
import Testing

/// `report`: the statistics over what was told, or over the ledger.
@Suite struct ReportTests {
  private static func fill(
    _ id: Int, _ side: String, _ price: Int, second: Int, realized: String? = nil,
    mode: String = "paper"
  ) -> String {
    #"{"record":"fill","v":1,"symbol":"BTC/USDT","side":"\#(side)","ts":"\#(Sample.time(second))","#
      + #""mode":"\#(mode)","account":"main","venue":"paper","fill_id":"\#(id)","price":\#(price),"#
      + #""quantity":0.1,"fee":1,"fee_asset":"USDT","liquidity":"taker""#
      + (realized.map { #","realized_pnl":\#($0)"# } ?? "") + "}"
  }

  private func report(_ words: String = "--equity 10000", _ lines: String...) throws -> Finished {
    try tradectl("report \(words)", input: lines.map { "\($0)\n" }.joined())
  }

  @Test func `fills make round trips`() throws {
    let run = try report(
      "--equity 10000", Self.fill(1, "buy", 50000, second: 1),
      Self.fill(2, "sell", 51000, second: 9))
    #expect(run.status == 0)
    let report = try #require(run.records.first)
    #expect(report.text("mode") == "paper")
    #expect(report.text("account") == "main")
    #expect(report["start_equity"] == "10000")
    #expect(report["end_equity"] == "10098")
    #expect(report["realized_pnl"] == "100")
    #expect(report["fees"] == "2")
    #expect(report["trades"] == "1")
    #expect(report["wins"] == "1")
    #expect(report["fills"] == "2")
  }

  @Test func `order and repetition of lines do not matter`() throws {
    let lines = [Self.fill(1, "buy", 50000, second: 1), Self.fill(2, "sell", 51000, second: 9)]
    let straight = try report("--equity 10000", lines[0], lines[1])
    let turned = try report("--equity 10000", lines[1], lines[0], lines[1])
    #expect(turned.text == straight.text)
  }

  @Test func `a fill that closes what nobody told of opens nothing`() throws {
    let run = try report(
      "--equity 10000", Self.fill(1, "sell", 50000, second: 1, realized: "25"))
    let report = try #require(run.records.first)
    #expect(report["end_equity"] == "10024")
    #expect(report["unrealized_pnl"] == "0")
  }

  @Test func `paper and real money are not added up`() throws {
    let run = try report(
      "--equity 10000", Self.fill(1, "buy", 50000, second: 1),
      Self.fill(2, "sell", 51000, second: 9, mode: "live"))
    #expect(run.status == 3)
    #expect(run.records("error").map { $0.text("error.field") } == ["mode"])
    #expect(run.records("report").map { $0["fills"] } == ["1"])
  }

  @Test func `bad lines are told, and the others count`() throws {
    let run = try report(
      "--equity 10000", "no", Self.fill(1, "buy", 0, second: 1),
      #"{"record":"error","v":1,"error":{"code":"X","class":"input","message":"m","retry":"never"}}"#,
      #"{"record":"signal","v":1,"symbol":"BTC/USDT"}"#)
    #expect(run.status == 3)
    #expect(
      run.records("error").map { $0.text("error.code") } == [
        "BAD_JSON", "BAD_VALUE", "UPSTREAM_ERROR",
      ])
    let empty = try report("--equity 10000")
    #expect(empty.status == 0)
    #expect(empty.records.map { $0["fills"] } == ["0"])
    #expect(try report("--equity 0").status == 64)
  }

  @Test func `what paper run tells comes to the same report`() throws {
    let folder = try Sample.market()
    let orders =
      [5, 10, 20].map { Sample.order(second: $0) }.joined(separator: "\n")
      + "\n"
      + Sample.order(second: 40, #","reduce_only":true"#)
      .replacing("buy", with: "sell").replacing("0.01", with: "0.03")
    let run = try tradectl("\(Sample.paper) --equity-every 10s", input: orders, in: folder)
    let own = try #require(run.records("report").first)
    let piped = try tradectl(
      "report --equity 10000 --equity-every 10s", input: run.output, in: folder)
    let report = try #require(piped.records("report").first)
    for key in [
      "start_equity", "end_equity", "end_balance", "realized_pnl", "net_pnl", "fees", "slippage",
      "trades", "wins", "losses", "fills", "orders", "traded_notional", "return_percent",
      "max_drawdown_percent", "returns", "exposure_percent",
    ] {
      #expect(report[key] == own[key], "\(key)")
    }
  }

  @Test func `the ledger is summed up, and drawn`() throws {
    let folder = try TemporaryFolder()
    _ = try tradectl(PaperAccountTests.buy, in: folder)
    _ = try tradectl("position close --all --reference-price 51000", in: folder)
    let run = try tradectl("report --since 1h --html page.html", in: folder)
    #expect(run.status == 0)
    let report = try #require(run.records.first)
    #expect(report["start_equity"] == "10000")
    #expect(report["trades"] == "1")
    #expect(report["realized_pnl"] == "9.495")
    #expect(report["orders_by_status"] == #"{"filled":2}"#)
    let page = String(decoding: try folder.read("page.html"), as: UTF8.self)
    #expect(page.contains("paper main at paper"))
  }
}
