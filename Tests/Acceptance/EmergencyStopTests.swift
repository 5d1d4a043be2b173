import Foundation
import Glibc
import TestSupport
import Testing

/// The binary against venues in processes of their own.
///
/// One after the other: they measure time, on a machine that others use too.
@Suite(.serialized) struct EmergencyStopTests {
  // MARK: Several venues

  @Test func `five venues, one dead, one slow, one that refuses`() throws {
    let desks = try StopDesks([
      #""slow_ms": 40"#, #""slow_ms": 40"#, #""is_dead": true"#, #""slow_ms": 60"#,
      #""slow_ms": 40, "faults": [{"kind": "cancel", "nth": 1, "do": "refuse"}]"#,
    ])
    // It runs when the latch is set, and places only then.
    let earlier = try LiveProcess(
      ["order", "place", "--account", "a1", "-"], environment: desks.environment)
    let stop = try desks.start("emergency-stop --reason fire --deadline 12s")
    try desks.waitForLatch()
    let meanwhile = try desks.run(
      "order place --account a2 --symbol C0/USDT:USDT --side buy --quantity 0.1 --price 50")
    #expect(meanwhile.status == 5)
    #expect(meanwhile.records[0].text("error.code") == "HALTED")
    try earlier.write(
      #"{"record":"intent","v":1,"symbol":"C0/USDT:USDT","side":"buy","quantity":0.1,"#
        + #""order_type":"limit","price":50}"# + "\n")
    let late = try earlier.finish()
    #expect(late.status == 5)
    #expect(late.rest.contains(#""status":"unsent""#) && late.rest.contains("HALTED"))

    let finished = try stop.finish()
    #expect(finished.status == 3)
    let summary = try desks.summary(finished.rest)
    #expect(summary["halted"] == "true" && summary["flat"] == "false")
    let accounts = try #require(summary["venues"]).objects
    #expect(accounts.map { $0["flat"] } == ["true", "true", "false", "true", "true"])
    #expect(accounts[2].text("error.code") == "VENUE_UNREACHABLE")
    #expect(accounts[2].text("venue") == "v3")
    #expect(desks.isHalted)
    for place in [0, 1, 3, 4] { try desks.checkFlat(place) }
    #expect(try desks.venues[2].dump().requests == 0)

    let orders = finished.rest.lines.map(JSONObject.init)
      .filter { $0.text("record") == "order" && $0["error"] == nil }
    #expect(orders.count == 4 * (desks.orderCount + desks.positionCount))
    // All at once: the slowest decides when the last order is done, not the sum.
    let times = accounts.enumerated().filter { $0.offset != 2 }
      .compactMap { Double($0.element["elapsed_ms"] ?? "") }
    let end = try #require(orders.compactMap { $0.text("ts") }.max())
    let elapsed = try milliseconds(from: try desks.timeOfHalt(), to: end)
    #expect(elapsed < times.reduce(0, +) / 2, "\(elapsed) \(times)")
    #expect(try desks.run("ledger verify").status == 0)
  }

  @Test func `two hundred orders take as long as a few dozen answers`() throws {
    let log = try TemporaryFolder()
    let desks = try StopDesks(
      [#""slow_ms": 300, "record": "\#(log.path)/log""#], orders: 200, positions: 20)
    let start = ContinuousClock.now
    let finished = try desks.run("emergency-stop")
    let elapsed = ContinuousClock.now - start
    #expect(finished.status == 0, "\(finished.errorText)")
    try desks.checkFlat(0)
    // One after the other it would be 226. Sixteen at once make 14 rounds of cancels and 2 of
    // orders, and there are some lists and greetings; the rest is for a machine that is busy.
    #expect(elapsed < .milliseconds(300) * 45, "\(elapsed)")
    let requests = String(decoding: try log.read("log"), as: UTF8.self).lines.map(JSONObject.init)
    let cancels = requests.filter { $0.text("request") == "cancel" }
    #expect(cancels.count == 200)
    #expect(Set(cancels.compactMap { $0.text("client_order_id") }).count == 200)
    let closing = requests.filter { $0.text("request") == "place" }
    #expect(closing.count == 20 && Set(closing.compactMap { $0.text("symbol") }).count == 20)
    #expect(try desks.run("ledger verify").status == 0)
  }

  @Test func `a venue that serves one connection at a time is stopped over that one`() throws {
    let desks = try StopDesks([#""slow_ms": 2, "connections": 1"#])
    let start = ContinuousClock.now
    #expect(try desks.run("emergency-stop --deadline 20s").status == 0)
    // Nobody waits for the answers that never come.
    #expect(ContinuousClock.now - start < .seconds(5))
    try desks.checkFlat(0)
  }

  private func milliseconds(from start: String, to end: String) throws -> Double {
    let form = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return try form.parse(end).timeIntervalSince(form.parse(start)) * 1000
  }

  @Test func `two terminals at once come to the same end`() throws {
    let desks = try StopDesks([#""slow_ms": 5"#, #""slow_ms": 5"#])
    let first = try desks.start("emergency-stop --reason one")
    let second = try desks.start("emergency-stop --reason two")
    #expect(try first.finish().status == 0)
    #expect(try second.finish().status == 0)
    for place in 0..<2 { try desks.checkFlat(place) }
    let status = try desks.run("emergency-stop status").records[0]
    #expect(status["halted"] == "true" && status["venues"] == "[]")
    #expect(["one", "two"].contains(status.text("reason")))
    #expect(try desks.run("ledger verify").status == 0)
  }

  @Test(arguments: [1, 5, 17, 43])
  func `killed half-way and run again it comes to the same end`(records: Int) throws {
    let desks = try StopDesks([#""slow_ms": 2"#, #""slow_ms": 2"#])
    let stop = try desks.start("emergency-stop")
    var seen = ""
    while seen.lines.count < records { seen += try stop.read() }
    stop.send(SIGKILL)
    _ = try stop.wait()
    #expect(desks.isHalted)
    #expect(try desks.run("emergency-stop").status == 0)
    for place in 0..<2 { try desks.checkFlat(place) }
    _ = try desks.run("order reconcile --account a1")
    #expect(try desks.run("ledger verify").status == 0)
  }

  // MARK: What is broken

  @Test(arguments: ["[accounts.a1\n", "[risk]\nmax_positions = \"many\"\n", nil])
  func `a configuration that is broken, or gone, does not hold it up`(broken: String?) throws {
    let desks = try StopDesks(["", ""])
    // A command that sends has seen the accounts once.
    #expect(try desks.run("order place --account a1 --symbol X/USDT:USDT --side buy").status != 0)
    let placed = try desks.run(
      "order place --account a1 --symbol C0/USDT:USDT --side buy --quantity 0.01 --price 50")
    #expect(placed.status == 0)
    let file = "cfg/tradectl/config.toml"
    if let broken {
      let old = String(decoding: try desks.folder.read(file), as: UTF8.self)
      try desks.folder.write(broken == "[accounts.a1\n" ? broken : old + broken, to: file)
      #expect(try desks.run("order list --account a1").status == 78)
    } else {
      try FileManager.default.removeItem(atPath: "\(desks.folder.path)/\(file)")
    }
    let finished = try desks.run("emergency-stop")
    #expect(finished.status == 0, "\(finished.errorText)")
    #expect(broken == nil || finished.errorText.contains("configuration"))
    for place in 0..<2 { try desks.checkFlat(place, more: place == 0 ? 1 : 0) }
  }

  @Test func `a ledger that is damaged does not hold it up`() throws {
    let desks = try StopDesks(["", ""])
    let ledger = try desks.folder.write(
      String(repeating: "no ledger ", count: 1_000), to: "ledger.db")
    let finished = try desks.run("emergency-stop --store \(ledger)")
    #expect(finished.status == 0, "\(finished.errorText)")
    #expect(finished.errorText.contains("emergency.db"))
    for place in 0..<2 { try desks.checkFlat(place) }
    #expect(desks.isHalted)
    // What was sent can be looked up.
    let spare = "--store \(desks.folder.path)/st/tradectl/emergency.db"
    #expect(try desks.run("ledger verify \(spare)").status == 0)
    #expect(try desks.run("order list --closed --account a1 \(spare)").lines.count >= 4)
  }

  @Test func `a disk that is full does not hold it up`() throws {
    let desks = try StopDesks(["", ""], isSmall: true)
    guard desks.isSmall else { return }
    #expect(
      try desks.run(
        "order place --account a1 --symbol C0/USDT:USDT --side buy --quantity 0.01 --price 50"
      ).status == 0)
    let filled = try desks.shell("cat /dev/zero > st/filling; df --output=avail st | tail -1")
    #expect(filled.text.trimmingCharacters(in: .whitespacesAndNewlines) == "0")
    #expect(
      try desks.run(
        "order place --account a1 --symbol C0/USDT:USDT --side buy --quantity 0.01 --price 50"
      ).status == 74)
    let finished = try desks.run("emergency-stop --reason full")
    #expect(finished.status == 0, "\(finished.errorText)")
    // There was room for all of it: nothing had to go elsewhere.
    #expect(finished.errorText.isEmpty)
    for place in 0..<2 { try desks.checkFlat(place, more: place == 0 ? 1 : 0) }
    #expect(desks.isHalted)
    #expect(try desks.run("emergency-stop status").records[0].text("reason") == "full")
    #expect(try desks.run("ledger verify").status == 0)
  }

  @Test(arguments: [">&-", "| true", "> /dev/full"])
  func `it goes on where nobody reads what it did`(output: String) throws {
    let desks = try StopDesks(["", ""])
    let finished = try desks.shell("$T emergency-stop \(output); exit ${PIPESTATUS[0]}")
    #expect(finished.status == 74)
    for place in 0..<2 { try desks.checkFlat(place) }
    #expect(try desks.run("ledger verify").status == 0)
  }

  // MARK: Paper

  @Test func `paper accounts are stopped too`() throws {
    let desks = try StopDesks([])
    let place = "order place --mode paper --side buy --reference-price 100 --symbol"
    #expect(try desks.run("\(place) BTC/USDT:USDT --quantity 1").status == 0)
    #expect(try desks.run("\(place) ETH/USDT:USDT --quantity 1 --price 50").status == 0)
    let finished = try desks.run("emergency-stop")
    #expect(finished.status == 0)
    let summary = try desks.summary(finished.text)
    let account = try #require(summary["venues"]).objects[0]
    #expect((account["cancelled"], account["closed"]) == ("1", "1"))
    let status = try desks.run("emergency-stop status").records[0]
    #expect(status["venues"] == "[]")
    #expect(try desks.run("\(place) BTC/USDT:USDT --quantity 1").status == 5)
  }

  @Test func `without any account it halts all the same`() throws {
    let desks = try StopDesks([])
    #expect(try desks.run("emergency-stop").status == 0)
    #expect(desks.isHalted)
    #expect(try desks.run("order place --symbol A/USDT --side buy --quantity 1").status == 5)
  }

  // MARK: Status and reset

  @Test func `reset wants a reason and a person`() throws {
    let desks = try StopDesks([""])
    #expect(try desks.run("emergency-stop").status == 0)
    #expect(try desks.run("emergency-stop reset --yes").status == 64)
    #expect(try desks.run("emergency-stop reset --reason over").status == 64)
    #expect(desks.isHalted)
    let reset = try desks.run("emergency-stop reset --reason over --yes")
    #expect(reset.status == 0)
    #expect(reset.records[0]["halted"] == "false" && reset.records[0].text("reason") == "over")
    #expect(!desks.isHalted)
    #expect(
      try desks.run(
        "order place --account a1 --symbol C0/USDT:USDT --side buy --quantity 0.01 --price 50"
      ).status == 0)
    // Nothing to reset is no failure.
    #expect(try desks.run("emergency-stop reset --reason again --yes").status == 0)
  }

  @Test(arguments: [("RESET", 0), ("reset", 1), ("", 1)])
  func `on a terminal the word has to be typed`(word: String, status: Int32) throws {
    let desks = try StopDesks([])
    #expect(try desks.run("emergency-stop").status == 0)
    let script = """
      import os, pty, sys
      pid, terminal = pty.fork()
      if pid == 0:
          program = os.environ["T"]
          os.execv(program, [program, "emergency-stop", "reset", "--reason", "over"])
      text = b""
      while not text.rstrip().endswith(b":"):
          text += os.read(terminal, 1024)
      os.write(terminal, sys.argv[1].encode() + b"\\n")
      try:
          while os.read(terminal, 1024):
              pass
      except OSError:
          pass
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """
    let run = try desks.program(["python3", "-c", script, word])
    #expect(run.status == status, "\(run.errorText)")
    #expect(desks.isHalted == (status != 0))
  }

  @Test func `status says that nothing is halted where nothing is`() throws {
    let desks = try StopDesks([])
    let run = try desks.run("emergency-stop status")
    #expect(run.status == 0 && run.records[0]["halted"] == "false")
    #expect(try desks.run("emergency-stop status --quiet").text.isEmpty)
  }
}
