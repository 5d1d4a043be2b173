import Domain
import Testing

@Suite struct SymbolTests {
  @Test(arguments: [
    ("BTC/USDT", MarketKind.spot, "USDT"), ("BTC/USDT:USDT", .linear, "USDT"),
    ("BTC/USD:BTC", .inverse, "BTC"), ("1000SHIB/USDC", .spot, "USDC"),
    ("a.b-c_d/USDT", .spot, "USDT"),
  ])
  func `reads the unified spelling and writes it again`(
    text: String, kind: MarketKind, settlement: String
  ) throws {
    let symbol = try Symbol(unified: text)
    #expect(symbol.description == text)
    #expect(symbol.kind == kind)
    #expect(symbol.settlementAsset == settlement)
  }

  @Test(arguments: [
    "", "/", "BTC", "BTC/", "/USDT", "BTCUSDT", "BTC/USDT:", "BTC/:USDT", "BTC/USD/T",
    "BTC/USDT:USDT:USDT", "BTC USDT", "BTC/US DT", " BTC/USDT", "BTC/USDT ", "BTC/USDT\n",
    "BTC/USDT\0", "ÄTC/USDT", "BTC/\u{301}USDT", "BTC@/USDT", "BTC[/USDT", "BTC`/USDT", "BTC{/USDT",
    String(repeating: "A", count: 33) + "/USDT", "BTC:USDT/USDT",
  ])
  func `refuses any other spelling`(text: String) {
    #expect(throws: SymbolError.malformed(text)) { try Symbol(unified: text) }
  }

  @Test func `an asset has at most 32 characters`() throws {
    let long = String(repeating: "A", count: 32)
    #expect(try Symbol(unified: "\(long)/USDT").base == long)
  }

  @Test func `refuses a settlement in a third currency`() {
    #expect(throws: SymbolError.unknownSettlement("BTC/USDT:ETH")) {
      try Symbol(unified: "BTC/USDT:ETH")
    }
  }

  @Test func `each error explains itself with the text and the choices`() throws {
    let spot = try Symbol(unified: "BTC/USDT")
    let linear = try Symbol(unified: "BTC/USDT:USDT")
    let ambiguous = SymbolError.ambiguous("BTCUSDT", candidates: [spot, linear])
    #expect(
      ambiguous.explanation == "'BTCUSDT' may be BTC/USDT or BTC/USDT:USDT; write one of them")
    for error: SymbolError in [.malformed("XX"), .unknownSettlement("XX"), .unknown("XX")] {
      #expect(error.explanation.contains("'XX'"))
    }
  }
}
