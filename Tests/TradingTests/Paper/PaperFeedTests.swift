import Domain
import Ledger
import Lifecycle
import MarketData
import TestSupport
import Testing
import Trading

@Suite struct PaperFeedTests {
  private func trade(_ price: Int, at second: Int64) -> MarketEvent {
    .trade(
      Trade(
        time: Timestamp(nanoseconds: second * 1_000_000_000), price: Price(price),
        quantity: Quantity(1)), symbol: 0)
  }

  @Test func `two desks that show the same fill once`() throws {
    let folder = try TemporaryFolder()
    let first = try PaperDesk(in: folder)
    let second = try PaperDesk(in: folder)
    _ = try first.order(.buy, at: 90)
    let feeds = [first.feed(), second.feed()]
    var fills = 0
    var seen = 0
    for (start, part) in [(0, [100, 95]), (2, [89, 80]), (4, [70])] {
      for feed in feeds {
        for (place, price) in part.enumerated() {
          feed.add(trade(price, at: Int64(2_000 + start + place)))
        }
        let outcome = try feed.commit()
        fills += outcome.changes.reduce(0) { $0 + $1.fills.count }
        seen += outcome.seen
      }
    }
    #expect(fills == 1)
    #expect(seen > 0)
    #expect(try first.positions().map(\.position.quantity) == [Quantity(1)])
  }

  @Test func `what is told does not depend on how many events came together`() throws {
    var told: [[String]] = []
    for size in [1, 3, 64] {
      let desk = try PaperDesk(in: try TemporaryFolder())
      _ = try desk.order(.buy, at: 100)
      _ = try desk.order(.buy, at: 98)
      _ = try desk.order(.sell, at: 103)
      let feed = desk.feed()
      var changes: [PaperChange] = []
      for number in 0..<64 {
        feed.add(trade(95 + number * 7 % 13, at: Int64(2_000 + number)))
        if number % size == size - 1 { changes += try feed.commit().changes }
      }
      changes += try feed.commit().changes
      told.append(
        changes.map { "\($0.order.number) \($0.order.life.status) \($0.fills.map(\.execution.id))" }
      )
    }
    #expect(told[0] == told[1])
    #expect(told[0] == told[2])
    #expect(told[0].count == 3)
  }

  @Test func `a market that the account cannot have is told once and passed over`() throws {
    let desk = try PaperDesk(in: try TemporaryFolder())
    let feed = PaperFeed(desk.desk, desk.paper)
    feed.meet(Symbol(base: "BTC", quote: "EUR"))
    for second in 1...3 { feed.add(trade(100, at: Int64(second))) }
    let outcome = try feed.commit()
    #expect(outcome.problems.count == 1)
    #expect(outcome.shown == 0)
    feed.add(trade(100, at: 4))
    #expect(feed.isEmpty)
  }

  @Test func `an order that was sent ahead waits for its time`() throws {
    let desk = try PaperDesk(in: try TemporaryFolder())
    var intent = Intent(
      symbol: PaperDesk.symbol, side: .buy, type: .limit, quantity: Quantity(1))
    intent.price = Price(100)
    var wish = OrderWish(intent)
    wish.time = Timestamp(nanoseconds: 2_000 * 1_000_000_000)
    let order = try #require(try desk.desk.place([wish])[0].stored)
    #expect(order.life.status == .pending)
    let feed = desk.feed()
    feed.add(trade(90, at: 1_999))
    feed.add(trade(90, at: 2_000))
    #expect(try feed.commit().changes.isEmpty)
    feed.add(trade(95, at: 2_001))
    let changes = try feed.commit().changes
    #expect(changes.map(\.order.life.status).last == .filled)
    #expect(changes.last?.fills.map(\.execution.fill.price) == [Price(95)])
  }
}
