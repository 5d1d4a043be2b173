import Domain
import Risk
import Testing

@Suite struct BreakerTests {
  private func at(_ minutes: Int64) -> Timestamp {
    Timestamp(nanoseconds: minutes * TimeInterval.minute.nanoseconds)
  }

  private let tenMinutes = TimeInterval(nanoseconds: 600_000_000_000)

  /// Trips at a fall of 10 %, a loss of 2 % and five failures in ten minutes.
  private var policy: RiskPolicy {
    var policy = RiskPolicy()
    policy.failedOrders = [CountLimit(text: "5/10m"), CountLimit(text: "9/1h")].compactMap(\.self)
    return policy
  }

  private func state(
    _ equity: String, peak: Int = 10_000, dayStart: Int = 0, failures: RecentCounts = [:]
  ) throws -> RiskState {
    var state = RiskState(
      equity: try Notional(equity), peakEquity: Notional(peak), dayStartEquity: Notional(dayStart))
    state.recentFailures = failures
    return state
  }

  // MARK: What trips it

  @Test(arguments: [("9000", false), ("8999.99", true)])
  func `a fall from the peak trips it just above the limit`(equity: String, trips: Bool) throws {
    let trip = Breaker().due(policy, in: try state(equity), at: at(0))
    #expect((trip?.cause == .drawdown) == trips)
    #expect((trip != nil) == trips)
  }

  @Test(arguments: [("9800", false), ("9799.99", true)])
  func `a loss of the day trips it just above the limit`(equity: String, trips: Bool) throws {
    let account = try state(equity, peak: 0, dayStart: 10_000)
    let trip = Breaker().due(policy, in: account, at: at(0))
    #expect((trip?.cause == .dailyLoss) == trips)
    #expect((trip != nil) == trips)
  }

  @Test(arguments: [(4, 8, false), (5, 8, true), (4, 9, true), (0, 0, false)])
  func `failed orders trip it at the number of any window`(
    lately: Int, inTheHour: Int, trips: Bool
  ) throws {
    let account = try state("10000", failures: [tenMinutes: lately, .hour: inTheHour])
    let trip = Breaker().due(policy, in: account, at: at(0))
    #expect((trip?.cause == .failedOrders) == trips)
    #expect((trip != nil) == trips)
  }

