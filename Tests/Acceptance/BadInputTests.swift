import TestSupport
import Testing

/// What comes in broken becomes exactly one record that says where, and the other lines go on.
@Suite struct BadInputTests {
  /// A command that reads lines, and a line that it does with what it should.
  struct Reader: Sendable, CustomTestStringConvertible {
    let words: String
    let good: String
    /// The lines that it writes for a good line.
    let answers: Int
    var testDescription: String { words }
  }

  static let readers = [
    Reader(words: "size --equity 10000", good: Sample.signal, answers: 1),
    Reader(words: "risk-check --equity 10000", good: Sample.intent, answers: 1),
    // An order is told of twice: accepted and filled.
    Reader(
      words: "\(Sample.paper) --records order", good: Sample.order(second: 5), answers: 2),
  ]

  /// A line that is no record, and the byte at which that shows.
  struct BadLine: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let code: String
    /// Nil where a field is at fault, or the line as a whole.
    var offset: Int?
    var field: String?
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ code: String, offset: Int? = nil, field: String? = nil) {
      self.init(name, Array(text.utf8), code, offset: offset, field: field)
    }

    init(
      _ name: String, _ bytes: [UInt8], _ code: String, offset: Int? = nil, field: String? = nil
    ) {
      self.name = name
      self.bytes = bytes
      self.code = code
      self.offset = offset
      self.field = field
    }
  }

  static let badLines = [
    BadLine("text", "hello", "BAD_JSON", offset: 0),
    BadLine("an array", "[1,2]", "BAD_JSON", offset: 0),
    BadLine("NUL bytes", [0, 0, 0], "BAD_JSON", offset: 0),
    BadLine("a NUL inside", Array("{\"a\":\u{0}}".utf8), "BAD_JSON", offset: 5),
    BadLine("invalid UTF-8", Array("{\"a\":\"".utf8) + [0xFF, 0x22, 0x7D], "BAD_UTF8", offset: 6),
    BadLine(
      "a line of 10 MB",
      Array("{\"a\":\"".utf8) + [UInt8](repeating: 0x78, count: 10_000_000) + Array("\"}".utf8),
      "LINE_TOO_LONG"),
    BadLine(
      "nesting 10000 deep",
      "{\"a\":" + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        + "}", "TOO_DEEP", offset: 68),
    BadLine("a key of ours twice", #"{"id":"a","id":"b"}"#, "DUPLICATE_KEY", field: "id"),
    BadLine("a user's key twice", #"{"desk":1,"desk":1}"#, "DUPLICATE_KEY", field: "desk"),
    BadLine("a leading zero", #"{"quantity":00.1}"#, "BAD_JSON", offset: 12),
    BadLine("NaN", #"{"quantity":NaN}"#, "BAD_JSON", offset: 12),
    BadLine("a half line", #"{"record":"intent","v":1,"id":"s"#, "BAD_JSON", offset: 30),
    BadLine("two objects", #"{"a":1}{"b":2}"#, "BAD_JSON", offset: 7),
    BadLine("another version", #"{"record":"intent","v":2}"#, "UNSUPPORTED_VERSION", field: "v"),
  ]

  private func bytes(_ lines: [[UInt8]]) -> [UInt8] {
    Array(lines.map { $0 + [0x0A] }.joined())
  }

  private func place(_ record: JSONObject, _ bad: BadLine) {
    #expect(record["line"] == "2")
    #expect(record.text("error.code") == bad.code)
    #expect(record.text("error.class") == "input")
    #expect(record.text("error.message")?.isEmpty == false)
    #expect(record.text("error.retry") == "never")
    #expect(record["error.offset"] == bad.offset.map(String.init))
    #expect(record.text("error.field") == bad.field)
  }

  @Test(arguments: readers, badLines)
  func `one bad line among good ones`(reader: Reader, bad: BadLine) throws {
    let folder = try Sample.market()
    let good = Array(reader.good.utf8)
    let run = try tradectl(reader.words, input: bytes([good, bad.bytes, good]), in: folder)
    #expect(run.status == 3)
    #expect(run.lines.count == 2 * reader.answers + 1)
    let errors = run.records("error")
    try #require(errors.count == 1)
    place(errors[0], bad)
  }

  @Test(arguments: readers)
  func `nothing but bad lines`(reader: Reader) throws {
    let folder = try Sample.market()
    let run = try tradectl(reader.words, input: "no\n{]\n", in: folder)
    #expect(run.status == 65)
    #expect(run.records("error").map { $0["line"] } == ["1", "2"])
    #expect(run.lines.count == 2)
  }

  @Test(
    arguments: readers,
    [
      ("1e400", "has more than 20 integer digits"),
      ("1111111111222222222233333333334444444444", "has more than 20 integer digits"),
      ("0.1111111111222222222233333333334444444444", "has more than 18 fraction digits"),
      ("\"1.2.3\"", "is not a decimal number"),
      ("true", "is not a decimal number"),
      ("[1]", "is not a decimal number"),
    ])
  func `a number that cannot be one`(reader: Reader, number: (String, String)) throws {
    let folder = try Sample.market()
    let line =
      #"{"record":"intent","v":1,"ts":"\#(Sample.time(5))","id":"n","symbol":"BTC/USDT","side":"#
      + #""buy","entry":5,"price":\#(number.0),"stop_loss":4,"desk":[1, 2]}"#
    let sized = line.replacing("\"entry\"", with: "\"quantity\"")
    let bad = reader.words.hasPrefix("size") ? line.replacing("\"entry\":5,", with: "") : sized
    let run = try tradectl(
      reader.words, input: "\(reader.good)\n\(bad)\n\(reader.good)\n", in: folder)
    #expect(run.status == 3)
    let failed = run.records.filter { $0["error"] != nil }
    try #require(failed.count == 1)
    #expect(failed[0]["line"] == "2")
    #expect(failed[0].text("error.code") == "BAD_VALUE")
    #expect(failed[0].text("error.field") == "price")
    #expect(failed[0].text("error.message") == "price \(number.1)")
    #expect(failed[0].text("id") == "n", "the line's fields stay")
    #expect(failed[0]["desk"] == "[1, 2]", "the user's fields stay as they were")
  }

  @Test(arguments: ["0", "-0", "-5", "0e5"])
  func `no size comes of an entry that is not above zero`(entry: String) throws {
    let run = try tradectl(
      "size --equity 10000",
      input: #"{"record":"signal","v":1,"action":"buy","entry":\#(entry),"stop_loss":1}"# + "\n")
    #expect(run.status == 65)
    let record = try #require(run.records.first)
    #expect(record.text("error.field") == "entry")
    #expect(record.text("error.message") == "entry must be above 0")
    #expect(record["line"] == "1")
  }

  @Test(arguments: ["50000", "\"50000\"", "5e4", "5.0E+4", "50000.000"])
  func `a number may be text or have an exponent`(entry: String) throws {
    let run = try tradectl(
      "size --equity 10000",
      input: #"{"record":"signal","v":1,"action":"buy","entry":\#(entry),"stop_loss":48000}"#)
    #expect(run.status == 0)
    #expect(run.records.first?["quantity"] == "0.02")
    #expect(run.records.first?["entry"] == entry, "what came in stays as it was")
  }

  @Test(arguments: readers)
  func `blank lines, line ends and byte-order marks make no difference`(reader: Reader) throws {
    let folder = try Sample.market()
    let plain = try tradectl(
      reader.words, input: "\(reader.good)\n\(reader.good)\n", in: folder)
    #expect(plain.status == 0)
    #expect(plain.lines.count == 2 * reader.answers)
    for variant in [
      "\n\n\(reader.good)\n \t\n\(reader.good)\n\n", "\(reader.good)\r\n\(reader.good)\r\n",
      "\u{FEFF}\(reader.good)\n\(reader.good)\n", "\(reader.good)\n\(reader.good)",
      "  \(reader.good)  \n\t\(reader.good)",
    ] {
      let run = try tradectl(reader.words, input: variant, in: folder)
      #expect(run.status == 0)
      #expect(run.text == plain.text)
    }
  }

  @Test(arguments: readers)
  func `no input is no failure`(reader: Reader) throws {
    let folder = try Sample.market()
    for input in ["", "\n\n", "\u{FEFF}"] {
      let run = try tradectl(reader.words, input: input, in: folder)
      #expect(run.status == 0)
      #expect(run.text.isEmpty)
      #expect(run.errorText.isEmpty)
    }
  }

  @Test(arguments: readers)
  func `what is wrong with the line decides, not how many`(reader: Reader) throws {
    let folder = try Sample.market()
    let upstream =
      #"{"record":"error","v":1,"line":7,"error":{"code":"BAD_JSON","class":"input","#
      + #""message":"it was bad before","retry":"never"}}"#
    let run = try tradectl(reader.words, input: "\(upstream)\n", in: folder)
    #expect(run.status == 65, "an error from earlier in the pipe counts")
    #expect(run.text == upstream + "\n", "and passes as it is")
    let mixed = try tradectl(
      reader.words, input: "\(upstream)\n\(reader.good)\n", in: folder)
    #expect(mixed.status == 3)
  }
}
