import Domain
import Ledger
import Lifecycle
import Risk
import Testing
import Trading
import VenueInterface
import Wire

@Suite struct VenueStopTests {
  let bench: StopBench

  init() throws { bench = try StopBench() }

  @Test func `what can grow goes first, then positions, then what protected them`() throws {
    let venue = StandInVenue(
      .init(
        orders: [.stop("s1"), .limit("l1"), .limit("l2", .eth)],
        positions: [.long(.btc, 2), .short(.eth, 3)]))
    let (result, told) = bench.stop(venue)
    #expect(
      venue.log == [
        "orders", "cancel l1", "cancel l2", "positions", "place sell 2 BTC/USDT:USDT",
        "place buy 3 ETH/USDT:USDT", "orders", "positions", "cancel s1", "orders", "positions",
      ])
    #expect(result.outcome == .flat && result.failure == nil)
    #expect((result.cancelled, result.closed, told.count) == (3, 2, 5))
  }

  @Test func `nothing open takes two questions and no order`() throws {
    let venue = StandInVenue(.init())
    let (result, told) = bench.stop(venue)
    #expect(result.outcome == .flat && told.isEmpty)
    #expect(venue.log == ["orders", "positions"])
  }

  @Test func `a refused cancel is asked for again`() throws {
    let no = VenueError.rejected(code: "BUSY", message: "not now")
    let venue = StandInVenue(.init(orders: [.limit("l1")], faults: ["cancel": [no, no]]))
    let (result, told) = bench.stop(venue)
    #expect(result.outcome == .flat && result.cancelled == 1)
    #expect(venue.log.count { $0 == "cancel l1" } == 3)
    #expect(told.count == 3)
  }

  @Test func `a cancel that is refused for ever ends with the time, and says so`() throws {
    let no = VenueError.rejected(code: "NEVER", message: "no")
    let venue = StandInVenue(
      .init(
        orders: [.limit("l1")], positions: [.long(.btc, 1)],
        faults: ["cancel": Array(repeating: no, count: 1_000)]))
    let (result, _) = bench.stop(venue)
    #expect(result.outcome == .open)
    #expect((result.openOrders, result.openPositions) == (1, 0))
    #expect(result.failure?.code == "STILL_OPEN")
    #expect(bench.clock.now() >= bench.terms.deadline)
    // It does not hammer: pauses grow.
    #expect(venue.log.count { $0 == "cancel l1" } < 40)
  }

  @Test func `orders that the ledger knows are over in it, with the reason`() throws {
    try bench.order("l1", [.acknowledged(orderID: "o-l1")])
    let venue = StandInVenue(.init(orders: [.limit("l1"), .limit("foreign")]))
    let (result, told) = bench.stop(venue)
    #expect(result.outcome == .flat && result.cancelled == 2)
    #expect(try bench.orders().map(\.life.state) == [.cancelled])
    guard case .order(let order, nil) = told.first, case .foreign(let other, nil) = told.last
    else {
      Issue.record("\(told)")
      return
    }
    #expect((order.clientOrderID, other.clientOrderID) == ("l1", "foreign"))
  }

  @Test func `an order that is over in the ledger and open at the venue is cancelled`() throws {
    try bench.order("l1", [.acknowledged(orderID: "o-l1"), .cancelled(reason: "so it was told")])
    let venue = StandInVenue(.init(orders: [.limit("l1")]))
    #expect(bench.stop(venue).result.outcome == .flat)
    #expect(venue.now.orders.isEmpty)
  }

  @Test func `a position is split at the largest order, and dust is told once`() throws {
    var bench = bench
    bench.terms.instruments[.btc] = Instrument(
      symbol: .btc, lot: 1, minimumQuantity: 1, maximumQuantity: 4)
    bench.terms.instruments[.eth] = Instrument(symbol: .eth, minimumQuantity: 5)
    let venue = StandInVenue(.init(positions: [.long(.btc, 10), .long(.eth, 3)]))
    let (result, told) = bench.stop(venue)
    #expect(
      venue.log.filter { $0.hasPrefix("place") }.map { $0.split(separator: " ")[2] }
        == ["4", "4", "2"])
    #expect(result.outcome == .flat && result.dust == 1 && result.closed == 3)
    let dust = told.filter { if case .dust = $0 { true } else { false } }
    #expect(dust.count == 1)
  }

  @Test func `what protects a position stays while the position cannot be closed`() throws {
    let no = VenueError.rejected(code: "NO", message: "no market")
    let venue = StandInVenue(
      .init(
        orders: [.stop("s1")], positions: [.long(.btc, 1)],
        faults: ["place": Array(repeating: no, count: 1_000)]))
    let (result, _) = bench.stop(venue)
    #expect(result.outcome == .open)
    #expect(venue.now.orders.map(\.clientOrderID) == ["s1"])
  }

  @Test func `a venue that is gone is asked until the time is over`() throws {
    let venue = StandInVenue(.init(isGone: true))
    let (result, told) = bench.stop(venue)
    #expect(result.outcome == .unreachable && told.isEmpty)
    #expect(result.failure?.code == "VENUE_UNREACHABLE")
    #expect(venue.log.count > 5 && venue.log.count < 40)
  }

  @Test func `a venue that wants to be left alone is left alone`() throws {
    let venue = StandInVenue(
      .init(
        orders: [.limit("l1")],
        faults: ["cancel": [.rateLimited(retryAfter: .seconds(7))]]))
    let (result, _) = bench.stop(venue)
    #expect(result.outcome == .flat)
    #expect(bench.clock.now() == .seconds(1_007))
  }

  @Test func `holdings are sold only where that is wanted`() throws {
    let holdings = [
      Balance(asset: "USDT", free: 5, locked: 0), Balance(asset: "BTC", free: 2, locked: 0),
      Balance(asset: "NONE", free: 1, locked: 0),
    ]
    let kept = StandInVenue(.init(balances: holdings))
    #expect(bench.stop(kept).result.outcome == .flat)
    #expect(kept.now.balances == holdings && !kept.log.contains("balances"))

    var bench = bench
    bench.terms.sellsSpot = true
    let sold = StandInVenue(.init(balances: holdings))
    let result = bench.stop(sold).result
    #expect(result.outcome == .flat && result.closed == 1)
    #expect(sold.now.balances.map(\.asset) == ["USDT", "NONE"])
  }

  // MARK: Several at once

  @Test func `many orders and positions are each asked for once`() throws {
    let symbols = (0..<20).map { Symbol(base: "C\($0)", quote: "USDT", settle: "USDT") }
    let orders = (0..<200).map { VenueOrder.limit("l\($0)", symbols[$0 % 20]) }
    // The ledger knows some of them.
    for place in 0..<4 {
      try bench.order(
        "l\(place)", [.acknowledged(orderID: "o-l\(place)")], symbol: symbols[place % 20])
    }
    let venue = StandInVenue(.init(orders: orders, positions: symbols.map { .long($0, 2) }))
    let (result, told) = bench.stop(venue, lanes: 16)
    #expect(result.outcome == .flat && (result.cancelled, result.closed) == (200, 20))
    #expect(told.count == 220)
    let log = venue.log
    #expect(Set(log.filter { $0.hasPrefix("cancel") }).count == 200)
    #expect(log.count == 220 + 4)
    #expect(log.filter { $0.hasPrefix("place") }.count == 20)
    #expect(try bench.orders().allSatisfy { $0.life.isFinal })
    #expect(try bench.positions().isEmpty)
    #expect(try bench.ledger.verify().isIntact)
  }

  @Test func `a cancel without an answer holds up neither the others nor the positions`() throws {
    let lost = VenueError.outcomeUnknown(reason: "no answer")
    let orders = (0..<30).map { VenueOrder.limit("l\($0)") }
    let venue = StandInVenue(
      .init(orders: orders, positions: [.long(.btc, 2)], faults: ["cancel": [nil, lost]]))
    let (result, _) = bench.stop(venue, lanes: 4)
    #expect(result.outcome == .flat && result.cancelled == 30)
    let log = venue.log
    let firstRound = log.prefix { !$0.hasPrefix("place") }
    #expect(firstRound.count { $0.hasPrefix("cancel") } == 30)
    #expect(log.count { $0.hasPrefix("cancel") } == 31)
  }

  @Test func `a venue that is gone in the middle is not asked for the rest`() throws {
    let gone = VenueError.notSent(reason: "gone")
    let orders = (0..<100).map { VenueOrder.limit("l\($0)") }
    let venue = StandInVenue(
      .init(
        orders: orders, positions: [.long(.btc, 2)],
        faults: ["cancel": Array(repeating: gone, count: 4)]))
    let (result, told) = bench.stop(venue, lanes: 4)
    #expect(result.outcome == .flat && result.cancelled == 100)
    #expect(venue.log.prefix(6).map { $0.prefix(6) }.count { $0 == "cancel" } == 4)
    #expect(venue.log[5] == "orders")
    #expect(told.count == 105)
  }

  @Test func `a closing order that was not sent any more is written down as unsent`() throws {
    let symbols = (0..<6).map { Symbol(base: "C\($0)", quote: "USDT", settle: "USDT") }
    let gone = VenueError.notSent(reason: "gone")
    let venue = StandInVenue(
      .init(positions: symbols.map { .long($0, 2) }, faults: ["place": [gone, gone]]))
    let (result, _) = bench.stop(venue, lanes: 2)
    #expect(result.outcome == .flat && result.closed == 6)
    let states = try bench.orders().filter { $0.role == .emergency }.map(\.life.state)
    #expect(states.count { $0 == .unsent } == 2 && states.count { $0 == .filled } == 6)
    #expect(try bench.positions().isEmpty)
    #expect(try bench.ledger.verify().isIntact)
  }

  // MARK: The ledger

  /// One unit for 90.
  private static let bought = OrderFill(
    id: "f-l1",
    fill: Fill(
      side: .buy, price: 90, quantity: 1, fee: 0, liquidity: .taker, time: .seconds(1)),
    feeAsset: "USDT")

  /// Profits of positions that are over; checks that none is left.
  private func profits() throws -> [Notional] {
    #expect(try bench.positions().isEmpty)
    #expect(try bench.ledger.verify().isIntact)
    let scope = bench.scope
    return try bench.ledger.read { view throws(LedgerError) in
      try view.closedPositions(in: scope, since: .seconds(0)).map(\.realizedProfit)
    }
  }

  @Test func `a position that somebody else opened leaves none behind in the ledger`() throws {
    let venue = StandInVenue(.init(positions: [.long(.btc, 2)]))
    #expect(bench.stop(venue).result.outcome == .flat)
    // Two units from 100 to 110.
    #expect(try profits() == [20])
  }

  @Test(arguments: [[OrderEvent.acknowledged(orderID: "o-l1")], []])
  func `a position of which the ledger has not heard is not taken for somebody else's`(
    events: [OrderEvent]
  ) throws {
    try bench.order("l1", events)
    let venue = StandInVenue(.init(past: [.filled("l1")], positions: [.long(.btc, 1)]))
    #expect(bench.stop(venue).result.outcome == .flat)
    // From 90 to 110, once.
    #expect(try profits() == [20])
    #expect(try bench.orders().map(\.life.state) == [.filled, .filled])
  }

  @Test(arguments: [true, false])
  func `part of a position is taken over where the rest is our own`(isHeardOf: Bool) throws {
    let heard: [OrderEvent] = isHeardOf ? [.filled(Self.bought)] : []
    try bench.order("l1", [.acknowledged(orderID: "o-l1")] + heard)
    let venue = StandInVenue(.init(past: [.filled("l1")], positions: [.long(.btc, 3)]))
    #expect(bench.stop(venue).result.outcome == .flat)
    // One unit from 90, two from 100, all to 110.
    #expect(try profits().reduce(0) { try $0 + $1 } == 40)
  }

  @Test func `a venue that does not tell what is held makes nothing undone`() throws {
    try bench.order("l1", [.acknowledged(orderID: "o-l1"), .filled(Self.bought)])
    let venue = StandInVenue(.init())
    #expect(bench.stop(venue).result.outcome == .flat)
    #expect(try bench.positions().map(\.position.quantity) == [1])
    #expect(!venue.log.contains { $0.hasPrefix("place") })
  }

  @Test func `an order that the venue has forgotten does not hold it up`() throws {
    try bench.order("l1", [.acknowledged(orderID: "o-l1")])
    let (result, _) = bench.stop(StandInVenue(.init()))
    #expect(result.outcome == .flat && bench.clock.now() == .seconds(1_000))
    #expect(try bench.orders().map(\.life.state) == [.open])
  }

  @Test func `without a ledger orders are cancelled and positions are named`() throws {
    let venue = StandInVenue(.init(orders: [.limit("l1")], positions: [.long(.btc, 1)]))
    let broken = StopDesks.Way(isShared: true) { () throws(LedgerError) in
      throw .full(path: "ledger")
    }
    let (result, told) = bench.stop(venue, [broken, broken])
    #expect(result.outcome == .open && result.cancelled == 1 && result.closed == 0)
    #expect(result.ledgerFailure == .full(path: "ledger"))
    #expect(venue.now.orders.isEmpty && !venue.log.contains { $0.hasPrefix("place") })
    #expect(told.contains { if case .notClosed = $0 { true } else { false } })
  }

  @Test func `where the ledger takes nothing a spare one does`() throws {
    let bench = bench
    let venue = StandInVenue(.init(orders: [.limit("l1")], positions: [.long(.btc, 1)]))
    let (result, _) = bench.stop(
      venue,
      [
        StopDesks.Way(isShared: true) { () throws(LedgerError) in throw .readOnly(path: "x") },
        StopDesks.Way(isShared: false) { () throws(LedgerError) in
          try bench.desk(.venue(venue), ledger: "spare.db")
        },
      ])
    #expect(result.outcome == .flat && result.closed == 1)
    // Nobody knows what is on its way, so the longest time of a request was waited for.
    #expect(bench.clock.now() == .seconds(1_010))
    #expect(try bench.orders().isEmpty)
  }

  // MARK: What is on its way

  @Test func `an order on its way is waited for, and cancelled when it arrives`() throws {
    try bench.order("late", [])
    let venue = StandInVenue(.init(late: (.limit("late"), at: 2)))
    let (result, _) = bench.stop(venue)
    #expect(result.outcome == .flat && result.cancelled == 1)
    #expect(bench.clock.now() == .seconds(1_010))
    #expect(try bench.orders().map(\.life.state) == [.cancelled])
  }

  @Test func `an order that nobody finds is not known to be gone`() throws {
    try bench.order("lost", [])
    let venue = StandInVenue(.init())
    let (result, told) = bench.stop(venue)
    #expect(result.outcome == .open && result.failure?.code == "OUTCOME_UNKNOWN")
    #expect(told.count == 1)
  }

  @Test func `it ends early when somebody wants it to`() throws {
    var bench = bench
    bench.terms.isInterrupted = { true }
    let venue = StandInVenue(.init(orders: [.limit("l1")]))
    let (result, _) = bench.stop(venue)
    #expect(result.outcome == .open && result.openOrders == 1)
    #expect(!venue.log.contains("cancel l1"))
  }

  @Test func `twice at once it ends the same, whoever does what`() async throws {
    let venue = StandInVenue(
      .init(
        orders: (0..<20).map { .limit("l\($0)") },
        positions: [.long(.btc, 5), .short(.eth, 5)]))
    let bench = bench
    let outcomes = await withTaskGroup(of: StopResult.Outcome.self) { group in
      for number in 0..<2 {
        group.addTask {
          let way = StopDesks.Way(isShared: true) { () throws(LedgerError) in
            try bench.desk(.venue(venue), "run-\(number)", ledger: "ledger.db")
          }
          return bench.stop(venue, [way]).result.outcome
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes == [.flat, .flat])
    #expect(venue.now.orders.isEmpty && venue.now.positions.isEmpty)
    #expect(try bench.positions().isEmpty)
    #expect(try bench.ledger.verify().isIntact)
  }
}
