import Domain
import Ledger
import Lifecycle
import Synchronization
import TestSupport
import Testing
import VenueInterface
import Wire

@testable import Trading

/// Orders at a venue that are written down together and leave one after the other.
@Suite struct SharedSyncTests {
  private let bench: VenueDesk
  private var clock: ManualClock { bench.clock }
  private var venue: ForgetfulVenue { bench.venue }
  private var desk: OrderDesk { bench.desk }
  private static let symbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT")

  init() throws { bench = try VenueDesk() }

  private func wishes(_ quantities: ClosedRange<Int>) -> [OrderWish] {
    quantities.map { quantity in
      OrderWish(
        Intent(symbol: Self.symbol, side: .buy, type: .market, quantity: Quantity(quantity)))
    }
  }

  private func states(_ placements: [Placement]) -> [OrderState?] {
    placements.map { placement in
      if case .order(let order, _) = placement { order.life.state } else { nil }
    }
  }

  @Test func `each has what became of it, and nothing leaves twice`() throws {
    venue.change { $0.fates = [.rests, .done, .refused(.rejected(code: "NO", message: "no"))] }
    let placed = try desk.place(wishes(1...5))
    #expect(states(placed) == [.open, .filled, .rejected, .filled, .filled])
    #expect(venue.now.placeCount == 5)
    // Another desk of the same run.
    let again = OrderDesk(
      desk.ledger, scope: desk.scope, market: desk.market, terms: desk.terms, latch: desk.latch,
      clock: clock, run: OrderRun(name: "run"))
    #expect(states(try again.place(wishes(1...5))) == states(placed))
    #expect(venue.now.placeCount == 5)
  }

  @Test func `a latch that is set half-way keeps the rest back`() throws {
    let folder = bench.folder.path
    _ = try desk.place(wishes(1...2))
    venue.change { state in
      state.meanwhile = { _ in
        _ = try? EmergencyLatch(folder: folder).halt(
          LatchNote(time: .seconds(1_000), who: "a test", reason: "it is tested"))
      }
    }
    let placed = try desk.place(wishes(3...6))
    #expect(states(placed) == [.filled, nil, nil, nil])
    #expect(venue.now.placeCount == 3)
    let stored = try desk.ledger.read { view throws(LedgerError) in
      try view.orders(OrderQuery(scope: desk.scope))
    }
    #expect(stored.map(\.life.state) == [.filled, .filled, .filled, .unsent, .unsent, .unsent])
  }

  @Test func `a signal half-way keeps the rest back, and the same lines place them later`() throws {
    let flag = Flag()
    var terms = self.desk.terms
    terms.isInterrupted = { flag.isUp }
    func desk() -> OrderDesk {
      OrderDesk(
        self.desk.ledger, scope: self.desk.scope, market: .venue(venue), terms: terms,
        latch: self.desk.latch, clock: clock, run: OrderRun(name: "run"))
    }
    let first = desk()
    _ = try first.place(wishes(1...2))
    venue.change { $0.meanwhile = { _ in flag.raise() } }
    let placed = try first.place(wishes(3...6))
    #expect(states(placed) == [.filled, .unsent, .unsent, .unsent])
    #expect(venue.now.placeCount == 3)
    if case .order(let order, _) = placed[1] {
      #expect(first.failedSends[order.number]?.code == "INTERRUPTED")
    }
    flag.lower()
    let again = try desk().place(wishes(1...6))
    #expect(states(again) == Array(repeating: .filled, count: 6))
    #expect(venue.now.placeCount == 6)
  }

  @Test func `so many are written down together as leave while their requests are good`() {
    var pace = SendingPace()
    let validity = TimeInterval.seconds(5)
    #expect(pace.count(atOnce: 3, validity: validity) == 3)
    #expect(pace.count(atOnce: 3, validity: nil) == 3)
    pace.note(3, took: TimeInterval(nanoseconds: 300_000_000))
    #expect(pace.count(atOnce: 3, validity: validity) == 12)
    #expect(pace.count(atOnce: 3, validity: nil) == 12)
    pace.note(12, took: TimeInterval.seconds(60))
    #expect(pace.count(atOnce: 3, validity: validity) == 3)
    // A clock that was put back says nothing, and what took no time is no division by it.
    pace.note(3, took: TimeInterval(nanoseconds: -1))
    #expect(pace.count(atOnce: 3, validity: validity) == 3)
    pace.note(1, took: .zero)
    #expect(pace.count(atOnce: 3, validity: validity) == 1_250_000_000)
  }

  @Test func `a slow venue is given fewer at a time`() throws {
    let clock = clock
    venue.change { state in
      state.validity = TimeInterval.seconds(5)
      state.eachTime = { clock.wait(TimeInterval.seconds(1)) }
    }
    #expect(states(try desk.place(wishes(1...12))) == Array(repeating: .filled, count: 12))
  }
}

/// Something that is so or not, on any thread.
private final class Flag: Sendable {
  private let value = Atomic(false)

  var isUp: Bool { value.load(ordering: .relaxed) }

  func raise() { value.store(true, ordering: .relaxed) }

  func lower() { value.store(false, ordering: .relaxed) }
}
