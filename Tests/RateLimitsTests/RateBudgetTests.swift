import Domain
import Foundation
import Synchronization
import TestSupport
import Testing
import VenueInterface

@testable import RateLimits

@Suite struct RateBudgetTests {
  private let folder: TemporaryFolder
  private static let start = Timestamp(nanoseconds: 1_763_700_000_000_000_000)

  init() throws { folder = try TemporaryFolder() }

  private static func limit(
    _ name: String, _ scope: RequestLimit.Scope = .address, _ amount: Int = 50, burst: Int? = 50,
    _ measure: RequestLimit.Measure = .weight,
    for purposes: Set<RequestDraft.Purpose> = Set(RequestDraft.Purpose.allCases)
  ) -> RequestLimit {
    var limit = RequestLimit(
      name, scope, amount, measure, per: TimeInterval(nanoseconds: 1_000_000_000), for: purposes)
    limit.burst = burst
    return limit
  }

  private func budget(_ limits: [RequestLimit], account: String? = "main") -> RateBudget {
    RateBudget(folder: folder.path, venue: "v-live", account: account, limits: limits)
  }

  private func isTaken(
    _ budget: RateBudget, _ request: BudgetRequest, at time: Timestamp = start
  ) throws -> BudgetWait? {
    do throws(BudgetFailure) {
      try budget.acquire(request, { time }, pause: { _ in false })
      return nil
    } catch {
      guard case .exhausted(let wait) = error else { throw error }
      return wait
    }
  }

  private static func later(_ milliseconds: Int64) -> Timestamp {
    start.advanced(by: TimeInterval(nanoseconds: milliseconds * 1_000_000))
  }

  @Test func `two who share a folder share the budget`() throws {
    let first = budget([Self.limit("w")])
    let second = budget([Self.limit("w")])
    #expect(try isTaken(first, BudgetRequest(weight: 30, for: .cancel)) == nil)
    #expect(try isTaken(second, BudgetRequest(weight: 20, for: .cancel)) == nil)
    let wait = try isTaken(first, BudgetRequest(weight: 1, for: .cancel))
    #expect(wait == BudgetWait(limit: "w", time: TimeInterval(nanoseconds: 20_000_000)))
    #expect(try isTaken(second, BudgetRequest(weight: 1, for: .cancel), at: Self.later(20)) == nil)
  }

  @Test func `a limit of one endpoint is for that endpoint`() throws {
    var limit = Self.limit("list", .account, 2, burst: 2, .requests, for: [.read])
    limit.path = "/list"
    let budget = budget([limit, Self.limit("w")])
    let list = BudgetRequest(weight: 1, for: .read, path: "/list")
    #expect(try isTaken(budget, list) == nil && isTaken(budget, list) == nil)
    #expect(try isTaken(budget, list)?.limit == "list")
    for other in [
      BudgetRequest(weight: 1, for: .read, path: "/order"), BudgetRequest(weight: 1, for: .read),
      BudgetRequest(weight: 1, for: .place, path: "/list"),
    ] {
      #expect(try isTaken(budget, other) == nil)
    }
  }

