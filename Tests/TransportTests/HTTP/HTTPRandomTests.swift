import Domain
import TestSupport
import Testing
import VenueInterface

@testable import Transport

/// Whatever bytes come back, a request ends with an answer or with an open outcome.
@Suite struct HTTPRandomTests {
  private static let seed: UInt64 = 20_261_121

  /// What answers are made of.
  private static let pieces: [[UInt8]] =
    [
      "HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
      "HTTP/2 200\r\n",
      "Content-Length: 5\r\n", "Content-Length: 99999999999999999999\r\n", "Content-Length: -1\r\n",
      "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
      "Content-Encoding: gzip\r\n", "Content-Encoding: gzip, gzip, gzip\r\n",
      "Connection: close\r\n",
      "Connection: keep-alive\r\n", "Location: http://127.0.0.1:1/\r\n", "X: y\r\n", " folded\r\n",
      "Upgrade: h2c\r\n", "WWW-Authenticate: Basic\r\n", "HTTP/1.1 401 No\r\n",
      "HTTP/1.1 101 Up\r\n",
      "\r\n", "\r\n\r\n", "5\r\nhello\r\n", "0\r\n\r\n", "ffffffffffffffff\r\n", "hello", "{}",
      "\n",
      "\0", ":", "Alt-Svc: h2=\":1\"\r\n", "Set-Cookie: a=b\r\n", "Retry-After: x\r\n",
      "Strict-Transport-Security: max-age=9\r\n",
      "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n",
    ].map { Array($0.utf8) } + [[0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x04, 0]]

  @Test func `random answers end, and are sent for once`() throws {
    var random = SeededNumbers(seed: Self.seed)
    let fixture = try HTTPFixture(#"{"routes":{"/fine":{"body":"fine"}}}"#) { $0.bodyMax = 10_000 }
    var answered = 0
    for round in 0..<600 {
      let bytes = Self.answer(&random)
      let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      // Some rounds go over a kept connection.
      let isKept = Bool.random(using: &random)
      if isKept {
        #expect(fixture.write("/fine").text == "fine", "seed \(Self.seed), round \(round)")
      }
      try fixture.server.route(
        #"{"/\#(round)":{"steps":[\#(try json(text)),"\u0000close"]}}"#)
      let answer = withinSeconds(20) { fixture.write("/\(round)", "order \(round)") }
      answered += answer.status == nil ? 0 : 1
      #expect(
        answer.status != nil || answer.unknown != nil,
        "seed \(Self.seed), round \(round): \(bytes) \(answer)")
    }
    #expect(answered > 20 && answered < 580, "\(answered)")
    let log = try fixture.server.log()
    for round in 0..<600 {
      #expect(log.requests(for: "/\(round)").count == 1, "seed \(Self.seed), round \(round)")
    }
  }

  private static func answer(_ random: inout SeededNumbers) -> [UInt8] {
    var bytes: [UInt8] = Bool.random(using: &random) ? Array("HTTP/1.1 200 OK\r\n".utf8) : []
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      bytes[index] = UInt8.random(in: 0...255, using: &random)
    }
    return bytes
  }
}

/// The same numbers for the same seed.
private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
