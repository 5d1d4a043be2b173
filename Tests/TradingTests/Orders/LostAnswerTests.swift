import Domain
import Ledger
import Lifecycle
import Risk
import Synchronization
import TestSupport
import Testing
import Trading
import VenueInterface
import Wire

/// An order is placed once, whatever becomes of the answers, and whoever else is at work.
@Suite struct LostAnswerTests {
  /// A clock that goes on by so much with each look.
  private final class Ticking: TradingClock {
    private let nanoseconds: Mutex<Int64>
    private let tick: Int64

    init(tick: Int64 = 0) {
      nanoseconds = Mutex(1_000_000_000_000)
      self.tick = tick * 1_000_000_000
    }

    func now() -> Timestamp {
      nanoseconds.withLock { time in
        time += tick
        return Timestamp(nanoseconds: time)
      }
    }

    func wait(_ interval: TimeInterval) { nanoseconds.withLock { $0 += interval.nanoseconds } }
  }

  private static let lost = VenueError.outcomeUnknown(reason: "no answer")
  private static let btc = Symbol(base: "BTC", quote: "USDT", settle: "USDT")

  private let folder: TemporaryFolder
  private let clock = Ticking()

  init() throws { folder = try TemporaryFolder() }

  private func seconds(_ count: Int64) -> TimeInterval {
    TimeInterval(nanoseconds: count * 1_000_000_000)
  }

  /// A desk as another process would have it.
  private static func desk(
    _ venue: ForgetfulVenue, in folder: String, _ clock: any TradingClock, _ name: String
  ) throws(LedgerError) -> OrderDesk {
    OrderDesk(
      try Ledger.open(path: "\(folder)/\(name)"),
      scope: AccountScope(mode: .demo, venue: "forgetful", account: "main"),
      market: .venue(venue), terms: DeskTerms(policy: VenueDesk.policy) { $0.startOfDay },
      latch: EmergencyLatch(folder: folder), clock: clock, run: OrderRun(name: "run"))
  }

  private func desk(
    _ venue: ForgetfulVenue, _ clock: (any TradingClock)? = nil, _ name: String = "ledger.db"
  ) throws(LedgerError) -> OrderDesk {
    try Self.desk(venue, in: folder.path, clock ?? self.clock, name)
  }

  private func wish(_ quantity: Int = 1, stopLoss: Price? = nil) -> OrderWish {
    var intent = Intent(
      symbol: Self.btc, side: .buy, type: .market, quantity: Quantity(quantity))
    intent.id = "a"
    intent.stopLoss = stopLoss
    return OrderWish(intent)
  }

  /// Asks for the order as a new process would.
  @discardableResult
  private func place(
    _ venue: ForgetfulVenue, _ wish: OrderWish? = nil, _ name: String = "ledger.db"
  ) throws -> StoredOrder {
    guard case .order(let order, _) = try desk(venue, nil, name).place([wish ?? self.wish()])[0]
    else { throw Refused() }
    return order
  }

  private struct Refused: Error {}

  private func expectIntact() throws {
    let found = try Ledger.open(path: "\(folder.path)/ledger.db").verify()
    #expect(found.isIntact, "\(found)")
  }

  // MARK: One process after another

