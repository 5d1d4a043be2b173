import Domain
import Ledger
import Lifecycle
import Testing
import Trading
import VenueInterface
import Wire

/// What a venue told of an account holds for a second, where nothing trades.
@Suite struct VenueWordTests {
  private let bench: VenueDesk
  private var clock: ManualClock { bench.clock }
  private var venue: ForgetfulVenue { bench.venue }
  private var desk: OrderDesk { bench.desk }

  init() throws { bench = try VenueDesk() }

  /// Places an order of so much.
  private func place(_ quantity: Int, _ fate: ForgetfulVenue.Fate) throws {
    venue.change { $0.fates = [fate] }
    let symbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
    let intent = Intent(symbol: symbol, side: .buy, type: .market, quantity: Quantity(quantity))
    guard case .order = try desk.place([OrderWish(intent)])[0] else {
      Issue.record("an order was refused")
      return
    }
  }

  @Test func `the account is asked about once a second`() throws {
    try place(1, .expires)
    try place(2, .expires)
    #expect(venue.now.balanceCount == 1 && venue.now.priceCount == 1)
    clock.wait(TimeInterval(nanoseconds: 1_000_000_000))
    try place(3, .expires)
    #expect(venue.now.balanceCount == 2 && venue.now.priceCount == 2)
  }

  @Test func `what has traded or was refused has changed the account`() throws {
    try place(1, .done)
    try place(2, .refused(.rejected(code: "NO", message: "no money")))
    #expect(venue.now.balanceCount == 2)
    try place(3, .expires)
    #expect(venue.now.balanceCount == 3)
    try place(4, .expires)
    #expect(venue.now.balanceCount == 3)
  }

  @Test func `a clock that was put back makes what was told void`() throws {
    try place(1, .expires)
    clock.wait(TimeInterval(nanoseconds: -60_000_000_000))
    try place(2, .expires)
    #expect(venue.now.balanceCount == 2)
  }
}
