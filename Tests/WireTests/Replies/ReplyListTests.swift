import Domain
import Testing

@testable import Wire

@Suite struct ReplyListTests {
  private func read(_ text: String) throws(RecordProblem) -> ReplyList {
    try ReplyReader().read(Array(text.utf8).span, as: "reply", bytesMax: 1 << 20).list("reply")
  }

  private func problem<Value>(
    in text: String, _ body: (ReplyList) throws(RecordProblem) -> Value
  ) -> RecordProblem? {
    do throws(RecordProblem) {
      _ = try body(try read(text))
      return nil
    } catch {
      return error
    }
  }

  @Test func `elements of every kind are read by their place`() throws {
    let list = try read(
      #" [ 1763640000000 , "0.5","a\"]b", true,null,{"x":[1, 2]} , [[], ["7"]],-1e2 ] "#)
    #expect(list.count == 8)
    #expect(try list.time(0) == Timestamp(milliseconds: 1_763_640_000_000))
    let price: Price = try list.decimal(1)
    #expect(price.description == "0.5")
    #expect(try list.text(2) == "a\"]b")
    #expect(try list.flag(3))
    #expect(try !list.has(4))
    #expect(
      try list.object(5).list("x").map { (place) throws(RecordProblem) in
        try list.object(5).list("x").wholeNumber(place)
      } == [1, 2])
    #expect(try list.list(6).lists().map(\.count) == [0, 1])
    #expect(try list.list(6).list(1).identifier(0) == "7")
    let number: Price = try list.decimal(7)
    #expect(number.description == "-100")
    #expect(try list.ifAny(8, list.text) == nil)
  }

  @Test func `an empty list has no elements`() throws {
    #expect(try read("[]").count == 0)
    #expect(try read(" [ ] ").objects().isEmpty)
  }

  @Test func `what is missing or of another form is named by its way`() {
    #expect(
      problem(in: "[1]") { (list) throws(RecordProblem) in try list.text(0) }?.message
        == "reply[0] is not a string")
    #expect(
      problem(in: "[1]") { (list) throws(RecordProblem) in try list.text(1) }?.message
        == "reply[1] is missing")
    #expect(
      problem(in: "[{},[]]") { (list) throws(RecordProblem) in try list.objects() }?.message
        == "reply[1] is not an object")
    #expect(
      problem(in: #"[{"a":[{"b":1}]}]"#) { (list) throws(RecordProblem) in
        try list.object(0).objects("a")[0].text("b")
      }?.message == "reply[0].a[0].b is not a string")
  }

  @Test(arguments: [
    "", "[", "]", "[1", "[1,]", "[1 2]", "{", "1}", "1,\"a\":2", "1}{", "nul", "\"", "[\"]",
    "1],\"reply\":[2", "{}x",
  ])
  func `what is not one JSON value is refused`(text: String) {
    #expect(throws: RecordProblem.self) {
      try ReplyReader().read(Array(text.utf8).span, as: "reply", bytesMax: 1 << 20)
    }
  }

  @Test func `a text longer than is wanted is refused, and a long one can be wanted`() throws {
    let text = "[" + String(repeating: "1,", count: 700_000) + "1]"
    #expect(throws: RecordProblem.self) { try read(text) }
    let list = try ReplyReader().read(Array(text.utf8).span, as: "r", bytesMax: 1 << 24).list("r")
    #expect(list.count == 700_001)
  }

  @Test func `an offset counts from the text's own beginning`() {
    #expect(problem(in: "[1,x]") { $0.count }?.offset == 3)
  }
}
