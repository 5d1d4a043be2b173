import Foundation
import TestSupport
import Testing

/// `tradectl ledger`, `order history`, and what `doctor` says of the ledger.
@Suite struct LedgerCommandTests {
  private static let place =
    "order place --symbol BTC/USDT --side buy --quantity 0.01 --reference-price 50000"

  private func ledger() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    #expect(try tradectl("\(Self.place) --id a --stop-loss 49000", in: folder).status == 0)
    #expect(try tradectl("\(Self.place) --id b --price 40000", in: folder).status == 0)
    return folder
  }

  private static let path = ".local/state/tradectl/ledger.db"

  /// Runs SQL on the ledger, as somebody with an editor would.
  private func alter(_ folder: TemporaryFolder, _ statement: String) throws {
    let script = """
      import sqlite3, sys
      base = sqlite3.connect(sys.argv[1])
      for name in ("order_events_stay", "order_events_remain"):
          base.execute("DROP TRIGGER " + name)
      assert base.execute(sys.argv[2]).rowcount == 1
      base.commit()
      """
    let run = try Running.program(
      ["python3", "-c", script, Self.path, statement], in: folder)
    #expect(run.status == 0, "\(run.errorText)")
  }

  @Test func `a whole ledger is told to be whole`() throws {
    let run = try tradectl("ledger verify", in: try ledger())
    #expect(run.status == 0)
    #expect(run.records[0].text("status") == "ok")
    #expect(run.records[0].text("message")?.contains("3 orders") == true, "\(run.text)")
  }

  @Test(arguments: [
    (
      "UPDATE order_events SET payload = replace(payload, '0.01', '0.02') WHERE number = 1",
      "event 1 "
    ),
    ("UPDATE order_events SET time = time + 1 WHERE number = 3", "event 3 "),
    ("UPDATE orders SET quantity = '0.02' WHERE number = 1", "order 1 "),
    ("UPDATE orders SET line = replace(line, '0', '1') WHERE id = 'a'", "order 1 "),
    ("UPDATE fills SET price = '50024' WHERE number = 1", "fill "),
    ("UPDATE positions SET cost = '1'", "position of paper paper main in BTC/USDT"),
    ("DELETE FROM fills WHERE number = 1", "order 1 has 0 fills"),
    ("DELETE FROM order_events WHERE number = 2", "event 2 "),
  ])
  func `a change is found, and the row named`(statement: String, row: String) throws {
    let folder = try ledger()
    try alter(folder, statement)
    let run = try tradectl("ledger verify", in: folder)
    #expect(run.status == 1)
    #expect(run.records[0].text("status") == "failed")
    #expect(run.records[0].text("message")?.contains(row) == true, "\(run.text)")
    let history = try tradectl("order history b --verify", in: folder)
    #expect(history.status == 1)
    #expect(history.records("check").last?.text("status") == "failed")
    let doctor = try tradectl("doctor --quiet", in: folder)
    #expect(doctor.status == 1)
    #expect(doctor.records.contains { $0.text("name") == "ledger" })
  }

  @Test func `the history of an order has all that happened, in order`() throws {
    let folder = try ledger()
    let run = try tradectl("order history a --verify", in: folder)
    #expect(run.status == 0)
    let events = run.records("order_event")
    #expect(events.first?.text("event") == "journaled")
    #expect(events.dropFirst().first?.text("event") == "sent")
    #expect(events.last?.text("event") == "filled")
    #expect(events.allSatisfy { $0.text("hash")?.count == 64 })
    #expect(events.first?.text("content")?.contains("symbol=BTC/USDT") == true)
    #expect(run.records("check").first?.text("status") == "ok")
    let unknown = try tradectl("order history nobody", in: folder)
    #expect(unknown.status == 65)
  }

  @Test func `a backup is a ledger that nobody else can read, and replaces the one before`() throws
  {
    let folder = try ledger()
    try folder.write("old", to: "copy.db")
    let run = try tradectl("ledger backup copy.db", in: folder)
    #expect(run.status == 0)
    #expect(run.text.isEmpty && run.errorText.isEmpty)
    #expect(
      try Running.shell("stat -c %a copy.db; ls copy*", in: folder).lines == ["600", "copy.db"])
    #expect(try tradectl("ledger verify --store copy.db", in: folder).status == 0)
    let orders = "order list --all"
    #expect(
      try tradectl("\(orders) --store copy.db", in: folder).text
        == tradectl(orders, in: folder).text)
  }

  @Test func `a backup is whole while others write`() throws {
    let folder = try ledger()
    let run = try Running.shell(
      """
      (for n in $(seq 20); do $T \(Self.place) --id w-$n --price 40000.$n > /dev/null; done) &
      for n in 1 2 3 4 5; do
        $T ledger backup copy-$n.db && $T ledger verify --store copy-$n.db --quiet || exit 9
      done
      wait
      """, in: folder)
    #expect(run.status == 0, "\(run.text) \(run.errorText)")
  }

  @Test func `what cannot be copied is told`() throws {
    let folder = try ledger()
    #expect(try tradectl("ledger backup", in: folder).status == 64)
    #expect(try tradectl("ledger backup nowhere/copy.db", in: folder).status == 74)
    let none = try tradectl("ledger backup copy.db")
    #expect(none.status == 74)
    #expect(none.errorText.contains("There is no ledger"))
    try folder.write("no ledger, and long enough to be looked at as one", to: "foreign.db")
    #expect(try tradectl("ledger verify --store foreign.db", in: folder).status != 0)
  }
}
