import TestSupport
import Testing

/// Several orders in one request, where an exchange takes them so.
@Suite struct BatchedOrderTests {
  typealias Exchange = ExchangeBench.Exchange

  static func line(_ number: Int, symbol: String, _ more: String = "") -> String {
    #"{"id":"\#(number)","symbol":"\#(symbol)","side":"buy","order_type":"limit","#
      + #""price":\#(40000 + number),"quantity":0.001\#(more)}"# + "\n"
  }

  static func lines(_ numbers: ClosedRange<Int>, at exchange: Exchange) -> String {
    numbers.map { line($0, symbol: exchange.symbol) }.joined()
  }

  private func place(
    _ bench: ExchangeBench, _ lines: String, _ words: String = ""
  ) throws -> Finished {
    try bench.run("order place - --batch --price-collar none \(words)", input: lines)
  }

  private func batches(_ bench: ExchangeBench) throws -> Int {
    let path = try #require(bench.exchange.batchPath)
    return try bench.server.log().requests(for: path).count
  }

  // MARK: What is sent

  @Test(arguments: Exchange.withBatches, ["", "--batch-sync 23", "--parallel 3"])
  func `many orders leave in few requests, each once`(exchange: Exchange, more: String) throws {
    let bench = try ExchangeBench(exchange)
    let lines = Self.lines(1...23, at: exchange)
    let placed = try place(bench, lines, more)
    #expect(placed.status == 0, "\(placed.text)\(placed.errorText)")
    #expect(placed.records.compactMap { $0.text("id") } == (1...23).map(String.init))
    #expect(placed.records.allSatisfy { $0.text("status") == "accepted" }, "\(placed.text)")
    let dump = try bench.server.dump()
    #expect(dump.orders.count == 23 && dump.open.count == 23)
    let most = try #require(exchange.batchMax)
    #expect(try batches(bench) <= 23 / most + 3)
    // One that is left over leaves by itself.
    #expect(try bench.sent() <= 3)
    // Where the venue only says that it heard of them, one list tells how those of a request stand.
    let asked = try bench.server.log().requests.filter { $0.method == "GET" }.map(\.target)
    #expect(asked.count <= 12 + 23 / most + 3, "\(asked)")
    let again = try place(bench, lines, more)
    #expect(again.records.allSatisfy { $0.text("replayed") == "true" }, "\(again.text)")
    #expect(try bench.server.dump().orders.count == 23)
  }

