import Testing

@testable import Wire

@Suite struct PresentationTests {
  static func shown(
    _ lines: [String], _ format: OutputFormat, fields: [String] = [], width: Int? = nil,
    usesColor: Bool = false
  ) -> String {
    var presentation = Presentation(
      format: format, fields: fields, width: width, usesColor: usesColor)
    var output: [UInt8] = []
    for line in lines { presentation.take(Array(line.utf8), into: &output) }
    presentation.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  static let intent =
    #"{"record":"intent","v":1,"id":"s-1","price":50000.50,"sizing":{"method":"risk","valid":true},"d.e":"x"}"#

  @Test func `plain lines stay as they are`() {
    let lines = [Self.intent, #"{"a" : 1}"#]
    #expect(Self.shown(lines, .jsonl) == lines.joined(separator: "\n") + "\n")
    #expect(Self.shown([], .jsonl) == "")
  }

  @Test(arguments: [
    (["price", "id"], #"{"record":"intent","v":1,"price":50000.50,"id":"s-1"}"#),
    (
      ["sizing.method", "sizing"],
      #"{"record":"intent","v":1,"sizing.method":"risk","sizing":{"method":"risk","valid":true}}"#
    ),
    (
      ["nothing", "sizing.nothing", "price.id", "id.x", ".", "sizing."],
      #"{"record":"intent","v":1}"#
    ),
    (["id", "v", "id"], #"{"record":"intent","id":"s-1","v":1}"#),
    (["d.e", "record"], #"{"v":1,"d.e":"x","record":"intent"}"#),
    (["a\"b"], #"{"record":"intent","v":1}"#),
  ])
  func `chosen fields come in the order asked for`(fields: [String], line: String) {
    #expect(Self.shown([Self.intent], .jsonl, fields: fields) == line + "\n")
    #expect(Self.shown([Self.intent], .json, fields: fields) == "[\n\(line)\n]\n")
  }

  @Test func `chosen fields are found behind escapes and white space`() {
    let line = #"{ "\u0069d" : "a\u0062" , "x" : { "k" : [ 1 ] } }"#
    #expect(
      Self.shown([line], .jsonl, fields: ["x.k", "id"]) == #"{"x.k":[ 1 ],"id":"a\u0062"}"# + "\n")
    #expect(
      Self.shown([#"{"a\"b":1}"#], .jsonl, fields: ["a\"b"]) == #"{"a\"b":1}"# + "\n")
  }

  @Test func `an array has a record a line`() throws {
    #expect(Self.shown([], .json) == "[]\n")
    #expect(Self.shown([#"{"a":1}"#], .json) == "[\n{\"a\":1}\n]\n")
    let text = Self.shown([#"{"a":1}"#, "{}", Self.intent], .json)
    #expect(text == "[\n{\"a\":1},\n{},\n\(Self.intent)\n]\n")
    #expect(
      try JSONModel(text) == .array([#"{"a":1}"#, "{}", Self.intent].map { try JSONModel($0) }))
  }

  @Test func `a record that has grown beyond what is read shows whole`() {
    let members = (0..<3000).map { "\"k\($0)\":0" }.joined(separator: ",")
    let line = "{\(members)}"
    #expect(Self.shown([line], .jsonl, fields: ["k1"]) == line + "\n")
    #expect(
      Self.shown([line], .csv)
        == "line\n\"\(line.replacing("\"", with: "\"\""))\"\n")
  }
}
