import Domain
import Testing

@Suite struct PositionTests {
  @Test func `opens, grows, shrinks and closes`() throws {
    var position = Position()
    #expect(position.isFlat && position.side == nil && position.entryPrice == nil)
    #expect(try position.trade(.buy, Quantity(2), at: Price(100)) == .zero)
    #expect(try position.trade(.buy, Quantity(1), at: Price(130)) == .zero)
    #expect(position.side == .long)
    #expect(position.entryPrice == Price(110))
    #expect(try position.trade(.sell, Quantity(1), at: Price(120)) == Notional(10))
    #expect(position.cost == Notional(220))
    #expect(try position.unrealizedProfit(at: Price(100)) == Notional(-20))
    #expect(try position.notional(at: Price(100)) == Notional(200))
    #expect(try position.trade(.sell, Quantity(2), at: Price(100)) == Notional(-20))
    #expect(position == Position())
  }

  @Test func `a short position gains when the price falls`() throws {
    var position = Position()
    try position.trade(.sell, Quantity(2), at: Price(100))
    #expect(position.side == .short)
    #expect(position.quantity == Quantity(-2))
    #expect(try position.unrealizedProfit(at: Price(90)) == Notional(20))
    #expect(try position.notional(at: Price(90)) == Notional(180))
    #expect(try position.trade(.buy, Quantity(2), at: Price(110)) == Notional(-20))
    #expect(position == Position())
  }

  @Test(arguments: Side.allCases)
  func `one trade can close a position and open the other way`(side: Side) throws {
    var position = Position()
    try position.trade(side, Quantity(2), at: Price(100))
    let realized = try position.trade(side.opposite, Quantity(5), at: Price(110))
    #expect(realized == Notional(side == .buy ? 20 : -20))
    #expect(position.quantity == Quantity(side == .buy ? -3 : 3))
    #expect(position.cost == Notional(330))
    #expect(position.entryPrice == Price(110))
  }

  @Test func `a position that is already open is like one that was traded`() throws {
    let price = try Price(decimal: "50012.5")
    for side in Side.allCases {
      var traded = Position()
      try traded.trade(side, Quantity(3), at: price)
      let opened = try Position(quantity: traded.quantity, entryPrice: price)
      #expect(opened == traded)
    }
  }

  @Test func `closing in thirds leaves nothing behind`() throws {
    var position = try Position(
      quantity: Quantity(3), entryPrice: Price(decimal: "33.333333333333333333"))
    var realized = Notional.zero
    for _ in 0..<3 { realized = try realized + position.trade(.sell, Quantity(1), at: Price(40)) }
    #expect(position == Position())
    #expect(try realized == Notional(120) - Notional(decimal: "99.999999999999999999"))
  }

  /// Money that came in minus money that went out is the profit so far, whatever was rounded.
  @Test func `realized and unrealized profit are the cash flow to the last digit`() throws {
    var random = SeededGenerator(seed: Oracle.seed)
    for sequence in 0..<200 {
      // Odd sequences have products of more than 18 fraction digits, so that all is rounded.
      let step: Int128 = sequence % 2 == 0 ? 1_000_000_000_000_000 : 1_234_567_890_123_457
      var position = Position()
      var held: Int128 = 0
      var cash = Notional.zero
      var realized = Notional.zero
      var price = Price(100)
      for _ in 0..<50 {
        price = Price(scaled: step * Int128(1 + random.below(200_000)))
        let side: Side = random.below(2) == 0 ? .buy : .sell
        let closesAll = random.below(4) == 0 && held != 0 && (held > 0) == (side == .sell)
        let amount =
          closesAll
          ? position.quantity.magnitude : Quantity(scaled: step * Int128(1 + random.below(5_000)))
        let value = try price * amount
        cash = side == .sell ? try cash + value : try cash - value
        held += side == .buy ? amount.scaled : -amount.scaled
        realized = try realized + position.trade(side, amount, at: price)

        let seed: Comment = "seed \(Oracle.seed), sequence \(sequence)"
        #expect(position.quantity.scaled == held, seed)
        #expect(!position.cost.isNegative, seed)
        #expect(!position.isFlat || position.cost.isZero, seed)
        let worth = try position.notional(at: price)
        let equity = position.quantity.isNegative ? try cash - worth : try cash + worth
        #expect(try realized + position.unrealizedProfit(at: price) == equity, seed)
      }
    }
  }

