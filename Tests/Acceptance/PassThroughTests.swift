import TestSupport
import Testing

/// What a filter does not know travels on, and what may be a typing error does not go unseen.
@Suite struct PassThroughTests {
  static let filters = ["size --equity 10000", "risk-check --equity 10000"]

  private func one(_ words: String, _ line: String) throws -> (Finished, JSONObject) {
    let run = try tradectl(words, input: "\(line)\n")
    return (run, try #require(run.records.first))
  }

  @Test(arguments: filters)
  func `unknown fields stay in place and as they were`(filter: String) throws {
    let isSize = filter.hasPrefix("size")
    let line =
      #"{"b":[1,  {"c":1e5}],"record":"intent","a":"\u00e9\/","v":1,"id":"i","z":null,"#
      + #""symbol":"BTC/USDT","side":"buy","entry":50000.10,"stop_loss":48000,"#
      + (isSize ? "" : #""quantity":0.010,"#) + #""é":1.50}"#
    let (run, record) = try one(filter, line)
    #expect(run.status == 0)
    #expect(
      record.keys
        == ["record", "v", "b", "a", "id", "z", "symbol", "side", "entry", "stop_loss"]
        + (isSize ? ["é", "order_type", "quantity", "sizing"] : ["quantity", "é", "risk"]))
    #expect(record["b"] == #"[1,  {"c":1e5}]"#)
    #expect(record["a"] == #""\u00e9\/""#)
    #expect(record["z"] == "null")
    #expect(record["entry"] == "50000.10")
    #expect(record["é"] == "1.50")
  }

  @Test(arguments: filters)
  func `fields that begin with an underscore are dropped`(filter: String) throws {
    let line = filter.hasPrefix("size") ? Sample.signal : Sample.intent
    let marked = #"{"_first":1,"# + line.dropFirst().dropLast() + #","_note":{"a":1},"_":2}"#
    let plain = try tradectl(filter, input: line)
    let run = try tradectl(filter, input: marked)
    #expect(run.text == plain.text)
    #expect(run.errorText.isEmpty)
  }

  @Test(arguments: filters)
  func `records of a foreign kind pass byte for byte`(filter: String) throws {
    let lines = """
      {"record":"weather","v":7,"temp_c": 20.50,"_x":1}
      {"v":1,"record":"heartbeat","stop_prce":1}
      {"record":"order","v":1,"ts":"2023-11-14T22:14:05Z","mode":"paper","account":"a",\
      "venue":"b","status":"filled","final":true}

      """
    let run = try tradectl(filter, input: lines)
    #expect(run.status == 0)
    #expect(run.text == lines)
    #expect(run.errorText.isEmpty)
  }

  @Test(arguments: filters)
  func `both ends of a filter have as many lines`(filter: String) throws {
    let lines = [
      Sample.signal, Sample.intent, "{", #"{"record":"signal","v":1,"action":"hold"}"#,
      #"{"record":"signal","v":1,"action":"buy","vetoed":true}"#, #"{"record":"x","v":1}"#, "{}",
      #"{"record":"error","v":1,"line":1,"error":{"code":"A","class":"input","message":"m","retry":"never"}}"#,
    ]
    let run = try tradectl(filter, input: lines.joined(separator: "\n"))
    #expect(run.lines.count == lines.count)
    #expect(run.status == 3)
    for index in [3, 4, 5, 7] { #expect(run.lines[index] == lines[index]) }
  }

  @Test func `an intent that has a quantity passes size as it is`() throws {
    let run = try tradectl("size --equity 10000", input: Sample.intent + "\n")
    #expect(run.text == Sample.intent + "\n")
  }

  @Test func `only keeps one verdict, and quiet only what failed`() throws {
    let large = Sample.intent.replacing("\"quantity\":0.02", with: "\"quantity\":2")
    let lines = "\(Sample.intent)\n\(large)\nno\n"
    let all = try tradectl("risk-check --equity 10000", input: lines)
    #expect(all.status == 3)
    #expect(all.records.map { $0.text("risk.verdict") } == ["pass", "deny", nil])
    let denied = try tradectl("risk-check --equity 10000 --only deny", input: lines)
    #expect(denied.lines == Array(all.lines.dropFirst()))
    let passed = try tradectl("risk-check --equity 10000 --only pass", input: lines)
    #expect(passed.lines == [all.lines[0], all.lines[2]])
    let quiet = try tradectl("risk-check --equity 10000 --quiet", input: lines)
    #expect(quiet.lines == [all.lines[2]])
    let judged = try tradectl("risk-check --equity 10000", input: "\(large)\n")
    #expect(judged.status == 0, "as a filter it has done its work when every line was judged")
  }

  @Test func `a denial tells every rule, with limit and value`() throws {
    let run = try tradectl(
      "risk-check --equity 10000 --symbol BTC/USDT --side buy --quantity 1 --price 50000"
        + " --stop-loss 51000 --peak 20000")
    #expect(run.status == 1)
    let risk = try #require(run.records.first?["risk"])
    for code in ["MAX_POSITION_SIZE", "MAX_DRAWDOWN", "STOP_SIDE"] {
      #expect(risk.contains("\"code\":\"\(code)\""))
    }
    #expect(risk.contains(#""limit":10,"actual":50,"message":""#))
  }

  /// The validator of these tests refuses whatever stands twice in one object.
  @Test func `an order tells what it is judged by here, not what a filter said before`() throws {
    let seen = #""role":"x","replayed":false,"arrival_price":1,"fill_ms":1,"slippage_bps":1"#
    func line(_ quantity: String) -> String {
      #"{"symbol":"BTC/USDT","side":"buy","quantity":\#(quantity),\#(seen),"desk":"eu"}"# + "\n"
    }
    let run = try recordsOfShell(
      "$T risk-check --equity 1000000 --reference-price 50000"
        + " | $T order place --reference-price 50000", input: line("0.2") + line("0.01"))
    #expect(run.status == 3, "\(run.errorText)")
    let (denied, placed) = (run.records[0], run.records[1])
    #expect(denied.text("risk.verdict") == "deny")
    #expect(denied.text("desk") == "eu")
    #expect(placed.text("risk.verdict") == "pass")
    #expect(placed.text("status") == "filled")
    #expect(placed.text("arrival_price") == "50000")
  }

  @Test func `a close passes where nobody said what is held`() throws {
    let close = #"{"record":"signal","v":1,"symbol":"BTC/USDT","action":"close"}"#
    let run = try recordsOfShell(
      "$T size --equity 10000 | $T risk-check --equity 10000", input: "\(close)\n")
    #expect(run.records.first?.text("risk.verdict") == "pass")
    let folder = try TemporaryFolder()
    try folder.write("", to: "positions.jsonl")
    let flat = try tradectl(
      "risk-check --equity 10000 --positions positions.jsonl", input: close, in: folder)
    #expect(flat.records.first?.text("risk.verdict") == "deny", "here it is known that nothing is")
  }

  @Test func `cumulative counts what passed before`() throws {
    let lines = "\(Sample.intent)\n\(Sample.intent.replacing("s-1", with: "s-2"))\n"
    let each = try tradectl("risk-check --equity 10000 --max-position 15", input: lines)
    #expect(each.records.map { $0.text("risk.verdict") } == ["pass", "pass"])
    let all = try tradectl("risk-check --equity 10000 --max-position 15 --cumulative", input: lines)
    #expect(all.records.map { $0.text("risk.verdict") } == ["pass", "deny"])
  }

  @Test func `a summary counts lines and codes`() throws {
    let run = try tradectl(
      "size --equity 10000 --summary", input: "\(Sample.signal)\nno\n\(Sample.signal)\n{}\nno\n")
    #expect(run.status == 3)
    #expect(
      run.lines.last
        == #"{"record":"summary","v":1,"command":"size","lines":5,"succeeded":2,"failed":3,"#
        + #""codes":{"BAD_JSON":2,"MISSING_FIELD":1}}"#)
  }

  // MARK: Typing errors

  @Test(arguments: [
    (filters[0], "stop_los", "stop_loss"), (filters[0], "entri", nil),
    (filters[0], "confidense", "confidence"), (filters[1], "stop_prce", "stop_price"),
    (filters[1], "quantitty", "quantity"), (filters[1], "my_field", nil),
  ])
  func `a key that looks misspelt is warned about once`(
    filter: String, key: String, meant: String?
  ) throws {
    let line = Sample.intent.replacing("\"desk\"", with: "\"\(key)\"")
    let run = try tradectl(filter, input: "\(line)\n\(line)\n\(line)\n")
    #expect(run.status == 0)
    #expect(run.lines.count == 3)
    let name = filter.prefix { $0 != " " }
    let warning = meant.map {
      "tradectl \(name): warning: line 1: '\(key)' is not a known field; did you mean '\($0)'?\n"
    }
    #expect(run.errorText == warning ?? "")
  }

  @Test(arguments: filters)
  func `strict refuses keys that are not known, except in x`(filter: String) throws {
    let line = Sample.intent
    let free = line.replacing("\"desk\":\"eu\"", with: "\"x\":{\"desk\":\"eu\"}")
    let run = try tradectl("\(filter) --strict", input: "\(line)\n\(free)\n")
    #expect(run.status == 3)
    #expect(run.records[0].text("error.code") == "UNKNOWN_FIELD")
    #expect(run.records[0].text("error.field") == "desk")
    #expect(run.records[0].text("error.message") == "'desk' is not a known field")
    #expect(run.records[0]["line"] == "1")
    #expect(run.records[1]["error"] == nil)
    #expect(run.errorText.isEmpty)
  }

  @Test func `diagnostics can be JSON lines`() throws {
    let line = Sample.intent.replacing("\"desk\"", with: "\"stop_prce\"")
    let run = try tradectl(
      "risk-check --equity 10000 --log-format json", input: line,
      environment: ["TRADECTL_RUN": "r-1"])
    #expect(
      run.errorText
        == #"{"level":"warning","run":"r-1","command":"risk-check","message":"line 1: 'stop_prce' is not a "#
        + #"known field; did you mean 'stop_price'?"}"# + "\n")
  }

  // MARK: Forms

  @Test func `decimals can be strings`() throws {
    let run = try tradectl("size --equity 10000 --decimals string", input: Sample.signal)
    let record = try #require(run.records.first)
    #expect(record["quantity"] == "\"0.02\"")
    #expect(record["sizing.notional"] == "\"1000\"")
    #expect(record["entry"] == "50000", "what came in stays as it was")
    let again = try tradectl("risk-check --equity 10000 --decimals string", input: run.output)
    #expect(again.records.first?.text("risk.verdict") == "pass")
  }

  @Test func `fields picks, orders and looks inside`() throws {
    let run = try Running.tradectl(
      "size --equity 10000 --fields quantity,id,sizing.notional,none", input: Sample.signal)
    #expect(
      run.text
        == #"{"record":"intent","v":1,"quantity":0.02,"id":"s-1","sizing.notional":1000}"# + "\n")
  }

  @Test func `forms for people and for spreadsheets`() throws {
    let words = "size --equity 10000 --fields id,quantity,sizing.valid"
    let lines = "\(Sample.signal)\n\(Sample.signal.replacing("s-1", with: "s,\\\"2"))\n"
    let array = try Running.tradectl("\(words) --format json", input: lines)
    #expect(
      array.text == """
        [
        {"record":"intent","v":1,"id":"s-1","quantity":0.02,"sizing.valid":true},
        {"record":"intent","v":1,"id":"s,\\"2","quantity":0.02,"sizing.valid":true}
        ]

        """)
    let values = try Running.tradectl("\(words) --format csv", input: lines)
    #expect(
      values.text.replacing("\r\n", with: "\n")
        == "id,quantity,sizing.valid\ns-1,0.02,true\n\"s,\"\"2\",0.02,true\n")
    let table = try Running.tradectl("\(words) --format table", input: lines)
    #expect(table.lines.count >= 3)
    #expect(table.lines[0].lowercased().contains("quantity"))
    #expect(table.text.contains("s-1"))
    #expect(!table.text.contains("\u{1B}"), "no colour where there is no terminal")
    let plain = try Running.tradectl("\(words) --format jsonl", input: lines)
    #expect(plain.lines.count == 2)
  }

  @Test(arguments: ["jsonl", "json", "csv", "table"])
  func `no records are well formed too`(format: String) throws {
    let run = try Running.tradectl("size --equity 10000 --format \(format)")
    #expect(run.status == 0)
    #expect(run.text == (format == "json" ? "[]\n" : ""))
  }
}
