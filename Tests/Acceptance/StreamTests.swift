import Glibc
import TestSupport
import Testing

/// Pipes, closed ends, full disks, terminals and signals.
@Suite struct StreamTests {
  /// Commands that write, each with its words; those that read find input.jsonl.
  static let writers = [
    "$T size --equity 10000 <input.jsonl",
    "$T size --equity 10000 --entry 50000 --stop 48000",
    "$T risk-check --equity 10000 <input.jsonl",
    "$T risk-check --equity 10000 --symbol BTC/USDT --side buy --quantity 0.01 --price 50000",
    "$T \(Sample.paper) --orders input.jsonl",
    "$T schema", "$T schema order", "$T schema size", "$T completions bash",
    "$T completions zsh", "$T completions fish", "$T manual", "$T --help", "$T size --help",
    "$T help paper run", "$T --version", "$T --generate-completion-script bash",
  ]

  static let readers = [
    "size --equity 10000", "risk-check --equity 10000", "paper run --data X=t.csv --equity 1",
  ]

  /// A folder with a market and with so many orders that no buffer holds the answers.
  private static func folder(lines: Int = 5000) throws -> TemporaryFolder {
    let folder = try Sample.market()
    let line = Sample.order(second: 5, #","entry":50000"#)
    try folder.write(String(repeating: "\(line)\n", count: lines), to: "input.jsonl")
    return folder
  }

  @Test(arguments: writers)
  func `a reader that goes away ends the work quietly`(writer: String) throws {
    let run = try Running.shell(
      "set -o pipefail; (\(writer); echo $? >status) | head -1", in: try Self.folder())
    #expect(run.errorText.isEmpty)
    #expect(run.lines.count == 1)
    let check = try Running.shell("(\(writer); echo $? >&2) | head -1", in: try Self.folder())
    #expect(check.errorText == "0\n")
  }

  @Test(arguments: writers)
  func `a closed output is told in one sentence`(writer: String) throws {
    let run = try Running.shell("(\(writer)) >&-", in: try Self.folder(lines: 5))
    #expect(run.status == 74)
    #expect(run.errorText == "Error: The output cannot be written: it is closed.\n")
  }

  @Test(arguments: writers)
  func `a full disk is told in one sentence`(writer: String) throws {
    let run = try Running.shell("(\(writer)) >/dev/full", in: try Self.folder(lines: 5))
    #expect(run.status == 74)
    #expect(run.errorText == "Error: The output cannot be written: No space left on device.\n")
  }

  @Test(arguments: [
    "$T size --equity 10000", "$T risk-check --equity 10000", "$T \(Sample.paper)",
  ])
  func `a closed input is told in one sentence`(reader: String) throws {
    let run = try Running.shell("\(reader) <&-", in: try Sample.market())
    #expect(run.status == 74)
    #expect(run.text.isEmpty)
    #expect(run.errorText == "Error: The input cannot be read: it is closed.\n")
  }

  @Test(arguments: [
    ("size --equity 10000", "size", "records"),
    ("risk-check --equity 10000", "risk-check", "records"),
    (Sample.paper, "paper run", "orders"),
  ])
  func `a terminal as input is wrong usage`(words: String, name: String, what: String) throws {
    let folder = try Sample.market()
    let run = try Running.shell(
      "script -qec '$T \(words) >out 2>err' /dev/null </dev/null >/dev/null", in: folder)
    #expect(run.status == 64)
    #expect(try folder.read("out").isEmpty)
    let lines = String(decoding: try folder.read("err"), as: UTF8.self).lines
    try #require(lines.count == 3)
    #expect(
      lines[0] == "Error: \(name) reads \(what) from standard input, which is a terminal.")
    #expect(lines[1].hasPrefix("Usage: tradectl \(name) "))
    #expect(lines[2] == "See 'tradectl \(name) --help' for more.")
  }

  @Test(arguments: [
    ("size --equity 10000", Sample.signal), ("risk-check --equity 10000", Sample.intent),
    ("size --equity 10000 --format csv", Sample.signal),
    ("risk-check --equity 10000 --fields id,risk.verdict", Sample.intent),
  ])
  func `each line is answered before the next is sent`(words: String, line: String) throws {
    let process = try LiveProcess(words)
    for number in 0..<5 {
      try process.write("\(line)\n")
      let answer = try process.read()
      #expect(answer.hasSuffix("\n"))
      // The header of CSV comes with the first row.
      let header = words.contains("csv") && number == 0 ? 1 : 0
      #expect(answer.lines.count == 1 + header)
    }
    let (status, _, rest) = try process.finish()
    #expect(status == 0)
    #expect(rest.isEmpty)
  }

