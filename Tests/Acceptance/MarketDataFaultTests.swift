import TestSupport
import Testing

/// Market data that is broken: told once, with the file and the line.
@Suite struct MarketDataFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    let data: [UInt8]
    let code: String
    let message: String
    var line: String?
    var status: Int32 = 65
    var testDescription: String { name }

    init(
      _ name: String, _ text: String, _ code: String, _ message: String, line: String? = nil
    ) {
      self.name = name
      data = Array(text.utf8)
      self.code = code
      self.message = message
      self.line = line
    }
  }

  private static func changed(_ line: Int, _ change: (String) -> String) -> String {
    var lines = Sample.trades.lines
    lines[line - 1] = change(lines[line - 1])
    return lines.joined(separator: "\n") + "\n"
  }

  static let faults = [
    Fault(
      "a column is missing", Sample.trades.replacing("qty", with: "amt"), "MISSING_COLUMN",
      "trades.csv: line 1: the header row lacks quantity"),
    Fault("no data", "", "NO_ROWS", "the market data has no rows"),
    Fault("a header alone", "trade_ms,price,qty,side\n", "NO_ROWS", "the market data has no rows"),
    Fault(
      "a price that is none", changed(7) { $0.replacing(".5,", with: "x,") }, "BAD_ROW",
      "price is not a decimal number", line: "7"),
    Fault(
      "40 digits",
      changed(7) { $0.replacing(".5,", with: String(repeating: "1", count: 40) + ",") }, "BAD_ROW",
      "price has more than 20 integer digits", line: "7"),
    Fault(
      "NUL bytes", changed(7) { $0.replacing(".5,", with: ".\u{0}5,") }, "BAD_ROW",
      "price is not a decimal number", line: "7"),
    Fault(
      "NaN", changed(7) { _ in "1700000045000,NaN,1,buy" }, "BAD_ROW",
      "price is not a decimal number", line: "7"),
    Fault(
      "a negative price", changed(7) { _ in "1700000045000,-5,1,buy" }, "BAD_ROW",
      "price is not above zero", line: "7"),
    Fault(
      "a time that is none", changed(7) { _ in "soon,5,1,buy" }, "BAD_ROW",
      "trade_ms is not a time such as 2026-11-20T12:00:00Z", line: "7"),
  ]

  @Test(arguments: faults)
  func `a fault is told once`(fault: Fault) throws {
    let folder = try TemporaryFolder()
    try folder.write(fault.data, to: "trades.csv")
    let run = try tradectl("\(Sample.paper) --records position", in: folder)
    #expect(run.status == fault.status)
    try #require(run.lines.count == 1)
    let record = JSONObject(run.lines[0])
    #expect(record.text("error.code") == fault.code)
    #expect(record.text("error.message") == fault.message)
    #expect(record["line"] == fault.line)
    if fault.code != "NO_ROWS" { #expect(record.text("file") == "trades.csv") }
  }

  @Test func `the other rows go on`() throws {
    let folder = try TemporaryFolder()
    let data = Self.changed(7) { _ in "1700000045000,x,1,buy" }
    try folder.write(data, to: "trades.csv")
    let run = try tradectl(Sample.paper, input: Sample.order(second: 5), in: folder)
    #expect(run.status == 3)
    #expect(run.records("error").count == 1)
    #expect(run.records("fill").first?.text("ts") == "2023-11-14T22:14:06.000000Z")
    #expect(run.records("report").first?["fills"] == "1")
  }

  @Test func `blank lines, line ends, marks and a missing last end make no difference`() throws {
    let folder = try Sample.market()
    let order = Sample.order(second: 5)
    let plain = try tradectl(Sample.paper, input: order, in: folder)
    let trades = Sample.trades
    for variant in [
      "\u{FEFF}\(trades)", trades.replacing("\n", with: "\r\n"), String(trades.dropLast()),
      "\(trades)\n\n",
    ] {
      try folder.write(variant, to: "trades.csv")
      let run = try tradectl(Sample.paper, input: order, in: folder)
      #expect(run.status == 0)
      #expect(run.text == plain.text)
    }
  }

  @Test func `compressed data is the same data, and a part of it is an error`() throws {
    let folder = try Sample.market()
    let order = Sample.order(second: 5)
    let plain = try tradectl(Sample.paper, input: order, in: folder)
    _ = try Running.shell("gzip -k trades.csv; head -c 150 trades.csv.gz >part.csv.gz", in: folder)
    let packed = try tradectl(
      "paper run --data BTC/USDT=trades.csv.gz --equity 10000", input: order, in: folder)
    #expect(packed.text == plain.text)
    let part = try tradectl(
      "paper run --data BTC/USDT=part.csv.gz --equity 10000", input: order, in: folder)
    #expect(part.status != 0)
    let errors = part.records("error")
    try #require(errors.count == 1)
    #expect(errors[0].text("file") == "part.csv.gz")
    #expect(errors[0].text("error.code") == "TRUNCATED_FILE")
    #expect(
      errors[0].text("error.message")
        == "part.csv.gz: the gzip data ends in the middle, at byte 150")
  }

  @Test func `a row at the end of time is a row like any other`() throws {
    let folder = try TemporaryFolder()
    let rows =
      "time_ns,id,price,qty,side\n1723161255087896568,1,60000,1,buy\n"
      + "9223372036854775807,2,60001,1,buy\n"
    try folder.write(Array(rows.utf8), to: "trades.csv")
    let run = try tradectl(
      "paper run --data BTC/USDT=trades.csv --equity 1000 --equity-every 365d", in: folder)
    #expect(run.status == 0)
    #expect(run.records("report").count == 1)
    #expect(run.records("equity").last?.text("ts")?.hasPrefix("2262-") == true)
  }

  @Test(arguments: [
    ("nowhere.csv", "FILE_NOT_FOUND", "nowhere.csv: no such file"),
    (".", "FILE_NOT_READABLE", ".: is a directory"),
  ])
  func `a file that is not there is told in the records`(
    path: String, code: String, message: String
  ) throws {
    let folder = try TemporaryFolder()
    let run = try tradectl("paper run --data BTC/USDT=\(path) --equity 10000", in: folder)
    #expect(run.status == 65)
    try #require(run.lines.count == 1)
    #expect(run.records[0].text("error.code") == code)
    #expect(run.records[0].text("error.message") == message)
  }
}
