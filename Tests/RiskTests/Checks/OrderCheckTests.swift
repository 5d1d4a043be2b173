import Domain
import Risk
import Testing

/// Limits on one order, each just inside and just outside.
@Suite struct OrderCheckTests {
  @Test func `the value of one order`() throws {
    var policy = unlimited
    policy.maximumOrderNotional = Notional(500)
    #expect(policy.checks(try order(.buy, "0.01")) == [])
    #expect(policy.checks(try order(.buy, "0.01001")) == [.maximumOrderNotional])
    let violation = try #require(
      policy.judge(try order(.buy, "0.02"), in: fresh).violations.first)
    #expect(violation.limit == Rate(500))
    #expect(violation.actual == Rate(1000))
    #expect(violation.message == "The order is worth 1000; at most 500 is allowed.")
  }

  @Test func `a sell below the market is valued at the market`() throws {
    var policy = unlimited
    policy.maximumOrderNotional = Notional(500)
    let market = RiskMarket(reference: Price(50_000))
    let sell = try order(.sell, "0.02", at: "1", stop: nil)
    #expect(policy.checks(sell, fresh, market) == [.maximumOrderNotional])
    #expect(policy.checks(sell) == [])
  }

  @Test func `the margin of one position`() throws {
    var policy = unlimited
    policy.maximumPosition = Rate(percent: Rate(10))
    #expect(policy.checks(try order(.buy, "0.02")) == [])
    #expect(policy.checks(try order(.buy, "0.02001")) == [.maximumPositionSize])
    #expect(policy.checks(try order(.buy, "0.06", leverage: "3")) == [])
    #expect(policy.checks(try order(.buy, "0.06001", leverage: "3")) == [.maximumPositionSize])
    var state = fresh
    state.positions = [try position("0.01")]
    #expect(policy.checks(try order(.buy, "0.01"), state) == [])
    #expect(policy.checks(try order(.buy, "0.01001"), state) == [.maximumPositionSize])
    state.positions = []
    state.orders = [try openOrder(.buy, "0.015", at: "50000")]
    #expect(policy.checks(try order(.buy, "0.006"), state) == [.maximumPositionSize])
    state.orders = [try openOrder(.sell, "0.015", at: "50000")]
    #expect(policy.checks(try order(.buy, "0.006"), state) == [])
  }

  @Test func `the loss of one trade`() throws {
    var policy = unlimited
    policy.maximumRisk = Rate(percent: Rate(2))
    #expect(policy.checks(try order(.buy, "0.1", stop: "48000")) == [])
    #expect(policy.checks(try order(.buy, "0.1", stop: "47999")) == [.maximumRiskPerTrade])
    #expect(policy.checks(try order(.sell, "0.1", stop: "52000")) == [])
    #expect(policy.checks(try order(.sell, "0.1", stop: "52001")) == [.maximumRiskPerTrade])
  }

  @Test func `without a stop the margin is at risk, but not on unlevered spot`() throws {
    var policy = unlimited
    policy.maximumRisk = Rate(percent: Rate(2))
    #expect(policy.checks(try order(.buy, "0.004", stop: nil)) == [])
    #expect(policy.checks(try order(.buy, "0.00401", stop: nil)) == [.maximumRiskPerTrade])
    #expect(policy.checks(try order(.buy, "0.008", stop: nil, leverage: "2")) == [])
    #expect(policy.checks(try order(.buy, "1", symbol: spot, stop: nil)) == [])
    #expect(
      policy.checks(try order(.buy, "1", symbol: spot, stop: nil, leverage: "2"))
        == [.maximumRiskPerTrade])
    #expect(
      policy.checks(try order(.buy, "1", symbol: spot, stop: "49000"))
        == [.maximumRiskPerTrade])
  }

  @Test(arguments: [("52500", true), ("52501", false), ("47500", true), ("47499", false)])
  func `the distance of a limit price from the market`(price: String, passes: Bool) throws {
    var policy = unlimited
    policy.priceCollar = Rate(percent: Rate(5))
    let market = RiskMarket(reference: Price(50_000))
    let intent = try order(at: price, stop: nil)
    #expect(policy.checks(intent, fresh, market) == (passes ? [] : [.priceCollar]))
    #expect(policy.checks(intent) == [])
    #expect(policy.checks(try order(at: nil, stop: nil), fresh, market) == [])
  }

  @Test func `the age of the market price`() throws {
    var policy = unlimited
    policy.maximumPriceAge = .minute
    func market(_ nanoseconds: Int64) -> RiskMarket {
      RiskMarket(
        reference: Price(50_000), referenceAge: TimeInterval(nanoseconds: nanoseconds))
    }
    #expect(policy.checks(try order(), fresh, market(60_000_000_000)) == [])
    #expect(policy.checks(try order(), fresh, market(60_000_000_001)) == [.stalePrice])
    #expect(policy.checks(try order(), fresh, RiskMarket(reference: Price(1))) == [])
    let violation = try #require(
      policy.judge(try order(), in: fresh, market: market(90_500_000_000)).violations.first)
    #expect(violation.limit == Rate(60))
    #expect(violation.actual == (try Rate("90.5")))
    #expect(violation.message == "The market price is 90500ms old; at most 1m is allowed.")
  }

  @Test func `a stop-loss where the policy wants one`() throws {
    var policy = unlimited
    policy.isStopRequired = true
    #expect(policy.checks(try order()) == [])
    #expect(policy.checks(try order(stop: nil)) == [.stopRequired])
  }

  @Test func `a stop-loss on the side that loses`() throws {
    #expect(unlimited.checks(try order(.buy, stop: "49999.99")) == [])
    #expect(unlimited.checks(try order(.buy, stop: "50000")) == [.stopSide])
    #expect(unlimited.checks(try order(.sell, stop: "50000.01")) == [])
    #expect(unlimited.checks(try order(.sell, stop: "50000")) == [.stopSide])
  }

  @Test func `a take-profit on the side that wins`() throws {
    func check(_ side: Side, _ target: String) throws -> [RiskCheck] {
      var intent = try order(side, stop: nil)
      intent.takeProfit = try Price(target)
      return unlimited.checks(intent)
    }
    #expect(try check(.buy, "50000.01") == [])
    #expect(try check(.buy, "50000") == [.takeProfitSide])
    #expect(try check(.sell, "49999.99") == [])
    #expect(try check(.sell, "50000") == [.takeProfitSide])
  }

  @Test func `a liquidation that comes before the stop`() throws {
    // 50 000 × 0.9 / 0.995 is 45 226.13…, 50 000 × 1.1 / 1.005 is 54 726.36…
    #expect(unlimited.checks(try order(.buy, stop: "45227", leverage: "10")) == [])
    #expect(
      unlimited.checks(try order(.buy, stop: "45226", leverage: "10"))
        == [.liquidationBeforeStop])
    #expect(unlimited.checks(try order(.sell, stop: "54726", leverage: "10")) == [])
    #expect(
      unlimited.checks(try order(.sell, stop: "54727", leverage: "10"))
        == [.liquidationBeforeStop])
    #expect(unlimited.checks(try order(.buy, stop: "1", leverage: "1")) == [])
  }

  @Test func `an order that is open already`() throws {
    var state = fresh
    state.orders = [try openOrder(.buy, "0.01", at: "50000", id: "a")]
    #expect(unlimited.checks(try order(), state) == [.duplicateOrder])
    #expect(unlimited.checks(try order(.buy, "0.02"), state) == [])
    #expect(unlimited.checks(try order(.buy, at: "50001"), state) == [])
    #expect(unlimited.checks(try order(.sell, stop: nil), state) == [])
    #expect(unlimited.checks(try order(symbol: other), state) == [])
    var intent = try order(.sell, "5", at: "1", symbol: other, stop: nil)
    intent.id = "a"
    #expect(unlimited.checks(intent, state) == [.duplicateOrder])
    intent.id = "b"
    #expect(unlimited.checks(intent, state) == [])
  }

  @Test func `a value that nobody knows`() throws {
    let intent = try order(at: nil, stop: nil)
    #expect(unlimited.checks(intent) == [.noPrice])
    #expect(unlimited.checks(intent, fresh, RiskMarket(reference: Price(1))) == [])
    #expect(unlimited.checks(intent, fresh, RiskMarket(entry: Price(1))) == [])
    var stop = intent
    stop.type = .stop
    stop.stopPrice = Price(1)
    #expect(unlimited.checks(stop) == [])
    var state = fresh
    state.orders = [try openOrder(.buy, "1", at: nil, symbol: other)]
    #expect(unlimited.checks(try order(), state) == [.noPrice])
    state.orders[0].mark = Price(1)
    #expect(unlimited.checks(try order(), state) == [])
  }

  @Test func `values that no order can have`() throws {
    #expect(unlimited.checks(try order(.buy, "0")) == [.outOfRange])
    #expect(unlimited.checks(try order(.buy, "-1")) == [.outOfRange])
    #expect(unlimited.checks(try order(leverage: "0.9")).contains(.outOfRange))
    #expect(unlimited.checks(try order(stop: nil, leverage: "125")) == [])
    #expect(unlimited.checks(try order(leverage: "125.1")).contains(.outOfRange))
    #expect(unlimited.checks(try order(at: "0", stop: nil)) == [.outOfRange])
    #expect(unlimited.checks(try order(stop: "0")) == [.outOfRange])
    var intent = try order(at: nil, stop: nil)
    intent.type = .stopLimit
    let market = RiskMarket(reference: Price(50_000))
    let violation = try #require(
      unlimited.judge(intent, in: fresh, market: market).violations.first)
    #expect(
      violation.message == """
        The order is not well formed: a stop_limit order needs a price, \
        a stop_limit order needs a stop price.
        """)
    var close = try order(stop: nil)
    close.quantity = nil
    #expect(unlimited.checks(close) == [.outOfRange])
  }

  @Test func `a stop that follows has no price of its own`() throws {
    var market = RiskMarket()
    market.reference = try Price("50000")
    func stop(_ side: Side, _ percent: String, at price: String? = nil) throws -> Intent {
      var intent = try order(side, "0.01", at: nil, stop: nil)
      intent.type = .stop
      intent.trailingPercent = try Rate(percent)
      intent.stopPrice = try price.map { try Price($0) }
      return intent
    }
    #expect(unlimited.checks(try stop(.buy, "2"), fresh, market) == [])
    #expect(unlimited.checks(try stop(.buy, "2"), fresh) == [.noPrice])
    for percent in ["0", "-1", "100", "1000"] {
      #expect(unlimited.checks(try stop(.sell, percent), fresh, market).contains(.outOfRange))
    }
    var other = try stop(.buy, "2")
    other.type = .market
    #expect(unlimited.checks(other, fresh, market) == [.outOfRange])
    // A buy can be taken along by that much; it would be worth 510.
    var policy = unlimited
    policy.maximumOrderNotional = Notional(510)
    #expect(policy.checks(try stop(.buy, "2"), fresh, market) == [])
    #expect(policy.checks(try stop(.sell, "2.1"), fresh, market) == [])
    #expect(policy.checks(try stop(.buy, "2.1"), fresh, market) == [.maximumOrderNotional])
    // One that begins to follow below the market is worth no less than one that follows from it.
    #expect(
      policy.checks(try stop(.buy, "2.1", at: "49000"), fresh, market) == [.maximumOrderNotional])
  }

  @Test func `a stop that follows counts among what is open by what it may cost`() throws {
    var market = RiskMarket()
    market.reference = try Price("50000")
    var waiting = try openOrder(.buy, "0.1", at: nil)
    waiting.type = .stop
    waiting.trailingPercent = Rate(10)
    waiting.mark = try Price("50000")
    var state = fresh
    state.orders = [waiting]
    var policy = unlimited
    // 5500 of what is open, and 500.
    policy.maximumGrossExposure = try Rate("0.6")
    #expect(policy.checks(try order(), state, market) == [])
    policy.maximumGrossExposure = try Rate("0.5999")
    #expect(policy.checks(try order(), state, market) == [.maximumGrossExposure])
    var same = try order(.buy, "0.1", at: nil, stop: nil)
    same.type = .stop
    same.trailingPercent = Rate(10)
    #expect(unlimited.checks(same, state, market) == [.duplicateOrder])
    same.trailingPercent = Rate(9)
    #expect(unlimited.checks(same, state, market) == [])
  }
}
