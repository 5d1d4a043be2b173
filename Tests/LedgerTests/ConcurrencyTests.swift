import Domain
import Foundation
import Ledger
import Lifecycle
import Risk
import Synchronization
import TestSupport
import Testing

/// Many at once: nothing is lost, and no limit is passed.
@Suite struct ConcurrencyTests {
  @Test func `twenty open and fill a new ledger at the same time`() throws {
    let desk = try Desk()
    let path = desk.folder.path + "/new/ledger.db"
    let requests = (0..<100).map { desk.request(Desk.intent(at: 1 + $0, id: "\($0)")) }
    let errors = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 20) { place in
      do {
        let ledger = try Ledger.open(path: path)
        for turn in 0..<5 {
          let request = requests[place * 5 + turn]
          let outcomes = try ledger.write(.durable) { transaction throws(LedgerError) in
            try transaction.journal([request], policy: Desk.open, Desk.basis())
          }
          guard case .journaled(let order) = outcomes[0] else { throw Unexpected() }
          _ = try ledger.write(.durable) { transaction throws(LedgerError) in
            try transaction.record(
              [
                .acknowledged(orderID: "\(place)-\(turn)"),
                Desk.fill("\(place)-\(turn)", .buy, 1, at: 1 + place),
              ], of: order.stored.number, at: .seconds(2_000))
          }
        }
      } catch {
        errors.withLock { $0.append("\(error)") }
      }
    }
    #expect(errors.withLock { $0 } == [])
    let ledger = try Ledger.open(path: path)
    let result = try ledger.verify()
    #expect(result.firstFault == nil)
    #expect(result.orderCount == 100)
    #expect(result.fillCount == 100)
    let held = try ledger.read { view throws(LedgerError) in
      try view.positions(in: .paper, symbol: .btc)
    }
    #expect(held.first?.position.quantity == Quantity(100))
  }

  @Test func `five positions stay five`() throws {
    let desk = try Desk()
    var policy = Desk.open
    policy.maximumPositions = 5
    let limited = policy
    let words = Mutex<[String: Int]>([:])
    let path = desk.path
    let requests = (0..<20).map { place in
      desk.request(Desk.intent(Symbol(base: "C\(place)", quote: "USDT", settle: "USDT")))
    }
    DispatchQueue.concurrentPerform(iterations: 20) { place in
      let word: String
      do {
        let ledger = try Ledger.open(path: path)
        word = try Self.journal(requests[place], limited, on: ledger).word
      } catch {
        word = "\(error)"
      }
      words.withLock { $0[word, default: 0] += 1 }
    }
    #expect(words.withLock { $0 } == ["journaled": 5, "denied": 15])
  }

  @Test func `one id is placed once, whoever asks`() throws {
    let desk = try Desk()
    let words = Mutex<[String: Int]>([:])
    let path = desk.path
    let request = desk.request(Desk.intent(id: "dca"))
    DispatchQueue.concurrentPerform(iterations: 20) { _ in
      let word =
        (try? Self.journal(request, Desk.open, on: Ledger.open(path: path)).word) ?? "failed"
      words.withLock { $0[word, default: 0] += 1 }
    }
    #expect(words.withLock { $0 } == ["journaled": 1, "replayed": 19])
  }

  @Test func `what another process has done is seen at once`() throws {
    let desk = try Desk()
    let other = try desk.another()
    var policy = Desk.open
    policy.maximumPositions = 1
    #expect(try desk.journal(Desk.intent(.btc), policy: policy).word == "journaled")
    #expect(try desk.journal(Desk.intent(.eth), policy: policy, on: other).word == "denied")
    try other.write(.durable) { transaction throws(LedgerError) in
      _ = try transaction.record([.cancelled(reason: "user")], of: 1, at: .seconds(5))
    }
    #expect(try desk.journal(Desk.intent(.eth), policy: policy).word == "journaled")
    try other.write(.durable) { transaction throws(LedgerError) in
      try transaction.add(LatchEntry(time: .seconds(1), isHalted: true, reason: "r", who: "w"))
    }
    #expect(try desk.journal(Desk.intent(.btc, .sell), policy: policy).word == "halted")
  }

  private static func journal(
    _ request: JournalRequest, _ policy: RiskPolicy, on ledger: Ledger
  ) throws -> JournalOutcome {
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.journal([request], policy: policy, Desk.basis())[0]
    }
  }
}
