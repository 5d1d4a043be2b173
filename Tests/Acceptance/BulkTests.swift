import Glibc
import TestSupport
import Testing

/// Input that is at hand in bulk is worked on by several threads; nobody may see a difference.
@Suite struct BulkTests {
  /// Lines of every kind, of many lengths, so that blocks end anywhere.
  private static func mixed(lines: Int) -> [String] {
    (0..<lines).map { number in
      let id = #""id":"s-\#(number)""#
      let signal = #"{"record":"signal","v":1,\#(id),"symbol":"BTC/USDT","action":"buy","#
      switch number % 17 {
      case 1: return signal + #""entry":50000,"stop_loss":51000}"#
      case 2: return "\(signal)\"entry\":"
      case 3: return signal + #""entry":50000,"stop_los":48000}"#
      case 4: return #"{"record":"error","v":1,\#(id),"error":{"code":"X","class":"input"}}"#
      case 5: return #" { "record" : "signal" , "v" : 1 , \#(id) , "action" : "hold" } "# + "\r"
      case 6: return #"{"record":"weather","v":1,\#(id),"_x":1}"#
      case 7: return signal + #""entry":7,"stop_loss":6,"note":"\#(padding(number * 7 % 900))"}"#
      case 8: return signal + #""entry":7,"stop_loss":6,"key\#(number % 300)":1,"confidense":1}"#
      case 9: return signal + #""entry":7,"stop_loss":6,"take_prof\#(letters[number % 26])t":8}"#
      case 10: return signal + #""action":"sell","entry":7,"stop_loss":6}"#
      case 11 where number % 5 == 0: return ""
      case 12 where number % 11 == 0: return signal + #""note":"\#(padding(9000))"}"#
      case 13 where number % 40 == 13: return signal + #""note":"\#(padding(2 << 20))"}"#
      default: return signal + #""entry":5\#(number).25,"stop_loss":5\#(number),"_secret":2}"#
      }
    }
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  private static func padding(_ length: Int) -> String { String(repeating: "x", count: length) }

  @Test(arguments: [
    "size --equity 10000 --summary", "size --equity 10000 --strict --decimals string",
    "size --equity 10000 --format csv --fields id,quantity,error.code",
  ])
  func `a file gives what its lines give one by one`(words: String) throws {
    let lines = Self.mixed(lines: 2600)
    let folder = try TemporaryFolder()
    // The last line has no end.
    try folder.write(lines.joined(separator: "\n"), to: "input.jsonl")
    let bulk = try Running.shell("$T \(words) <input.jsonl", in: folder)
    let process = try LiveProcess(words)
    var answers = ""
    for line in lines.dropLast() {
      try process.write("\(line)\n")
      guard !line.isEmpty else { continue }
      var answer = ""
      repeat {
        let piece = try process.read()
        try #require(!piece.isEmpty)
        answer += piece
      } while !answer.hasSuffix("\n")
      answers += answer
    }
    try process.write(lines.last ?? "")
    let (status, _, rest) = try process.finish()
    #expect(bulk.status == status)
    #expect(bulk.text == answers + rest)
  }

  @Test(arguments: ["--summary", "--quiet --log-format json"])
  func `pieces of a pipe give what a file gives`(options: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.mixed(lines: 6000).joined(separator: "\n"), to: "input.jsonl")
    let words = "size --equity 10000 \(options)"
    let run = "export TRADECTL_RUN=r-1;"
    let bulk = try Running.shell("\(run) $T \(words) <input.jsonl", in: folder)
    #expect(bulk.status == 3)
    for feed in ["cat", "dd bs=1000 status=none", "dd bs=65537 status=none"] {
      let piped = try Running.shell("\(run) \(feed) <input.jsonl | $T \(words)", in: folder)
      #expect(piped.text == bulk.text, "\(feed)")
      #expect(piped.errorText == bulk.errorText, "\(feed)")
    }
    #expect(bulk.errorText.lines.count == 20, "each key is warned about once, and not too many")
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it between two lines`(number: Int32) throws {
    let folder = try TemporaryFolder()
    let run = try Running.shell(
      """
      set -m
      mkfifo in
      yes '\(Sample.signal)' >in &
      $T size --equity 10000 <in >out 2>err &
      run=$!
      until [ "$(cat out 2>/dev/null | wc -c)" -gt 3000000 ]; do :; done
      kill -\(number) $run
      wait $run; echo $?
      tail -c 1 out | wc -l
      """, in: folder)
    #expect(run.lines == ["\(128 + number)", "1"])
    #expect(try folder.read("err").isEmpty)
  }

  @Test func `a full disk is told in one sentence`() throws {
    let run = try Running.shell("yes '\(Sample.signal)' | $T size --equity 10000 >/dev/full")
    #expect(run.status == 74)
    #expect(run.errorText == "Error: The output cannot be written: No space left on device.\n")
  }

  @Test func `a reader that goes away ends the work quietly`() throws {
    let run = try Running.shell(
      "yes '\(Sample.signal)' | (timeout 20 $T size --equity 10000; echo $? >&2) | head -1")
    #expect(run.lines == [Sample.intent])
    #expect(run.errorText == "0\n")
  }
}
