import Domain
import Glibc
import TestSupport
import Testing

@testable import Transport

@Suite struct LineConnectionTests {
  private static let soon = Deadline(after: .minute)
  private static let now = Deadline(after: .zero)

  /// The error that a call ends with.
  private func failure<Value>(_ body: () throws(TransportError) -> Value) -> TransportError? {
    do throws(TransportError) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `lines go out and come back`() throws {
    let listener = try Listener()
    var connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    try connection.send(Array("one\n".utf8).span, until: Self.soon)
    #expect(listener.hear() == "one\n")
    try listener.say("a\r\n\n\r\nb\nc")
    let first = try connection.receive(until: Self.soon)
    let second = try connection.receive(until: Self.soon)
    #expect(text(first) == "a" && text(second) == "b")
    let third = failure { () throws(TransportError) in try connection.receive(until: Self.now) }
    #expect(third == .timedOut)
    try listener.say("d\n")
    let whole = try connection.receive(until: Self.soon)
    #expect(text(whole) == "cd")
  }

  @Test func `where nobody listens nothing was sent, and nothing stays open`() throws {
    let folder = try TemporaryFolder()
    for _ in 0..<3000 {
      let found = failure { () throws(TransportError) in
        let connection = try LineConnection(.unix(path: "\(folder.path)/none"), until: Self.soon)
        _ = consume connection
      }
      guard case .notSent(let reason) = found else {
        Issue.record("\(String(describing: found))")
        return
      }
      #expect(reason == "unix:\(folder.path)/none: No such file or directory")
    }
  }

  @Test func `a port that nobody listens on is notSent`() {
    // Port 1 takes a privilege to listen on, and nothing does.
    for isVersion6 in [false, true] {
      let found = failure { () throws(TransportError) in
        let connection = try LineConnection(
          .loopback(port: 1, isVersion6: isVersion6), until: Self.soon)
        _ = consume connection
      }
      guard case .notSent = found else {
        Issue.record("\(String(describing: found))")
        return
      }
    }
  }

  @Test func `a queue that stays full ends with the deadline`() throws {
    let listener = try Listener(backlog: 0)
    let found = failure { () throws(TransportError) in
      // The system rounds the length of the queue up, by a few.
      let one = try LineConnection(listener.address, until: Self.now)
      let two = try LineConnection(listener.address, until: Self.now)
      let three = try LineConnection(listener.address, until: Self.now)
      _ = consume one
      _ = consume two
      _ = consume three
    }
    #expect(found == .notSent(reason: "\(listener.address): no connection in time"))
  }

  @Test func `the end of the other side is noticed before anything is sent`() throws {
    let listener = try Listener()
    var connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    var isClosed = connection.isClosed()
    #expect(!isClosed)
    try listener.say("late\n")
    listener.hangUp()
    isClosed = connection.isClosed()
    #expect(isClosed)
    let found = failure { () throws(TransportError) in
      try connection.send(Array("x\n".utf8).span, until: Self.soon)
    }
    #expect(found == .notSent(reason: "Broken pipe"))
    let line = try connection.receive(until: Self.soon)
    #expect(text(line) == "late")
    let end = failure { () throws(TransportError) in try connection.receive(until: Self.soon) }
    #expect(end == .lost(reason: "the other side has closed"))
  }

  @Test func `half a line at the end is no line`() throws {
    let listener = try Listener()
    var connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    try listener.say("{\"number\":1")
    listener.hangUp()
    let end = failure { () throws(TransportError) in try connection.receive(until: Self.soon) }
    #expect(end == .lost(reason: "the other side has closed"))
  }

  @Test func `a line that has partly left is lost, not unsent`() throws {
    let listener = try Listener()
    let connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    // More than the system keeps for a side that does not listen.
    let long = [UInt8](repeating: 0x20, count: 1 << 24)
    let found = failure { () throws(TransportError) in
      try connection.send(long.span, until: Self.now)
    }
    #expect(found == .lost(reason: "it does not take the request in time"))
    let next = failure { () throws(TransportError) in
      try connection.send(long.span, until: Self.now)
    }
    #expect(next == .notSent(reason: "it does not take the request in time"))
  }

  @Test func `what is here counts after the deadline, blank lines without end do not`() throws {
    let listener = try Listener()
    var connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    try listener.say("x\n")
    let line = try connection.receive(until: Self.now)
    #expect(text(line) == "x")
    try listener.say(String(repeating: "\n", count: 1 << 17))
    let found = failure { () throws(TransportError) in try connection.receive(until: Self.now) }
    #expect(found == .timedOut)
  }

  @Test func `a line without an end is given up at its limit`() throws {
    let listener = try Listener()
    var connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    let piece = String(repeating: "x", count: 1 << 16)
    var found: TransportError?
    for _ in 0..<17 where found == nil {
      try listener.say(piece)
      found = failure { () throws(TransportError) in try connection.receive(until: Self.now) }
      if found == .timedOut { found = nil }
      _ = connection.isClosed()
    }
    found =
      found ?? failure { () throws(TransportError) in try connection.receive(until: Self.now) }
    #expect(found == .lost(reason: "the answer is longer than 1048576 bytes"))
  }

  @Test func `the longest line is taken`() throws {
    let listener = try Listener()
    var connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    let piece = String(repeating: "x", count: 1 << 16)
    for _ in 0..<16 {
      try listener.say(piece)
      _ = connection.isClosed()
    }
    try listener.say("\n")
    let line = try connection.receive(until: Self.soon)
    #expect(line.count == LineConnection.lineMax)
  }

  @Test func `the caller can end the waiting`() throws {
    let listener = try Listener()
    var connection = try LineConnection(listener.address, until: Self.soon)
    try listener.accept()
    var asked = 0
    let found = failure { () throws(TransportError) in
      try connection.receive(until: Self.soon) {
        asked += 1
        return asked < 3
      }
    }
    #expect(found == .abandoned && asked == 3)
    try listener.say("x\n")
    let line = try connection.receive(until: Self.soon) { false }
    #expect(text(line) == "x")
  }

  @Test func `a deadline passes and another does not`() {
    #expect(Self.now.isPast && !Self.soon.isPast)
    #expect(!Deadline(after: TimeInterval(nanoseconds: .max)).isPast)
    #expect(Self.now.pollMilliseconds(atMost: 5) == 0)
    #expect(Self.soon.pollMilliseconds(atMost: 5) == 5)
  }
}
