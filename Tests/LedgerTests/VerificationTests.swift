import Domain
import Ledger
import Lifecycle
import Testing

/// Whatever is changed in the file is found.
@Suite struct VerificationTests {
  /// A ledger with an order that was filled in two parts, one that is open and one that was refused.
  static func desk() throws -> Desk {
    let desk = try Desk()
    var intent = Desk.intent(id: "a b%")
    intent.strategy = "trend"
    intent.quantity = Quantity(3)
    let first = try desk.place(intent)
    try desk.record([.acknowledged(orderID: "v 1"), Desk.fill("f1")], of: first.number)
    try desk.record([Desk.fill("f2", .buy, 2, at: 101)], of: first.number)
    _ = try desk.place(Desk.intent(.eth))
    let refused = try desk.place(Desk.intent(.eth, .sell))
    try desk.record([.rejected(OrderFault(code: "-1", message: "no\nway"))], of: refused.number)
    return desk
  }

  @Test func `what nobody has touched is intact`() throws {
    let desk = try Self.desk()
    let result = try desk.ledger.verify()
    #expect(result.firstFault == nil)
    #expect(result.isIntact)
    #expect(result.eventCount == 10)
    #expect(result.orderCount == 3)
    #expect(result.fillCount == 2)
  }

  @Test(arguments: [
    "UPDATE order_events SET payload = replace(payload, 'quantity=3', 'quantity=4')",
    "UPDATE order_events SET time = time + 1 WHERE number = 4",
    "UPDATE order_events SET kind = 'cancelled' WHERE number = 3",
    "UPDATE order_events SET order_number = 2 WHERE number = 5",
    "UPDATE order_events SET hash = zeroblob(32) WHERE number = 10",
    "UPDATE order_events SET previous_hash = zeroblob(32) WHERE number = 3",
    "UPDATE order_events SET hash = x'00' WHERE number = 3",
    "UPDATE order_events SET earlier = NULL WHERE number = 3",
    "UPDATE order_events SET earlier = 1 WHERE number = 3",
    "UPDATE order_events SET earlier = 3 WHERE number = 3",
    "UPDATE order_events SET earlier = 10 WHERE number = 3",
    "DELETE FROM order_events WHERE number = 4", "DELETE FROM order_events WHERE number = 10",
    "UPDATE orders SET quantity = '4' WHERE number = 1",
    "UPDATE orders SET price = '100.000000000000000001' WHERE number = 1",
    "UPDATE orders SET line = '{ }' WHERE number = 1",
    "UPDATE orders SET client_order_id = 'x' WHERE number = 1",
    "UPDATE orders SET id = 'b' WHERE number = 1",
    "UPDATE orders SET key = 'id:b' WHERE number = 1",
    "UPDATE orders SET fingerprint = zeroblob(32) WHERE number = 1",
    "UPDATE orders SET strategy = NULL WHERE number = 1",
    "UPDATE orders SET role = 'close' WHERE number = 1",
    "UPDATE orders SET arrival_price = '1' WHERE number = 1",
    "UPDATE orders SET state = 'cancelled' WHERE number = 2",
    "UPDATE orders SET filled = '2' WHERE number = 1",
    "UPDATE orders SET traded = '301' WHERE number = 1",
    "UPDATE orders SET fee = '0' WHERE number = 1",
    "UPDATE orders SET order_id = 'v2' WHERE number = 1",
    "UPDATE orders SET error_message = 'yes' WHERE number = 3",
    "UPDATE orders SET reduce_only = 1 WHERE number = 1",
    "UPDATE orders SET iceberg_quantity = '1' WHERE number = 1",
    "UPDATE orders SET trailing_percent = '1' WHERE number = 1",
    "UPDATE orders SET position_side = 'long' WHERE number = 1",
    "UPDATE orders SET account = 2 WHERE number = 1",
    "UPDATE orders SET final_at = NULL WHERE number = 1", "DELETE FROM orders WHERE number = 2",
    "UPDATE orders SET quantity = 'much' WHERE number = 1",
    "UPDATE fills SET price = '100.5' WHERE fill_id = 'f1'",
    "UPDATE fills SET quantity = '2' WHERE fill_id = 'f1'",
    "UPDATE fills SET fee = '2' WHERE fill_id = 'f1'",
    "UPDATE fills SET fee_asset = 'BNB' WHERE fill_id = 'f1'",
    "UPDATE fills SET fill_id = 'f9' WHERE fill_id = 'f1'",
    "UPDATE fills SET side = 'sell' WHERE fill_id = 'f1'",
    "UPDATE fills SET liquidity = 'maker' WHERE fill_id = 'f1'",
    "UPDATE fills SET time = time + 1 WHERE fill_id = 'f1'",
    "UPDATE fills SET realized_profit = '1' WHERE fill_id = 'f1'",
    "UPDATE fills SET symbol = 'ETH/USDT:USDT' WHERE fill_id = 'f1'",
    "DELETE FROM fills WHERE fill_id = 'f2'",
    "INSERT INTO fills SELECT 9, account, 2, symbol, 'f3', side, price, quantity, fee, fee_asset, "
      + "liquidity, realized_profit, time, event FROM fills WHERE fill_id = 'f1'",
    "UPDATE positions SET quantity = '2'", "UPDATE positions SET cost = '1'",
    "UPDATE positions SET fees = '0'", "DELETE FROM positions",
  ])
  func `a change is found`(change: String) throws {
    let desk = try Self.desk()
    let meddler = try Meddler(desk.path)
    try meddler.run("DROP TRIGGER order_events_stay; DROP TRIGGER order_events_remain")
    #expect(try desk.ledger.verify().firstFault == nil)
    try meddler.run(change)
    #expect(try desk.ledger.verify().firstFault != nil)
  }

