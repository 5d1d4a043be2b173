import Domain
import TestSupport
import Testing

@testable import Wire

@Suite struct ReplyObjectTests {
  private func read(_ text: String) throws(RecordProblem) -> ReplyObject {
    try ReplyReader().read(Array(text.utf8).span)
  }

  private func problem<Value>(
    in text: String, _ body: (ReplyObject) throws(RecordProblem) -> Value
  ) -> RecordProblem? {
    do throws(RecordProblem) {
      _ = try body(try read(text))
      return nil
    } catch {
      return error
    }
  }

  @Test func `values are read by name, whatever stands around them`() throws {
    let reply = try read(
      #" {"a":{"price":1},"price":"12.50","q":1e-3,"id":"x\"y\u00e9","n":42,"yes":true,"#
        + #""no":false,"side":"sell","ts":"2026-11-20T12:00:00Z","ms":1795176000000,"z":null} "#)
    let price: Price = try reply.decimal("price")
    let quantity: Quantity = try reply.decimal("q")
    let side: Side = try reply.word("side")
    #expect(price.description == "12.5")
    #expect(quantity.description == "0.001")
    #expect(side == .sell)
    #expect(try reply.text("id") == "x\"yé")
    #expect(try reply.identifier("n") == "42")
    #expect(try reply.wholeNumber("n") == 42)
    #expect(try reply.flag("yes"))
    #expect(try !reply.flag("no"))
    #expect(try reply.time("ts") == reply.time("ms"))
  }

  @Test func `what is missing or null is no value`() throws {
    let reply = try read(#"{"a":null,"b":"x"}"#)
    #expect(try reply.ifAny("a", reply.text) == nil)
    #expect(try reply.ifAny("c", reply.text) == nil)
    #expect(try reply.ifAny("b", reply.text) == "x")
    #expect(try !reply.has("a"))
    for name in ["a", "c"] {
      let found = problem(in: #"{"a":null,"b":"x"}"#) { (reply) throws(RecordProblem) in
        try reply.text(name)
      }
      #expect(found?.code == "MISSING_FIELD")
      #expect(found?.field == name)
      #expect(found?.message == "\(name) is missing")
    }
  }

  @Test func `a key written with escapes is the same key`() throws {
    #expect(try read(#"{"\u0061b":"x"}"#).text("ab") == "x")
  }

  @Test(arguments: ["1", "true", "null", #""x""#, "[]", "{}", "[{}]"])
  func `a value of another form is refused by its name`(value: String) {
    func check<Value>(
      _ isRight: Bool, _ read: (ReplyObject) throws(RecordProblem) -> Value
    ) {
      let found = problem(in: "{\"m\":\(value)}", read)
      #expect((found == nil) == isRight, "\(value): \(String(describing: found))")
      #expect(found == nil || found?.field?.hasPrefix("m") == true)
    }
    check(value == #""x""#) { (reply) throws(RecordProblem) in try reply.text("m") }
    check(value == #""x""# || value == "1") { (reply) throws(RecordProblem) in
      try reply.identifier("m")
    }
    check(value == "1") { (reply) throws(RecordProblem) -> Price in try reply.decimal("m") }
    check(value == "1") { (reply) throws(RecordProblem) in try reply.wholeNumber("m") }
    check(value == "1") { (reply) throws(RecordProblem) in try reply.time("m") }
    check(value == "true") { (reply) throws(RecordProblem) in try reply.flag("m") }
    check(false) { (reply) throws(RecordProblem) -> Side in try reply.word("m") }
    check(value == "{}") { (reply) throws(RecordProblem) in try reply.object("m") }
    check(value == "[]" || value == "[{}]") { (reply) throws(RecordProblem) in
      try reply.objects("m")
    }
  }

  @Test(arguments: [
    (#"{"m":""}"#, "is empty"), (#"{"m":1.5}"#, "is not a whole number"),
    (#"{"m":1e19}"#, "is not a whole number"),
    (#"{"m":"1,5"}"#, "is not a decimal number"),
    (#"{"m":"abc"}"#, "is not one of buy, sell"),
  ])
  func `a value that makes no sense is refused in words`(text: String, words: String) {
    let found = problem(in: text) { (reply) throws(RecordProblem) in
      if words.contains("empty") { _ = try reply.identifier("m") }
      if words.contains("whole") { _ = try reply.wholeNumber("m") }
      if words.contains("decimal") { let _: Price = try reply.decimal("m") }
      if words.contains("one of") { let _: Side = try reply.word("m") }
    }
    #expect(found?.message == "m \(words)")
    #expect(found?.field == "m")
  }

  @Test func `lists of objects are read in order, however they are written`() throws {
    let reply = try read(
      #"{"l":[ {"n":1,"s":"],}{[\"\\"} ,{"n":2,"inner":[{"n":7},{"n":8}]}, {"n" : 3} ],"e":[],"#
        + #""f":[ ]}"#)
    let objects = try reply.objects("l")
    #expect(try objects.map { try $0.wholeNumber("n") } == [1, 2, 3])
    #expect(try objects[0].text("s") == "],}{[\"\\")
    let inner = try objects[1].objects("inner")
    #expect(try inner.map { try $0.wholeNumber("n") } == [7, 8])
    #expect(try reply.objects("e").isEmpty && reply.objects("f").isEmpty)
  }

  @Test func `a problem inside names its way`() {
    let text = #"{"orders":[{"fills":[]},{"fills":[{"price":1},{"price":"x"}]}],"l":[{},3]}"#
    let found = problem(in: text) { (reply) throws(RecordProblem) -> Price in
      try reply.objects("orders")[1].objects("fills")[1].decimal("price")
    }
    #expect(found?.field == "orders[1].fills[1].price")
    #expect(found?.message == "orders[1].fills[1].price is not a decimal number")
    let other = problem(in: text) { (reply) throws(RecordProblem) in try reply.objects("l") }
    #expect(other?.message == "l[1] is not an object")
    let deep = problem(in: #"{"error":{"kind":5}}"#) { (reply) throws(RecordProblem) in
      try reply.object("error").text("kind")
    }
    #expect(deep?.field == "error.kind")
  }

  @Test func `a member that stands twice is refused when it is asked for`() throws {
    let text = #"{"a":1,"a":2,"b":3}"#
    #expect(try read(text).wholeNumber("b") == 3)
    let found = problem(in: text) { (reply) throws(RecordProblem) in try reply.wholeNumber("a") }
    #expect(found?.code == "DUPLICATE_KEY")
    #expect(found?.field == "a")
  }

  @Test(arguments: ["", "[]", "{", "{}x", "{\"a\":}", "{\"a\":[1,]}", "\u{0}", "null"])
  func `what is no object is refused`(text: String) {
    #expect(problem(in: text) { (reply) throws(RecordProblem) in true } != nil)
  }

  @Test func `a text that is too long or too deep is refused`() {
    let long = #"{"a":""# + String(repeating: "x", count: 1 << 20) + #""}"#
    let deep =
      "{\"a\":" + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "}"
    #expect(problem(in: long) { (reply) throws(RecordProblem) in true }?.code == "LINE_TOO_LONG")
    #expect(problem(in: deep) { (reply) throws(RecordProblem) in true }?.code == "TOO_DEEP")
  }

  @Test func `random damage never does more than be refused`() throws {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let whole = Array(
      #"{"number":2,"orders":[{"id":"a\"b","fills":[{"price":"1.5"},{"price":2}]},{"id":7}]}"#.utf8)
    let reader = ReplyReader()
    for _ in 0..<20_000 {
      var text = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: text[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: text.remove(at: place)
        default: text.insert(text.randomElement(using: &generator) ?? 0, at: place)
        }
      }
      do throws(RecordProblem) {
        for order in try reader.read(text.span).objects("orders") {
          _ = try order.identifier("id")
          for fill in try order.objects("fills") { let _: Price = try fill.decimal("price") }
        }
      } catch {
        #expect(!error.message.isEmpty, "seed \(seed)")
      }
    }
  }
}
