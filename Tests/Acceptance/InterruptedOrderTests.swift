import Foundation
import Glibc
import TestSupport
import Testing

/// Orders at a slow venue while somebody wants an end, or does not read the answers any more.
@Suite struct InterruptedOrderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A venue that keeps its orders over a restart, and goes wrong as its script says.
  private func venue(_ script: String) throws -> ScriptedVenue {
    let venue = try ScriptedVenue(
      #"{"prices":{"BTC/USDT:USDT":"100"},"balances":{"USDT":"100000"},"#
        + #""state":"\#(folder.path)/venue.json",\#(script)}"#,
      at: "unix:\(folder.path)/v.sock")
    try folder.write(
      """
      [accounts.main]
      venue = "v"
      mode = "demo"
      [venues.v]
      gateway = "\(venue.address)"
      [risk]
      max_position = "none"
      max_risk = "none"
      """, to: "c.toml")
    return venue
  }

  private var options: String { "--config \(folder.path)/c.toml --mode demo" }

  private func run(_ words: String, input: String = "") throws -> Finished {
    try tradectl("\(words) \(options)", input: input, in: folder)
  }

  private func start(_ words: String) throws -> LiveProcess {
    try LiveProcess(
      "\(words) \(options)".split(separator: " ").map(String.init),
      environment: ["HOME": folder.path])
  }

  private static let order = "order place --id a --symbol BTC/USDT:USDT --side buy --quantity 1"

  private static func lines(_ count: Int) -> String {
    (1...count).map {
      #"{"id":"s-\#($0)","symbol":"BTC/USDT:USDT","side":"buy","quantity":\#($0)}"# + "\n"
    }.joined()
  }

  /// Waits until so many requests of a kind have arrived.
  private func wait(for kind: String, _ count: Int, at venue: ScriptedVenue) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try venue.dump().kinds[kind, default: 0] < count, ContinuousClock.now < deadline {
      sched_yield()
    }
    try #require(try venue.dump().kinds[kind, default: 0] == count)
  }

  /// Waits until the venue has its first order in its file, and so over a restart.
  private func waitUntilKept() throws {
    let deadline = ContinuousClock.now + .seconds(20)
    var isKept = false
    while !isKept, ContinuousClock.now < deadline {
      let kept = (try? folder.read("venue.json")) ?? []
      isKept = String(decoding: kept, as: UTF8.self).contains("client_order_id")
      sched_yield()
    }
    try #require(isKept)
  }

  private func records(_ text: String) throws -> [JSONObject] {
    try RecordValidator.shared.get().check(Array(text.utf8))
    return text.lines.map(JSONObject.init)
  }

  /// The ledger and the venue have the same orders, each filled once.
  private func expectSame(_ venue: ScriptedVenue, count: Int) throws {
    let orders = try venue.dump().orders
    #expect(orders.count == count)
    let listed = try run("order list --all").records
    #expect(listed.count == count)
    #expect(
      Set(listed.map { $0.text("client_order_id") }) == Set(orders.map(\.client_order_id)))
    let fills = try run("fills").records.map { $0.text("fill_id") ?? "" }
    #expect(fills.sorted() == orders.flatMap(\.fills).map(\.fill_id).sorted())
    #expect(try tradectl("ledger verify", in: folder).status == 0)
  }

  // MARK: Signals

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `what is in flight is settled and told, and then the signal ends it`(signal: Int32) throws {
    let venue = try venue(#""faults":[{"kind":"place","nth":1,"do":"late","ms":500}]"#)
    let process = try start(Self.order)
    try wait(for: "place", 1, at: venue)
    process.send(signal)
    let end = try process.wait()
    #expect(end.signal == signal)
    let told = try records(end.rest)
    #expect(told.map { $0.text("status") } == ["filled"])
    try expectSame(venue, count: 1)
    let again = try run(Self.order)
    #expect(again.status == 0)
    #expect(again.records.map { $0.text("replayed") } == ["true"])
    #expect(again.records.map { $0.text("order_id") } == told.map { $0.text("order_id") })
    #expect(try venue.dump().kinds["place"] == 1)
  }

  @Test func `of a stream, nothing is begun behind the order that is in flight`() throws {
    let venue = try venue(#""faults":[{"kind":"place","nth":1,"do":"late","ms":500}]"#)
    let process = try start("order place")
    try process.write(Self.lines(3))
    try wait(for: "place", 1, at: venue)
    process.send(SIGTERM)
    let end = try process.wait()
    #expect(end.signal == SIGTERM)
    #expect(try records(end.rest).map { $0.text("id") } == ["s-1"])
    try expectSame(venue, count: 1)
    let again = try run("order place", input: Self.lines(3))
    #expect(again.status == 0)
    #expect(again.records.map { $0.text("replayed") } == ["true", nil, nil])
    try expectSame(venue, count: 3)
  }

  @Test func `of orders that left together, all are settled and told`() throws {
    let venue = try venue(#""faults":[{"kind":"place","do":"late","ms":500}]"#)
    let process = try start("order place --parallel 2")
    try process.write(Self.lines(4))
    try wait(for: "place", 2, at: venue)
    process.send(SIGINT)
    let end = try process.wait()
    #expect(end.signal == SIGINT)
    #expect(try records(end.rest).map { $0.text("status") } == ["filled", "filled"])
    try expectSame(venue, count: 2)
  }

  @Test(arguments: ["order place --id a", "order place --parallel 2"])
  func `what has not left when the signal comes does not leave`(command: String) throws {
    let venue = try venue(#""faults":[{"kind":"ticker","nth":1,"do":"late","ms":500}]"#)
    let isStream = command.contains("parallel")
    let words = isStream ? command : Self.order
    let process = try start(words)
    if isStream { try process.write(Self.lines(2)) }
    try wait(for: "ticker", 1, at: venue)
    process.send(SIGINT)
    let end = try process.wait()
    #expect(end.signal == SIGINT)
    let told = try records(end.rest)
    #expect(told.map { $0.text("status") } == Array(repeating: "unsent", count: isStream ? 2 : 1))
    #expect(told.allSatisfy { $0.text("error.code") == "INTERRUPTED" })
    #expect(told.allSatisfy { $0.text("error.retry") == "same_id" })
    try expectSame(venue, count: 0)
    let again = try run(words, input: isStream ? Self.lines(2) : "")
    #expect(again.status == 0)
    #expect(again.records.allSatisfy { $0.text("replayed") == nil })
    try expectSame(venue, count: isStream ? 2 : 1)
  }

  @Test func `an outcome that is lost meanwhile is in the ledger, and the next run finds it`()
    throws
  {
    let script = #""faults":[{"kind":"place","nth":1,"do":"silent"}]"#
    let first = try venue(script)
    let process = try start(Self.order)
    try wait(for: "place", 1, at: first)
    try waitUntilKept()
    process.send(SIGINT)
    first.kill()
    let end = try process.wait()
    #expect(end.signal == SIGINT)
    #expect(try records(end.rest).map { $0.text("status") } == ["unknown"])
    let second = try venue(#""faults":[]"#)
    let again = try run(Self.order)
    #expect(again.status == 0)
    #expect(again.records.map { $0.text("status") } == ["filled"])
    #expect(again.records.map { $0.text("replayed") } == ["true"])
    try expectSame(second, count: 1)
  }

  @Test(arguments: [(SIGTERM, SIGINT), (SIGINT, SIGTERM), (SIGHUP, SIGINT)])
  func `a second signal ends it at once, and the next run heals that too`(
    first: Int32, second: Int32
  ) throws {
    let venue = try venue(#""faults":[{"kind":"place","nth":1,"do":"silent"}]"#)
    let process = try start(Self.order)
    try wait(for: "place", 1, at: venue)
    process.send(first)
    process.send(second)
    let end = try process.wait()
    // Both may have come before either was looked at.
    #expect([first, second].contains(end.signal))
    #expect(end.rest.isEmpty, "nothing was settled")
    #expect(try run("order list --all").records.map { $0.text("status") } == ["pending"])
    let again = try run(Self.order)
    #expect(again.status == 0)
    #expect(again.records.map { $0.text("replayed") } == ["true"])
    try expectSame(venue, count: 1)
  }

  // MARK: A reader who goes away

  @Test func `where nobody reads on, all that was sent is in the ledger`() throws {
    let venue = try venue(#""slow_ms":5"#)
    try folder.write(Self.lines(40), to: "orders.jsonl")
    let run = try Running.shell(
      "($T order place \(options) < orders.jsonl; echo $? > status) | head -1", in: folder)
    #expect(run.lines.count == 1)
    #expect(JSONObject(run.text).text("id") == "s-1")
    #expect(String(decoding: try folder.read("status"), as: UTF8.self) == "74\n")
    #expect(
      run.errorText
        == "Error: The reader of the output went away; what was placed is in the ledger, see "
        + "'order list'.\n")
    let sent = try venue.dump().orders.count
    #expect((1..<40).contains(sent), "it stops reading")
    try expectSame(venue, count: sent)
    let again = try self.run("order place", input: Self.lines(40))
    #expect(again.status == 0)
    #expect(again.records.count { $0.text("replayed") == "true" } == sent)
    try expectSame(venue, count: 40)
  }

  @Test(arguments: [
    order, "position close BTC/USDT:USDT", "order amend rest --price 60",
    "position protect BTC/USDT:USDT --stop-loss 90",
  ])
  func `a single command tells its status though nobody reads its record`(words: String) throws {
    let venue = try venue(#""slow_ms":20"#)
    let before = try run(
      "order place",
      input: #"{"symbol":"BTC/USDT:USDT","side":"buy","quantity":2}"# + "\n"
        + #"{"id":"rest","symbol":"BTC/USDT:USDT","side":"buy","quantity":1,"price":50}"# + "\n")
    #expect(before.status == 0)
    let count =
      try venue.dump().kinds["place", default: 0] + venue.dump().kinds["amend", default: 0]
    let run = try Running.shell("($T \(words) \(options); echo $? > status) | :", in: folder)
    #expect(run.text.isEmpty)
    #expect(String(decoding: try folder.read("status"), as: UTF8.self) == "74\n", "\(words)")
    let dump = try venue.dump()
    #expect(dump.kinds["place", default: 0] + dump.kinds["amend", default: 0] == count + 1)
    let listed = try self.run("order list --all").records
    #expect(
      Set(listed.map { $0.text("client_order_id") }) == Set(dump.orders.map(\.client_order_id)))
  }
}
