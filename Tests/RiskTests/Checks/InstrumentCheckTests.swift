import Domain
import Risk
import Testing

/// The venue's rules for a market, each just inside and just outside.
@Suite struct InstrumentCheckTests {
  private func market(
    tick: String = "0", lot: String = "0", minimum: String = "0", maximum: String = "0",
    notional: String = "0"
  ) throws -> RiskMarket {
    RiskMarket(
      instrument: Instrument(
        symbol: perpetual, tick: try Price(tick), lot: try Quantity(lot),
        minimumQuantity: try Quantity(minimum), maximumQuantity: try Quantity(maximum),
        minimumNotional: try Notional(notional)))
  }

  @Test func `the lot and the minimum quantity`() throws {
    let lot = try market(lot: "0.001")
    #expect(unlimited.checks(try order(.buy, "0.012"), fresh, lot) == [])
    #expect(unlimited.checks(try order(.buy, "0.0125"), fresh, lot) == [.lotSize])
    let minimum = try market(minimum: "0.01")
    #expect(unlimited.checks(try order(.buy, "0.01"), fresh, minimum) == [])
    #expect(unlimited.checks(try order(.buy, "0.009"), fresh, minimum) == [.lotSize])
  }

  @Test func `the lot of the part that the book shows`() throws {
    let lot = try market(lot: "0.001")
    var intent = try order(.buy, "0.01")
    for (shown, checks) in [
      ("0.001", []), ("0.01", []), ("0.0015", [RiskCheck.lotSize]), ("0.011", [.outOfRange]),
      ("0", [.outOfRange]), ("-0.001", [.outOfRange]),
    ] {
      intent.icebergQuantity = try Quantity(shown)
      #expect(unlimited.checks(intent, fresh, lot) == checks, "\(shown)")
    }
    intent.icebergQuantity = try Quantity("0.001")
    intent.price = nil
    intent.type = .market
    var priced = lot
    priced.reference = try Price("50000")
    #expect(
      unlimited.checks(intent, fresh, priced) == [.outOfRange], "a market order hides nothing")
  }

  @Test func `the maximum quantity`() throws {
    let market = try market(maximum: "0.01")
    #expect(unlimited.checks(try order(.buy, "0.01"), fresh, market) == [])
    #expect(unlimited.checks(try order(.buy, "0.0101"), fresh, market) == [.maximumQuantity])
  }

  @Test func `the minimum notional`() throws {
    let market = try market(notional: "500")
    #expect(unlimited.checks(try order(.buy, "0.01"), fresh, market) == [])
    #expect(unlimited.checks(try order(.buy, "0.0099"), fresh, market) == [.minimumNotional])
  }

  @Test func `the tick of every price`() throws {
    let market = try market(tick: "0.5")
    #expect(unlimited.checks(try order(at: "50000.5"), fresh, market) == [])
    #expect(unlimited.checks(try order(at: "50000.4"), fresh, market) == [.tickSize])
    #expect(unlimited.checks(try order(stop: "49000.1"), fresh, market) == [.tickSize])
    var intent = try order()
    intent.takeProfit = try Price("51000.1")
    #expect(unlimited.checks(intent, fresh, market) == [.tickSize])
    intent.takeProfit = nil
    intent.type = .stopLimit
    intent.stopPrice = try Price("50000.1")
    #expect(unlimited.checks(intent, fresh, market) == [.tickSize])
    intent.stopPrice = try Price("50000.5")
    #expect(unlimited.checks(intent, fresh, market) == [])
  }
}
