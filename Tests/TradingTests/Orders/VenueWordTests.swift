import Domain
import Ledger
import Lifecycle
import Risk
import TestSupport
import Testing
import Trading
import VenueInterface
import Wire

/// What a venue told of an account holds for a second, where nothing trades.
@Suite struct VenueWordTests {
  private let folder: TemporaryFolder
  private let clock = ManualClock(seconds: 1_000)
  private let venue = ForgetfulVenue()
  private let desk: OrderDesk

  init() throws {
    folder = try TemporaryFolder()
    var policy = RiskPolicy()
    policy.maximumPosition = nil
    policy.maximumRisk = nil
    policy.maximumDrawdown = nil
    policy.dailyLoss = nil
    policy.maximumPriceAge = TimeInterval(nanoseconds: 30_000_000_000)
    desk = OrderDesk(
      try Ledger.open(path: "\(folder.path)/ledger.db"),
      scope: AccountScope(mode: .demo, venue: "forgetful", account: "main"),
      market: .venue(venue), terms: DeskTerms(policy: policy) { $0.startOfDay },
      latch: EmergencyLatch(folder: folder.path), clock: clock, run: OrderRun(name: "run"))
  }

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
