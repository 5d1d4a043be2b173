import Glibc
import Testing

@testable import Wire

@Suite struct RecordInputTests {
  @Test func `bad lines are told of and the rest goes on`() throws {
    let bytes = Array("{\"id\":\"a\"}\n\nnonsense\n[1]\n{\"id\":\"b\",}\n{\"id\":\"\u{0}\"}\n".utf8)
    let last: [UInt8] = [0x7B, 0x22, 0xFF, 0x22, 0x0A]
    var channel = try Channel()
    try channel.send(bytes + last + Array("{\"id\":\"c\"}".utf8))
    channel.finish()
    var input = RecordInput(Descriptor(channel.reading))
    var output = RecordOutput(Descriptor(-1))
    var seen: [String] = []
    loop: while true {
      let event = try input.next(flushing: &output)
      let number = input.lineNumber
      switch event {
      case .record: seen.append("\(number) \(try input.record.text(.id) ?? "")")
      case .problem(let problem):
        let offset = problem.offset.map(String.init) ?? "-"
        seen.append("\(number) \(problem.code) \(offset) \(input.badLine.count)")
      case .end: break loop
      }
    }
    #expect(
      seen == [
        "1 a", "3 BAD_JSON 0 8", "4 BAD_JSON 0 3", "5 BAD_JSON 10 11", "6 BAD_JSON 7 10",
        "7 BAD_UTF8 2 4", "8 c",
      ])
  }

  @Test func `the start of a long bad line is kept`() throws {
    var channel = try Channel()
    try channel.send([UInt8](repeating: 0x78, count: 5000) + [0x0A])
    channel.finish()
    var input = RecordInput(Descriptor(channel.reading))
    var output = RecordOutput(Descriptor(-1))
    _ = try input.next(flushing: &output)
    let kept = input.badLine
    #expect(kept == [UInt8](repeating: 0x78, count: RecordBlock.badLineMax))
  }

  @Test func `what waits is written before more is read`() throws {
    let source = try Channel()
    let target = try Channel(keepsMessages: true)
    var input = RecordInput(Descriptor(source.reading))
    var output = RecordOutput(Descriptor(target.writing))
    try source.send(Array("{\"id\":\"a\"}\n{\"id\":\"b\"}\n".utf8))
    for id in ["a", "b"] {
      _ = try input.next(flushing: &output)
      try output.pass(input.record)
      let read = try input.record.text(.id)
      #expect(read == id)
      // Another line is there already, so nothing has to be written yet.
      let early = target.messages()
      #expect(early.isEmpty)
    }
    try source.send(Array("{\"id\":\"c\"}\n".utf8))
    _ = try input.next(flushing: &output)
    let messages = target.messages().map(text)
    #expect(messages == ["{\"id\":\"a\"}\n{\"id\":\"b\"}\n"])
  }

  @Test func `a descriptor that cannot be read is told of`() throws {
    var input = RecordInput(Descriptor(-1))
    var output = RecordOutput(Descriptor(-1))
    var failure: StreamFailure?
    do throws(StreamFailure) { _ = try input.next(flushing: &output) } catch { failure = error }
    #expect(failure == .unreadable(reason: "it is closed"))
  }
}
