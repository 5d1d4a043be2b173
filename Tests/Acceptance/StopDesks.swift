import Foundation
import Glibc
import TestSupport
import Testing

/// Accounts at scripted venues that have orders and positions, none of which the ledger knows.
final class StopDesks: Sendable {
  /// At each venue, a tenth of them protective.
  let orderCount: Int
  let positionCount: Int
  let folder: TemporaryFolder
  let venues: [ScriptedVenue]
  /// Whether the state folder is a file system of its own with next to no room.
  let isSmall: Bool

  /// - Parameters:
  ///   - scripts: For each venue, what its script says beside prices, orders and positions.
  ///   - orders: How many are open at each venue.
  ///   - positions: How many are held at each venue.
  ///   - isSmall: Whether the state folder is to be on a small disk; not possible for everybody.
  /// - Throws: When a venue does not start.
  init(
    _ scripts: [String], orders: Int = 40, positions: Int = 4, isSmall: Bool = false
  ) throws {
    orderCount = orders
    positionCount = positions
    folder = try TemporaryFolder()
    let folder = folder
    for name in ["cfg/tradectl", "st"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    self.isSmall = isSmall && Self.makeSmallDisk(at: "\(folder.path)/st")
    venues = try scripts.indices.map { place in
      try ScriptedVenue(
        Self.script(place + 1, scripts[place], orders, positions),
        at: "unix:\(folder.path)/v\(place + 1).sock")
    }
    let tables = scripts.indices.map { place in
      """
      [accounts.a\(place + 1)]
      venue = "v\(place + 1)"
      mode = "demo"
      [venues.v\(place + 1)]
      gateway = "unix:\(folder.path)/v\(place + 1).sock"

      """
    }
    let limits = "[risk]\nmax_position = \"none\"\nmax_positions = \"none\"\n"
    try folder.write(
      tables.joined() + (tables.isEmpty ? limits : ""), to: "cfg/tradectl/config.toml")
  }

  deinit { if isSmall { unsafe umount2("\(folder.path)/st", Int32(MNT_DETACH)) } }

  /// False for a user who may not.
  private static func makeSmallDisk(at path: String) -> Bool {
    unsafe mount("tmpfs", path, "tmpfs", 0, "size=24m,mode=0700") == 0
  }

  private static func script(
    _ number: Int, _ more: String, _ orderCount: Int, _ positionCount: Int
  ) -> String {
    let orders = (0..<orderCount).map { index in
      let isProtective = index % 10 == 9
      let shape =
        isProtective
        ? #""side":"sell","order_type":"stop","stop_price":"40","reduce_only":true"#
        : #""side":"buy","order_type":"limit","price":"50","reduce_only":false"#
      return """
        {"client_order_id":"x\(number)o\(index)","order_id":"\(index + 1)",\
        "symbol":"C\(index % positionCount)/USDT:USDT",\(shape),"quantity":"1",\
        "time_in_force":"gtc","post_only":false,"status":"accepted","filled_quantity":"0",\
        "fills":[]}
        """
    }
    let positions = (0..<positionCount).map { index in
      """
      {"symbol":"C\(index)/USDT:USDT","side":"\(index % 2 == 0 ? "long" : "short")",\
      "quantity":"2","entry_price":"90","leverage":"1"}
      """
    }
    let prices = (0..<positionCount).map { #""C\#($0)/USDT:USDT":"100""# }
    return """
      {"prices":{\(prices.joined(separator: ","))},"orders":[\(orders.joined(separator: ","))],\
      "positions":[\(positions.joined(separator: ","))],"balances":{"USDT":"100000"}\
      \(more.isEmpty ? "" : ", \(more)")}
      """
  }

  // MARK: Running

  var environment: [String: String] {
    [
      "HOME": folder.path, "XDG_CONFIG_HOME": "\(folder.path)/cfg",
      "XDG_STATE_HOME": "\(folder.path)/st",
    ]
  }

  func run(_ words: String) throws -> Finished {
    try tradectl(words, environment: environment, in: folder)
  }

  func program(_ words: [String]) throws -> Finished {
    try Running.program(words, environment: environment, in: folder)
  }

  func shell(_ script: String) throws -> Finished { try program(["bash", "-c", script]) }

  func start(_ words: String) throws -> LiveProcess {
    try LiveProcess(words.split(separator: " ").map(String.init), environment: environment)
  }

  // MARK: Looking

  var isHalted: Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/st/tradectl/halted")
  }

  /// The latch is set before anything else is done, so this is short.
  func waitForLatch() throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !isHalted, ContinuousClock.now < deadline { sched_yield() }
    try #require(isHalted)
  }

  /// When the latch was set, by its file.
  func timeOfHalt() throws -> String {
    String(decoding: try folder.read("st/tradectl/halted"), as: UTF8.self).lines[0]
  }

  /// The last record, which must be the summary.
  func summary(_ text: String) throws -> JSONObject {
    try RecordValidator.shared.get().check(Array(text.utf8))
    let last = JSONObject(try #require(text.lines.last))
    #expect(last.text("record") == "summary")
    return last
  }

  /// Nothing is open at a venue any more, and nothing was turned into its opposite.
  ///
  /// - Parameters:
  ///   - place: The venue.
  ///   - more: How many orders there were beside those of its script.
  /// - Throws: When the venue does not answer.
  func checkFlat(_ place: Int, more: Int = 0) throws {
    let dump = try venues[place].dump()
    #expect(dump.positions.isEmpty)
    #expect(!dump.orders.contains { ["accepted", "partially_filled"].contains($0.status) })
    let closing = dump.orders.dropFirst(orderCount + more).filter { $0.status == "filled" }
    #expect(closing.count == positionCount)
    #expect(dump.orders.prefix(orderCount).allSatisfy { $0.status == "cancelled" })
  }
}

extension String {
  /// The objects of a compact list that has no lists inside.
  var objects: [JSONObject] {
    var depth = 0
    var start: String.Index?
    var found: [JSONObject] = []
    for index in indices {
      if self[index] == "{" {
        if depth == 0 { start = index }
        depth += 1
      } else if self[index] == "}" {
        depth -= 1
        if depth == 0, let begin = start { found.append(JSONObject(String(self[begin...index]))) }
      }
    }
    return found
  }
}
