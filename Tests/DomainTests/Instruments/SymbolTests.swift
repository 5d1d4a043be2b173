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

  @Test func `a symbol is the same however it came about`() throws {
    let read = try Symbol(unified: "XYZ/USDT:USDT")
    let made = Symbol(base: "XYZ", quote: "USDT", settle: "USDT")
    #expect(read == made)
    #expect(read.hashValue == made.hashValue)
    #expect(try Symbol(unified: "XYZ/USDT:USDT") == made)
    #expect(Symbol(base: "XYZ", quote: "USDT") != made)
    #expect(Set([read, made, Symbol(base: "XYZ", quote: "USDT")]).count == 2)
  }

  @Test func `an asset with a slash makes no text readable`() {
    let odd = Symbol(base: "A/B", quote: "C")
    #expect(odd.description == "A/B/C")
    #expect(throws: SymbolError.malformed("A/B/C")) { try Symbol(unified: "A/B/C") }
    #expect(odd != Symbol(base: "A", quote: "B/C"))
  }

  /// Swift's strings are equal where they look alike.
  @Test func `what only looks like a known symbol is none`() throws {
    _ = try Symbol(unified: "K/USDT")
    #expect(throws: SymbolError.malformed("\u{212A}/USDT")) {
      try Symbol(unified: "\u{212A}/USDT")
    }
  }

  @Test func `threads find the same symbols`() async {
    let texts = (0..<200).map { "T\($0)/USDT" }
    let found = await withTaskGroup(of: [Symbol?].self) { group in
      for _ in 0..<8 { group.addTask { texts.map { try? Symbol(unified: $0) } } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(found.count == 8)
    #expect(found.allSatisfy { $0 == found[0] })
    #expect(found[0].map { $0?.description } == texts)
  }
}
