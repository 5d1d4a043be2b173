import TestSupport
import Testing

/// `paper run`: what becomes of each line of orders, and which data it is run against.
@Suite struct PaperRunTests {
  private func run(
    _ options: String = "", _ orders: String..., in folder: TemporaryFolder? = nil
  ) throws -> Finished {
    try tradectl(
      "\(Sample.paper) \(options)", input: orders.map { "\($0)\n" }.joined(),
      in: try folder ?? Sample.market())
  }

  private func statuses(_ run: Finished) -> [String] {
    run.records("order").compactMap { $0.text("status") }
  }

  // MARK: Orders

  @Test func `an order without a time is sent together with the line before it`() throws {
    let late = Sample.order(second: 20, #","id":"a""#)
    let without =
      #"{"record":"intent","v":1,"id":"b","symbol":"BTC/USDT","side":"buy","quantity":1e-2}"#
    let result = try run("--records fill", late, without)
    #expect(result.records.map { $0.text("id") } == ["a", "b"])
    #expect(
      result.records.map { $0.text("ts") }
        == Array(
          repeating: "2023-11-14T22:14:21.000000Z", count: 2))
    let first = try run("--records order,fill", without)
    #expect(
      first.records.map { $0.text("ts") } == [
        "2023-11-14T22:13:59.999999Z", "2023-11-14T22:14:00.000000Z",
        "2023-11-14T22:14:00.000000Z",
      ], "just before the data where no line is before it")
  }

  @Test func `orders have to be in order of their time`() throws {
    let result = try run(
      "--records order", Sample.order(second: 20), Sample.order(second: 10, #","id":"x""#),
      Sample.order(second: 30))
    #expect(result.status == 3)
    let invalid = try #require(
      result.records.first { $0.text("status") == "invalid" })
    #expect(invalid.text("id") == "x")
    #expect(invalid["line"] == "2")
    #expect(invalid.text("error.code") == "OUT_OF_ORDER")
    #expect(
      invalid.text("error.message")
        == "ts lies before that of an earlier line (2023-11-14T22:14:20.000000Z); "
        + "sort the orders by time")
    #expect(statuses(result).filter { $0 == "filled" }.count == 2)
  }

  @Test(arguments: [
    ("\"yesterday\"", "BAD_VALUE", "ts"), ("\"2023-02-30T00:00:00Z\"", "BAD_VALUE", "ts"),
    ("true", "BAD_VALUE", "ts"),
  ])
  func `a time that is none is told`(time: String, code: String, field: String) throws {
    let result = try run(
      "--records order",
      #"{"record":"intent","v":1,"ts":\#(time),"symbol":"BTC/USDT","side":"buy","quantity":1}"#)
    #expect(result.status == 65)
    let record = try #require(result.records.first)
    #expect(record.text("record") == "error")
    #expect(record.text("error.code") == code)
    #expect(record.text("error.field") == field)
    #expect(record["line"] == "1")
  }

  @Test func `a symbol without data is told, with those that have some`() throws {
    let order = Sample.order(second: 5).replacing("BTC/USDT", with: "ETH/USDT")
    let result = try run("--records order", order)
    #expect(result.status == 65)
    #expect(statuses(result) == ["invalid"])
    #expect(result.records[0].text("error.code") == "UNKNOWN_SYMBOL")
    #expect(
      result.records[0].text("error.message")
        == "there is no market data for ETH/USDT, only for BTC/USDT")
  }

  @Test func `what asks for nothing is skipped, and what was denied is not placed`() throws {
    let hold = #"{"record":"signal","v":1,"id":"h","symbol":"BTC/USDT","action":"hold"}"#
    let vetoed = Sample.order(second: 5, #","vetoed":true"#)
    let denied = Sample.order(
      second: 6, #","id":"d","desk":"eu","risk":{"verdict":"deny","violations":[],"policy":"p"}"#)
    let skipped = try run("--records order,fill", hold, vetoed)
    #expect(skipped.status == 0)
    #expect(statuses(skipped) == ["skipped", "skipped"])
    #expect(skipped.records("fill").isEmpty)
    let result = try run("--records order,fill", denied)
    #expect(result.status == 1)
    #expect(statuses(result) == ["denied"])
    #expect(result.records[0].text("error.code") == "RISK_DENIED")
    #expect(result.records[0].text("desk") == "eu")
    #expect(result.records("fill").isEmpty)
  }

  @Test func `a signal without a size is sent back to size`() throws {
    let result = try run("--records order", Sample.signal)
    #expect(result.status == 65)
    #expect(
      result.records[0].text("error.message")
        == "quantity is missing: size the signal first, with 'tradectl size'")
    #expect(result.records[0].text("desk") == "eu")
  }

  @Test func `what the market refuses says why`() throws {
    let result = try run(
      "--records order", Sample.order(second: 5, #","id":"big""#).replacing("0.01", with: "10"),
      #"{"record":"signal","v":1,"id":"c","symbol":"BTC/USDT","action":"close"}"#)
    #expect(result.status == 1)
    #expect(statuses(result) == ["rejected", "rejected"])
    #expect(result.records[0].text("error.code") == "INSUFFICIENT_BALANCE")
    #expect(
      result.records[1].text("error.message") == "there is no position in BTC/USDT to close")
  }

  @Test func `orders after the data expire`() throws {
    let late = Sample.order(second: 59).replacing("22:14:59", with: "23:00:00")
    let result = try run("--records order", late)
    #expect(statuses(result).last == "expired")
    #expect(result.records.last?.text("reason") == "end_of_data")
  }

  @Test func `latency holds an order back`() throws {
    let result = try run("--records fill --latency 2500ms", Sample.order(second: 5))
    #expect(result.records.first?.text("ts") == "2023-11-14T22:14:08.000000Z")
  }

  @Test func `fees and slippage are those that were asked for`() throws {
    let result = try run(
      "--records fill --slippage-bps 0 --taker-fee 0.1", Sample.order(second: 5))
    #expect(result.records.first?["price"] == "50060.5")
    #expect(result.records.first?["fee"] == "0.500605")
  }

  // MARK: Records

  @Test func `records picks the kinds that are written`() throws {
    let order = Sample.order(second: 5)
    let all = try run("", order)
    #expect(
      Set(all.records.compactMap { $0.text("record") })
        == ["order", "fill", "equity", "position", "balance", "report"])
    for kinds in ["fill", "order,report", "equity,position,balance"] {
      let some = try run("--records \(kinds)", order)
      let wanted = Set(kinds.split(separator: ",").map(String.init))
      #expect(
        some.lines == all.lines.filter { wanted.contains(JSONObject($0).text("record") ?? "") })
    }
    #expect(try run("--records all", order).text == all.text)
  }

  @Test func `quiet leaves what failed, and a summary counts`() throws {
    let denied = Sample.order(second: 6, #","risk":{"verdict":"deny","violations":[]}"#)
    let quiet = try run("--quiet", Sample.order(second: 5), denied, "no")
    #expect(quiet.status == 3)
    #expect(quiet.records.map { $0.text("record") } == ["order", "error"])
    let summary = try run("--summary", Sample.order(second: 5), denied, "no")
    #expect(
      summary.lines.last
        == #"{"record":"summary","v":1,"command":"paper run","lines":3,"succeeded":1,"failed":2,"#
        + #""codes":{"RISK_DENIED":1,"BAD_JSON":1}}"#)
  }

  // MARK: Data

  @Test func `several files are merged by time`() throws {
    let folder = try Sample.market()
    try folder.write(Sample.trades(from: 2000), to: "eth.csv")
    let orders = [Sample.order(second: 5), Sample.order(second: 5).replacing("BTC", with: "ETH")]
      .joined(separator: "\n")
    let words = "paper run --equity 10000 --records fill,position"
    let run = try tradectl(
      "\(words) --data BTC/USDT=trades.csv --data ETH/USDT=eth.csv", input: orders, in: folder)
    #expect(run.status == 0)
    #expect(run.records("fill").map { $0["price"] } == ["50085.53025", "2061.53025"])
    #expect(run.records("position").map { $0.text("symbol") } == ["BTC/USDT", "ETH/USDT"])
  }

  @Test func `one symbol is picked out of a file that has several`() throws {
    let folder = try TemporaryFolder()
    let eth = Sample.trades(from: 2000).lines.dropFirst()
    let both = zip(Sample.trades.lines.dropFirst(), eth).flatMap {
      ["BTC/USDT,\($0)", "ETH/USDT,\($1)"]
    }
    try folder.write(
      "pair,trade_ms,price,qty,side\n" + both.joined(separator: "\n") + "\n", to: "both.csv")
    let order = Sample.order(second: 5).replacing("BTC", with: "ETH")
    let words = "paper run --equity 10000 --records fill,position"
    let one = try tradectl("\(words) --data ETH/USDT=both.csv", input: order, in: folder)
    #expect(one.records("fill").map { $0["price"] } == ["2061.53025"])
    let all = try tradectl("\(words) --data both.csv", input: order, in: folder)
    #expect(all.text == one.text)
  }

  @Test func `market data may be records`() throws {
    let folder = try Sample.market()
    let trades = Sample.trades.lines.dropFirst().map { line -> String in
      let cells = line.split(separator: ",")
      return #"{"record":"trade","v":1,"symbol":"BTC/USDT","ts":\#(cells[0]),"price":\#(cells[1]),"#
        + #""quantity":\#(cells[2]),"side":"\#(cells[3])"}"# + "\n"
    }
    try folder.write(trades.joined(), to: "trades.jsonl")
    let order = Sample.order(second: 5)
    let plain = try run("", order, in: folder)
    let records = try tradectl(
      "paper run --data trades.jsonl --equity 10000", input: order, in: folder)
    #expect(records.status == 0)
    #expect(records.text == plain.text)
  }

  @Test func `market data may come from standard input, but not together with orders`() throws {
    let folder = try Sample.market()
    try folder.write(Sample.order(second: 5), to: "orders.jsonl")
    let words = "paper run --data BTC/USDT=- --equity 10000"
    let run = try tradectl("\(words) --orders orders.jsonl", input: Sample.trades, in: folder)
    #expect(run.status == 0)
    #expect(run.text == (try self.run("", Sample.order(second: 5), in: folder)).text)
    let both = try Running.tradectl(words, input: Sample.trades, in: folder)
    #expect(both.status == 64)
    #expect(
      both.errorText.lines.first
        == "Error: Orders and market data cannot both come from standard input.")
  }

  @Test func `data without a symbol needs one`() throws {
    let folder = try Sample.market()
    let order = Sample.order(second: 5)
    let without = try tradectl("paper run --data trades.csv --equity 10000", in: folder)
    #expect(without.status == 65)
    #expect(without.records.map { $0.text("error.code") } == ["SYMBOL_NEEDED"])
    let with = try tradectl(
      "paper run --data trades.csv --symbol BTC/USDT --equity 10000", input: order, in: folder)
    #expect(with.text == (try run("", order, in: folder)).text)
  }

  @Test func `instruments bring their grid`() throws {
    let folder = try Sample.market()
    try folder.write(
      #"{"record":"instrument","v":1,"symbol":"BTC/USDT","tick":0.01,"lot":0.001}"#,
      to: "instruments.jsonl")
    let order = Sample.order(second: 5).replacing("0.01", with: "0.0105")
    let result = try run("--instrument instruments.jsonl --records order", order, in: folder)
    #expect(result.status == 1)
    #expect(statuses(result) == ["rejected"])
    let flagged = try run("--lot 0.001 --records order", order, in: folder)
    #expect(flagged.text == result.text)
  }

  // MARK: The page

  @Test func `the page opens from disk and takes its place at once`() throws {
    let folder = try Sample.market()
    try folder.write("old", to: "report.html")
    let result = try run("--html report.html --title <Mine>", Sample.order(second: 5), in: folder)
    #expect(result.status == 0)
    let page = String(decoding: try folder.read("report.html"), as: UTF8.self)
    #expect(page.lowercased().hasPrefix("<!doctype html>"))
    #expect(page.contains("&lt;Mine&gt;"))
    #expect(page.contains("</html>"))
    for outside in ["http://", "https://", "<script src", "<link"] {
      #expect(!page.replacing("http://www.w3.org/", with: "").contains(outside))
    }
    let names = try Running.shell("ls", in: folder)
    #expect(names.lines == ["report.html", "trades.csv"], "nothing is left beside it")
  }

  @Test func `a page without a place costs no records`() throws {
    let order = Sample.order(second: 5)
    let plain = try run("", order)
    let result = try run("--html nowhere/report.html", order)
    #expect(result.status == 74)
    #expect(result.text == plain.text)
    #expect(
      result.errorText
        == "Error: The output cannot be written: nowhere/report.html: No such file or directory.\n")
  }

  // MARK: Progress

  @Test func `progress is shown on a terminal only`() throws {
    let folder = try TemporaryFolder()
    let make =
      "(echo trade_ms,price,qty,side; yes 1700000040000,5,1,buy | head -100000) >long.csv; "
    let words = "paper run --data BTC/USDT=long.csv --equity 10000 --orders /dev/null"
    let shown = try Running.shell(
      "\(make) script -qec '$T \(words) >out' /dev/null", in: folder)
    #expect(shown.status == 0)
    #expect(shown.text.contains(" % "))
    #expect(shown.text.contains(" events, "))
    #expect(shown.text.hasSuffix("\r\u{1B}[K"), "it is taken away at the end")
    #expect(try folder.read("out").first == UInt8(ascii: "{"))
    let silent = try Running.shell("$T \(words) >/dev/null", in: folder)
    #expect(silent.errorText.isEmpty)
    let quiet = try Running.shell(
      "script -qec '$T \(words) --quiet >out' /dev/null", in: folder)
    #expect(quiet.text.isEmpty)
  }
}
