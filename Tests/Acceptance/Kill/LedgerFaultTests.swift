import Foundation
import TestSupport
import Testing

/// Where the ledger cannot be written, nothing is sent, and the words say what is wrong.
@Suite(.serialized) struct LedgerFaultTests {
  private static let options = "--config config.toml --store ledger.db --account main"

  private let folder: TemporaryFolder
  private let venue: ScriptedVenue

  init() throws {
    folder = try TemporaryFolder(in: KillBench.memory)
    venue = try ScriptedVenue(Self.script)
    try folder.write(
      """
      [accounts.main]
      mode = "demo"
      venue = "desk"
      [venues.desk]
      gateway = "\(venue.address)"
      [risk]
      max_position = "none"
      stop_required = false
      """, to: "config.toml")
  }

  private static let script =
    #"{"prices":{"BTC/USDT:USDT":"50000"},"balances":{"USDT":"1000000"},"#
    + #""request_validity_ms":5000}"#

  private static func line(_ number: Int) -> String {
    #"{"id":"line-\#(number)","symbol":"BTC/USDT:USDT","side":"buy","order_type":"market","#
      + #""quantity":"0.0\#(number)1"}"# + "\n"
  }

  private static let threeLines = (1...3).map(line).joined()

  private func words(_ name: String) throws -> [String] {
    [try BuiltProgram.path(), "order"] + name.split(separator: " ").map(String.init)
      + Self.options.split(separator: " ").map(String.init)
  }

  /// Runs `order place` over three lines while the system fails.
  private func place(_ fault: SystemFault?, log: String? = nil) throws -> Finished {
    try Running.program(
      SystemFault.wrapping(try words("place -"), in: fault, log: log),
      input: Self.threeLines.utf8, in: folder)
  }

  /// Names of what the venue has and the ledger does not.
  private func unrecorded() throws -> [String] {
    let list = try Running.program(try words("list --all"), in: folder)
    let recorded = Set(list.lines.compactMap { JSONObject($0).text("client_order_id") })
    return try venue.dump().orders.compactMap(\.client_order_id).filter { !recorded.contains($0) }
  }

  /// Everything as it was before the first order.
  private func begin() throws {
    try venue.reset(Self.script)
    for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.db-journal"] {
      try? FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
    }
  }

  @Test(arguments: [
    (ENOSPC, ["pwrite"], "is full"), (ENOSPC, ["ftruncate"], "is full"),
    (EIO, ["fdatasync"], "failed: "), (EIO, ["pwrite"], "failed: "),
  ])
  func `nothing is sent that is not recorded`(
    error: Int32, names: [String], words: String
  ) throws {
    let log = "\(folder.path)/log"
    try #require(try place(nil, log: log).status == 0)
    let calls = String(decoding: try folder.read("log"), as: UTF8.self).lines
      .filter { call in names.contains { call.contains(" \($0) ") } }
    // What is done to the folder is not money; each of few, some of many.
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix(state: seed)
    let places = calls.indices.filter { calls[$0].contains("ledger.db") }.map { $0 + 1 }
      .shuffled(using: &random).prefix(25)
    for place in places {
      for what in [SystemFault.What.fail, .failAlways] {
        try begin()
        let fault = SystemFault(at: place, what: what, error: error, only: names)
        let run = try self.place(fault)
        #expect(run.status == 74, "seed \(seed): \(fault): \(run.errorText)")
        #expect(run.errorText.contains(words), "seed \(seed): \(fault): \(run.errorText)")
        #expect(try unrecorded() == [], "\(fault)")
        #expect(try venue.dump().orders.count <= 3, "\(fault)")
      }
    }
  }

  @Test(arguments: [
    "rm ledger.db", "rm ledger.db*", "rm ledger.db-wal", "mv ledger.db elsewhere",
    "cp ledger.db copy && mv copy ledger.db",
  ])
  func `a ledger that is deleted or replaced under us ends it`(change: String) throws {
    try folder.write(Self.line(1), to: "one")
    try folder.write(Self.line(2), to: "two")
    let run = try Running.shell(
      """
      { cat one; until grep -q filled out 2> /dev/null; do :; done; \(change); cat two; } |
        "$T" order place - \(Self.options) > out
      """, in: folder)
    #expect(run.status == 74)
    #expect(run.errorText.contains("was deleted or replaced while it was in use"))
    #expect(try venue.dump().orders.count == 1)
    #expect(String(decoding: try folder.read("out"), as: UTF8.self).lines.count == 1)
  }

  @Test(arguments: [
    ("chmod 444 ledger.db*", "cannot be written"),
    ("rm ledger.db*; chmod 555 .", "Permission denied"),
  ])
  func `a ledger that cannot be written is told of`(change: String, words: String) throws {
    try #require(try place(nil).status == 0)
    try folder.write(Self.line(4), to: "in")
    // Modes mean nothing to root, who becomes nobody for this.
    let run = try Running.shell(
      """
      cp "$T" tradectl
      \(change)
      as=
      if [ $(id -u) = 0 ]; then
        chown -R 65534:65534 .
        as="setpriv --reuid 65534 --regid 65534 --clear-groups"
      fi
      $as ./tradectl order place - \(Self.options) < in
      status=$?
      chmod -R u+w .
      exit $status
      """, in: folder)
    #expect(run.status == 74, "\(run.text)")
    #expect(run.errorText.contains(words), "\(run.errorText)")
    #expect(try venue.dump().orders.count == 3)
  }

  @Test(arguments: [
    ("seq 1000 > ledger.db", "is not a ledger"),
    ("mkdir ledger.db", "cannot be opened"),
  ])
  func `what is no ledger is left alone`(change: String, words: String) throws {
    try folder.write(Self.line(1), to: "in")
    let run = try Running.shell(
      "\(change)\n\"$T\" order place - \(Self.options) < in", in: folder)
    #expect(run.status == 74)
    #expect(run.errorText.contains(words), "\(run.errorText)")
    #expect(try venue.dump().orders.isEmpty)
  }

  @Test func `a cancel that cannot be recorded is not sent`() throws {
    let rest =
      #"{"id":"rest","symbol":"BTC/USDT:USDT","side":"buy","order_type":"limit","price":1,"#
      + #""quantity":1}"#
    try #require(
      try Running.program(try words("place -"), input: rest.utf8, in: folder).status == 0)
    let full = SystemFault(at: 1, what: .failAlways, error: ENOSPC, only: ["pwrite"])
    let run = try Running.program(
      SystemFault.wrapping(try words("cancel rest"), in: full), in: folder)
    #expect(run.status == 74)
    #expect(run.errorText.contains("is full"))
    #expect(try venue.dump().kinds["cancel"] == nil)
  }
}
