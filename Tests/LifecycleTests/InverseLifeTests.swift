import Domain
import Lifecycle
import Testing

/// An order of a contract that is an amount of dollars.
@Suite struct InverseLifeTests {
  @Test func `it is whole when its dollars are, and tells both units`() throws {
    let terms = OrderTerms(
      symbol: Symbol(base: "BTC", quote: "USD", settle: "BTC"), side: .buy, type: .market,
      quantity: Quantity(1000))
    var life = OrderLife(terms, createdAt: .seconds(1))
    _ = try life.apply(.sent, at: .seconds(2))
    _ = try life.apply(.acknowledged(orderID: "v"), at: .seconds(3))
    #expect(life.filledBaseQuantity == .zero && life.averagePrice == nil)
    _ = try life.apply(.filled(.of(500, at: 50_000, id: "1")), at: .seconds(4))
    #expect(life.state == .open && life.openQuantity == Quantity(500))
    #expect(life.filledBaseQuantity.description == "0.01")
    _ = try life.apply(.filled(.of(500, at: 40_000, id: "2")), at: .seconds(5))
    #expect(life.state == .filled)
    #expect(life.filledQuantity == Quantity(1000))
    #expect(life.filledBaseQuantity.description == "0.0225")
    // So many dollars for so many base units: not the mean of the prices.
    #expect(life.averagePrice?.description == "44444.4444444")
    #expect(life.brokenInvariant() == nil)
  }

  @Test func `of other markets it tells what it always did`() throws {
    var life = OrderLife(.buy(2), createdAt: .seconds(1))
    _ = try life.apply(.sent, at: .seconds(2))
    _ = try life.apply(.filled(.of(1, at: 100)), at: .seconds(3))
    #expect(life.filledBaseQuantity == life.filledQuantity)
    #expect(life.tradedValue == Notional(100) && life.averagePrice == Price(100))
  }
}
