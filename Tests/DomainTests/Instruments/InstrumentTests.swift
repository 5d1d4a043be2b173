import Domain
import Testing

@Suite struct InstrumentTests {
  let bitcoin: Instrument
  let free = Instrument(symbol: Symbol(base: "BTC", quote: "USDT"))

  init() throws {
    bitcoin = Instrument(
      symbol: Symbol(base: "BTC", quote: "USDT"), tick: try Price(decimal: "0.1"),
      lot: try Quantity(decimal: "0.001"), minimumQuantity: try Quantity(decimal: "0.002"),
      maximumQuantity: try Quantity(decimal: "100.0005"), minimumNotional: Notional(100))
  }

  @Test(arguments: [
    ("0.0209", "0.02"), ("0.02", "0.02"), ("0.002", "0.002"), ("0.0029", "0.002"),
    ("0.001999999999999999", "0"), ("0", "0"), ("100.0004", "100"), ("5000", "100"), ("-1", "0"),
  ])
  func `the tradable quantity is on the grid, within the limits and never above what was asked`(
    asked: String, tradable: String
  ) throws {
    let result = try bitcoin.tradable(Quantity(decimal: asked))
    #expect(result.description == tradable)
  }

  @Test func `without rules every quantity is tradable as it is`() throws {
    let dust = Quantity(scaled: 1)
    #expect(try free.tradable(dust) == dust)
    #expect(try free.tradable(Quantity(scaled: .max)).scaled == .max)
    #expect(free.breaches(quantity: dust, price: Price(scaled: 1), reference: nil) == [])
  }

  @Test func `an order without a limit price may have a smaller maximum`() throws {
    var market = bitcoin
    market.maximumMarketQuantity = Quantity(12)
    #expect(market.maximumQuantity(isAtMarket: true) == Quantity(12))
    #expect(market.maximumQuantity(isAtMarket: false) == bitcoin.maximumQuantity)
    #expect(try market.tradable(Quantity(50), isAtMarket: true) == Quantity(12))
    #expect(try market.tradable(Quantity(50)) == Quantity(50))
    let breaches = market.breaches(quantity: Quantity(50), price: nil, reference: Price(50_000))
    #expect(breaches == [.maximumQuantity(Quantity(12))])
    #expect(market.breaches(quantity: Quantity(50), price: Price(50_000), reference: nil) == [])
    // The general one holds for all.
    market.maximumMarketQuantity = Quantity(500)
    #expect(market.maximumQuantity(isAtMarket: true) == bitcoin.maximumQuantity)
    market.maximumQuantity = .zero
    #expect(market.maximumQuantity(isAtMarket: true) == Quantity(500))
    #expect(market.maximumQuantity(isAtMarket: false) == .zero)
  }

  @Test func `an order inside every limit breaks nothing`() throws {
    let breaches = bitcoin.breaches(
      quantity: try Quantity(decimal: "0.002"), price: try Price(decimal: "50000.1"),
      stopPrice: try Price(decimal: "49999.9"), reference: nil)
    #expect(breaches == [])
    #expect(
      bitcoin.breaches(quantity: Quantity(100), price: nil, reference: Price(50_000)) == [])
  }

  @Test(arguments: [
    (
      "0.0025", "50000", "50000", FilterBreach.lotSize(lot: Quantity(scaled: 1_000_000_000_000_000))
    ),
    ("0.01", "50000.05", "50000", .tickSize(tick: Price(scaled: 100_000_000_000_000_000))),
    ("0.01", "50000", "50000.01", .stopTickSize(tick: Price(scaled: 100_000_000_000_000_000))),
    ("0.001", "500000", "1", .minimumQuantity(Quantity(scaled: 2_000_000_000_000_000))),
    ("100.001", "50000", "1", .maximumQuantity(Quantity(scaled: 100_000_500_000_000_000_000))),
    (
      "0.002", "49999.9", "1",
      .minimumNotional(Notional(100), actual: Notional(scaled: 99_999_800_000_000_000_000))
    ),
  ])
  func `each rule is named alone when it alone is broken`(
    quantity: String, price: String, stop: String, breach: FilterBreach
  ) throws {
    let breaches = bitcoin.breaches(
      quantity: try Quantity(decimal: quantity), price: try Price(decimal: price),
      stopPrice: try Price(decimal: stop), reference: nil)
    #expect(breaches == [breach])
  }

  @Test func `every broken rule is named`() throws {
    let breaches = bitcoin.breaches(
      quantity: try Quantity(decimal: "0.0005"), price: try Price(decimal: "1.01"),
      stopPrice: try Price(decimal: "1.02"), reference: nil)
    #expect(breaches.count == 5)
  }

  @Test func `the notional is reckoned with the limit price, else with the reference`() throws {
    let quantity = try Quantity(decimal: "0.002")
    let low = Price(40_000)
    let high = Price(60_000)
    #expect(bitcoin.breaches(quantity: quantity, price: high, reference: low) == [])
    #expect(bitcoin.breaches(quantity: quantity, price: low, reference: high).count == 1)
    #expect(bitcoin.breaches(quantity: quantity, price: nil, reference: low).count == 1)
    #expect(bitcoin.breaches(quantity: quantity, price: nil, reference: nil) == [])
  }

  @Test func `an order too large to reckon is too large, not too small`() {
    let breaches = bitcoin.breaches(
      quantity: Quantity(1_000_000_000_000), price: Price(1_000_000_000_000), reference: nil)
    #expect(breaches == [.maximumQuantity(bitcoin.maximumQuantity)])
  }
}
