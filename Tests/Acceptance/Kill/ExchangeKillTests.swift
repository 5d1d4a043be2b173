import Foundation
import TestSupport
import Testing

/// Orders at exchanges happen once, wherever the program that places them is ended.
@Suite(.serialized) struct ExchangeKillTests {
  private typealias Exchange = ExchangeBench.Exchange

  /// So many calls are the last one of a run, for each exchange; `make soak` asks for more.
  private static let trials = min(
    ProcessInfo.processInfo.environment["TRADECTL_TRIALS"].flatMap(Int.init) ?? 45, 2_000)

  /// Of an account that holds both sides apart.
  private static let hedged = "hedged"

  private func bench(
    _ exchange: ExchangeBench.Exchange, _ words: String
  ) throws -> ExchangeBench {
    try ExchangeBench(exchange, words == Self.hedged ? #","hedged":true"# : "")
  }

  private static let quantities = ["0.001", "0.002", "0.003"]

  @Test(arguments: [
    (Exchange.binance, ""), (.futures, ""), (.okx, ""), (.coinbase, ""), (.futures, "--batch"),
    (.okx, "--batch"),
    (.futures, hedged),
  ])
  func `every call of a run can be its last`(
    exchange: ExchangeBench.Exchange, words: String
  ) async throws {
    let undisturbed = try bench(exchange, words)
    let log = "\(undisturbed.folder.path)/log"
    #expect(try place(undisturbed, words, log: log).status == 0)
    let calls = String(decoding: try undisturbed.folder.read("log"), as: UTF8.self).lines
    #expect(try problems(undisturbed).isEmpty)
    try #require(calls.count > 50)
    let step = max(1, calls.count / Self.trials)
    let faults = stride(from: 1, through: calls.count, by: step).map {
      SystemFault(at: $0, what: .killBefore)
    }
    let problems = await Lanes.problems(faults, bench: {}) { _, fault in
      try self.problems(after: fault, exchange, words).map { "'\(calls[fault.at - 1])': \($0)" }
    }
    #expect(problems.isEmpty)
  }

  /// What is wrong after a run that was ended half-way; nothing, it is hoped.
  private func problems(
    after fault: SystemFault, _ exchange: ExchangeBench.Exchange, _ words: String
  ) throws -> [String] {
    let bench = try bench(exchange, words)
    let first = try place(bench, words, fault: fault)
    guard first.signal == SIGKILL || first.status == 0 else {
      return ["the first run ended with \(first.status ?? -1): \(first.text)\(first.errorText)"]
    }
    // In the end the rounds are an hour apart, so that requests on their way have expired.
    for clock in [0, 3600, 7200] {
      let again = try place(bench, words, clock: clock)
      let healing = try run(bench, ["order", "reconcile"], clock: clock)
      if again.status == 0, healing.status == 0 { return try problems(bench) }
    }
    return ["it does not come to an end"]
  }

  private func problems(_ bench: ExchangeBench) throws -> [String] {
    var problems: [String] = []
    let dump = try bench.server.dump()
    for (kinds, wanted) in [
      (["market", "limit"], Self.quantities),
      // What rests has not traded and needs no protection yet.
      (["stop"], bench.exchange.hasContracts ? Array(Self.quantities.prefix(2)) : []),
    ] {
      let placed = dump.orders.filter { kinds.contains($0.kind) }.map(\.quantity).sorted()
      if placed != wanted { problems.append("there are the \(kinds) orders \(placed)") }
    }
    // What it shows of itself is in the ledger before it leaves, so that it is there after any end.
    let open = try run(bench, ["order", "status", "2"]).records.map { $0.text("iceberg_quantity") }
    if open != [bench.exchange == .binance ? "0.001" : nil] {
      problems.append("the order at rest shows \(open)")
    }
    let fills = try run(bench, ["fills"])
    // Where trades are numbered market by market, the market stands before the number.
    let known = fills.lines.compactMap { JSONObject($0).text("fill_id") }
      .compactMap { $0.split(separator: ":").last.map(String.init) }.sorted()
    if known != dump.fills.sorted() { problems.append("the ledger has the fills \(known)") }
    let verified = try run(bench, ["ledger", "verify"])
    if verified.status != 0 { problems.append("verify says \(verified.text)") }
    return problems
  }

  /// Three lines: two trade, one rests.
  private func place(
    _ bench: ExchangeBench, _ words: String, fault: SystemFault? = nil, clock: Int = 0,
    log: String? = nil
  ) throws -> Finished {
    let lines = Self.quantities.enumerated().map { index, quantity in
      #"{"id":"\#(index)","symbol":"\#(bench.exchange.symbol)","side":"buy","order_type":"#
        + (index < 2 ? #""market""# : #""limit","price":"40000""#)
        + (index == 2 && bench.exchange == .binance ? #","iceberg_quantity":0.001"# : "")
        + #","quantity":"\#(quantity)""#
        + (words == Self.hedged ? #","position_side":"long""# : "")
        + (bench.exchange.hasContracts ? #","stop_loss":39000}"# : "}") + "\n"
    }
    return try run(
      bench, ["order", "place", "-"] + (words.hasPrefix("--") ? [words] : []),
      input: lines.joined(), fault: fault, clock: clock, log: log)
  }

  private func run(
    _ bench: ExchangeBench, _ words: [String], input: String = "", fault: SystemFault? = nil,
    clock: Int = 0, log: String? = nil
  ) throws -> Finished {
    let all = try SystemFault.wrapping(
      [try BuiltProgram.path()] + words, in: fault, log: log, clock: clock)
    let environment = bench.keys.merging([
      "TRADECTL_CONFIG": "c.toml", "TRADECTL_RUN": "run-1",
    ]) { first, _ in first }
    return try Running.program(
      all, input: input.utf8, environment: environment, in: bench.folder)
  }
}
