import Domain
import Ledger
import Lifecycle
import TestSupport
import Testing
import Trading
import Wire

@Suite struct PaperAccountTests {
  @Test func `a reset lets go of everything, for other desks too`() throws {
    let folder = try TemporaryFolder()
    let one = try PaperDesk(in: folder, run: "one")
    let other = try PaperDesk(in: folder, run: "other")
    _ = try one.order(.buy, reference: 100)
    let resting = try #require(try other.order(.buy, at: 90).stored)
    let ended = try one.desk.reset(one.paper, equity: Notional(500), currency: "USDT")
    #expect(ended.map(\.number) == [resting.number])
    #expect(ended.map(\.life.reason) == ["paper_reset"])
    #expect(try one.positions().isEmpty)
    let next = try #require(try other.order(.buy, reference: 100).stored)
    #expect(next.life.status == .filled)
    #expect(try other.paper.equity == Notional(500))
    #expect(next.life.orderID == "3")
    #expect(try one.desk.ledger.verify().firstFault == nil)
  }

  @Test func `a deposit that is refused changes nothing`() throws {
    let desk = try PaperDesk(in: try TemporaryFolder())
    _ = try desk.order(.buy, 50, reference: 100)
    #expect(
      try desk.desk.deposit(Notional(-5_001), into: desk.paper)?.code == "INSUFFICIENT_BALANCE")
    #expect(try desk.desk.balances().map(\.free) == [Notional(5_000)])
    #expect(try desk.desk.deposit(Notional(-5_000), into: desk.paper) == nil)
    #expect(try desk.desk.balances().map(\.free) == [.zero])
  }

  @Test func `protection that is refused leaves the old one`() throws {
    let desk = try PaperDesk(in: try TemporaryFolder())
    _ = try desk.order(.buy, reference: 100)
    let first = try desk.desk.protect(
      PaperDesk.symbol, stopLoss: Price(90), takeProfit: Price(120))
    #expect(first.orders.map(\.life.status) == [.accepted, .accepted])
    try desk.desk.latch.halt(
      LatchNote(time: Timestamp(nanoseconds: 0), who: "me", reason: "test"))
    let refused = try desk.desk.protect(PaperDesk.symbol, stopLoss: Price(95), takeProfit: nil)
    #expect(refused.refusal?.detail.code == "HALTED")
    let held = try desk.desk.holdings()
    #expect(held.map(\.stopLoss) == [Price(90)])
    #expect(held.map(\.takeProfit) == [Price(120)])
  }
}
