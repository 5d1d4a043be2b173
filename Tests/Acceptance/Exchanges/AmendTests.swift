import TestSupport
import Testing

/// Orders that are changed by way of another one: better the old one than none.
@Suite struct AmendTests {
  typealias Exchange = ExchangeBench.Exchange

  @Test(arguments: Exchange.allCases)
  func `an order stays where the policy would not have the other one`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy("--price 45000").status == 0)
    for words in ["", "--dry-run"] {
      let refused = try bench.run("order amend a --quantity 0.2 \(words)")
      #expect(refused.status == 1, "\(refused.text)\(refused.errorText)")
      #expect(refused.records.map { $0.text("error.code") } == ["RISK_DENIED"])
      #expect(refused.records.map { $0.text("status") } == ["accepted"])
    }
    #expect(try bench.server.dump().open.map(\.quantity) == ["0.002"])
    #expect(try bench.sent() == 1)
    #expect(try bench.server.log().requests.allSatisfy { $0.method != "DELETE" })
    #expect(try bench.run("ledger verify").status == 0)
    // What is allowed goes on as if nothing had been asked.
    let amended = try bench.run("order amend a --quantity 0.003")
    #expect(amended.status == 0, "\(amended.text)")
    #expect(try bench.server.dump().open.map(\.quantity) == ["0.003"])
  }

  @Test(arguments: [Exchange.futures, .aster, .coinbaseExchange])
  func `a price beyond the stop that an order brings is refused`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let placed = try bench.buy("--price 45000 --stop-loss 44000 --take-profit 60000")
    #expect(placed.status == 0, "\(placed.text)")
    for (price, code) in [("43000", "STOP_SIDE"), ("60000", "TAKE_PROFIT_SIDE")] {
      let refused = try bench.run("order amend a --price \(price)")
      #expect(refused.records.map { $0.text("error.code") } == [code], "\(refused.text)")
      #expect(refused.status == 1)
    }
    #expect(try bench.server.dump().open.count == 1)
    #expect(try bench.run("order amend a --price 44500").status == 0)
  }

  @Test func `what the old order has locked counts for the new one`() throws {
    let bench = try ExchangeBench(.binance)
    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      config + "\n[risk]\nmax_position = \"none\"\nmax_gross_exposure = \"none\"\n", to: "c.toml")
    let placed = try bench.run(
      "order place --id a --symbol BTC/USDT --side buy --quantity 0.2 --price 45000")
    #expect(placed.status == 0, "\(placed.text)")
    // Nine tenths of the money are locked, which is enough for itself but not for another one.
    let other = try bench.run(
      "order place --symbol BTC/USDT --side buy --quantity 0.1 --price 45000")
    #expect(other.records.first?.text("error.code") == "RISK_DENIED", "\(other.text)")
    let amended = try bench.run("order amend a --price 46000")
    #expect(amended.status == 0, "\(amended.text)")
    #expect(try bench.server.dump().open.map(\.quantity) == ["0.2"])
  }

  @Test func `an order on paper stays where another is just like the new one`() throws {
    let folder = try TemporaryFolder()
    func run(_ words: String, input: String = "") throws -> Finished {
      try tradectl(words, input: input, in: folder)
    }
    let place = "order place --symbol BTC/USDT --side buy --quantity 1 --reference-price 100"
    for price in [91, 92] {
      #expect(try run("\(place) --price \(price) --id a\(price)").status == 0)
    }
    let same = try run("order amend a92 --price 91")
    #expect(same.status == 1, "\(same.text)")
    #expect(same.records.map { $0.text("status") } == ["accepted"])
    #expect(try run("order list").records.map { $0.text("price") } == ["91", "92"])
    #expect(try run("ledger verify").status == 0)
  }

  /// A line that names an order is about it, whether it says that it is one or not.
  @Test func `lines need no kind to name an order`() throws {
    let folder = try TemporaryFolder()
    func run(_ words: String, input: String = "") throws -> Finished {
      try tradectl(words, input: input, in: folder)
    }
    #expect(
      try run(
        "order place --symbol BTC/USDT --side buy --quantity 1 --price 91 --id a "
          + "--reference-price 100"
      ).status == 0)
    let told = try run("order status -", input: #"{"id":"a"}"#)
    #expect(told.records.map { $0.text("price") } == ["91"], "\(told.text)")
    let amended = try run("order amend - --price 90", input: #"{"id":"a","note":"n"}"#)
    #expect(amended.records.map { $0.text("price") } == ["90"], "\(amended.text)")
    let unknown = try run("order cancel -", input: #"{"id":"b"}"#)
    #expect(unknown.records.map { $0.text("error.code") } == ["UNKNOWN_ORDER_ID"])
    let nameless = try run("order cancel -", input: #"{"symbol":"BTC/USDT"}"#)
    #expect(nameless.status == 65)
    #expect(nameless.records.map { $0.text("error.code") } == ["MISSING_FIELD"])
    let intent = #"{"record":"intent","v":1,"id":"a"}"#
    #expect(try run("order cancel -", input: intent).text == intent + "\n")
    #expect(try run("order list").records.count == 1)
    let cancelled = try run("order cancel -", input: #"{"id":"a"}"#)
    #expect(cancelled.records.map { $0.text("status") } == ["cancelled"])
  }
}
