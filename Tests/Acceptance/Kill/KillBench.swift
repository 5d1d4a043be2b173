import Foundation
import TestSupport
import Testing

/// Runs `order place` over ten lines, lets it go wrong, runs it again, and judges what is left.
///
/// Every line must be at the venue exactly once, every fill in the ledger once, and the ledger must
/// verify, whatever went wrong.
struct KillBench {
  static let lineCount = 10
  /// So many trade at once, the others rest.
  private static let marketCount = 8

  /// The binary under test.
  static func tradectl() throws -> [String] { [try BuiltProgram.path()] }

  /// A program that does the same in small, with a bug where one is wanted.
  static func standIn(bug: String? = nil) -> [String] {
    ["/usr/bin/python3", "-B", "\(BuiltProgram.package)/Tests/Acceptance/Kill/stand_in.py"]
      + (bug.map { ["--bug", $0] } ?? [])
  }

  /// Where the ledgers are that need no disk.
  static let memory = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : nil

  private let program: [String]
  /// Where ledgers are put; nil for the folder of temporary files.
  private let place: String?
  private let home: TemporaryFolder
  private let venue: ScriptedVenue

  /// - Parameters:
  ///   - program: The words before `order place`.
  ///   - place: A folder for the ledgers; nil for that of temporary files.
  /// - Throws: When the venue does not start.
  init(_ program: [String], in place: String? = nil) throws {
    self.program = program
    self.place = place
    home = try TemporaryFolder()
    venue = try ScriptedVenue("{}", at: "unix:\(home.path)/s")
  }

  /// The calls that an undisturbed run makes and a fault can befall, each `number name file`, and
  /// what is sent.
  func calls(_ plan: KillPlan = KillPlan()) throws -> [String] {
    let folder = try TemporaryFolder(in: place)
    try begin(plan, in: folder)
    let run = try placeAll(plan, in: folder, log: "\(folder.path)/log")
    try #require(run.status == 0, "\(run.errorText)")
    return String(decoding: try folder.read("log"), as: UTF8.self).lines
  }

  /// How many orders an undisturbed run sends of which the ledger may know nothing.
  ///
  /// Whatever has been written to the ledger must be on disk whenever an order is sent, and
  /// something must have been.
  func sendsAheadOfLedger(_ plan: KillPlan = KillPlan()) throws -> Int {
    var count = 0
    var sends = 0
    var isSynced = false
    for call in try calls(plan) {
      let words = call.split(separator: " ", maxSplits: 2)
      let isLedger = words.count == 3 && words[2].contains("ledger.db")
      switch words[1] {
      case "write", "pwrite", "writev": if isLedger { isSynced = false }
      case "fsync", "fdatasync": if isLedger { isSynced = true }
      case "send" where words[2].contains("place"):
        sends += 1
        if !isSynced { count += 1 }
      default: break
      }
    }
    try #require(sends == Self.lineCount)
    return count
  }

  /// What is wrong after a trial; nothing, it is hoped.
  func problems(after plan: KillPlan) throws -> [String] {
    let folder = try TemporaryFolder(in: place)
    try begin(plan, in: folder)
    var problems: [String] = []
    let first = try placeAll(plan, in: folder, fault: plan.systemFault)
    if let signal = first.signal, signal != SIGKILL {
      problems.append("the first run ended by signal \(signal): \(first.errorText)")
    }
    // In the end the rounds are an hour apart, so that requests on their way have expired. A fault
    // of the venue may befall the run that was to heal the one before.
    var isDone = false
    for round in 0...(plan.venueFaults.count + 4) where !isDone {
      let clock = [0, plan.pause][round, default: 3600 * round]
      let faults = round == 0 ? plan.laterFaults : [nil, nil]
      // A venue that is starting again is waited for.
      _ = try venue.dump()
      let again = try placeAll(plan, in: folder, fault: faults[0], clock: clock)
      _ = try venue.dump()
      let healing = try run(["order", "reconcile"], in: folder, fault: faults[1], clock: clock)
      for signal in [again.signal, healing.signal].compactMap(\.self) where signal != SIGKILL {
        problems.append(
          "round \(round) ended by signal \(signal): \(again.errorText)\(healing.errorText)")
      }
      isDone = again.status == 0 && healing.status == 0
      if isDone, again.lines.count != Self.lineCount {
        problems.append("\(again.lines.count) lines came out: \(again.text)")
      }
    }
    if !isDone { problems.append("it does not come to an end") }
    return problems + (try verdict(plan, in: folder))
  }