  @Test func `nothing is taken anywhere where one limit refuses`() throws {
    let budget = budget([
      Self.limit("w"), Self.limit("orders", .account, 2, burst: 2, .requests, for: [.place]),
    ])
    let order = BudgetRequest(weight: 5, for: .place)
    for _ in 0..<2 { #expect(try isTaken(budget, order) == nil) }
    #expect(try isTaken(budget, order)?.limit == "orders")
    let readings = try budget.readings(at: Self.start)
    #expect(readings.map(\.limit.name) == ["w", "orders"])
    #expect(readings.map(\.available) == [40, 0])
    #expect(readings.map { $0.history.last } == [10, 2])
  }

  @Test func `reads leave a part for orders, and orders a part for cancels`() throws {
    let budget = budget([Self.limit("w", .address, 100, burst: 100)])
    #expect(try isTaken(budget, BudgetRequest(weight: 70, for: .read)) == nil)
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .read)) != nil)
    // The read that waits has no claim against an order.
    #expect(try isTaken(budget, BudgetRequest(weight: 20, for: .place)) == nil)
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .place)) != nil)
    #expect(try isTaken(budget, BudgetRequest(weight: 10, for: .cancel)) == nil)
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .cancel)) != nil)
  }

  @Test func `an urgent order draws from the limit of orders, and goes before others`() throws {
    let budget = budget([
      Self.limit("w", .address, 10, burst: 10),
      Self.limit("orders", .account, 2, burst: 2, .requests, for: [.place]),
    ])
    #expect(try isTaken(budget, BudgetRequest(weight: 9, for: .place)) == nil)
    // The last tenth is kept for cancels.
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .place))?.limit == "w")
    let urgent = BudgetRequest(weight: 1, for: .place, priority: .cancel)
    #expect(try isTaken(budget, urgent) == nil)
    #expect(try budget.readings(at: Self.start).map(\.available) == [0, 0])
    // There would be room for an order later, but somebody goes before it.
    #expect(try isTaken(budget, urgent) != nil)
    let order = BudgetRequest(weight: 0, for: .place)
    #expect(try isTaken(budget, order, at: Self.later(100))?.limit == nil)
  }

  @Test func `nobody takes what a cancel waits for`() throws {
    let budget = budget([Self.limit("w")])
    #expect(try isTaken(budget, BudgetRequest(weight: 50, for: .cancel)) == nil)
    #expect(try isTaken(budget, BudgetRequest(weight: 10, for: .cancel)) != nil)
    // There is enough for a read by now, but it would keep the cancel waiting.
    let read = try isTaken(budget, BudgetRequest(weight: 1, for: .read), at: Self.later(100))
    #expect(read?.limit == nil)
    #expect(
      try isTaken(budget, BudgetRequest(weight: 10, for: .cancel), at: Self.later(200)) == nil)
    // A claim ends by itself, so that who dies while waiting holds up nobody.
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .read), at: Self.later(900)) == nil)
  }

  @Test func `a venue that wants to be left alone is, by everybody, cancels too`() throws {
    let first = budget([Self.limit("w")])
    try first.close(for: TimeInterval(nanoseconds: 3_000_000_000), at: Self.start)
    try first.close(for: TimeInterval(nanoseconds: 1_000_000_000), at: Self.start)
    let second = budget([], account: nil)
    let wait = try isTaken(second, BudgetRequest(weight: 1, for: .cancel), at: Self.later(1000))
    #expect(wait == BudgetWait(limit: nil, time: TimeInterval(nanoseconds: 2_000_000_000)))
    #expect(
      try isTaken(second, BudgetRequest(weight: 1, for: .cancel), at: Self.later(3000)) == nil)
    // A clock that is put back by an hour makes it no longer.
    try first.close(for: TimeInterval(nanoseconds: 3_000_000_000), at: Self.later(4000))
    let after = try isTaken(
      second, BudgetRequest(weight: 1, for: .cancel), at: Self.later(-3_600_000))
    #expect(after?.time == TimeInterval(nanoseconds: 3_000_000_000))
  }

  @Test func `what the venue counts is believed where it is more`() throws {
    let budget = budget([Self.limit("w", .address, 100, burst: nil)])
    let nothing = BudgetRequest(weight: 0, for: .read)
    #expect(try budget.readings(at: Self.start)[0].available == 50)
    try budget.learn([LimitUsage("w", used: 20)], for: nothing, at: Self.start)
    #expect(try budget.readings(at: Self.start)[0].available == 50, "there is room for all")
    try budget.learn([LimitUsage("w", used: 90)], for: nothing, at: Self.start)
    #expect(try budget.readings(at: Self.start)[0].available == 10)
    try budget.learn([LimitUsage("w", used: 5)], for: nothing, at: Self.start)
    #expect(try budget.readings(at: Self.start)[0].available == 10, "answers come in any order")
    try budget.learn([LimitUsage("other", used: 100)], for: nothing, at: Self.start)
    #expect(try budget.readings(at: Self.start)[0].closed == .zero)
    try budget.learn([LimitUsage("w", used: 100)], for: nothing, at: Self.later(400))
    let reading = try budget.readings(at: Self.later(400))[0]
    #expect(reading.available == 0)
    #expect(reading.closed == TimeInterval(nanoseconds: 600_000_000), "until the window ends")
  }

  @Test func `a day's limit that is used up closes nothing else`() throws {
    let day = RequestLimit("orders-1D", .account, 100, .requests, per: .day, for: [.place])
    let budget = budget([
      day, Self.limit("cancels", .account, 10, burst: 10, .requests, for: [.cancel]),
    ])
    let order = BudgetRequest(weight: 1, for: .place)
    try budget.learn([LimitUsage("orders-1D", used: 100)], for: order, at: Self.start)
    #expect(try isTaken(budget, order)?.limit == "orders-1D")
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .cancel)) == nil)
  }

  @Test func `limits by account and by market are kept apart`() throws {
    let limits = [
      Self.limit("a", .account, 10, burst: 10), Self.limit("s", .symbol, 4, burst: 4),
    ]
    let one = budget(limits, account: "one")
    let two = budget(limits, account: "two")
    func order(_ symbol: String) -> BudgetRequest {
      BudgetRequest(weight: 4, for: .cancel, symbol: symbol)
    }
    #expect(try isTaken(one, order("BTC-USDT")) == nil)
    #expect(try isTaken(one, order("BTC-USDT"))?.limit == "s")
    #expect(try isTaken(one, order("ETH/USDT:USDT")) == nil)
    #expect(try isTaken(one, order("XRP-USDT"))?.limit == "a")
    #expect(try isTaken(two, order("BTC-USDT")) == nil)
    #expect(try one.readings(at: Self.start).map(\.limit.name) == ["a"])
    #expect(
      try one.readings(at: Self.start, symbol: "ETH/USDT:USDT").map(\.available) == [2, 0])
    try one.reset(symbol: "ETH/USDT:USDT")
    #expect(
      try one.readings(at: Self.start, symbol: "ETH/USDT:USDT").map(\.available) == [10, 4])
    #expect(try isTaken(one, order("BTC-USDT"))?.limit == "s")
    try one.reset()
    #expect(try isTaken(one, order("BTC-USDT")) == nil)
    #expect(try isTaken(two, order("BTC-USDT"))?.limit == "s", "it is another account's")
  }

  @Test func `a reset forgets use and closing`() throws {
    let budget = budget([Self.limit("w")])
    #expect(try isTaken(budget, BudgetRequest(weight: 50, for: .cancel)) == nil)
    try budget.close(for: .hour, at: Self.start)
    try budget.reset()
    #expect(try isTaken(budget, BudgetRequest(weight: 50, for: .cancel)) == nil)
  }

  @Test func `the history is of the last hour, minute by minute`() throws {
    let budget = budget([Self.limit("w")])
    for (minute, weight) in [(0, 3), (0, 4), (1, 5), (59, 6)] as [(Int64, Int)] {
      let time = Self.later(minute * 60_000 + Int64(weight) * 1000)
      #expect(try isTaken(budget, BudgetRequest(weight: weight, for: .cancel), at: time) == nil)
    }
    let history = try budget.readings(at: Self.later(59 * 60_000 + 30_000))[0].history
    #expect(history.count == 60)
    #expect(history[0] == 7 && history[1] == 5 && history[59] == 6)
    #expect(history.reduce(0, +) == 18)
    #expect(try budget.readings(at: Self.later(60 * 60_000))[0].history.reduce(0, +) == 11)
    #expect(try budget.readings(at: Self.later(600 * 60_000))[0].history.reduce(0, +) == 0)
  }

  @Test(arguments: [
    "x", "not a state at all", String(repeating: "\u{1}", count: BudgetState.byteCount),
    String(repeating: "9", count: 10_000),
  ])
  func `what nobody of us wrote counts as all used up`(text: String) throws {
    let budget = budget([Self.limit("w")])
    try folder.write(text, to: "v-live.address")
    let wait = try isTaken(budget, BudgetRequest(weight: 1, for: .cancel))
    #expect(wait?.time == TimeInterval(nanoseconds: 20_000_000))
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .cancel), at: Self.later(20)) == nil)
    #expect(try isTaken(budget, BudgetRequest(weight: 1, for: .cancel), at: Self.later(20)) != nil)
  }

  @Test func `a folder that cannot be written to is told, and nothing is taken`() throws {
    let budget = RateBudget(
      folder: folder.path + "/none", venue: "v", account: nil, limits: [Self.limit("w")])
    #expect {
      try budget.acquire(
        BudgetRequest(weight: 1, for: .read), { Self.start }, pause: { _ in true })
    } throws: { error in
      guard case .unusable(let reason) = error as? BudgetFailure else { return false }
      return reason.contains("v.address") && reason.contains("No such file")
    }
  }

  @Test func `forty at once get what there is, and not more`() throws {
    // Time is made up: whoever has to wait moves it on, so nothing depends on the machine.
    let clock = Mutex<Int64>(Self.start.nanoseconds)
    let times = Mutex<[Int64]>([])
    let limits = [Self.limit("w")]
    let budgets = (0..<40).map { _ in budget(limits) }
    DispatchQueue.concurrentPerform(iterations: 40) { index in
      for _ in 0..<8 {
        let isTaken: Void? = try? budgets[index].acquire(
          BudgetRequest(weight: 1, for: .cancel),
          { Timestamp(nanoseconds: clock.withLock { $0 }) },
          pause: { wait in
            clock.withLock { $0 += max(100_000, wait.time.nanoseconds / 3) }
            return true
          })
        guard isTaken != nil else { return }
        times.withLock { $0.append(clock.withLock { $0 }) }
      }
    }
    let sent = times.withLock { $0.sorted() }
    #expect(sent.count == 320)
    let end = Self.start.nanoseconds + 5_000_000_000
    // A time that is read after the lock may be later than the one that counted, never earlier.
    #expect(sent.count { $0 < end } <= 300)
    #expect(sent[0] == Self.start.nanoseconds)
  }
}
