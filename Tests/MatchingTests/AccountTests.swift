import Domain
import Matching
import Testing

@Suite struct AccountTests {
  private let spot = Instrument(symbol: spotSymbol)

  @Test func `equity is cash and what the positions would gain`() throws {
    var bench = try Bench()
    bench.submit(.sell, "2", at: 0)
    try bench.trade("100", at: 1)
    try bench.trade("90", at: 2)
    #expect(bench.exchange.cash == "10000")
    #expect(try bench.exchange.equity() == "10020")
    #expect(try bench.exchange.equity { _ in "95" } == "10010")
    #expect(try bench.exchange.freeMargin == "9820")
    let balance = try bench.exchange.balance
    #expect(balance == Balance(asset: "USDT", free: "9820", locked: "200"))
  }

  @Test func `leverage divides the margin, and an order without it keeps the position's`() throws {
    var bench = try Bench(equity: "100")
    bench.submit(.buy, "5", at: 0) { $0.leverage = "10" }
    try bench.trade("100", at: 1)
    #expect(bench.exchange.position(in: bench.market).margin == "50")
    let more = bench.submit(.buy, "5", at: 1)
    try bench.trade("100", at: 2)
    #expect(bench.order(more)?.status == .filled)
    #expect(bench.exchange.position(in: bench.market).margin == "100")
    let tooMuch = bench.submit(.buy, "0.1", at: 2)
    try bench.trade("100", at: 3)
    #expect(bench.order(tooMuch)?.refusal?.code == .insufficientBalance)
  }

  @Test func `resting orders that open hold their margin, those that close do not`() throws {
    var bench = try Bench(equity: "1000")
    try bench.trade("100", at: 0)
    let resting = bench.submit(.buy, "6", .limit, price: "90", at: 0)
    let refused = bench.submit(.buy, "6", .limit, price: "90", at: 0)
    try bench.trade("100", at: 1)
    #expect(bench.order(refused)?.refusal?.code == .insufficientBalance)
    #expect(try bench.exchange.freeMargin == "460")
    bench.cancel(resting, at: 1)
    bench.submit(.buy, "9", at: 1)
    try bench.trade("100", at: 2)
    let closing = bench.submit(.sell, "9", .limit, price: "120", at: 2)
    try bench.trade("100", at: 3)
    #expect(bench.order(closing)?.status == .accepted)
    #expect(try bench.exchange.freeMargin == "100")
    #expect(bench.violations == [])
  }

  @Test func `a position can be turned around with the margin it holds`() throws {
    var bench = try Bench(equity: "1000")
    bench.submit(.buy, "10", at: 0)
    try bench.trade("100", at: 1)
    let order = bench.submit(.sell, "20", at: 1)
    try bench.trade("100", at: 2)
    #expect(bench.order(order)?.status == .filled)
    #expect(bench.held == "-10")
    let tooMuch = bench.submit(.buy, "20.1", at: 2)
    try bench.trade("100", at: 3)
    #expect(bench.order(tooMuch)?.refusal?.code == .insufficientBalance)
  }

  @Test func `two closing orders cannot open a position unpaid`() throws {
    var bench = try Bench(equity: "1100")
    bench.submit(.buy, "10", at: 0)
    try bench.trade("100", at: 1)
    bench.submit(.sell, "10", .limit, price: "101", at: 1)
    let second = bench.submit(.sell, "10", .limit, price: "102", at: 1)
    let third = bench.submit(.sell, "10", .limit, price: "103", at: 1)
    try bench.trade("104", at: 2)
    #expect(bench.order(second)?.status == .filled)
    #expect(bench.order(third)?.status == .rejected)
    #expect(bench.order(third)?.refusal?.code == .insufficientBalance)
    #expect(bench.held == "-10")
  }

  @Test func `spot is paid in full: its gains buy nothing until it is sold`() throws {
    var bench = try Bench(equity: "1000", instrument: spot)
    bench.submit(.buy, "10", at: 0)
    try bench.trade("100", at: 1)
    try bench.trade("200", at: 2)
    #expect(try bench.exchange.equity() == "2000")
    #expect(try bench.exchange.freeMargin == "0")
    let more = bench.submit(.buy, "1", at: 2)
    try bench.trade("200", at: 3)
    #expect(bench.order(more)?.refusal?.code == .insufficientBalance)
    bench.submit(.sell, "10", at: 3)
    try bench.trade("200", at: 4)
    #expect(try bench.exchange.freeMargin == "2000")
  }

  @Test func `spot is sold only once`() throws {
    var bench = try Bench(instrument: spot)
    bench.submit(.buy, "3", at: 0)
    try bench.trade("100", at: 1)
    let first = bench.submit(.sell, "2", .limit, price: "110", at: 1)
    let second = bench.submit(.sell, "2", .limit, price: "110", at: 1)
    let third = bench.submit(.sell, "1", .limit, price: "110", at: 1)
    try bench.trade("111", at: 2)
    #expect(bench.order(first)?.status == .filled)
    #expect(bench.order(second)?.refusal?.code == .insufficientBalance)
    #expect(bench.order(third)?.status == .filled)
    #expect(bench.held == "0")
  }

