import Domain
import Matching
import Testing

/// Random orders, cancels, trades and candles; what must always hold is checked after each.
@Suite struct RandomSequenceTests {
  @Test(arguments: UInt64(1)...60)
  func `whatever happens, the account adds up`(seed: UInt64) throws {
    var run = try RandomRun(seed: seed)
    for _ in 0..<300 { try run.step() }
    run.bench.finish(at: run.time + 1)
    let faults = run.bench.violations + RunAudit(run).faults()
    #expect(faults == [], "seed \(seed)")
    #expect(run.bench.exchange.openOrders == [])
  }

  @Test func `the random runs come through every end that an order can have`() throws {
    var reasons: Set<PaperReason> = []
    var codes: Set<PaperRefusalCode> = []
    var statuses: Set<OrderStatus> = []
    for seed in UInt64(1)...60 {
      var run = try RandomRun(seed: seed)
      for _ in 0..<150 { try run.step() }
      run.bench.finish(at: run.time)
      for case .order(let update) in run.bench.log {
        statuses.insert(update.status)
        if let reason = update.reason { reasons.insert(reason) }
        if let refusal = update.refusal { codes.insert(refusal.code) }
      }
    }
    #expect(reasons == Set(PaperReason.allCases))
    #expect(
      statuses == [.accepted, .partiallyFilled, .filled, .cancelled, .expired, .rejected])
    #expect(
      codes.isSuperset(of: [
        .invalidOrder, .postOnly, .reduceOnly, .nothingToClose, .insufficientBalance,
      ]))
  }

  @Test(arguments: UInt64(1)...10)
  func `the same calls give the same events`(seed: UInt64) throws {
    var first = try RandomRun(seed: seed)
    var second = try RandomRun(seed: seed)
    for _ in 0..<300 {
      try first.step()
      try second.step()
    }
    #expect(first.bench.log == second.bench.log, "seed \(seed)")
    #expect(first.bench.log.isEmpty == false)
  }
}

/// A paper account that does random things in a random market.
struct RandomRun {
  var bench: Bench
  var time = 0
  let rules: PaperRules
  let instrument: Instrument
  private var numbers: RandomNumbers
  private var price = 1_000
  private var submitted: [Int] = []

  init(seed: UInt64) throws {
    numbers = RandomNumbers(seed: seed)
    rules = try PaperRules(
      makerFee: numbers.pick(["0.0002", "-0.0001", "0"]), takerFee: numbers.pick(["0.0004", "0"]),
      slippageBasisPoints: numbers.pick(["5", "0", "50"]),
      latency: TimeInterval(nanoseconds: numbers.pick([0, 500_000_000, 3_000_000_000])),
      participation: numbers.pick([nil, "0.1", "1"]),
      defaultLeverage: numbers.pick(["1", "5"]))
    instrument = Instrument(
      symbol: numbers.pick([spotSymbol, linearSymbol]), tick: numbers.pick(["0.1", "0"]),
      lot: "0.01")
    bench = try Bench(rules, equity: numbers.pick(["300", "10000"]), instrument: instrument)
  }

  mutating func step() throws {
    time += Int.random(in: 0...2, using: &numbers)
    if numbers.chance(35) { submit() }
    if numbers.chance(8), !submitted.isEmpty { bench.cancel(numbers.pick(submitted), at: time) }
    if numbers.chance(1) { bench.advance(to: time) }
    if numbers.chance(75) {
      price = max(1, price + Int.random(in: -12...12, using: &numbers))
      try bench.trade(tenths(price), hundredths(Int.random(in: 0...900, using: &numbers)), at: time)
    } else {
      let open = max(40, price + Int.random(in: -20...20, using: &numbers))
      let high = open + Int.random(in: 0...30, using: &numbers)
      let low = open - Int.random(in: 0...30, using: &numbers)
      price = Int.random(in: low...high, using: &numbers)
      try bench.candle(
        tenths(open), tenths(high), tenths(low), tenths(price),
        volume: hundredths(Int.random(in: 0...900, using: &numbers)), at: time)
    }
  }

