import Domain
import Ledger
import Lifecycle
import Testing
import Trading
import VenueInterface
import Wire

/// Orders that their venue has, and does not tell what became of.
@Suite struct UntoldEndTests {
  private let bench: VenueDesk
  private var venue: ForgetfulVenue { bench.venue }
  private var desk: OrderDesk { bench.desk }

  init() throws { bench = try VenueDesk() }

  /// Places an order of one.
  private func place(_ fate: ForgetfulVenue.Fate) throws -> StoredOrder {
    venue.change {
      $0.validity = TimeInterval(nanoseconds: 5_000_000_000)
      $0.fates = [fate]
    }
    let symbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
    var intent = Intent(symbol: symbol, side: .buy, type: .market, quantity: Quantity(1))
    intent.id = "a"
    guard case .order(let order, _) = try desk.place([OrderWish(intent)])[0] else {
      throw Refused()
    }
    return order
  }

  private struct Refused: Error {}

  /// How an order stands once its venue has told of it.
  private func told(_ placed: StoredOrder, _ status: OrderStatus) throws -> OrderLife {
    venue.change { $0.orders = [VenueOrder(placed, status)] }
    return try #require(try desk.reconcile().first).life
  }

  @Test func `such an order is in question, and never lost`() throws {
    let placed = try place(.doneBut(.outcomeUnknown(reason: "no answer")))
    for _ in 1...2 {
      bench.clock.wait(.hour)
      let life = try told(placed, .unknown)
      #expect(life.state == .unknown && life.orderID == "v-\(placed.clientOrderID)")
      #expect(life.reason?.contains("what became of it") == true)
    }
    #expect(try place(.done).life.state == .unknown && venue.now.placeCount == 1)
    // It was only late to tell.
    #expect(try told(placed, .accepted).state == .open)
    #expect(try told(placed, .unknown).state == .unknown)
    #expect(try told(placed, .cancelled).state == .cancelled)
  }

  @Test func `its fills are asked for`() throws {
    let placed = try place(.rests)
    venue.change { $0.fills = VenueOrder(placed, .filled).fills }
    #expect(try told(placed, .unknown).state == .filled)
  }
}