  @Test func `a spot stop that finds nothing left to sell is refused`() throws {
    var bench = try Bench(instrument: spot)
    bench.submit(.buy, "3", at: 0)
    try bench.trade("100", at: 1)
    let stop = bench.submit(.sell, "3", .stop, stop: "90", at: 1)
    bench.submit(.sell, "1", at: 1)
    try bench.trade("100", at: 2)
    try bench.trade("90", at: 3)
    #expect(bench.order(stop)?.status == .rejected)
    #expect(bench.order(stop)?.refusal?.code == .insufficientBalance)
    #expect(bench.held == "2")
  }

  @Test func `spot with leverage can be sold short`() throws {
    var bench = try Bench(instrument: spot)
    let order = bench.submit(.sell, "2", at: 0) { $0.leverage = "2" }
    try bench.trade("100", at: 1)
    #expect(bench.order(order)?.status == .filled)
    #expect(bench.held == "-2")
    #expect(bench.exchange.position(in: bench.market).margin == "100")
  }

  @Test(arguments: Side.allCases)
  func `reduce-only is clipped to the position`(side: Side) throws {
    var bench = try Bench()
    bench.submit(side, "2", at: 0)
    try bench.trade("100", at: 1)
    let order = bench.submit(side.opposite, "5", at: 1) { $0.isReduceOnly = true }
    try bench.trade("100", at: 2)
    #expect(bench.held == "0")
    #expect(bench.order(order)?.filledQuantity == "2")
    #expect(bench.order(order)?.status == .cancelled)
    #expect(bench.order(order)?.reason == .positionClosed)
  }

  @Test func `a resting reduce-only order ends where nothing is left to reduce`() throws {
    var bench = try Bench()
    bench.submit(.buy, "2", at: 0)
    try bench.trade("100", at: 1)
    let order = bench.submit(.sell, "2", .limit, price: "110", at: 1) { $0.isReduceOnly = true }
    bench.submit(.sell, "2", at: 1)
    try bench.trade("100", at: 2)
    try bench.trade("111", at: 3)
    #expect(bench.order(order)?.status == .cancelled)
    #expect(bench.order(order)?.reason == .positionClosed)
    #expect(bench.held == "0")
  }

  @Test(arguments: Side.allCases)
  func `a close takes its side and quantity from the position`(side: Side) throws {
    let odd = Instrument(symbol: linearSymbol, lot: "0.1", maximumQuantity: "1")
    var bench = try Bench(instrument: odd)
    for _ in 0..<3 { bench.submit(side, "1", at: 0) }
    try bench.trade("100", at: 1)
    let close = bench.submit(side, nil, at: 1)
    try bench.trade("100", at: 2)
    #expect(bench.order(close)?.side == side.opposite)
    #expect(bench.order(close)?.quantity == "3")
    #expect(bench.order(close)?.status == .filled)
    #expect(bench.held == "0")
  }

  @Test func `a deposit and a withdrawal move cash, and only free cash leaves`() throws {
    var bench = try Bench(equity: "1000")
    bench.submit(.buy, "5", at: 0)
    try bench.trade("100", at: 1)
    #expect(try bench.exchange.deposit("200"))
    #expect(try !bench.exchange.deposit("-701"))
    #expect(try bench.exchange.deposit("-700"))
    #expect(bench.exchange.cash == "500")
    #expect(bench.exchange.checkInvariants() == [])
    #expect(throws: DecimalError.overflow) {
      try bench.exchange.deposit(Notional(scaled: FixedPoint.largest))
    }
    #expect(bench.exchange.cash == "500")
  }

  @Test func `two markets share one account`() throws {
    var exchange = PaperExchange(
      try PaperRules(takerFee: "0", slippageBasisPoints: "0"), startingEquity: "1000",
      currency: "USDT")
    let other = Symbol(base: "ETH", quote: "USDT", settle: "USDT")
    let first = try exchange.addMarket(Instrument(symbol: linearSymbol))
    let second = try exchange.addMarket(Instrument(symbol: other))
    var events = PaperEvents()
    func trade(_ price: Price, in market: MarketIndex, at time: Int) throws {
      let trade = Trade(time: Timestamp(seconds: time), price: price, quantity: "1")
      try exchange.trade(trade, in: market, into: &events)
    }
    func buy(_ symbol: Symbol, _ quantity: Quantity, in market: MarketIndex) -> Int {
      let intent = Intent(symbol: symbol, side: .buy, quantity: quantity)
      return exchange.submit(intent, in: market, reference: 0, at: Timestamp(seconds: 0))
    }
    _ = buy(linearSymbol, "6", in: first)
    let refused = buy(other, "50", in: second)
    try trade("100", in: first, at: 1)
    try trade("10", in: second, at: 2)
    guard case .order(let last) = events.all.last else { throw DecimalError.malformed }
    #expect(last.number == refused)
    #expect(last.refusal?.code == .insufficientBalance)
    #expect(exchange.position(in: first).position.quantity == "6")
    #expect(exchange.position(in: second).position.isFlat)
  }
}