  @Test(arguments: Exchange.withBatches)
  func `one that is refused says so, and the others are there`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let taken = #","client_order_id":"taken1""#
    #expect(
      try bench.run(
        "order place --client-order-id taken1 --symbol \(exchange.symbol) --side buy "
          + "--quantity 0.002 --type limit --price 39000 --price-collar none"
      ).status == 0)
    // The ledger that knows its name is gone.
    _ = try Running.shell("rm -r .local/state/tradectl", in: bench.folder)
    let lines =
      Self.lines(1...2, at: exchange) + Self.line(3, symbol: exchange.symbol, taken)
      + Self.lines(4...5, at: exchange)
    let placed = try place(bench, lines)
    #expect(placed.status == 3, "\(placed.text)\(placed.errorText)")
    #expect(
      placed.records.compactMap { $0.text("status") }
        == ["accepted", "accepted", "rejected", "accepted", "accepted"], "\(placed.text)")
    let refused = placed.records[2]
    #expect(refused.text("error.code") == "VENUE_REJECTED")
    #expect(refused.text("error.venue_message")?.isEmpty == false)
    #expect(try bench.server.dump().orders.count == 5)
    #expect(try batches(bench) == 1)
  }

  @Test(arguments: Exchange.withBatches)
  func `what does not fit in a request leaves by itself, in its place`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let market =
      #"{"id":"m","symbol":"\#(exchange.symbol)","side":"buy","order_type":"market","quantity":0.001}"#
      + "\n"
    let stop =
      #"{"id":"s","symbol":"\#(exchange.symbol)","side":"buy","order_type":"stop_limit","#
      + #""stop_price":60000,"price":61000,"quantity":0.001}"# + "\n"
    let placed = try place(
      bench, Self.lines(1...2, at: exchange) + stop + Self.lines(3...4, at: exchange))
    #expect(placed.status == 0, "\(placed.text)\(placed.errorText)")
    #expect(placed.records.compactMap { $0.text("id") } == ["1", "2", "s", "3", "4"])
    #expect(placed.records.allSatisfy { $0.text("status") == "accepted" }, "\(placed.text)")
    #expect(try batches(bench) == 2)
    let more = try place(bench, market + Self.lines(5...6, at: exchange))
    #expect(
      more.records.compactMap { $0.text("status") } == ["filled", "accepted", "accepted"],
      "\(more.text)\(more.errorText)")
    #expect(try batches(bench) == 3)
    #expect(try bench.server.dump().orders.count == 8)
    #expect(try bench.sent() == (exchange == .kucoin ? 1 : 0) + (exchange.keepsStopsApart ? 0 : 1))
  }

  @Test func `markets share a request where the exchange lets them`() throws {
    for (exchange, requests) in [(Exchange.futures, 1), (.kucoinFutures, 1), (.okx, 0)] {
      let bench = try ExchangeBench(exchange, #","prices":{"BTC":"50000","ETH":"50000"}"#)
      let placed = try place(
        bench,
        Self.line(1, symbol: "BTC/USDT:USDT") + Self.line(2, symbol: "ETH/USDT:USDT"))
      #expect(placed.status == 0, "\(exchange): \(placed.text)\(placed.errorText)")
      #expect(try batches(bench) == requests, "\(exchange)")
      #expect(try bench.sent() == 2 - 2 * requests, "\(exchange)")
    }
  }

  @Test func `each order is judged with those before it, and what is denied is not sent`() throws {
    let bench = try ExchangeBench(.futures)
    // Each is worth 40 of 10,000.
    let placed = try place(
      bench, Self.lines(1...5, at: .futures), "--max-gross-exposure 1.3")
    #expect(
      placed.records.compactMap { $0.text("status") }
        == ["accepted", "accepted", "accepted", "denied", "denied"],
      "\(placed.text)\(placed.errorText)")
    #expect(try bench.server.dump().orders.count == 3)
  }

  // MARK: Cancelling

  private static let cancels: [(Exchange, String, Int)] = [
    (.okx, "/api/v5/trade/cancel-batch-orders", 20), (.bybit, "/v5/order/cancel-batch", 10),
    (.coinbase, "/api/v3/brokerage/orders/batch_cancel", 100),
  ]

  @Test(arguments: cancels)
  func `many orders are cancelled with few requests`(
    exchange: Exchange, path: String, most: Int
  ) throws {
    let bench = try ExchangeBench(exchange)
    let lines = Self.lines(1...23, at: exchange)
    #expect(try bench.run("order place - --price-collar none", input: lines).status == 0)
    let shown = try bench.run("order cancel --all --batch --dry-run")
    #expect(shown.records.allSatisfy { $0.text("url")?.hasSuffix(path) == true }, "\(shown.text)")
    #expect(shown.records.count == (23 + most - 1) / most && shown.status == 0)
    #expect(try bench.server.log().requests(for: path).isEmpty)
    // One that is gone by then is told as what it is, and keeps none of the others.
    #expect(try bench.run("order cancel 7").status == 0)
    let before = try bench.server.log().requests(for: path).count
    let names = (1...23).map(String.init).joined(separator: " ")
    let cancelled = try bench.run("order cancel --batch \(names)")
    #expect(cancelled.status == 0, "\(cancelled.text)\(cancelled.errorText)")
    #expect(cancelled.records.compactMap { $0.text("id") } == (1...23).map(String.init))
    #expect(cancelled.records.allSatisfy { $0.text("status") == "cancelled" })
    #expect(
      try bench.server.log().requests(for: path).count - before == (22 + most - 1) / most)
    #expect(try bench.server.dump().open.isEmpty)
  }

  @Test(arguments: cancels)
  func `what a request did not cancel is told as open, or asked for`(
    exchange: Exchange, path: String, most: Int
  ) throws {
    let bench = try ExchangeBench(exchange)
    let lines = Self.lines(1...2, at: exchange)
    #expect(try bench.run("order place - --price-collar none", input: lines).status == 0)
    try bench.server.misbehave(at: "POST \(path)", #"[{"status":503}]"#)
    let lost = try bench.run("order cancel --all --batch")
    #expect(lost.records.compactMap { $0.text("status") } == ["accepted", "accepted"])
    #expect(lost.records.allSatisfy { $0.text("error.code") != nil }, "\(lost.text)")
    #expect(lost.status != 0)
    try bench.server.misbehave(at: "POST \(path)", #"[{"acts":true,"status":503}]"#)
    let done = try bench.run("order cancel --all --batch")
    #expect(done.records.compactMap { $0.text("status") } == ["cancelled", "cancelled"])
    #expect(done.status == 0, "\(done.text)")
  }

  @Test func `what cannot be cancelled with others goes by itself`() throws {
    let bench = try ExchangeBench(.bybit)
    let words = "order place --symbol BTC/USDT --side buy --quantity 0.001 --price-collar none"
    for (id, rest) in [
      ("a", "--type limit --price 40000"), ("b", "--type limit --price 40001"),
      ("s", "--type stop_limit --stop-price 60000 --price 61000"),
    ] {
      #expect(try bench.run("\(words) --id \(id) \(rest)").status == 0)
    }
    let shown = try bench.run("order cancel --all --batch --dry-run")
    #expect(
      shown.records.compactMap { $0.text("url")?.split(separator: "/").last }
        == ["cancel-batch", "cancel"], "\(shown.text)")
    let cancelled = try bench.run("order cancel --all --batch")
    #expect(cancelled.status == 0, "\(cancelled.text)\(cancelled.errorText)")
    #expect(cancelled.records.map { $0.text("status") } == Array(repeating: "cancelled", count: 3))
    #expect(try bench.server.dump().open.isEmpty)
  }

  @Test(arguments: [Exchange.okx, .coinbase])
  func `a market is swept where no request cancels all of it`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let lines = Self.lines(1...3, at: exchange)
    #expect(try bench.run("order place - --price-collar none", input: lines).status == 0)
    let stop =
      #"{"id":"s","symbol":"\#(exchange.symbol)","side":"buy","order_type":"stop_limit","#
      + #""stop_price":60000,"price":61000,"quantity":0.001}"# + "\n"
    #expect(try bench.run("order place - --price-collar none", input: stop).status == 0)
    let words = "order cancel --at-venue --symbol \(exchange.symbol)"
    let shown = try bench.run("\(words) --dry-run")
    #expect(shown.status == 0 && shown.records.first?.text("method") == "GET", "\(shown.text)")
    // Those that nobody here knows go too.
    _ = try Running.shell("rm -r .local/state/tradectl", in: bench.folder)
    let swept = try bench.run(words)
    #expect(swept.status == 0, "\(swept.text)\(swept.errorText)")
    #expect(try bench.server.dump().open.isEmpty)
    #expect(try bench.run(words).status == 0)
  }

  @Test func `an exchange that takes one cancel a request says so`() throws {
    let bench = try ExchangeBench(.futures)
    #expect(try bench.buy("--price 45000 --type limit").status == 0)
    for words in ["order cancel a --batch", "order cancel --all --batch --dry-run"] {
      let refused = try bench.run(words)
      #expect(refused.status == 64 && refused.text.isEmpty, "\(refused.text)")
      #expect(
        refused.errorText.contains(
          "binance-futures takes one cancel a request here; leave --batch out."),
        "\(refused.errorText)")
    }
    #expect(try bench.run("order cancel a").status == 0)
    let paper = try tradectl("order cancel --all --batch")
    #expect(paper.status == 64 && paper.errorText.contains("--batch asks an exchange"))
  }

  // MARK: What cannot be

  @Test(arguments: Exchange.allCases.filter { $0.batchPath == nil })
  func `an exchange that takes one order a request says so`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let placed = try place(bench, Self.lines(1...2, at: exchange))
    #expect(placed.status == 64)
    #expect(
      placed.errorText.contains(
        "\(exchange.rawValue) takes one order a request; leave --batch out."),
      "\(placed.errorText)")
    #expect(try bench.sent() == 0)
  }

  @Test func `on paper there are no requests to share`() throws {
    let paper = try tradectl("order place - --batch", input: Self.lines(1...2, at: .futures))
    #expect(paper.status == 64)
    #expect(paper.errorText.contains("--batch is for venues"), "\(paper.errorText)")
  }

  @Test(arguments: Exchange.withBatches)
  func `whatever becomes of the request, nothing is sent twice`(exchange: Exchange) throws {
    var bench = try ExchangeBench(exchange)
    let path = try #require(exchange.batchPath)
    let faults =
      PlacingFault.common + ["types", "empty"].map(PlacingFault.changed)
      + exchange.ownFaults.filter { $0.code == "RATE_LIMITED" || $0.code == "UNAUTHORIZED" }
    for fault in faults {
      // What is said of one order by itself says nothing of five.
      guard !fault.reply.contains("sCode") else { continue }
      try bench.reset()
      try bench.server.misbehave(at: "POST \(path)", "[\(fault.reply)]")
      let lines = Self.lines(1...5, at: exchange)
      let placed = try place(bench, lines)
      let context = "\(exchange): \(fault.name): \(fault.reply): \(placed.text)"
      #expect(
        placed.records.compactMap { $0.text("status") }
          == Array(repeating: fault.status, count: 5), "\(context)")
      #expect(placed.records.allSatisfy { $0.text("error.code") == fault.code }, "\(context)")
      #expect(placed.status == fault.exit, "\(context)")
      #expect(try batches(bench) == 1, "\(context)")
      if fault.code == "RATE_LIMITED" { #expect(try bench.run("limits reset").status == 0) }
      let again = try place(bench, lines)
      let isThere = fault.isLost && fault.reply.contains(#""acts":true"#)
      let isFree = fault.status == "unsent"
      #expect(again.status == (isThere || isFree ? 0 : fault.exit), "\(context)\(again.text)")
      #expect(try batches(bench) == (isFree ? 2 : 1), "\(context)\(again.text)")
      #expect(try bench.sent() == 0, "\(context)")
      #expect(
        try bench.server.dump().orders.count == (isThere || isFree ? 5 : 0), "\(context)")
    }
  }

  @Test(arguments: Exchange.withBatches)
  func `one answer that is about another order leaves the others`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let path = try #require(exchange.batchPath)
    try bench.server.misbehave(at: "POST \(path)", #"[{"acts":true,"change":"other"}]"#)
    let lines = Self.lines(1...4, at: exchange)
    let placed = try place(bench, lines)
    #expect(
      placed.records.compactMap { $0.text("status") }
        == ["accepted", "accepted", "accepted", "unknown"], "\(placed.text)")
    #expect(placed.status == 4)
    let again = try place(bench, lines)
    #expect(again.status == 0, "\(again.text)")
    #expect(try bench.server.dump().orders.count == 4)
  }

  // MARK: What is counted, and shown

  @Test func `each order of a request counts in the limits of orders`() throws {
    let bench = try ExchangeBench(.futures)
    #expect(try place(bench, Self.lines(1...10, at: .futures)).status == 0)
    let limits = try bench.run("limits --history")
    let orders = try #require(limits.records.first { $0.text("name") == "orders-10S" })
    let counts = orders["history"]?.split { "[,]".contains($0) }.compactMap { Int($0) }
    #expect(counts?.reduce(0, +) == 10, "\(limits.text)")
  }

  @Test(arguments: Exchange.withBatches)
  func `a dry run shows the request that they share`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let shown = try place(bench, Self.lines(1...3, at: exchange), "--dry-run")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    #expect(shown.records.count == 1)
    let path = try #require(exchange.batchPath)
    #expect(shown.records.first?.text("url")?.contains(path) == true, "\(shown.text)")
    #expect(shown.records.first?.text("body")?.contains("40003") == true, "\(shown.text)")
    #expect(try bench.server.dump().orders.isEmpty)
  }
}

extension ExchangeBench.Exchange {
  static let withBatches = allCases.filter { $0.batchPath != nil }

  /// Where several orders are placed at once; nil where they cannot be.
  var batchPath: String? {
    switch self {
    case .futures, .aster: "/fapi/v1/batchOrders"
    case .bybit: "/v5/order/create-batch"
    case .okx: "/api/v5/trade/batch-orders"
    case .kucoin: "/api/v1/hf/orders/multi"
    case .kucoinFutures: "/api/v1/orders/multi"
    case .binance, .coinbase, .coinbaseExchange: nil
    }
  }

  /// Whether what waits for a price has an endpoint of its own.
  fileprivate var keepsStopsApart: Bool { [.futures, .okx, .kucoin].contains(self) }

  /// The most orders of one request.
  var batchMax: Int? {
    switch self {
    case .futures, .aster, .kucoin: 5
    case .bybit: 10
    case .okx, .kucoinFutures: 20
    case .binance, .coinbase, .coinbaseExchange: nil
    }
  }
}