  @Test func `half a line is not answered, and its other half is`() throws {
    let process = try LiveProcess("size --equity 10000")
    try process.write("\(Sample.signal)\n" + Sample.signal.prefix(20))
    #expect(try process.read() == Sample.intent + "\n")
    try process.write(Sample.signal.dropFirst(20) + "\n")
    #expect(try process.read() == Sample.intent + "\n")
    #expect(try process.finish().status == 0)
  }

  @Test(
    arguments: [
      ("size --equity 10000", Sample.signal), ("risk-check --equity 10000", Sample.intent),
    ], [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it between two lines`(reader: (String, String), number: Int32) throws {
    let process = try LiveProcess(reader.0)
    let lines = String(repeating: "\(reader.1)\n", count: 20)
    try process.write(lines)
    let answer = try process.read()
    #expect(!answer.isEmpty)
    process.send(number)
    let (status, signal, rest) = try process.wait()
    #expect(signal == number)
    #expect(status == nil)
    #expect((answer + rest).hasSuffix("\n"))
    #expect((answer + rest).lines.count == 20, "what was read is answered")
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends a paper run that waits for orders`(number: Int32) throws {
    let folder = try Sample.market()
    let process = try LiveProcess("paper run --data BTC/USDT=\(folder.path)/trades.csv --equity 9")
    // What cannot be read is answered at once, so that it is known to be at work.
    try process.write("no order\n\(Sample.order(second: 59))\n")
    #expect(try process.read().hasPrefix(#"{"record":"error","v":1,"line":1,"#))
    process.send(number)
    let (status, signal, rest) = try process.wait()
    #expect(signal == number)
    #expect(status == nil)
    #expect(rest.isEmpty || rest.hasSuffix("\n"))
  }

  @Test func `a signal ends a paper run in the middle of its data`() throws {
    let folder = try TemporaryFolder()
    let run = try Running.shell(
      """
      mkfifo data
      (echo trade_ms,price,qty,side
       yes 1700000000000,5,1,buy) >data &
      $T paper run --data BTC/USDT=data --equity 10000 </dev/null >out 2>err &
      run=$!
      until [ -s out ]; do :; done & waiting=$!
      sleep 0.3; kill -TERM $run
      wait $run; echo $?; kill $waiting 2>/dev/null
      tail -c 1 out | od -An -c
      """, in: folder)
    #expect(run.lines.first == "143")
    #expect(try folder.read("err").isEmpty)
  }

  /// Lines longer than one write of 4096 bytes are left out: only shorter ones are promised whole.
  @Test(arguments: [
    ("size --equity 10000", Sample.signal), ("risk-check --equity 10000", Sample.intent),
  ])
  func `eight processes share a pipe without tearing a line`(words: String, line: String) throws {
    let folder = try TemporaryFolder()
    let count = 1000
    try folder.write(String(repeating: "\(line)\n", count: count), to: "input.jsonl")
    let run = try Running.shell(
      """
      seq 8 | xargs -P 8 -I N sh -c 'sed s/s-1/s-N/ input.jsonl | $T \(words)' | cat
      """, in: folder)
    let single = try tradectl(words, input: "\(line)\n")
    #expect(run.lines.count == 8 * count)
    var seen: [String: Int] = [:]
    for line in run.lines { seen[line, default: 0] += 1 }
    let wanted = (1...8).map {
      (single.lines[0].replacing("\"s-1\"", with: "\"s-\($0)\""), count)
    }
    #expect(seen == Dictionary(uniqueKeysWithValues: wanted))
  }

  @Test(arguments: [
    "$T size --equity 10000 --entry 50000 --stop 48000",
    "$T risk-check --equity 10000 --symbol BTC/USDT --side buy --quantity 0.01 --price 50000",
    "$T \(Sample.paper) --orders /dev/null --records report", "$T schema", "$T --version",
  ])
  func `flags that describe the work leave standard input to the loop`(command: String) throws {
    let run = try Running.shell(
      "printf '1\\n2\\n3\\n' | while read -r line; do \(command); done", in: try Sample.market())
    #expect(run.status == 0)
    #expect(run.lines.count == 3)
  }

  @Test func `a dash reads standard input, with the flags as defaults`() throws {
    let run = try tradectl(
      "size --equity 10000 --entry 50000 --stop 48000 -",
      input: #"{"record":"signal","v":1,"action":"buy"}"# + "\n" + Sample.signal + "\n")
    #expect(run.status == 0)
    #expect(run.records.map { $0["quantity"] } == ["0.02", "0.02"])
    #expect(run.records.first?["stop_loss"] == "48000")
  }
}