  @Test(arguments: [true, false])
  func `an order whose answer was lost is found, not sent again`(isForEver: Bool) throws {
    let venue = ForgetfulVenue(isForEver: isForEver)
    venue.change { $0.fates = [.doneBut(Self.lost)] }
    #expect(try place(venue).life.state == .unknown)
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.placeCount == 1)
    try expectIntact()
  }

  @Test func `an order that never arrived is sent again where ids are refused for ever`() throws {
    let venue = ForgetfulVenue(isForEver: true)
    venue.change { $0.fates = [.refused(Self.lost)] }
    #expect(try place(venue).life.state == .unknown)
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.orders.count == 1)
    try expectIntact()
  }

  @Test func `elsewhere it is asked about until it can no longer take effect`() throws {
    let venue = ForgetfulVenue(validity: seconds(5))
    venue.change { $0.fates = [.refused(Self.lost)] }
    #expect(try place(venue).life.state == .unknown)
    clock.wait(seconds(34))
    #expect(try place(venue).life.state == .unknown)
    #expect(venue.now.placeCount == 1)
    clock.wait(seconds(2))
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.orders.count == 1)
    try expectIntact()
  }

  @Test func `what a venue had and has forgotten is over, and not sent again`() throws {
    let venue = ForgetfulVenue(validity: seconds(5))
    venue.change { $0.fates = [.rests] }
    #expect(try place(venue).life.state == .open)
    venue.change { $0.orders = [] }
    #expect(try desk(venue).reconcile().map(\.life.state) == [.unknown])
    clock.wait(seconds(36))
    #expect(try place(venue).life.state == .cancelled)
    #expect(try place(venue).life.state == .cancelled)
    #expect(venue.now.placeCount == 1)
    try expectIntact()
  }

  @Test(arguments: [(22, 22), (24, 24), (36, 24)])
  func `an order is called no longer than its venue lets it be`(most: Int, count: Int) throws {
    let venue = ForgetfulVenue()
    venue.change { $0.idLength = most }
    #expect(try place(venue).clientOrderID.utf8.count == count)
  }

  @Test func `where requests never expire it stays unknown`() throws {
    let venue = ForgetfulVenue()
    venue.change { $0.fates = [.refused(Self.lost)] }
    try place(venue)
    clock.wait(seconds(86_400))
    #expect(try place(venue).life.state == .unknown)
    #expect(venue.now.placeCount == 1)
  }

  @Test func `the refusal of a copy is not the end of the order`() throws {
    let venue = ForgetfulVenue(isForEver: true)
    venue.change { $0.fates = [.refused(Self.lost)] }
    let first = try place(venue)
    // The first request was only late, and arrives just before its copy.
    venue.change { $0.late = VenueOrder(first, .filled) }
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.placeCount == 2)
    #expect(venue.now.orders.count == 1)
    try expectIntact()
  }

  @Test(arguments: [
    VenueError.notSent(reason: "nobody is there"), .rateLimited(retryAfter: nil),
    .rejected(code: "FUNDS", message: "there is no money"), .unauthorized(message: "no"),
  ])
  func `a copy that did not get through says nothing of the first request`(
    error: VenueError
  ) throws {
    let venue = ForgetfulVenue(isForEver: true)
    venue.change { $0.fates = [.refused(Self.lost), .refused(error)] }
    try place(venue)
    #expect(try place(venue).life.state == .unknown)
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.orders.count == 1)
    try expectIntact()
  }

  @Test func `a copy is not sent once the request is out of date`() throws {
    let venue = ForgetfulVenue(isForEver: true, validity: seconds(5))
    venue.change { $0.fates = [.refused(Self.lost)] }
    try place(venue)
    clock.wait(seconds(5))
    #expect(try place(venue).life.state == .unknown)
    #expect(venue.now.placeCount == 1)
    clock.wait(seconds(31))
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.orders.count == 1)
  }

  @Test func `a copy is judged by what the market pays now`() throws {
    let venue = ForgetfulVenue(isForEver: true)
    venue.change { $0.fates = [.refused(Self.lost)] }
    try place(venue)
    let time = clock.now()
    venue.change { $0.priceTime = time }
    clock.wait(TimeInterval(nanoseconds: 30_000_000_001))
    #expect(try place(venue).life.state == .unknown)
    #expect(venue.now.placeCount == 1)
    venue.change { $0.priceTime = time.advanced(by: TimeInterval(nanoseconds: 1)) }
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.placeCount == 2)
    try expectIntact()
  }

  @Test func `who waits for the ledger has an older price`() throws {
    let venue = ForgetfulVenue()
    let time = clock.now()
    venue.change { $0.priceTime = time }
    // A second look at the clock is later than the price is good for.
    let clock = Ticking(tick: 16)
    guard case .refused(let refusal) = try desk(venue, clock).place([wish()])[0] else {
      throw Refused()
    }
    #expect(refusal.violations.map(\.check) == [.stalePrice])
    #expect(venue.now.placeCount == 0)
  }

  @Test func `what took longer to write down than it is good for is not sent`() throws {
    let venue = ForgetfulVenue(validity: seconds(5))
    let slow = try desk(venue, Ticking(tick: 6)).place([wish()])
    guard case .order(let order, _) = slow[0] else { throw Refused() }
    #expect(order.life.state == .unsent)
    #expect(venue.now.placeCount == 0)
    #expect(try place(venue).life.state == .filled)
  }

  @Test func `a ledger that was lost finds its orders at a venue that knows their ids`() throws {
    let venue = ForgetfulVenue(isForEver: true)
    try place(venue)
    #expect(try place(venue, nil, "another.db").life.state == .filled)
    #expect(venue.now.orders.count == 1)
    // Another order under the same id is refused, as the venue says.
    #expect(try place(venue, wish(2), "third.db").life.state == .rejected)
  }

  // MARK: Several at once

  @Test(arguments: [ForgetfulVenue.Fate.done, .expires, .doneBut(lost)])
  func `an answer counts once where another process has asked meanwhile`(
    fate: ForgetfulVenue.Fate
  ) throws {
    let venue = ForgetfulVenue(validity: seconds(5))
    let (folder, clock) = (folder.path, clock)
    venue.change {
      $0.fates = [fate]
      $0.meanwhile = { venue in
        _ = try? Self.desk(venue, in: folder, clock, "ledger.db").reconcile()
      }
    }
    let order = try place(venue)
    if case .expires = fate {
      #expect(order.life.state == .expired)
    } else {
      #expect(order.life.state == .filled)
    }
    #expect(try desk(venue).fills(of: order).count == (order.life.state == .filled ? 1 : 0))
    try expectIntact()
  }

  @Test func `two that ask about an order at once write down one end`() throws {
    let venue = ForgetfulVenue(validity: seconds(5))
    venue.change { $0.fates = [.doneBut(Self.lost)] }
    try place(venue)
    let (folder, clock) = (folder.path, clock)
    venue.change {
      $0.orders = $0.orders.map { $0.withStatus(.rejected) }
      $0.meanwhile = { venue in
        _ = try? Self.desk(venue, in: folder, clock, "ledger.db").reconcile()
      }
    }
    _ = try desk(venue).reconcile()
    #expect(try desk(venue).order(id: "a")?.life.state == .rejected)
    try expectIntact()
  }

  @Test func `two that send one order at once place it once`() throws {
    let venue = ForgetfulVenue(isForEver: true)
    let (folder, clock) = (folder.path, clock)
    let wish = wish()
    venue.change {
      $0.fates = [.refused(Self.lost)]
      $0.meanwhile = nil
    }
    try place(venue)
    // While one asks what became of it, the other sends it again.
    venue.change {
      $0.meanwhile = { venue in
        _ = try? Self.desk(venue, in: folder, clock, "ledger.db").place([wish])
      }
    }
    #expect(try place(venue).life.state == .filled)
    #expect(venue.now.orders.count == 1)
    #expect(try desk(venue).fills(of: try place(venue)).count == 1)
    try expectIntact()
  }

  @Test func `an order on its way is left to the process that sent it`() throws {
    let venue = ForgetfulVenue(validity: seconds(5))
    let (folder, clock) = (folder.path, clock)
    let states = Mutex<[OrderState]>([])
    venue.change {
      $0.fates = [.doneBut(Self.lost)]
      $0.meanwhile = { venue in
        // As if the request had not arrived yet.
        let orders = venue.now.orders
        venue.change { $0.orders = [] }
        guard let other = try? Self.desk(venue, in: folder, clock, "ledger.db") else { return }
        for wait in [0, 14, 1] as [Int64] {
          clock.wait(TimeInterval(nanoseconds: wait * 1_000_000_000))
          if let order = try? other.reconcile().first {
            states.withLock { $0.append(order.life.state) }
          }
        }
        venue.change { $0.orders = orders }
      }
    }
    #expect(try place(venue).life.state == .unknown)
    #expect(states.withLock(\.self) == [.sent, .sent, .unknown])
    #expect(try place(venue).life.state == .filled)
    try expectIntact()
  }

  // MARK: What is told

  @Test func `a stop that could not be placed is told of, and placed later`() throws {
    let venue = ForgetfulVenue()
    let desk = try desk(venue)
    venue.change { $0.fates = [.done, .refused(.notSent(reason: "nobody is there"))] }
    guard case .order(let entry, _) = try desk.place([wish(1, stopLoss: Price(90))])[0] else {
      throw Refused()
    }
    #expect(desk.obstacles[entry.number]?.code == "PROTECTION_MISSING")
    venue.change { $0.fates = [.refused(.notSent(reason: "nobody is there"))] }
    #expect(try desk.reconcile().map(\.number) == [entry.number])
    #expect(try desk.reconcile().isEmpty)
    #expect(desk.obstacles.isEmpty)
    #expect(venue.now.orders.map(\.type) == [.market, .stop])
  }

  @Test func `asking again for an entry places the stop that its process did not`() throws {
    let venue = ForgetfulVenue()
    venue.change { $0.fates = [.done, .refused(.notSent(reason: "nobody is there"))] }
    try place(venue, wish(1, stopLoss: Price(90)))
    try place(venue, wish(1, stopLoss: Price(90)))
    #expect(venue.now.orders.map(\.type) == [.market, .stop])
  }

  @Test func `a venue that cannot be asked is told of`() throws {
    let venue = ForgetfulVenue()
    venue.change { $0.fates = [.doneBut(Self.lost)] }
    let order = try place(venue)
    venue.change { $0.faults = [.notSent(reason: "nobody is there")] }
    let desk = try desk(venue)
    #expect(try desk.reconcile().map(\.life.state) == [.unknown])
    #expect(desk.obstacles[order.number]?.code == "VENUE_UNREACHABLE")
  }
}

extension VenueOrder {
  fileprivate func withStatus(_ status: OrderStatus) -> VenueOrder {
    VenueOrder(
      clientOrderID: clientOrderID, orderID: orderID, symbol: symbol, side: side, type: type,
      status: status, quantity: quantity)
  }
}
