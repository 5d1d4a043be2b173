import TestSupport
import Testing

/// What a venue says of an account is what its orders are judged by.
@Suite struct VenueLimitTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A venue where two markets pay 100, beside what its script says.
  private func venue(_ script: String = "", limits: String = "") throws -> ScriptedVenue {
    let venue = try ScriptedVenue(
      #"{"prices":{"BTC/USDT:USDT":"100","ETH/USDT:USDT":"100"},"balances":{"USDT":"10000"}"#
        + "\(script)}", at: "unix:\(folder.path)/v.sock")
    try folder.write(
      """
      [accounts.main]
      venue = "v"
      mode = "demo"
      [venues.v]
      gateway = "\(venue.address)"
      [risk]
      \(limits)
      """, to: "c.toml")
    return venue
  }

  private func run(_ words: String) throws -> Finished {
    try tradectl("\(words) --config c.toml --mode demo", in: folder)
  }

  /// Buys one; what stands against it.
  private func buy(_ words: String = "", in symbol: String = "BTC/USDT:USDT") throws -> [String] {
    let order = try run("order place --symbol \(symbol) --side buy --quantity 1 \(words)")
    let record = try #require(order.records.first, "\(order.errorText)")
    let risk = record["risk"] ?? ""
    #expect(record.text("status") == (risk.isEmpty ? "filled" : "denied"), "\(order.text)")
    return risk.split(separator: #""code":""#).dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  @Test func `an order has the leverage that its venue has set, or is refused`() throws {
    let venue = try venue()
    #expect(try buy("--leverage 3") == [])
    #expect(try buy("--leverage 3") == [])
    #expect(try buy() == [], "one that does not say its own takes that of the venue")
    #expect(try buy("--leverage 2") == ["LEVERAGE_MISMATCH"])
    #expect(try run("position leverage BTC/USDT:USDT 2").status == 0)
    #expect(try buy("--leverage 2") == [])
    #expect(try buy("--leverage 3") == ["LEVERAGE_MISMATCH"])
    #expect(try venue.dump().orders.count == 4)
  }

  @Test(arguments: [(59, true), (61, false), (nil, true)])
  func `the price that an order is judged by is as old as its venue says`(
    minutes: Int?, passes: Bool
  ) throws {
    let age = minutes.map { "\($0 * 60_000)" } ?? "null"
    let venue = try venue(#","price_age_ms":\#(age)"#, limits: "max_price_age = '1h'")
    let wanted = passes ? [] : ["STALE_PRICE"]
    #expect(try buy() == wanted)
    #expect(try buy("--price 101") == wanted, "its own price says nothing of the market")
    #expect(try buy("--reference-price 100") == [], "that is of now")
    #expect(try buy("--reference-price 100 --reference-age 1h") == ["STALE_PRICE"])
    #expect(try buy("--max-price-age none") == [], "a flag goes before the file")
    let rehearsed = try run(
      "order place --dry-run --symbol BTC/USDT:USDT --side buy --quantity 1")
    #expect(rehearsed.records.first?.text("risk.verdict") == (passes ? "pass" : "deny"))
    let lines = [1, 2].map {
      #"{"symbol":"BTC/USDT:USDT","side":"buy","quantity":\#($0)}"# + "\n"
    }
    let together = try tradectl(
      "order place --parallel 2 --config c.toml --mode demo", input: lines.joined(), in: folder)
    #expect(together.records.allSatisfy { $0["risk"]?.contains("STALE_PRICE") ?? passes })
    #expect(try venue.dump().orders.count == (passes ? 6 : 2))
  }

  @Test func `what was set before there is a position holds as well`() throws {
    let venue = try venue()
    #expect(try run("position leverage ETH/USDT:USDT 2").status == 0)
    #expect(try buy("--leverage 3", in: "ETH/USDT:USDT") == ["LEVERAGE_MISMATCH"])
    #expect(try buy("--leverage 3") == [], "that was another market")
    #expect(try buy("--leverage 2", in: "ETH/USDT:USDT") == [])
    #expect(try venue.dump().orders.count == 2)
  }
}
