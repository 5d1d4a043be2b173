import Domain
import Testing

@Suite struct SymbolDirectoryTests {
  let spot = Symbol(base: "BTC", quote: "USDT")
  let linear = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  let inverse = Symbol(base: "BTC", quote: "USD", settle: "BTC")
  let ether = Symbol(base: "ETH", quote: "USDT")

  var directory: SymbolDirectory {
    SymbolDirectory([
      Instrument(symbol: spot, venueSymbol: "BTC-USDT"),
      Instrument(symbol: linear, venueSymbol: "BTC-USDT-SWAP"),
      Instrument(symbol: inverse, venueSymbol: "XBTUSDM"),
      Instrument(symbol: ether, venueSymbol: "ETH-USDT"),
      Instrument(symbol: ether),
    ])
  }

  @Test func `finds every unified spelling`() throws {
    for symbol in [spot, linear, inverse, ether] {
      #expect(try directory.resolve(symbol.description) == symbol)
    }
  }

  @Test(arguments: ["ETHUSDT", "ethusdt", "ETH-USDT", "eth_usdt", "ETH/USDT", "eth/usdt"])
  func `finds the one market of a venue's spelling, whatever its case and separators`(
    text: String
  ) throws {
    #expect(try directory.resolve(text) == ether)
  }

  @Test func `finds a venue's own name`() throws {
    #expect(try directory.resolve("XBTUSDM") == inverse)
    #expect(try directory.resolve("BTCUSDTSWAP") == linear)
  }

  @Test func `lists the candidates of an ambiguous spelling in order of their names`() {
    #expect(throws: SymbolError.ambiguous("BTCUSDT", candidates: [spot, linear])) {
      try directory.resolve("BTCUSDT")
    }
  }

  @Test func `the kind of market decides an ambiguous spelling`() throws {
    #expect(try directory.resolve("BTCUSDT", market: .spot) == spot)
    #expect(try directory.resolve("btc-usdt", market: .linear) == linear)
    #expect(throws: SymbolError.unknown("BTCUSDT")) {
      try directory.resolve("BTCUSDT", market: .inverse)
    }
  }

  @Test func `a slash means spot, never a contract of the same assets`() throws {
    #expect(try directory.resolve("btc/usdt") == spot)
    let futures = SymbolDirectory([Instrument(symbol: linear)])
    #expect(throws: SymbolError.unknown("BTC/USDT")) { try futures.resolve("BTC/USDT") }
    #expect(try futures.resolve("BTC/USDT", market: .linear) == linear)
    #expect(try futures.resolve("BTCUSDT") == linear)
  }

  @Test(arguments: ["", "-", "/", "DOGEUSDT", "DOGE/USDT", "BTC/USDT:BTC", "BTC"])
  func `refuses what no instrument is called`(text: String) {
    #expect(throws: SymbolError.unknown(text)) { try directory.resolve(text) }
  }

  @Test func `an empty directory knows nothing`() {
    #expect(throws: SymbolError.unknown("BTC/USDT")) {
      try SymbolDirectory([]).resolve("BTC/USDT")
    }
  }
}
