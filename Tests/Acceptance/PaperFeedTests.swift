import TestSupport
import Testing

/// `paper feed`: what the paper account is shown, each event once.
@Suite struct PaperFeedTests {
  /// A resting order below the market of `Sample.trades`, placed at its first second.
  private static func place(_ rest: String, in folder: TemporaryFolder) throws {
    let order =
      #"{"record":"intent","v":1,"ts":"2023-11-14T22:14:00Z","symbol":"BTC/USDT",\#(rest)}"#
    let run = try tradectl("order place - --paper-time line", input: order, in: folder)
    #expect(run.records.map { $0.text("status") } == ["pending"])
    #expect(run.status == 0)
  }

  private static let resting = #""id":"r","side":"buy","quantity":0.004,"price":50010"#

  @Test func `an order that rests is matched by what is fed`() throws {
    let folder = try Sample.market()
    try Self.place(Self.resting, in: folder)
    let feed = try tradectl("paper feed --data BTC/USDT=trades.csv", in: folder)
    #expect(feed.status == 0)
    #expect(feed.records.map { $0.text("record") } == ["order", "fill", "order"])
    #expect(feed.records.map { $0.text("status") ?? "" } == ["accepted", "", "filled"])
    let fill = try #require(feed.records("fill").first)
    #expect(fill["price"] == "50010")
    #expect(fill.text("ts") == "2023-11-14T22:14:20.000000Z")
    #expect(fill.text("id") == "r")
    #expect(fill.text("liquidity") == "maker")
  }

  @Test func `what was seen is not shown again`() throws {
    let folder = try Sample.market()
    try Self.place(Self.resting, in: folder)
    _ = try tradectl("paper feed --data BTC/USDT=trades.csv", in: folder)
    try Self.place(Self.resting.replacing("\"r\"", with: "\"s\""), in: folder)
    let again = try tradectl("paper feed --data BTC/USDT=trades.csv", in: folder)
    #expect(again.status == 0)
    #expect(again.text == "")
    #expect(again.errorText.contains("the markets had seen all 60 events before"))
    #expect(try tradectl("fills", in: folder).records.count == 1)
    _ = try tradectl("paper reset --yes", in: folder)
    try Self.place(Self.resting.replacing("\"r\"", with: "\"t\""), in: folder)
    let anew = try tradectl("paper feed --data BTC/USDT=trades.csv", in: folder)
    #expect(anew.records("fill").count == 1, "a reset lets the markets forget")
  }