  @Test func `a trip says why, since when and until when`() throws {
    let account = try state("8999.99", dayStart: 10_000, failures: [tenMinutes: 5])
    let trip = try #require(Breaker().due(policy, in: account, at: at(30)))
    #expect(trip.cause == .drawdown)
    #expect(trip.cause.rawValue == "MAX_DRAWDOWN")
    #expect(
      trip.message
        == """
        The fall from the peak is 10.01 % of the peak (1000.01 of 10000); at most 10 % is allowed.
        """)
    #expect(trip.time == at(30))
    #expect(trip.end == at(90))
  }

  @Test func `only what the policy names trips it`() throws {
    let account = try state("8000", dayStart: 10_000, failures: [tenMinutes: 5])
    var policy = policy
    for cause in BreakerCause.automatic {
      policy.breaker.causes = [cause]
      #expect(Breaker().due(policy, in: account, at: at(0))?.cause == cause)
    }
    policy.breaker.causes = []
    #expect(Breaker().due(policy, in: account, at: at(0)) == nil)
    policy.breaker.causes = [.byHand]
    #expect(Breaker().due(policy, in: account, at: at(0)) == nil)
  }

  @Test func `a limit that is lifted trips nothing`() throws {
    var policy = policy
    policy.maximumDrawdown = nil
    policy.dailyLoss = nil
    policy.failedOrders = []
    let account = try state("1", dayStart: 10_000, failures: [tenMinutes: 500])
    #expect(Breaker().due(policy, in: account, at: at(0)) == nil)
  }

  @Test func `what cannot be reckoned trips nothing, the orders are denied anyway`() {
    let account = RiskState(
      equity: Notional(scaled: -FixedPoint.largest),
      peakEquity: Notional(scaled: FixedPoint.largest),
      dayStartEquity: Notional(scaled: FixedPoint.largest))
    #expect(Breaker().due(policy, in: account, at: at(0)) == nil)
  }

  // MARK: How long it is open

  @Test func `it is open from the trip to the end of its cooldown`() throws {
    let breaker = Breaker([.tripped(BreakerTrip(.dailyLoss, "", at: at(10), for: .hour))])
    #expect(!Breaker().isOpen(at: at(10)))
    #expect(breaker.isOpen(at: at(10)))
    #expect(breaker.isOpen(at: Timestamp(nanoseconds: at(70).nanoseconds - 1)))
    #expect(!breaker.isOpen(at: at(70)))
    // Set back, the clock shows a time before the trip.
    #expect(breaker.isOpen(at: at(-50)))
  }

  @Test func `without a cooldown it is open until a person resets it`() throws {
    var breaker = Breaker([.tripped(BreakerTrip(.drawdown, "", at: at(0), for: nil))])
    #expect(breaker.isOpen(at: .distantFuture))
    breaker.apply(.reset(at: at(5)))
    #expect(!breaker.isOpen(at: at(5)))
    #expect(breaker.trip == nil)
  }

  @Test func `an open one does not trip again, a closed one does while its cause lasts`() throws {
    let account = try state("9000.01", dayStart: 10_000)
    var breaker = Breaker()
    var trips = 0
    for minute in stride(from: Int64(0), to: 300, by: 5) {
      if let trip = breaker.due(policy, in: account, at: at(minute)) {
        breaker.apply(.tripped(trip))
        trips += 1
      }
      #expect(breaker.isOpen(at: at(minute)))
    }
    #expect(trips == 5)
  }

  @Test func `a trip never shortens the one before it`() {
    var breaker = Breaker([.tripped(BreakerTrip(.dailyLoss, "", at: at(0), for: .hour))])
    breaker.apply(.tripped(BreakerTrip(.byHand, "lunch", at: at(1), for: .minute)))
    #expect(breaker.trip?.end == at(60))
    #expect(breaker.trip?.message == "lunch")
    breaker.apply(.tripped(BreakerTrip(.byHand, "holiday", at: at(2), for: nil)))
    #expect(breaker.trip?.end == nil)
    breaker.apply(.tripped(BreakerTrip(.drawdown, "", at: at(3), for: .hour)))
    #expect(breaker.trip?.end == nil)
  }

  @Test func `an end beyond all time is the end of all time`() {
    let trip = BreakerTrip(.byHand, "", at: .distantFuture, for: .hour)
    #expect(trip.end == .distantFuture)
  }

  @Test func `it is open as long as the longest trip since the last reset`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("BreakerTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var log: [BreakerEntry] = []
      // The end of the longest trip in minutes, and when the clock showed what.
      var end: Int64?
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let minute = Int64.random(in: 0...500, using: &generator)
        if Int.random(in: 0...3, using: &generator) == 0 {
          log.append(.reset(at: at(minute)))
          end = nil
        } else {
          let isEndless = Int.random(in: 0...9, using: &generator) == 0
          let length = Int64.random(in: 1...200, using: &generator)
          let cause = BreakerCause.allCases[Int.random(in: 0...3, using: &generator)]
          let cooldown = TimeInterval(nanoseconds: length * TimeInterval.minute.nanoseconds)
          log.append(
            .tripped(BreakerTrip(cause, "", at: at(minute), for: isEndless ? nil : cooldown)))
          end = max(end ?? .min, isEndless ? .max : minute + length)
        }
      }
      let breaker = Breaker(log)
      for minute in stride(from: Int64(0), through: 800, by: 7) {
        #expect(breaker.isOpen(at: at(minute)) == (minute < end ?? .min))
      }
    }
  }

  // MARK: What failed orders count

  /// What tripped it is forgiven with the trip.
  private func justAfter(_ minute: Int64) -> Timestamp {
    at(minute).advanced(by: TimeInterval(nanoseconds: 1))
  }

  @Test func `failed orders count from the start of the window, or from what forgave them`() {
    var breaker = Breaker()
    #expect(breaker.failuresCount(from: at(60), within: tenMinutes) == at(50))
    breaker.apply(.tripped(BreakerTrip(.failedOrders, "", at: at(55), for: .minute)))
    #expect(breaker.failuresCount(from: at(60), within: tenMinutes) == justAfter(55))
    #expect(breaker.failuresCount(from: at(90), within: tenMinutes) == at(80))
    breaker.apply(.reset(at: at(58)))
    #expect(breaker.failuresCount(from: at(60), within: tenMinutes) == justAfter(58))
    // A trip for something else forgives nothing.
    breaker.apply(.tripped(BreakerTrip(.dailyLoss, "", at: at(59), for: .minute)))
    #expect(breaker.failuresCount(from: at(60), within: tenMinutes) == justAfter(58))
  }

  @Test func `a clock that was set back hides no failed orders`() {
    let breaker = Breaker([.reset(at: at(100))])
    #expect(breaker.failuresCount(from: at(40), within: tenMinutes) == at(30))
    #expect(
      breaker.failuresCount(from: .distantPast, within: tenMinutes) == .distantPast)
  }
}
