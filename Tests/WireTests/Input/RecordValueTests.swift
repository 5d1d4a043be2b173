import Domain
import Testing

@testable import Wire

@Suite struct RecordValueTests {
  @Test(arguments: [
    ("1", "1"), ("0.1", "0.1"), ("-12.50", "-12.5"), ("1e-8", "0.00000001"), ("25E3", "25000"),
    ("99999999999999999999", "99999999999999999999"),
    ("0.000000000000000001", "0.000000000000000001"),
    ("12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"),
    ("0.10000000000000000000000", "0.1"), ("-0", "0"), ("1e0000001", "10"),
  ])
  func `numbers and numbers as text are read exactly`(written: String, plain: String) throws {
    for value in [written, "\"\(written)\""] {
      let price = try reading("{\"price\": \(value) }") { try $0.decimal(.price, as: Price.self) }
      #expect(price?.description == plain)
    }
  }

  @Test(arguments: [
    (#""""#, "is not a decimal number"), (#"" 1""#, "is not a decimal number"),
    (#""1 ""#, "is not a decimal number"), (#""abc""#, "is not a decimal number"),
    ("true", "is not a decimal number"), ("[1]", "is not a decimal number"),
    ("{}", "is not a decimal number"), (#""+1""#, "is not a decimal number"),
    (#""1,5""#, "is not a decimal number"), (#""0x10""#, "is not a decimal number"),
    ("1e-19", "has more than 18 fraction digits"), ("1e20", "has more than 20 integer digits"),
    ("1e999999999999999999999", "has more than 20 integer digits"),
    (#""NaN""#, "is not a decimal number"), (#""\u0031""#, "is not a decimal number"),
  ])
  func `what is no exact number is refused with the field's name`(value: String, words: String) {
    let found = problem(in: "{\"stop_loss\":\(value)}") { (record) throws(RecordProblem) in
      try record.decimal(.stopLoss, as: Price.self)
    }
    #expect(found?.code == ProblemCode.badValue.rawValue)
    #expect(found?.field == "stop_loss")
    #expect(found?.message == "stop_loss \(words)")
  }

  @Test func `null and what is missing are no value`() throws {
    for line in [
      #"{"price":null,"id":null,"side":null,"final":null,"line":null,"ts":null}"#, "{}",
    ] {
      let isEmpty = try reading(line) {
        try $0.decimal(.price, as: Price.self) == nil && $0.text(.id) == nil
          && $0.word(.side, as: Side.self) == nil && $0.flag(.final) == nil
          && $0.wholeNumber(.line) == nil && $0.time(.ts) == nil && !$0.has(.price)
      }
      #expect(isEmpty)
    }
    let isThere = try reading(#"{"price":0,"id":"","final":false}"#) {
      $0.has(.price) && $0.has(.id) && $0.has(.final)
    }
    #expect(isThere)
  }

  @Test(arguments: [
    (#""plain""#, "plain"), (#""""#, ""),
    (#""a\"b\\c\/d\b\f\n\r\te""#, "a\"b\\c/d\u{8}\u{C}\n\r\te"),
    (#""\u00e9\u20AC\ud83d\ude00""#, "é€😀"), (#""é€😀""#, "é€😀"), (#""\u0000x""#, "\0x"),
    (#""BTC\/USDT""#, "BTC/USDT"), (#""tail\\""#, "tail\\"),
  ])
  func `text is read without its escapes`(written: String, text: String) throws {
    let id = try reading("{\"id\":\(written)}") { try $0.text(.id) }
    #expect(id == text)
  }

  @Test(arguments: ["5", "true", "[]", "{}"])
  func `what is no string is no text`(value: String) {
    let found = problem(in: "{\"id\":\(value)}") { (record) throws(RecordProblem) in
      try record.text(.id)
    }
    #expect(found == .badValue(.id, "is not a string"))
  }

  @Test func `words are the words of their list`() throws {
    for side in Side.allCases {
      let read = try reading("{\"side\":\"\(side.rawValue)\"}") {
        try $0.word(.side, as: Side.self)
      }
      #expect(read == side)
    }
    for value in [#""Buy""#, #""""#, #""buyy""#, #""bu""#, "1", "true", #"["buy"]"#] {
      let found = problem(in: "{\"side\":\(value)}") { (record) throws(RecordProblem) in
        try record.word(.side, as: Side.self)
      }
      #expect(found == .badValue(.side, "is not one of buy, sell"))
    }
  }

  @Test func `flags are true and false alone`() throws {
    let flags = try reading(#"{"final":true,"vetoed":false}"#) {
      [try $0.flag(.final), try $0.flag(.vetoed)]
    }
    #expect(flags == [true, false])
    for value in [#""true""#, "1", "0", "[]"] {
      let found = problem(in: "{\"final\":\(value)}") { (record) throws(RecordProblem) in
        try record.flag(.final)
      }
      #expect(found == .badValue(.final, "is not true or false"))
    }
  }

  @Test(arguments: [
    ("0", 0), ("-7", -7), (#""12""#, 12), ("1e3", 1000), ("5.0", 5),
    ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
  ])
  func `whole numbers are read`(value: String, number: Int) throws {
    let read = try reading("{\"line\":\(value)}") { try $0.wholeNumber(.line) }
    #expect(read == number)
  }

  @Test(arguments: ["1.5", "9223372036854775808", "-9223372036854775809", "1e-1"])
  func `what is no whole number of 64 bits is refused`(value: String) {
    let found = problem(in: "{\"line\":\(value)}") { (record) throws(RecordProblem) in
      try record.wholeNumber(.line)
    }
    #expect(found == .badValue(.line, "is not a whole number"))
  }

  @Test(arguments: [
    (#""2026-11-20T12:00:00.123456Z""#, "2026-11-20T12:00:00.123456Z"),
    (#""2026-11-20t14:00:00+02:00""#, "2026-11-20T12:00:00.000000Z"),
    (#""2026-11-20 12:00:00z""#, "2026-11-20T12:00:00.000000Z"),
    ("1795176000123", "2026-11-20T12:00:00.123000Z"), ("0", "1970-01-01T00:00:00.000000Z"),
    ("-1", "1969-12-31T23:59:59.999000Z"),
  ])
  func `times are RFC 3339 or milliseconds`(value: String, text: String) throws {
    let time = try reading("{\"ts\":\(value)}") { try $0.time(.ts) }
    #expect(time?.text == text)
  }

  @Test(arguments: [
    #""2026-11-20""#, #""2026-02-30T00:00:00Z""#, #""""#, "true", "[]", "1.5",
    "99999999999999999", #""2026-11-20T12:00:00""#, #""2026-11-20T25:00:00Z""#, #""1795176000123""#,
  ])
  func `what is no time is refused`(value: String) {
    let found = problem(in: "{\"ts\":\(value)}") { (record) throws(RecordProblem) in
      try record.time(.ts)
    }
    #expect(found?.code == ProblemCode.badValue.rawValue)
    #expect(found?.field == "ts")
  }

  @Test func `a key with escapes is the key it reads as`() throws {
    let line = #"{"s\u0069de":"sell","\u0073ymbol":"BTC\/USDT","des\u006b":"eu"}"#
    let read = try reading(line) { record in
      var others: [String] = []
      record.forEachOtherKey { index, _ in others.append(record.keyText(index)) }
      return (try record.word(.side, as: Side.self), try record.text(.symbol), others)
    }
    #expect(read == (.sell, "BTC/USDT", ["desk"]))
  }

  @Test func `every field is found whatever the others are`() throws {
    let line =
      "{"
      + Field.allCases.map { "\"\($0.rawValue)\":\($0 == .record ? "\"x\"" : "7")" }
      .joined(separator: " , ") + "}"
    try reading(line) { record in
      for field in Field.allCases where field != .record {
        let value = try record.wholeNumber(field)
        #expect(value == 7)
      }
    }
  }
}
