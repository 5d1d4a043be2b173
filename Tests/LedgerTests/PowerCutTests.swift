import Domain
import Foundation
import Ledger
import Lifecycle
import TestSupport
import Testing

/// What is left when the power goes: any part of the log that was written, and nothing behind it.
@Suite struct PowerCutTests {
  @Test func `a log that is cut anywhere opens to what was true at one time`() throws {
    let desk = try Desk()
    var random = RandomNumbers(seed: 7)
    var images: [(file: [UInt8], log: [UInt8])] = []
    for number in 1...24 {
      let order = try desk.place(Desk.intent(.btc, number % 2 == 0 ? .sell : .buy, 2, at: number))
      try desk.record([.acknowledged(orderID: "\(number)")], of: order.number)
      try desk.record([Desk.fill("f\(number)", order.life.terms.side, 1)], of: order.number)
      if number % 8 == 0 {
        images.append((try desk.folder.read("ledger.db"), try desk.folder.read("ledger.db-wal")))
      }
    }
    let whole = try desk.read { view throws(LedgerError) in try view.orders(OrderQuery()) }
    var counts: Set<Int> = []
    for turn in 0..<150 {
      let image = images[random.below(images.count)]
      var log = Array(image.log.prefix(random.below(image.log.count + 1)))
      // A sector that was being written may hold anything.
      if turn % 3 == 0 {
        log += (0..<random.below(600)).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      }
      let folder = try TemporaryFolder()
      let path = try folder.write(image.file, to: "ledger.db")
      try folder.write(log, to: "ledger.db-wal")
      let ledger = try Ledger.open(path: path)
      let result = try ledger.verify()
      #expect(result.firstFault == nil, "seed 7, turn \(turn)")
      let orders = try ledger.read { view throws(LedgerError) in try view.orders(OrderQuery()) }
      #expect(orders.map(\.clientOrderID) == whole.prefix(orders.count).map(\.clientOrderID))
      for order in orders.dropLast() { #expect(order.life == whole[Int(order.number) - 1].life) }
      counts.insert(orders.count)
      // And it goes on from there.
      _ = try desk.journal(Desk.intent(.eth), on: ledger)
      #expect(try ledger.verify().firstFault == nil, "seed 7, turn \(turn)")
    }
    #expect(counts.count > 10)
  }
}
