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

  /// Lists of a venue may lag behind what it knows.
  @Test func `an order that a list leaves out for a moment is not over`() throws {
    let placed = try place(.rests)
    bench.clock.wait(.hour)
    func missing() throws -> OrderState {
      venue.change { $0.orders = [] }
      return try #require(try desk.reconcile().first).life.state
    }
    for _ in 1...3 {
      #expect(try missing() == .unknown)
      bench.clock.wait(.seconds(10))
    }
    #expect(try told(placed, .accepted).state == .open)
    // What stays away is over.
    #expect(try missing() == .unknown)
    bench.clock.wait(.seconds(31))
    #expect(try missing() == .cancelled)
  }

  @Test func `an order is over once all its fills are told, to the last digit`() throws {
    let placed = try place(.rests)
    func state(afterFillsOf quantities: [Quantity]) throws -> OrderState {
      let fills = quantities.map { quantity in
        VenueFill(
          fillID: "f-\(quantity)", clientOrderID: placed.clientOrderID, orderID: "v",
          symbol: placed.life.terms.symbol, side: .buy, price: Price(100), quantity: quantity,
          fee: .zero, feeAsset: nil, liquidity: nil, time: .distantPast)
      }
      venue.change {
        $0.orders = [
          VenueOrder(
            clientOrderID: placed.clientOrderID, orderID: "v-\(placed.clientOrderID)",
            symbol: placed.life.terms.symbol, side: .buy, type: .market, status: .cancelled,
            quantity: .one, filledQuantity: Quantity(scaled: FixedPoint.one / 2), fills: fills)
        ]
      }
      return try #require(try desk.reconcile().first).life.state
    }
    let quarter = Quantity(scaled: FixedPoint.one / 4)
    #expect(try state(afterFillsOf: [quarter]) == .open)
    #expect(
      try state(afterFillsOf: [quarter, Quantity(scaled: quarter.scaled - 2)]) == .cancelled)
  }
}