  // MARK: Steps

  private func begin(_ plan: KillPlan, in folder: TemporaryFolder) throws {
    try venue.reset(plan.script(in: home.path))
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

  private func placeAll(
    _ plan: KillPlan, in folder: TemporaryFolder, fault: SystemFault? = nil, clock: Int = 0,
    log: String? = nil
  ) throws -> Finished {
    let lines = (1...Self.lineCount).map { number in
      // The last ones rest.
      let type = number > Self.marketCount ? #""limit","price":"40000""# : #""market""#
      return (plan.hasIDs ? #"{"id":"line-\#(number)","# : "{")
        + #""symbol":"BTC/USDT:USDT","side":"buy","order_type":\#(type),"#
        + #""quantity":"\#(Self.quantity(number, plan))""#
        + (plan.isProtected && number <= Self.marketCount
          ? #","stop_loss":45000,"take_profit":60000}"# : "}")
    }
    return try run(
      ["order", "place", "-"] + (plan.batch > 1 ? ["--batch-sync", "\(plan.batch)"] : []),
      in: folder, input: lines.joined(separator: "\n") + "\n",
      fault: fault, clock: clock, log: log)
  }

  private func run(
    _ words: [String], in folder: TemporaryFolder, input: String = "", fault: SystemFault? = nil,
    clock: Int = 0, log: String? = nil
  ) throws -> Finished {
    var options = ["--store", "\(folder.path)/ledger.db"]
    if words.first != "ledger" {
      options += ["--config", "\(folder.path)/config.toml", "--account", "main", "--mode", "demo"]
    }
    let all = try SystemFault.wrapping(
      program + words + options, in: fault, log: log, clock: clock)
    return try Running.program(
      all, input: input.utf8,
      environment: ["TRADECTL_RUN": "run-1", "XDG_STATE_HOME": "\(folder.path)/state"], in: folder)
  }

  /// What tells at the venue which line it was; without ids every other line is like the one before.
  private static func quantity(_ number: Int, _ plan: KillPlan) -> String {
    let isCopy = !plan.hasIDs && number <= marketCount && number % 2 == 0
    return "0.0\(isCopy ? number - 1 : number)1"
  }

  private func verdict(_ plan: KillPlan, in folder: TemporaryFolder) throws -> [String] {
    var problems: [String] = []
    let dump = try venue.dump()
    let lines = (1...Self.lineCount).map { Self.quantity($0, plan) }
    // What rests has not traded and needs no protection yet.
    let protected = plan.isProtected ? Array(lines.prefix(Self.marketCount)) : []
    for (types, wanted) in [
      (["market", "limit"], lines), (["stop"], protected), (["take_profit"], protected),
    ] {
      let placed = dump.orders.filter { types.contains($0.order_type) }.map(\.quantity).sorted()
      if placed != wanted.sorted() {
        problems.append("at the venue are the \(types) orders \(placed), not \(wanted)")
      }
    }
    let fills = try run(["fills"], in: folder)
    let known = fills.lines.compactMap { JSONObject($0).text("fill_id") }.sorted()
    let told = dump.orders.flatMap(\.fills).map(\.fill_id).sorted()
    if fills.status != 0 { problems.append("fills ended with \(fills): \(fills.errorText)") }
    if known != told { problems.append("the ledger has the fills \(known), not \(told)") }
    let verified = try run(["ledger", "verify"], in: folder)
    if verified.status != 0 { problems.append("verify says \(verified.text)\(verified.errorText)") }
    return problems
  }
}

extension Array {
  fileprivate subscript(index: Int, default other: @autoclosure () -> Element) -> Element {
    indices.contains(index) ? self[index] : other()
  }
}
