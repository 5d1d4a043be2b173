import Foundation
import TestSupport
import Testing

/// `[notify] command`.
@Suite struct NotifyTests {
  private func configure(_ folder: TemporaryFolder, _ command: String, _ rest: String = "") throws {
    try folder.write(
      "[notify]\ncommand = '''\(command)'''\n[risk]\nfailed_orders = '1/1h'\n\(rest)",
      to: "c.toml")
  }

  private let configuration = ["TRADECTL_CONFIG": "c.toml"]
  private let denied =
    "order place --symbol BTC/USDT --side buy --quantity 9 --reference-price 50000"

  private func notices(_ folder: TemporaryFolder) throws -> [JSONObject] {
    let bytes = (try? folder.read("notices")) ?? []
    try RecordValidator.shared.get().check(bytes)
    return String(decoding: bytes, as: UTF8.self).lines.map(JSONObject.init)
  }

  @Test func `a trip is told with its record, whoever did it`() throws {
    let folder = try TemporaryFolder()
    try configure(folder, "cat >> notices; echo told")
    let run = try tradectl(denied, environment: configuration, in: folder)
    // What the command writes is no record.
    #expect(run.lines.count == 1)
    #expect(run.errorText == "told\n")
    let notice = try #require(try notices(folder).first)
    #expect(notice.text("record") == "notice")
    #expect(notice.text("event") == "trip")
    #expect(notice.text("cause") == "FAILED_ORDERS")
    #expect(notice.text("who") == "tradectl")
    #expect(notice.text("mode") == "paper")
    _ = try tradectl("risk trip --reason look", environment: configuration, in: folder)
    #expect(try notices(folder).last?.text("cause") == "BY_HAND")
    // It is told when it trips, and not again while it is open.
    _ = try tradectl(denied, environment: configuration, in: folder)
    #expect(try notices(folder).count == 2)
  }

  @Test func `a halt is told, and a configuration that is broken stops no stop`() throws {
    let folder = try TemporaryFolder()
    try configure(folder, "cat >> notices")
    let run = try Running.tradectl(
      ["emergency-stop", "--reason", "look"], input: "".utf8, environment: configuration, in: folder
    )
    #expect(run.status == 0, "\(run.text) \(run.errorText)")
    let notice = try #require(try notices(folder).first)
    #expect(notice.text("event") == "halt")
    #expect(notice.text("message") == "Trading is halted: look")
    #expect(notice["account"] == nil)
    try folder.write("[notify]\ncommand = 5\n", to: "c.toml")
    _ = try Running.tradectl("emergency-stop", environment: configuration, in: folder)
    #expect(try Running.shell("ls .local/state/tradectl", in: folder).text.contains("halted"))
    #expect(try notices(folder).count == 1)
  }

  @Test func `only what is wanted is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "[notify]\ncommand = 'cat >> notices'\non = ['halt']\n[risk]\nfailed_orders = '1/1h'\n",
      to: "c.toml")
    _ = try tradectl(denied, environment: configuration, in: folder)
    #expect(try notices(folder).isEmpty)
  }

  @Test func `an order whose outcome is lost is told once`() throws {
    let venue = try ScriptedVenue(
      #"""
      {"prices":{"BTC/USDT:USDT":"100"},"balances":{"USDT":"10000"},
       "faults":[{"kind":"place","do":"drop_before"},{"kind":"order","do":"drop_before"}]}
      """#.split(separator: "\n").joined())
    let folder = try TemporaryFolder()
    try configure(
      folder, "cat >> notices",
      """
      [accounts.main]
      venue = "desk"
      mode = "demo"
      [venues.desk]
      gateway = "\(venue.address)"
      """)
    let run = try tradectl(
      "order place --id a --symbol BTC/USDT:USDT --side buy --quantity 1",
      environment: configuration, in: folder)
    #expect(run.status == 4, "\(run.text) \(run.errorText)")
    let notice = try #require(try notices(folder).first)
    #expect(notice.text("event") == "unknown")
    #expect(notice.text("id") == "a")
    #expect(notice.text("symbol") == "BTC/USDT:USDT")
    #expect(notice.text("client_order_id") == run.records[0].text("client_order_id"))
    _ = try tradectl("order reconcile", environment: configuration, in: folder)
    #expect(try notices(folder).count == 1)
  }

  @Test(arguments: [
    ("exit 3", "ended with status 3"), ("kill -9 $$", "was ended by signal 9"),
    ("no-such-program-at-all", "ended with status 127"),
  ])
  func `a command that fails is a warning and nothing more`(command: String, words: String) throws {
    let folder = try TemporaryFolder()
    try configure(folder, command)
    let run = try tradectl(denied, environment: configuration, in: folder)
    #expect(run.status == 1)
    #expect(run.lines.count == 1)
    #expect(run.errorText.contains("warning: The notify command \(words)"), "\(run.errorText)")
  }

  @Test func `a command that reads nothing does no harm`() throws {
    let folder = try TemporaryFolder()
    try configure(folder, "exec <&-; exit 0")
    let run = try tradectl(denied, environment: configuration, in: folder)
    #expect(run.status == 1)
    #expect(run.errorText.isEmpty)
  }
}
