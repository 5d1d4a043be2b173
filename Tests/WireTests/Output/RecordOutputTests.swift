import Glibc
import TestSupport
import Testing

@testable import Wire

@Suite struct RecordOutputTests {
  init() {
    // As in the program, a reader that goes away is an error and no signal.
    signal(SIGPIPE, SIG_IGN)
  }

  @Test func `lines are batched and never split`() throws {
    let channel = try Channel(keepsMessages: true)
    var output = RecordOutput(Descriptor(channel.writing))
    var random = SeededGenerator(seed: 7)
    var expected: [UInt8] = []
    var messages: [[UInt8]] = []
    for index in 0..<2_000 {
      let length =
        random.chance(1, in: 50)
        ? Int.random(in: 3_900...9_000, using: &random) : Int.random(in: 0...400, using: &random)
      output.begin(.trade)
      output.text.add(.line, index)
      output.text.add(.id, String(repeating: "x", count: length))
      try output.end()
      expected += Array(#"{"record":"trade","v":1,"line":"#.utf8)
      expected += Array("\(index),\"id\":\"\(String(repeating: "x", count: length))\"}\n".utf8)
      messages += channel.messages()
    }
    try output.close()
    messages += channel.messages()
    #expect(Array(messages.joined()) == expected)
    for message in messages {
      #expect(message.last == 0x0A)
      let lines = message.count { $0 == 0x0A }
      #expect(message.count <= RecordOutput.batchMax || lines == 1)
    }
    // Batching is what makes it fast: far fewer writes than lines.
    #expect(messages.count < 400)
  }

  @Test(arguments: [4095, 4096, 4097])
  func `a batch of 4096 bytes waits, one more byte does not`(size: Int) throws {
    let channel = try Channel(keepsMessages: true)
    var output = RecordOutput(Descriptor(channel.writing))
    let frame = #"{"record":"trade","v":1,"id":""}"#.utf8.count + 1
    for length in [1000, size - 1000] {
      output.begin(.trade)
      output.text.add(.id, String(repeating: "x", count: length - frame))
      try output.end()
    }
    let early = channel.messages().map(\.count)
    #expect(early == (size > 4096 ? [1000] : []))
    try output.flush()
    let late = channel.messages().map(\.count)
    #expect(late == (size > 4096 ? [size - 1000] : [size]))
  }

  @Test func `flushing leaves a line that is not complete`() throws {
    let channel = try Channel(keepsMessages: true)
    var output = RecordOutput(Descriptor(channel.writing))
    output.begin(.trade)
    try output.end()
    output.begin(.candle)
    try output.flush()
    let first = channel.messages().map(text)
    #expect(first == ["{\"record\":\"trade\",\"v\":1}\n"])
    output.text.add(.id, "a")
    try output.end()
    try output.close()
    let second = channel.messages().map(text)
    #expect(second == ["{\"record\":\"candle\",\"v\":1,\"id\":\"a\"}\n"])
    try output.close()
    let third = channel.messages()
    #expect(third.isEmpty)
  }

  @Test func `quiet output has the failures alone`() throws {
    let channel = try Channel()
    var output = RecordOutput(Descriptor(channel.writing), isQuiet: true)
    for isFailure in [false, true, false] {
      output.begin(.order)
      output.text.add(.final, isFailure)
      try output.end(isFailure: isFailure)
      var record = Record()
      let text = PaddedText(#"{"id":"b"}"#.utf8)
      unsafe try record.parse(text.start, length: text.length)
      var edit = RecordEdit()
      edit.begin(.fill)
      try output.pass(record, isFailure: isFailure)
      try output.pass(record, edit, isFailure: isFailure)
    }
    try output.close()
    let written = channel.receive().map(text)
    #expect(
      written == """
        {"record":"order","v":1,"final":true}
        {"id":"b"}
        {"record":"fill","v":1,"id":"b"}

        """)
  }

  @Test func `a presentation is written by the same rules`() throws {
    let channel = try Channel(keepsMessages: true)
    var output = RecordOutput(
      Descriptor(channel.writing), isQuiet: true,
      presentation: Presentation(format: .table, fields: ["line"], width: nil, usesColor: false))
    for index in 0..<3 {
      output.begin(.order)
      output.text.add(.line, index)
      try output.end(isFailure: index != 1)
    }
    try output.flush()
    let early = channel.messages()
    #expect(early.isEmpty)
    try output.close()
    let late = channel.messages().map(text)
    #expect(late == ["line\n   0\n   2\n"])
  }

  @Test(arguments: [OutputFormat.jsonl, .csv, .table])
  func `the lines of a presentation are batched and never split`(format: OutputFormat) throws {
    let channel = try Channel(keepsMessages: true)
    var output = RecordOutput(
      Descriptor(channel.writing),
      presentation: Presentation(format: format, fields: [], width: nil, usesColor: false))
    var messages: [[UInt8]] = []
    var lines: [String] = []
    for index in 0..<700 {
      // A table is written at once; with a long cell it would not fit into the socket.
      let length = index == 300 && format != .table ? 5_000 : index % 70
      let id = String(repeating: "x", count: length)
      lines.append(#"{"record":"trade","v":1,"id":"\#(id)","line":\#(index)}"#)
      output.begin(.trade)
      output.text.add(.id, id)
      output.text.add(.line, index)
      try output.end()
      messages += channel.messages()
    }
    try output.close()
    messages += channel.messages()
    #expect(text(Array(messages.joined())) == PresentationTests.shown(lines, format))
    for message in messages {
      #expect(message.count <= RecordOutput.batchMax || message.count { $0 == 0x0A } == 1)
      #expect(message.last == 0x0A)
    }
    #expect(messages.count < 200)
  }

  @Test func `a reader that went away is told of`() throws {
    let channel = try Channel(keepsMessages: true)
    shutdown(channel.reading, Int32(SHUT_RD))
    #expect(failure(writingTo: channel.writing) == .readerGone)
    var ends: [Int32] = [0, 0]
    let made = unsafe ends.withUnsafeMutableBufferPointer { unsafe pipe($0.baseAddress) }
    try #require(made == 0)
    close(ends[0])
    #expect(failure(writingTo: ends[1]) == .readerGone)
    close(ends[1])
  }

  @Test func `a full disk is told of`() throws {
    let full = unsafe open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    #expect(failure(writingTo: full) == .unwritable(reason: "No space left on device"))
    #expect(failure(writingTo: -1) == .unwritable(reason: "it is closed"))
  }

  @Test func `a pipe that takes little at a time gets everything`() throws {
    let channel = try Channel()
    try #require(fcntl(channel.writing, F_SETFL, O_NONBLOCK) == 0)
    var output = RecordOutput(Descriptor(channel.writing))
    output.begin(.trade)
    output.text.add(.id, String(repeating: "x", count: 60_000))
    try output.end()
    let length = channel.receive()?.count
    #expect(length == 60_000 + #"{"record":"trade","v":1,"id":""}"#.utf8.count + 1)
  }

  private func failure(writingTo number: Int32) -> StreamFailure? {
    var output = RecordOutput(Descriptor(number))
    output.begin(.trade)
    do throws(StreamFailure) {
      try output.end()
      try output.close()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [1, 40, 400, 4095, 4096, 4097, 9000])
  func `lines that were finished elsewhere go into a pipe in whole batches`(length: Int) throws {
    let target = try Channel(keepsMessages: true)
    var lines = RecordLines()
    var output = RecordOutput(Descriptor(target.writing))
    let line = #"{"id":"\#(String(repeating: "x", count: length))"}"#
    let count = 12
    try reading(line) { record in
      for _ in 0..<count { lines.pass(record) }
    }
    try output.write(lines)
    let messages = target.messages()
    #expect(text(messages.joined()) == String(repeating: line + "\n", count: count))
    for message in messages {
      #expect(message.last == 0x0A)
      #expect(message.count <= 4096 || message.count == line.utf8.count + 1)
    }
    // No message could have held the next one's first line.
    for (message, next) in zip(messages, messages.dropFirst()) where !next.isEmpty {
      #expect(message.count + line.utf8.count + 1 > 4096)
    }
  }

  @Test func `quiet lines are only those that failed`() throws {
    var lines = RecordLines(isQuiet: true)
    try reading(#"{"id":"a"}"#) { record in
      lines.pass(record)
      lines.pass(record, isFailure: true)
      lines.begin(.error)
      lines.end()
    }
    let kept = lines.text.bytes.text
    #expect(kept == "{\"id\":\"a\"}\n")
    lines.removeAll()
    let isEmpty = lines.text.bytes.isEmpty
    #expect(isEmpty)
  }
}
