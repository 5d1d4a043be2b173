import Foundation
import TestSupport
import Testing

/// Runs `emergency-stop`, lets it go wrong, runs it again, and judges what is left.
///
/// In the end nothing may be open at the venue or in the ledger, every position must have been
/// closed by one order and every fill be in the ledger once. From the moment on in which the latch
/// was set, it must hold.
struct StopBench {
  /// How long a stop waits for one answer, in milliseconds; all of it takes four times as long.
  static let patience = 500

  private let program: [String]
  private let home: TemporaryFolder
  private let venue: ScriptedVenue

  /// - Parameter program: The words before the command; nil for the binary under test.
  /// - Throws: When the venue does not start.
  init(_ program: [String]? = nil) throws {
    self.program = try program ?? KillBench.tradectl()
    home = try TemporaryFolder()
    venue = try ScriptedVenue("{}", at: "unix:\(home.path)/s")
  }

  /// The calls that an undisturbed stop makes and a fault can befall.
  func calls() throws -> [String] {
    let folder = try TemporaryFolder(in: KillBench.memory)
    try begin(StopPlan(), in: folder)
    let run = try stop(in: folder, log: "\(folder.path)/log")
    try #require(run.status == 0, "\(run.text)\(run.errorText)")
    let problems = try verdict(in: folder, [run])
    try #require(problems == [])
    return String(decoding: try folder.read("log"), as: UTF8.self).lines
  }

  /// What is wrong after a trial; nothing, it is hoped.
  func problems(after plan: StopPlan) throws -> [String] {
    let folder = try TemporaryFolder(in: KillBench.memory)
    try begin(plan, in: folder)
    var runs = [try stop(in: folder, fault: plan.systemFault)]
    var problems = try problemsOfLatch(in: folder)
    let isHalted = isHalted(in: folder)
    for round in 0...(plan.venueFaults.count + 3) where runs.count == 1 || runs.last?.status != 0 {
      let isFirst = round == 0
      runs.append(
        try stop(
          in: folder, fault: isFirst ? plan.laterFault : nil,
          clock: isFirst ? plan.pause : 3600 * round))
      if isHalted, !self.isHalted(in: folder) { problems.append("the latch has been opened") }
    }
    for run in runs where ![nil, SIGKILL].contains(run.signal) {
      problems.append("a stop ended by signal \(run.signal ?? 0): \(run.errorText)")
    }
    if let last = runs.last, last.status != 0 {
      problems.append("it does not come to an end: \(last.text)\(last.errorText)")
    }
    // What was written down and never sent has expired by now. A fault of the venue may befall this.
    for _ in 0...plan.venueFaults.count where try status(in: folder)["venues"] != "[]" {
      _ = try run(account(["order", "reconcile"]), in: folder, clock: 36_000)
    }
    return problems + (try verdict(in: folder, runs))
  }

  // MARK: The account

  /// What is held when the stop begins.
  ///
  /// One was opened by somebody else, and of one the ledger has not heard whether it was opened.
  private static let held = [
    "BTC/USDT:USDT": "0.3", "ETH/USDT:USDT": "2", "SOL/USDT:USDT": "5", "XRP/USDT:USDT": "10",
  ]