  @Test func `equal times are told apart by their order`() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<6).map { "1700000040000,\(50000 - $0),1" }
    func csv(_ count: Int) -> String {
      (["trade_ms,price,qty"] + rows.prefix(count)).joined(separator: "\n") + "\n"
    }
    _ = try tradectl("paper feed --symbol BTC/USDT", input: csv(2), in: folder)
    let more = try tradectl("paper feed --symbol BTC/USDT --summary", input: csv(6), in: folder)
    #expect(more.status == 0)
    let positions = try tradectl(
      "order place --symbol BTC/USDT --side buy --quantity 0.001", in: folder)
    #expect(positions.records.map { $0["arrival_price"] } == ["49995"])
  }

  @Test func `trades are matched as they come, before the next is waited for`() throws {
    let folder = try TemporaryFolder()
    try Self.place(Self.resting, in: folder)
    let feed = try LiveProcess(
      "paper feed --symbol BTC/USDT --store \(folder.path)/.local/state/tradectl/ledger.db")
    try feed.write("trade_ms,price,qty\n1700000041000,50020,1\n")
    #expect(try feed.read().contains(#""status":"accepted""#))
    try feed.write("1700000042000,50009,1\n1700000")
    let answer = try feed.read()
    #expect(answer.lines.count == 2, "half a line keeps nothing back")
    #expect(answer.contains(#""record":"fill""#))
    #expect(try tradectl("fills", in: folder).records.count == 1)
    try feed.write("043000,50009,1\n")
    let end = try feed.finish()
    #expect(end.status == 0)
    #expect(end.rest == "")
  }

  @Test(arguments: [2, 15] as [Int32])
  func `a signal ends a feed that waits, and what came is kept`(signal: Int32) throws {
    let folder = try TemporaryFolder()
    try Self.place(Self.resting, in: folder)
    let feed = try LiveProcess(
      "paper feed --symbol BTC/USDT --store \(folder.path)/.local/state/tradectl/ledger.db")
    try feed.write("trade_ms,price,qty\n1700000041000,50009,1\n1700000042000,50008,1\n")
    _ = try feed.read()
    feed.send(signal)
    let end = try feed.wait()
    #expect(end.signal == signal)
    #expect(try tradectl("fills", in: folder).records.count == 1)
  }

  @Test func `rows that cannot be used are told, and the others are shown`() throws {
    let folder = try TemporaryFolder()
    try Self.place(Self.resting, in: folder)
    let rows =
      "trade_ms,price,qty\n1700000041000,50020,1\nx,1,1\n1700000040000,50000,1\n"
      + "1700000042000,50009,1\n"
    let feed = try tradectl("paper feed --symbol BTC/USDT", input: rows, in: folder)
    #expect(feed.status == 3)
    #expect(feed.records("error").map { $0["line"] } == ["3", "4"])
    #expect(feed.records("error").allSatisfy { $0.text("error.code") == "BAD_ROW" })
    #expect(feed.records("fill").map { $0.text("ts") } == ["2023-11-14T22:14:02.000000Z"])
    let quiet = try tradectl(
      "paper feed --symbol BTC/USDT --quiet", input: rows.replacing("17000", with: "17001"),
      in: folder)
    #expect(quiet.records.map { $0.text("record") } == ["error", "error"])
  }

  @Test func `markets that cannot be simulated are told once`() throws {
    let folder = try TemporaryFolder()
    let rows =
      "pair,trade_ms,price,qty\n"
      + (0..<3).map { "ETH/EUR,170000004\($0)000,2000,1\n" }.joined()
    let feed = try tradectl("paper feed", input: rows, in: folder)
    #expect(feed.records("error").count == 1)
    #expect(feed.status == 3)
    let missing = try tradectl("paper feed --data none.csv", in: folder)
    #expect(missing.status == 65)
    #expect(missing.records.map { $0.text("error.code") } == ["FILE_NOT_FOUND"])
  }

  @Test func `a price is shown to a market`() throws {
    let folder = try TemporaryFolder()
    let order = try tradectl(
      "order place --symbol BTC/USDT --side buy --quantity 0.01 --price 50000 --id r",
      in: folder)
    #expect(order.records.map { $0.text("status") } == ["accepted"])
    let far = try tradectl("paper feed --price BTC/USDT=50001", in: folder)
    #expect(far.text == "")
    let near = try tradectl("paper feed --price BTC/USDT=49999", in: folder)
    #expect(near.records.map { $0.text("record") } == ["fill", "order"])
    #expect(try tradectl("paper feed --price 1", in: folder).status == 64)
  }

  @Test func `eight processes that feed and place at once fill nothing twice`() throws {
    let folder = try Sample.market()
    try Self.place(Self.resting, in: folder)
    let run = try recordsOfShell(
      """
      for i in 1 2 3 4 5 6 7 8; do
        { $T paper feed --data BTC/USDT=trades.csv
          $T order place --id o$i --symbol BTC/USDT --side buy --quantity 0.001 \
            --reference-price 50000
        } & done 2>/dev/null; wait
      """, in: folder)
    let fills = try tradectl("fills", in: folder).records
    #expect(fills.filter { $0.text("id") == "r" }.count == 1)
    #expect(fills.count == 9)
    #expect(Set(fills.compactMap { $0.text("fill_id") }).count == 9)
    #expect(run.records("fill").filter { $0.text("id") == "r" }.count == 1, "told by one of them")
    let position = try tradectl("positions", in: folder)
    #expect(position.records.map { $0["quantity"] } == ["0.012"])
    // All money is accounted for, to the last digit.
    let equity = try #require(try tradectl("paper account", in: folder).records("equity").first)
    let fees = try Running.shell(
      "$T fills | jq -s 'map(.fee) | add * 1e9 | round'", in: folder)
    let fee = try #require(equity["fee"])
    #expect(
      try Running.shell("jq -n '\(fee) * 1e9 | round'", in: folder).text == fees.text)
  }
}