  private mutating func submit() {
    let type = numbers.pick(OrderType.allCases)
    var intent = Intent(
      symbol: bench.symbol, side: numbers.pick(Side.allCases), type: type,
      quantity: numbers.chance(8) ? nil : hundredths(Int.random(in: 1...400, using: &numbers)))
    let isBuy = intent.side == .buy
    let near = price + Int.random(in: -30...30, using: &numbers)
    if type.hasPrice { intent.price = tenths(max(1, near)) }
    if type.isTriggered {
      intent.stopPrice = tenths(max(1, near + Int.random(in: -10...10, using: &numbers)))
    }
    intent.timeInForce = numbers.pick(
      [.goodTillCancelled, .goodTillCancelled] + TimeInForce.allCases)
    intent.isPostOnly = numbers.chance(10)
    intent.isReduceOnly = numbers.chance(15)
    if numbers.chance(30) { intent.stopLoss = tenths(max(1, near + (isBuy ? -25 : 25))) }
    if numbers.chance(30) { intent.takeProfit = tenths(max(1, near + (isBuy ? 35 : -35))) }
    if numbers.chance(30) { intent.leverage = numbers.pick(["1", "2", "20"]) }
    submitted.append(bench.submit(intent, at: time))
  }

  private func tenths(_ count: Int) -> Price { Price(scaled: Int128(count) * FixedPoint.one / 10) }

  private func hundredths(_ count: Int) -> Quantity {
    Quantity(scaled: Int128(count) * FixedPoint.one / 100)
  }
}

/// Reckons a run again from nothing but what was told about it.
struct RunAudit {
  private let run: RandomRun
  private var broken: [String] = []

  init(_ run: RandomRun) { self.run = run }

  func faults() -> [String] {
    var audit = self
    audit.replay()
    return audit.broken
  }

  private mutating func expect(_ condition: Bool, _ sentence: @autoclosure () -> String) {
    if !condition { broken.append(sentence()) }
  }

  private mutating func replay() {
    let lot = run.instrument.lot
    var last: [Int: PaperOrderUpdate] = [:]
    var filled: [Int: Int128] = [:]
    var realized: Int128 = 0
    var fees: Int128 = 0
    var held: Int128 = 0
    var fillCount = 0
    for event in run.bench.log {
      switch event {
      case .order(let update):
        let number = update.number
        if let before = last[number] {
          expect(!before.status.isFinal, "order \(number) changed after its end")
          expect(before.time <= update.time, "order \(number) went back in time")
          expect(before.filledQuantity <= update.filledQuantity, "order \(number) lost a fill")
        }
        expect(update.filledQuantity <= update.quantity, "order \(number) overfilled")
        expect(
          update.filledQuantity.scaled == filled[number, default: 0], "\(number): fills differ")
        expect(
          (update.status == .rejected) == (update.refusal != nil && update.filledQuantity.isZero),
          "\(number): refusal")
        expect(
          (update.status == .filled)
            == (update.filledQuantity == update.quantity && update.quantity.isPositive),
          "\(number): filled")
        last[number] = update
      case .fill(let fill):
        fillCount += 1
        let signed = fill.fill.side == .buy ? fill.fill.quantity : -fill.fill.quantity
        let before = held
        held += signed.scaled
        expect(fill.fillNumber == fillCount, "fill \(fill.fillNumber) is the \(fillCount)th")
        expect(fill.fill.quantity.isPositive && fill.fill.quantity.isMultiple(of: lot), "lot")
        expect(fill.position.quantity.scaled == held, "position after fill \(fillCount)")
        let order = last[fill.number]
        expect(order != nil || fill.reason == .liquidation, "fill of an order nobody knows")
        if order?.isReduceOnly ?? true {
          expect(held.magnitude < before.magnitude, "a reduce-only fill increased")
          expect(held == 0 || (held > 0) == (before > 0), "a reduce-only fill turned around")
        }
        if let limit = order?.price, order?.type.hasPrice == true {
          let isWithin =
            fill.fill.side == .buy ? fill.fill.price <= limit : fill.fill.price >= limit
          expect(isWithin, "order \(fill.number) filled beyond its limit")
          expect(fill.fill.liquidity == .taker || fill.fill.price == limit, "a maker's price")
        } else {
          expect(fill.fill.liquidity == .taker, "a maker without a price")
        }
        filled[fill.number, default: 0] += fill.fill.quantity.scaled
        realized += fill.realizedProfit.scaled
        fees += fill.fill.fee.scaled
      }
    }
    let exchange = run.bench.exchange
    expect(realized == exchange.realizedProfit.scaled, "realized profit is not the sum of fills")
    expect(fees == exchange.fees.scaled, "fees are not the sum of fills")
    expect(last.values.allSatisfy(\.status.isFinal), "an order has no end")
  }
}