  private static let lines = [
    line("long", "BTC", #""buy","order_type":"market","quantity":"0.3","stop_loss":45000"#),
    line("short", "ETH", #""sell","order_type":"market","quantity":"2""#),
    line("rest", "BTC", #""buy","order_type":"limit","price":40000,"quantity":"0.1""#),
    line("rest-2", "ETH", #""sell","order_type":"limit","price":4000,"quantity":"1""#),
    line("lost", "XRP", #""buy","order_type":"market","quantity":"10""#),
  ].joined()

  private static func line(_ id: String, _ base: String, _ rest: String) -> String {
    #"{"id":"\#(id)","symbol":"\#(base)/USDT:USDT","side":\#(rest)}"# + "\n"
  }

  private func script(_ plan: StopPlan, in folder: TemporaryFolder) -> String {
    let prices = [("BTC", "50000"), ("ETH", "3000"), ("SOL", "100"), ("XRP", "1")]
      .map { #""\#($0)/USDT:USDT":"\#($1)""# }
    let isKept = plan.venueFaults.contains { $0.name.hasPrefix("restart") }
    return #"{"name":"desk","request_validity_ms":5000,"fee_rate":"0.0004","fills_per_order":2,"#
      + #""prices":{\#(prices.joined(separator: ","))},"balances":{"USDT":"1000000"},"#
      + #""positions":[{"symbol":"SOL/USDT:USDT","side":"long","quantity":"5","#
      + #""entry_price":"90","leverage":"1"}],"#
      + #""orders":[{"client_order_id":"foreign","order_id":"1","symbol":"SOL/USDT:USDT","#
      + #""side":"buy","order_type":"limit","price":"50","reduce_only":false,"quantity":"1","#
      + #""time_in_force":"gtc","post_only":false,"status":"accepted","filled_quantity":"0","#
      + #""fills":[]}],"record":"\#(folder.path)/requests","#
      + (isKept ? #""state":"\#(home.path)/venue","# : "")
      // The last of the lines, behind the stop of the first.
      + #""faults":[{"kind":"place","nth":6,"do":"drop_after"}]}"#
  }

  private func begin(_ plan: StopPlan, in folder: TemporaryFolder) throws {
    try venue.reset(script(plan, in: folder))
    try folder.write(
      """
      [accounts.main]
      mode = "demo"
      venue = "desk"
      [venues.desk]
      gateway = "\(venue.address)"
      [risk]
      max_position = "none"
      max_positions = "none"
      stop_required = false
      """, to: "config.toml")
    let placed = try run(account(["order", "place", "-"]), in: folder, input: Self.lines)
    try #require(placed.status == 4, "\(placed.text)\(placed.errorText)")
    try venue.misbehave(plan.script)
  }

  // MARK: Steps

  private func account(_ words: [String]) -> [String] {
    words + ["--config", "config.toml", "--store", "ledger.db", "--account", "main"]
  }

  private func stop(
    in folder: TemporaryFolder, fault: SystemFault? = nil, clock: Int = 0, log: String? = nil
  ) throws -> Finished {
    let finished = try run(
      [
        "emergency-stop", "--config", "config.toml", "--store", "ledger.db", "--deadline",
        "\(4 * Self.patience)ms",
      ], in: folder, fault: fault, clock: clock, log: log)
    // What it sent before it was ended has been acted on before anybody looks.
    try venue.settle()
    return finished
  }

  private func run(
    _ words: [String], in folder: TemporaryFolder, input: String = "", fault: SystemFault? = nil,
    clock: Int = 0, log: String? = nil
  ) throws -> Finished {
    try Running.program(
      try SystemFault.wrapping(program + words, in: fault, log: log, clock: clock),
      input: input.utf8,
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"], in: folder)
  }

  private func isHalted(in folder: TemporaryFolder) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/state/tradectl/halted")
  }

  /// Where the latch is set an order has to be refused; where it is not, nothing may be done yet.
  private func problemsOfLatch(in folder: TemporaryFolder) throws -> [String] {
    guard isHalted(in: folder) else {
      let isEarly = try requests(in: folder).contains { $0.text("request") == "cancel" }
      return isEarly ? ["something was done before the latch was set"] : []
    }
    let late = try run(
      account(["order", "place", "-"]), in: folder,
      input: Self.line("late", "BTC", #""buy","order_type":"market","quantity":"0.7""#))
    guard late.status != 5 || !late.text.contains("HALTED") else { return [] }
    return ["an order behind the latch ended with \(late.status ?? -1): \(late.text)"]
  }

  private func status(in folder: TemporaryFolder) throws -> JSONObject {
    JSONObject(
      try run(["emergency-stop", "status", "--store", "ledger.db"], in: folder).text)
  }

  // MARK: What is left

  /// What the venue was asked, in order.
  private func requests(in folder: TemporaryFolder) throws -> [JSONObject] {
    String(decoding: try folder.read("requests"), as: UTF8.self).lines.map(JSONObject.init)
  }

  private func verdict(in folder: TemporaryFolder, _ runs: [Finished]) throws -> [String] {
    var problems: [String] = []
    let dump = try venue.dump()
    let open = dump.orders.filter { ["accepted", "partially_filled"].contains($0.status) }
    if !open.isEmpty { problems.append("open at the venue are \(open)") }
    if !dump.positions.isEmpty { problems.append("held at the venue is \(dump.positions)") }
    problems += try problemsOfClosing(in: folder)
    problems += try problemsOfFills(dump, in: folder, runs)

    if !isHalted(in: folder) { problems.append("the latch is not set") }
    let left = try status(in: folder)["venues"] ?? ""
    if left != "[]" { problems.append("the ledger has open: \(left)") }
    let verified = try run(["ledger", "verify", "--store", "ledger.db"], in: folder)
    if verified.status != 0 { problems.append("verify says \(verified.text)\(verified.errorText)") }
    return problems
  }

  /// Each position is closed by one order, and nothing is sent twice.
  private func problemsOfClosing(in folder: TemporaryFolder) throws -> [String] {
    var problems: [String] = []
    let placed = try requests(in: folder).filter { $0.text("request") == "place" }
    let names = placed.compactMap { $0.text("client_order_id") }
    if Set(names).count != placed.count { problems.append("an order was sent twice: \(names)") }
    if placed.contains(where: { $0.text("quantity") == "0.7" }) {
      problems.append("an order went past the latch")
    }
    let closing = placed.filter {
      $0["is_acted_on"] == "true" && $0["reduce_only"] == "true"
        && $0.text("order_type") == "market"
    }
    for (symbol, quantity) in Self.held {
      let sent = closing.filter { $0.text("symbol") == symbol }.compactMap { $0.text("quantity") }
      if sent != [quantity] { problems.append("in \(symbol) \(sent) was closed, not \(quantity)") }
    }
    return problems
  }

  /// Every fill is in the ledger once, or in the spare one where that could not be written.
  private func problemsOfFills(
    _ dump: ScriptedVenue.Dump, in folder: TemporaryFolder, _ runs: [Finished]
  ) throws -> [String] {
    var problems: [String] = []
    var known: Set<String> = []
    for ledger in ["ledger.db"] + runs.compactMap(\.spareLedger) {
      let fills = try run(
        ["fills", "--config", "config.toml", "--store", ledger, "--account", "main"], in: folder)
      // What was opened elsewhere is taken over by a fill that the venue does not know.
      let names = fills.lines.compactMap { JSONObject($0).text("fill_id") }
        .filter { !$0.hasPrefix("held-") }
      if Set(names).count != names.count { problems.append("a fill is twice in \(ledger)") }
      known.formUnion(names)
      if ledger.hasPrefix("/dev/shm/tradectl-") || ledger.hasPrefix("/tmp/tradectl-") {
        try FileManager.default.removeItem(
          at: URL(filePath: ledger).deletingLastPathComponent())
      }
    }
    let told = Set(dump.orders.flatMap(\.fills).map(\.fill_id))
    if known != told {
      problems.append("the ledger has the fills \(known.sorted()), not \(told.sorted())")
    }
    return problems
  }
}

extension Finished {
  /// The ledger that took what the usual one did not.
  fileprivate var spareLedger: String? {
    guard let start = errorText.range(of: "What was sent is in '") else { return nil }
    return String(errorText[start.upperBound...].prefix { $0 != "'" })
  }
}
