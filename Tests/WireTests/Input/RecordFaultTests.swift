import Testing

@testable import Wire

/// What is refused, and which byte is blamed.
@Suite struct RecordFaultTests {
  @Test(arguments: [
    (#"{"a":1"#, 6), (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7), (#"{a:1}"#, 1), (#"{,"a":1}"#, 1),
    (#"{"a":1 "b":2}"#, 7), (#"{"a"}"#, 4), (#"{"a":}"#, 5), (#"{"a":[1,]}"#, 8),
    (#"{"a":[1 2]}"#, 8), (#"{"a":[1}"#, 7), (#"{"a":{]}"#, 6), (#"{"#, 1), (#"{"a":["#, 6),
    (#"{"a"::1}"#, 5), (#"{"a":1,,"b":2}"#, 7), (#"{1:2}"#, 1), (#"{"a":{"b":}}"#, 10),
    (#"{"a":{"b" 1}}"#, 10), ("{\"a\":1\u{0C}}", 6), ("{\"a\":1\u{1A}2}", 6),
  ])
  func `a misplaced mark is found at its byte`(line: String, offset: Int) {
    expect(line, .badJSON, offset, "comma, colon, bracket or brace")
  }

  @Test(arguments: [
    (#"{"a":tru}"#, 5), (#"{"a":True}"#, 5), (#"{"a":truex}"#, 5), (#"{"a":nul}"#, 5),
    (#"{"a":NaN}"#, 5), (#"{"a":Infinity}"#, 5), (#"{"a":buy}"#, 5), (#"{"a":'x'}"#, 5),
    (#"{"a":[1,fals]}"#, 8), (#"{"a":true"x"}"#, 5), ("{\"a\":\u{0}}", 5), (#"{"a":\n}"#, 5),
    (#"{"a":.5}"#, 5), (#"{"a":é}"#, 5),
  ])
  func `a word that is no value is found at its first byte`(line: String, offset: Int) {
    expect(line, .badJSON, offset, "text needs double quotes")
  }

  @Test(arguments: [
    "01", "-", "+1", "1.", "1e", "1e+", "1.e5", "-01", "0x10", "1_000", "1,5"[...].prefix(0) + "1-",
    "--1", "1.2.3", "1e5.5", "-Infinity", "00", "1a", "1\"a\"", "-.5",
  ])
  func `a number in another notation is found at its first byte`(number: String) {
    expect("{\"price\": \(number)}", .badJSON, 10, "not in JSON notation")
  }

  @Test(arguments: [
    (#"{"a":"x"#, 5), (#"{"a"#, 1), ("{\"a\":\"x\ty\"}", 7), ("{\"a\":\"\u{0}\"}", 6),
    ("{\"a\u{1F}\":1}", 3), (#"{"a":"\q"}"#, 6), (#"{"a":"\u12g4"}"#, 6), (#"{"a":"\u12"}"#, 6),
    (#"{"a":"\ud800"}"#, 6), (#"{"a":"\udc00"}"#, 6), (#"{"a":"\ud800\u0041"}"#, 6),
    (#"{"a":"\ud800x"}"#, 6), (#"{"\x":1}"#, 2), (#"{"a":"\'"}"#, 6), (#"{"a":["b","\a"]}"#, 11),
    (#"{"a":"\"}"#, 5), (#"{\"a":1}"#, 1), (#"{"a":"b\ud83d\ude0"}"#, 7),
  ])
  func `a broken string is found at its byte`(line: String, offset: Int) {
    expect(line, .badJSON, offset, "a string has no end")
  }

  @Test(
    arguments: [
      ([0xFF], 6), ([0xC3], 6), ([0xC3, 0x28], 6), ([0xC0, 0xAF], 6), ([0xE0, 0x80, 0x80], 6),
      ([0xED, 0xA0, 0x80], 6), ([0xF4, 0x90, 0x80, 0x80], 6), ([0xF5, 0x80, 0x80, 0x80], 6),
      ([0x80], 6), ([0xE2, 0x82], 6), ([0xF0, 0x80, 0x80, 0x80], 6), ([0xC3, 0xA9, 0xFE], 8),
      ([0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xC1, 0x81], 13),
    ] as [([UInt8], Int)])
  func `what is not UTF-8 is found at its byte`(bytes: [UInt8], offset: Int) {
    let found = problem(in: Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8))
    #expect(found?.code == ProblemCode.badUTF8.rawValue)
    #expect(found?.offset == offset)
  }

  @Test(arguments: [
    ("[1]", 0), ("5", 0), (#""x""#, 0), ("null", 0), ("abc", 0), ("}", 0), ("  [1]", 2), ("", 0),
  ])
  func `a line that is no object is refused`(line: String, offset: Int) {
    let found = problem(in: line)
    #expect(found?.code == ProblemCode.badJSON.rawValue)
    #expect(found?.offset == offset)
  }

  @Test(arguments: [
    (#"{} x"#, 3), (#"{"a":1}}"#, 7), (#"{"a":1}{"b":2}"#, 7), (#"{},"#, 2), (#"{}"x""#, 2),
  ])
  func `text behind the object is refused`(line: String, offset: Int) {
    expect(line, .badJSON, offset, "text behind the JSON object")
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `values may be nested 64 deep and not deeper`(opening: String) throws {
    func line(_ levels: Int) -> String {
      let closing = opening == "[" ? "]" : "}"
      // The record itself is the first level.
      return "{\"a\":" + String(repeating: opening, count: levels - 1) + "1"
        + String(repeating: closing, count: levels - 1) + "}"
    }
    #expect(problem(in: line(64)) == (nil as RecordProblem?))
    let found = problem(in: line(65))
    #expect(found?.code == ProblemCode.tooDeep.rawValue)
    #expect(found?.offset == 5 + 63 * opening.utf8.count)
    #expect(problem(in: line(100_000))?.code == ProblemCode.tooDeep.rawValue)
  }

  @Test func `a record may have 1024 members and not more`() throws {
    func line(_ count: Int) -> String {
      "{" + (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    }
    #expect(problem(in: line(1024)) == (nil as RecordProblem?))
    let found = problem(in: line(1025))
    #expect(found?.code == ProblemCode.tooManyFields.rawValue)
    // The brace of 1024 members is where the comma and the next key stand.
    #expect(found?.offset == line(1024).utf8.count)
    let inner = "{\"x\":\(line(5000))}"
    #expect(problem(in: inner) == (nil as RecordProblem?))
  }

  @Test(arguments: [
    (#"{"price":1,"price":2}"#, "price"), (#"{"desk":1,"a":0,"desk":1}"#, "desk"),
    (#"{"price":1,"pr\u0069ce":2}"#, "price"), (#"{"d\u0065sk":1,"desk":2}"#, "desk"),
    (#"{"\u0064esk":1,"d\u0065sk":2}"#, "desk"), (#"{"":1,"":2}"#, ""),
    (#"{"record":"order","record":"order"}"#, "record"), (#"{"x":1,"x":2}"#, "x"),
    (#"{"\n":1,"\u000a":2}"#, "\n"),
  ])
  func `a key that stands twice is refused`(line: String, key: String) {
    let found = problem(in: line)
    #expect(found?.code == ProblemCode.duplicateKey.rawValue)
    #expect(found?.field == key)
  }

  @Test(arguments: [
    #"{"desk":1,"desks":2,"Desk":3,"des":4}"#, #"{"x":{"a":1,"a":2}}"#, #"{"a\n":1,"a\\n":2}"#,
    "{\"\u{E9}\":1,\"e\u{301}\":2}",
  ])
  func `keys that differ are no duplicates`(line: String) {
    #expect(problem(in: line) == (nil as RecordProblem?))
  }

  @Test(arguments: [
    (#"{"record":"order","v":2}"#, ProblemCode.unsupportedVersion),
    (#"{"record":"order","v":0}"#, .unsupportedVersion),
    (#"{"record":"order","v":"2"}"#, .unsupportedVersion),
    (#"{"record":"order","v":1.5}"#, .badValue), (#"{"record":"order","v":true}"#, .badValue),
    (#"{"record":5}"#, .badValue), (#"{"record":["order"]}"#, .badValue),
  ])
  func `a version or a name that is not ours is refused`(line: String, code: ProblemCode) {
    #expect(problem(in: line)?.code == code.rawValue)
  }

  @Test func `a record of a foreign kind may have any version`() throws {
    let kind = try reading(#"{"record":"weather","v":7}"#) { ($0.isNamed, $0.kind) }
    #expect(kind == (true, nil))
  }

  @Test func `a reader goes on after a bad line as if it had not come`() throws {
    var record = Record()
    for bad in [#"{"price":1,"price":2}"#, #"{"price":1,"#, #"{"record":"order","v":9,"side":1}"#] {
      #expect(throws: RecordProblem.self) { try record.with(bad.utf8) { _ in } }
      let found = try record.with(#"{"quantity":2}"#.utf8) {
        ($0.has(.price), $0.has(.side), $0.has(.v), $0.kind, try $0.wholeNumber(.quantity))
      }
      #expect(found == (false, false, false, nil, 2))
    }
  }

  private func expect(
    _ line: String, _ code: ProblemCode, _ offset: Int, _ words: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let found = problem(in: line)
    #expect(found?.code == code.rawValue, sourceLocation: location)
    #expect(found?.offset == offset, sourceLocation: location)
    #expect(
      found?.message.contains(words) == true, "\(String(describing: found))",
      sourceLocation: location)
    #expect(found?.message.hasSuffix("(byte \(offset))") == true, sourceLocation: location)
  }
}
