import Foundation
import TestSupport
import Testing

/// Many processes use one ledger at once, and none of them notices.
@Suite(.serialized) struct CrowdTests {
  private static let processes = 20
  private static let symbols = (1...processes).map { "S\($0)/USDT:USDT" }

  private let folder: TemporaryFolder
  private let venue: ScriptedVenue

  init() throws {
    folder = try TemporaryFolder(in: KillBench.memory)
    let prices = Self.symbols.map { #""\#($0)":"100""# }.joined(separator: ",")
    venue = try ScriptedVenue(
      #"{"prices":{\#(prices)},"balances":{"USDT":"1000000"},"fills_per_order":2}"#)
  }

  /// Runs a process for each number at the same time.
  ///
  /// - Parameters:
  ///   - mode: Where the orders go.
  ///   - positionsMax: The limit, as the configuration has it.
  ///   - lines: What a process places.
  /// - Returns: What all of them wrote, and how each ended.
  /// - Throws: When they cannot be run.
  private func crowd(
    _ mode: String, positionsMax: String, lines: (Int) -> [String]
  ) throws -> (records: [JSONObject], statuses: [Int], errors: String) {
    try folder.write(
      """
      [accounts.main]
      mode = "\(mode)"
      venue = "desk"
      [venues.desk]
      gateway = "\(venue.address)"
      [risk]
      max_positions = \(positionsMax)
      max_position = "none"
      stop_required = false
      """, to: "config.toml")
    for number in 1...Self.processes {
      try folder.write(lines(number).joined(separator: "\n") + "\n", to: "in.\(number)")
    }
    let run = try Running.shell(
      """
      price=$([ \(mode) = paper ] && echo --reference-price 100)
      for i in $(seq \(Self.processes)); do
        { "$T" order place - $price \(Self.options) < in.$i > out.$i; echo $? > status.$i; } &
      done
      wait
      cat out.*
      """, in: folder)
    let statuses = try (1...Self.processes).map { number in
      let text = String(decoding: try folder.read("status.\(number)"), as: UTF8.self)
      return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
    return (run.lines.map { JSONObject($0) }, statuses, run.errorText)
  }

  private static let options = "--config config.toml --store ledger.db --account main"

  private func expectIntact() throws {
    let verified = try Running.shell("\"$T\" ledger verify --store ledger.db", in: folder)
    #expect(verified.status == 0, "\(verified.text)\(verified.errorText)")
  }

  private static func order(_ id: String, _ symbol: String, quantity: String = "1") -> String {
    #"{"id":"\#(id)","symbol":"\#(symbol)","side":"buy","order_type":"market","#
      + #""quantity":\#(quantity)}"#
  }

  @Test(arguments: ["paper", "demo"])
  func `a limit of five positions stays five`(mode: String) throws {
    let result = try crowd(mode, positionsMax: "5") {
      [Self.order("o-\($0)", Self.symbols[$0 - 1])]
    }
    #expect(result.errors == "")
    #expect(result.statuses.count { $0 == 0 } == 5)
    #expect(result.statuses.count { $0 == 1 } == 15)
    #expect(result.records.count { $0.text("status") == "filled" } == 5)
    #expect(result.records.count { $0.text("status") == "denied" } == 15)
    if mode == "demo" { #expect(try venue.dump().positions.count == 5) }
    let positions = try Running.shell("\"$T\" positions \(Self.options)", in: folder)
    #expect(positions.lines.count == 5)
    try expectIntact()
  }

  @Test(arguments: ["paper", "demo"])
  func `no order of anybody is lost`(mode: String) throws {
    let result = try crowd(mode, positionsMax: "\"none\"") { process in
      (1...5).map {
        Self.order("o-\(process)-\($0)", Self.symbols[process - 1], quantity: "0.\(process)\($0)")
      }
    }
    #expect(result.errors == "")
    #expect(result.statuses == Array(repeating: 0, count: Self.processes))
    #expect(result.records.count { $0.text("status") == "filled" } == 100)
    let list = try Running.shell("\"$T\" order list --all \(Self.options)", in: folder)
    #expect(Set(list.lines.compactMap { JSONObject($0).text("id") }).count == 100)
    if mode == "demo" { #expect(try venue.dump().orders.count == 100) }
    try expectIntact()
  }

  @Test(arguments: ["paper", "demo"])
  func `an id that all of them ask for is one order`(mode: String) throws {
    let result = try crowd(mode, positionsMax: "5") { _ in [Self.order("same", Self.symbols[0])] }
    #expect(result.errors == "")
    #expect(result.records.count == Self.processes)
    #expect(Set(result.records.compactMap { $0.text("client_order_id") }).count == 1)
    #expect(result.records.count { $0["replayed"] == nil } == 1)
    if mode == "demo" { #expect(try venue.dump().orders.count == 1) }
    try expectIntact()
  }
}