  /// The textbook way, with an average price in floating point, shares no step with `Position`.
  @Test func `agrees with an account that keeps the average price`() throws {
    var random = SeededGenerator(seed: Oracle.seed &+ 1)
    for _ in 0..<200 {
      var position = Position()
      var realized = Notional.zero
      var (held, average, profit) = (0.0, 0.0, 0.0)
      for _ in 0..<30 {
        let side: Side = random.below(2) == 0 ? .buy : .sell
        let amount = 1 + random.below(4)
        let price = 60 + random.below(3_000)
        realized = try realized + position.trade(side, Quantity(amount), at: Price(price))

        let change = Double(side == .buy ? amount : -amount)
        if held * change >= 0 {
          average = (average * held + Double(price) * change) / (held + change)
        } else {
          let closed = min(abs(held), abs(change))
          profit += closed * (Double(price) - average) * (held > 0 ? 1 : -1)
          if abs(change) > abs(held) { average = Double(price) }
        }
        held += change

        let seed: Comment = "seed \(Oracle.seed &+ 1)"
        #expect(position.quantity.approximation == held, seed)
        #expect(abs(realized.approximation - profit) < 1e-6, seed)
        #expect(
          abs((position.entryPrice ?? Price.zero).approximation - average) < 1e-6 || held == 0)
      }
    }
  }

  @Test func `an overflow leaves the position as it was`() throws {
    let huge = Quantity(100_000_000_000)
    var position = try Position(
      quantity: Quantity(1_000_000_000), entryPrice: Price(90_000_000_000))
    let before = position
    for (side, amount, price) in [
      (Side.buy, huge, Price(100_000_000_000)), (.sell, huge, Price(100_000_000_000)),
      (.buy, Quantity(1_000_000_000), Price(100_000_000_000)),
      (.buy, Quantity(scaled: FixedPoint.largest), Price(scaled: 1)),
    ] {
      #expect(throws: DecimalError.overflow) { try position.trade(side, amount, at: price) }
      #expect(position == before)
    }
    #expect(throws: DecimalError.overflow) {
      try position.unrealizedProfit(at: Price(scaled: FixedPoint.largest))
    }
    #expect(throws: DecimalError.overflow) {
      try Position(quantity: huge, entryPrice: Price(scaled: FixedPoint.largest))
    }
  }

  @Test func `an inverse position counts dollars, and its profit is in base units`() throws {
    let symbol = Symbol(base: "BTC", quote: "USD", settle: "BTC")
    var position = Position()
    try position.trade(.buy, Quantity(1000), at: Price(50000), in: symbol)
    #expect(position.quantity == Quantity(1000))
    #expect(position.cost.description == "0.02")
    #expect(try position.unrealizedProfit(at: Price(40000), in: symbol).description == "-0.005")
    let half = try position.trade(.sell, Quantity(500), at: Price(62500), in: symbol)
    #expect(half.description == "0.002", "0.01 was given for it and 0.008 is needed now")
    // The rest is closed and 500 are sold beyond it.
    let rest = try position.trade(.sell, Quantity(1000), at: Price(40000), in: symbol)
    #expect(rest.description == "-0.0025")
    #expect(position.side == .short && position.quantity == Quantity(-500))
    #expect(try position.unrealizedProfit(at: Price(50000), in: symbol).description == "-0.0025")
    let end = try position.trade(.buy, Quantity(500), at: Price(25000), in: symbol)
    #expect(end.description == "0.0075")
    #expect(position == Position())
  }

  @Test(arguments: 1...50)
  func `an inverse position is over to the last digit at any prices`(seed: UInt64) throws {
    let symbol = Symbol(base: "BTC", quote: "USD", settle: "BTC")
    var random = SeededGenerator(seed: seed)
    var position = Position()
    var held = 0
    var paid = Notional.zero
    var realized = Notional.zero
    func trade(_ amount: Int) throws {
      let price = Price(
        scaled: Int128(1_000_000 + random.below(9_000_000)) * 10_000_000_000_000_000)
      let side: Side = amount > 0 ? .buy : .sell
      let value = try symbol.settlementValue(of: Quantity(abs(amount)), at: price)
      // Who buys dollars' worth of it pays in base units what who sells it gets.
      paid = try amount > 0 ? paid + value : paid - value
      let profit = try position.trade(side, Quantity(abs(amount)), at: price, in: symbol)
      realized = try realized + profit
      held += amount
      #expect(position.quantity == Quantity(held))
    }
    for _ in 0..<20 { try trade((1 + random.below(5000)) * (random.below(2) == 0 ? 1 : -1)) }
    if held != 0 { try trade(-held) }
    #expect(position == Position())
    #expect(realized == paid)
  }
}
