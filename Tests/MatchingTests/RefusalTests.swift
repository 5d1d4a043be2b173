import Domain
import Matching
import Testing

@Suite struct RefusalTests {
  private static let filters = Instrument(
    symbol: linearSymbol, tick: "0.1", lot: "0.01", minimumQuantity: "0.02",
    maximumQuantity: "50", minimumNotional: "5")

  /// What becomes of an order where the market is at 100 and the account is flat.
  private func refusal(
    instrument: Instrument = filters, rules: PaperRules? = nil, _ intent: Intent
  ) throws -> PaperOrderUpdate? {
    var bench = try Bench(rules, instrument: instrument)
    try bench.trade("100", at: 0)
    let number = bench.submit(intent)
    try bench.trade("100", at: 1)
    #expect(bench.fills == [])
    #expect(bench.exchange.cash == "10000")
    #expect(bench.exchange.openOrders == [])
    #expect(bench.updates(of: number).count == 1)
    #expect(bench.violations == [])
    return bench.order(number)
  }

  private func intent(
    _ side: Side = .buy, _ quantity: Quantity? = "1", _ type: OrderType = .market,
    price: Price? = nil, stop: Price? = nil, _ change: (inout Intent) -> Void = { _ in }
  ) -> Intent {
    var intent = Intent(symbol: linearSymbol, side: side, type: type, quantity: quantity)
    intent.price = price
    intent.stopPrice = stop
    change(&intent)
    return intent
  }

  @Test func `an order off the instrument's grid is refused, never rounded`() throws {
    let cases: [(Intent, PaperRefusalCode)] = [
      (intent(.buy, "1.005"), .lotSize),
      (intent(.buy, "0.01", .limit, price: "99"), .minimumQuantity),
      (intent(.buy, "50.01"), .maximumQuantity),
      (intent(.buy, "0.02"), .minimumNotional),
      (intent(.buy, "0.04", .limit, price: "99"), .minimumNotional),
      (intent(.buy, "0.04", .stop, stop: "110"), .minimumNotional),
      (intent(.buy, "1", .limit, price: "99.05"), .tickSize),
      (intent(.buy, "1", .stop, stop: "110.05"), .tickSize),
      (intent(.buy, "1") { $0.stopLoss = "90.05" }, .tickSize),
      (intent(.buy, "1") { $0.takeProfit = "110.05" }, .tickSize),
    ]
    for (intent, code) in cases {
      let update = try refusal(intent)
      #expect(update?.status == .rejected)
      #expect(update?.refusal?.code == code)
      #expect(update?.refusal?.message.isEmpty == false)
    }
  }