  @Test func `any byte of any payload counts`() throws {
    let desk = try Self.desk()
    let meddler = try Meddler(desk.path)
    try meddler.run("DROP TRIGGER order_events_stay")
    var random = RandomNumbers(seed: 11)
    for _ in 0..<60 {
      let number = 1 + random.below(10)
      let text = try meddler.column("SELECT payload FROM order_events WHERE number = \(number)")[0]
      guard !text.isEmpty else { continue }
      let place = 1 + random.below(text.utf8.count)
      try meddler.run(
        """
        UPDATE order_events SET payload = substr(payload, 1, \(place - 1)) || \
        char((unicode(substr(payload, \(place), 1)) + 1) % 127) || substr(payload, \(place + 1)) \
        WHERE number = \(number)
        """)
      let fault = try desk.ledger.verify().firstFault
      #expect(fault?.hasPrefix("event \(number) ") == true, "seed 11: byte \(place)")
      let quoted = text.replacing("'", with: "''")
      try meddler.run("UPDATE order_events SET payload = '\(quoted)' WHERE number = \(number)")
    }
    #expect(try desk.ledger.verify().firstFault == nil)
  }

  @Test(arguments: [
    "UPDATE order_events SET time = 0 WHERE number = 1",
    "DELETE FROM order_events WHERE number = 1",
  ])
  func `the database itself keeps events as they are`(change: String) throws {
    let desk = try Self.desk()
    let meddler = try Meddler(desk.path)
    #expect(throws: Meddler.Failed.self) { try meddler.run(change) }
    #expect(try desk.ledger.verify().isIntact)
  }

  @Test func `an adopted order is verified from where it began`() throws {
    let desk = try Desk()
    let intent = Desk.intent(.btc, .sell, 2)
    let content = desk.request(intent, role: .liquidation).content
    let terms = try #require(OrderTerms(intent))
    let adopted = try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.adopt(content, terms: terms, orderID: "v 1", at: .seconds(5))
    }
    #expect(adopted.life.state == .open)
    try desk.record([Desk.fill("f", .sell, 2)], of: adopted.number)
    #expect(try desk.ledger.verify().firstFault == nil)
    let found = try desk.read { view throws(LedgerError) in
      try view.order(orderID: "v 1", in: desk.scope)
    }
    #expect(found?.role == .liquidation)
    #expect(found?.life.state == .filled)
  }

  @Test func `the history of an order can be read back`() throws {
    let desk = try Self.desk()
    let events = try desk.read { view throws(LedgerError) in try view.events(of: 1) }
    #expect(
      events.compactMap(\.event) == [
        .journaled, .sent, .acknowledged(orderID: "v 1"), Desk.fill("f1"),
        Desk.fill("f2", .buy, 2, at: 101),
      ])
    let refused = try desk.read { view throws(LedgerError) in try view.events(of: 3) }
    #expect(refused.last?.event == .rejected(OrderFault(code: "-1", message: "no\nway")))
  }
}
