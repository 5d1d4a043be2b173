import Domain
import Foundation
import Ledger
import Lifecycle
import Risk
import TestSupport
import Testing

/// Ledgers that an earlier program wrote, told as the SQL that makes them.
@Suite struct EarlierLedgerTests {
  private let scope = AccountScope(mode: .demo, venue: "binance-futures", account: "main")

  /// A ledger of the first version: an entry that filled and has its stop, one that rests, one that
  /// was cancelled, and one of which the answer was lost.
  private func ledger(in folder: borrowing TemporaryFolder) throws -> Ledger {
    let path = "\(BuiltProgram.package)/Tests/Fixtures/Ledger/version-1.sql"
    let made = folder.path + "/ledger.db"
    try Meddler(made).run(try String(contentsOfFile: path, encoding: .utf8))
    return try Ledger.open(path: made)
  }

  private func order(_ id: String, _ ledger: Ledger) throws -> StoredOrder {
    try #require(
      try ledger.read { view throws(LedgerError) in try view.order(id: id, in: scope) })
  }

  @Test func `it opens, and is as it was written`() throws {
    let folder = try TemporaryFolder()
    let ledger = try ledger(in: folder)
    let result = try ledger.verify()
    #expect(result.firstFault == nil)
    #expect(result.orderCount == 5)
    #expect(result.eventCount == 18)
    #expect(result.fillCount == 1)
    #expect(try order("filled", ledger).life.state == .filled)
    #expect(try order("resting", ledger).life.state == .open)
    #expect(try order("gone", ledger).life.state == .cancelled)
    #expect(try order("lost", ledger).life.state == .unknown)
    let resting = try order("resting", ledger).life.terms
    #expect(resting.icebergQuantity == nil)
    #expect(resting.trailingPercent == nil)
    #expect(resting.positionSide == nil)
    let held = try ledger.read { view throws(LedgerError) in
      try view.positions(in: scope, symbol: .btc)
    }
    #expect(held.map { $0.position.quantity.description } == ["0.002"])
  }

  @Test func `its tables are those of a new one`() throws {
    let folder = try TemporaryFolder()
    _ = try ledger(in: folder)
    _ = try Ledger.open(path: folder.path + "/new.db")
    let earlier = try Meddler(folder.path + "/ledger.db")
    let new = try Meddler(folder.path + "/new.db")
    for question in [
      """
      SELECT m.name || '.' || c.name || ' ' || c.type || c."notnull" || c.pk || \
      coalesce(c.dflt_value, '') FROM sqlite_schema m, pragma_table_info(m.name) c ORDER BY 1
      """,
      """
      SELECT name || tbl_name || coalesce(sql, '') FROM sqlite_schema \
      WHERE type IN ('index', 'trigger') AND name NOT LIKE '%positions%' ORDER BY 1
      """,
      "SELECT name FROM sqlite_schema ORDER BY 1", "PRAGMA user_version", "PRAGMA application_id",
    ] {
      let answer = try new.column(question)
      #expect(!answer.isEmpty)
      #expect(try earlier.column(question) == answer)
    }
  }

  @Test func `what was under way goes on, and the same line is the same order`() throws {
    let folder = try TemporaryFolder()
    let ledger = try ledger(in: folder)
    let (lost, resting) = (try order("lost", ledger), try order("resting", ledger))
    try ledger.write(.durable) { transaction throws(LedgerError) in
      _ = try transaction.record(
        [.acknowledged(orderID: "7"), .cancelled(reason: "r")], of: lost.number,
        at: .seconds(1_900_000_000))
      _ = try transaction.record(
        [.cancelled(reason: "r")], of: resting.number, at: .seconds(1_900_000_000))
    }
    #expect(try order("lost", ledger).life.state == .cancelled)
    var again = Intent(
      symbol: .btc, side: .buy, type: .limit, quantity: resting.life.terms.quantity)
    again.price = Price(45_000)
    again.id = "resting"
    #expect(OrderFingerprint.make(again) == resting.fingerprint)
    #expect(try ledger.verify().firstFault == nil)
  }

  @Test func `orders of now stand beside those of before`() throws {
    let folder = try TemporaryFolder()
    let ledger = try ledger(in: folder)
    var intent = Desk.intent(.eth, .buy, 5, id: "new")
    intent.icebergQuantity = Quantity(2)
    let fingerprint = OrderFingerprint.make(intent)
    let key = OrderKey(id: "new")
    var content = OrderContent(
      scope: scope, key: key, fingerprint: fingerprint,
      clientOrderID: ClientOrderID.make(key, in: scope))
    content.id = "new"
    let request = JournalRequest(content, intent, market: RiskMarket(reference: intent.price))
    let outcomes = try ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.journal([request], policy: Desk.open, Desk.basis(1_900_000_000))
    }
    guard case .journaled = outcomes.first else { throw Unexpected() }
    // As another process finds it.
    let other = try Ledger.open(path: folder.path + "/ledger.db")
    #expect(try order("new", other).life.terms.icebergQuantity == Quantity(2))
    #expect(try other.verify().firstFault == nil)
  }
}