  @Test func `all breaches are named in the message`() throws {
    let update = try refusal(intent(.buy, "0.015", .limit, price: "99.05"))
    #expect(
      update?.refusal?.message
        == "the quantity is not a multiple of the lot 0.01, "
        + "the price is not a multiple of the tick 0.1, "
        + "the quantity is below the minimum 0.02, the notional 1.48575 is below the minimum 5")
  }

  @Test func `fields that do not go together are refused`() throws {
    let cases: [Intent] = [
      intent(.buy, "0"), intent(.buy, "-1"),
      intent(.buy, "1", .limit), intent(.buy, "1", .market, price: "100"),
      intent(.buy, "1", .stop), intent(.buy, "1", .limit, price: "100", stop: "100"),
      intent(.buy, "1", .stopLimit, price: "100"), intent(.buy, "1", .takeProfit),
      intent(.buy, "1", .limit, price: "0"), intent(.buy, "1", .limit, price: "-1"),
      intent(.buy, "1", .stop, stop: "0"), intent(.buy, "1") { $0.stopLoss = "-1" },
      intent(.buy, "1") { $0.isPostOnly = true },
      intent(.buy, "1", .limit, price: "99") {
        $0.isPostOnly = true
        $0.timeInForce = .immediateOrCancel
      },
      intent(.buy, "1") { $0.symbol = spotSymbol },
      intent(.buy, "1") { $0.stopLoss = "100" }, intent(.buy, "1") { $0.takeProfit = "100" },
      intent(.sell, "1") { $0.stopLoss = "100" }, intent(.sell, "1") { $0.takeProfit = "100" },
      intent(.buy, "1", .limit, price: "95") { $0.stopLoss = "96" },
      intent(.sell, "1", .stop, stop: "95") { $0.takeProfit = "96" },
    ]
    for intent in cases {
      #expect(try refusal(intent)?.refusal?.code == .invalidOrder, "\(intent)")
    }
  }

  @Test func `a leverage outside its range is refused`() throws {
    for leverage in ["0.5", "0", "-3", "125.1"] as [Rate] {
      let update = try refusal(intent { $0.leverage = leverage })
      #expect(update?.refusal?.code == .leverage)
    }
    let rules = try PaperRules(maintenanceRate: "0.02")
    #expect(try refusal(rules: rules, intent { $0.leverage = "50" })?.refusal?.code == .leverage)
  }

  @Test func `spot margin can be switched off`() throws {
    let rules = try PaperRules(allowsSpotMargin: false)
    let update = try refusal(
      instrument: Instrument(symbol: spotSymbol), rules: rules,
      intent {
        $0.symbol = spotSymbol
        $0.leverage = "2"
      })
    #expect(update?.refusal?.code == .leverage)
  }

  @Test func `an order the account cannot pay for is refused with the numbers`() throws {
    let rules = try PaperRules(takerFee: "0.001", slippageBasisPoints: "100")
    let update = try refusal(
      instrument: Instrument(symbol: linearSymbol), rules: rules, intent(.buy, "100"))
    #expect(update?.refusal?.code == .insufficientBalance)
    #expect(
      update?.refusal?.message
        == "the order needs 10110.1 USDT for margin and fees, 10000 USDT are free")
  }

  @Test func `without a last price a market order is refused when it would trade`() throws {
    var bench = try Bench(equity: "1000")
    let order = bench.submit(.buy, "11")
    try bench.trade("100", at: 1)
    #expect(bench.updates(of: order).map(\.status) == [.accepted, .rejected])
    #expect(bench.order(order)?.refusal?.code == .insufficientBalance)
    #expect(bench.held == "0")
  }

  @Test func `reduce-only and close need a position`() throws {
    let reduce = try refusal(intent(.sell) { $0.isReduceOnly = true })
    #expect(reduce?.refusal?.code == .reduceOnly)
    let close = try refusal(intent(.sell, nil))
    #expect(close?.refusal?.code == .nothingToClose)
    #expect(close?.quantity == "0")
  }

  @Test func `unlevered spot is not sold short, and the message says what to use`() throws {
    let update = try refusal(
      instrument: Instrument(symbol: spotSymbol), intent(.sell, "2") { $0.symbol = spotSymbol })
    #expect(update?.refusal?.code == .insufficientBalance)
    #expect(
      update?.refusal?.message
        == "the order sells 2 BTC, 0 BTC can be sold; to go short use the perpetual "
        + "BTC/USDT:USDT or a leverage above 1")
  }

  @Test func `a market that settles elsewhere or inversely is refused`() throws {
    var exchange = PaperExchange(try PaperRules(), startingEquity: "1", currency: "USDT")
    let inverse = Symbol(base: "BTC", quote: "USD", settle: "BTC")
    #expect(throws: PaperError.inverseMarket(inverse)) {
      try exchange.addMarket(Instrument(symbol: inverse))
    }
    let other = Symbol(base: "BTC", quote: "EUR")
    #expect(throws: PaperError.otherSettlement(other, account: "USDT")) {
      try exchange.addMarket(Instrument(symbol: other))
    }
    #expect(
      try exchange.addMarket(Instrument(symbol: spotSymbol))
        != exchange.addMarket(
          Instrument(symbol: linearSymbol)))
  }

  @Test func `a rule outside its range is named`() {
    let rules: [(String, () throws -> PaperRules)] = [
      ("maker fee", { try PaperRules(makerFee: "1") }),
      ("taker fee", { try PaperRules(takerFee: "-1") }),
      ("slippage", { try PaperRules(slippageBasisPoints: "-1") }),
      ("slippage", { try PaperRules(slippageBasisPoints: "10000") }),
      ("latency", { try PaperRules(latency: TimeInterval(nanoseconds: -1)) }),
      ("participation", { try PaperRules(participation: "0") }),
      ("participation", { try PaperRules(participation: "1.01") }),
      ("leverage", { try PaperRules(defaultLeverage: "0.9") }),
      ("leverage", { try PaperRules(defaultLeverage: "126") }),
      ("maintenance rate", { try PaperRules(maintenanceRate: "-0.1") }),
      ("maintenance rate", { try PaperRules(defaultLeverage: "10", maintenanceRate: "0.1") }),
    ]
    for (name, make) in rules {
      #expect(throws: PaperError.invalidRule(name)) { try make() }
    }
  }

  @Test func `market data that cannot be is refused and changes nothing`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 1)
    #expect(throws: PaperError.self) { try bench.trade("0", at: 2) }
    #expect(throws: PaperError.self) { try bench.trade("-5", at: 2) }
    #expect(throws: PaperError.self) { try bench.candle("100", "99", "98", "99", at: 2) }
    #expect(throws: PaperError.self) { try bench.candle("1", "2", "0", "1", at: 2) }
    #expect(bench.exchange.lastPrice(in: bench.market) == "100")
  }
}
