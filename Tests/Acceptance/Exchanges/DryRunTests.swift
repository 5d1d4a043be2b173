import TestSupport
import Testing

/// Requests that are shown in place of being sent.
@Suite struct DryRunTests {
  private let bench: ExchangeBench

  init() throws {
    // Longer than those of others: what is shown is read for them, and replaced by stars.
    bench = try ExchangeBench(.futures, #","key":"main-key","secret":"main-secret""#)
  }

  private func run(_ words: String) throws -> Finished { try bench.run(words) }

  private func buy(_ words: String = "", id: String = "a") throws -> Finished {
    try run(
      "order place --id \(id) --symbol BTC/USDT:USDT --side buy --quantity 0.002 \(words)")
  }

  /// Every command that speaks to an exchange, with the requests that it begins with.
  private static let commands = [
    ("order cancel a", ["DELETE /fapi/v1/order"]),
    ("order cancel --all", ["DELETE /fapi/v1/order"]),
    (
      "order cancel --at-venue --symbol BTC/USDT:USDT",
      ["DELETE /fapi/v1/allOpenOrders", "DELETE /fapi/v1/algoOpenOrders"]
    ),
    ("order amend a --quantity 0.001", ["PUT /fapi/v1/order"]),
    ("order status a", ["GET /fapi/v1/order"]),
    ("order watch a", ["GET /fapi/v1/order"]),
    ("order reconcile", ["GET /fapi/v1/order"]),
    (
      "order list --at-venue --symbol BTC/USDT:USDT",
      ["GET /fapi/v1/openOrders", "GET /fapi/v1/openAlgoOrders"]
    ),
    ("fills --at-venue --symbol BTC/USDT:USDT", ["GET /fapi/v1/userTrades"]),
    ("balance", ["GET /fapi/v3/account"]),
    ("positions", ["GET /fapi/v3/positionRisk"]),
    (
      "account",
      ["GET /fapi/v3/account", "GET /fapi/v3/positionRisk", "GET /sapi/v1/account/apiRestrictions"]
    ),
    (
      "account --symbol BTC/USDT:USDT",
      [
        "GET /fapi/v3/account", "GET /fapi/v3/positionRisk", "GET /sapi/v1/account/apiRestrictions",
        "GET /fapi/v1/commissionRate", "GET /fapi/v1/symbolConfig",
      ]
    ),
    (
      "order list --at-venue --closed --symbol BTC/USDT:USDT --since 2d",
      ["GET /fapi/v1/allOrders", "GET /fapi/v1/allAlgoOrders"]
    ),
    ("position leverage BTC/USDT:USDT 3", ["POST /fapi/v1/leverage"]),
    ("market instruments --venue binance-futures", ["GET /fapi/v1/exchangeInfo"]),
    ("market ticker BTC/USDT:USDT --venue binance-futures", ["GET /fapi/v1/ticker/24hr"]),
    ("market ticker --all --venue binance-futures", ["GET /fapi/v1/ticker/24hr"]),
    ("market book BTC/USDT:USDT --venue binance-futures", ["GET /fapi/v1/depth"]),
    ("market trades BTC/USDT:USDT --venue binance-futures", ["GET /fapi/v1/trades"]),
    ("market candles BTC/USDT:USDT --venue binance-futures", ["GET /fapi/v1/klines"]),
    (
      "market candles BTC/USDT:USDT --price mark --venue binance-futures",
      ["GET /fapi/v1/markPriceKlines"]
    ),
    ("health", ["GET /fapi/v1/time", "GET /sapi/v1/account/apiRestrictions"]),
    ("credentials test", ["GET /sapi/v1/account/apiRestrictions"]),
    ("positions --symbol BTC/USDT:USDT", ["GET /fapi/v3/positionRisk"]),
  ]

  @Test func `every command shows its requests, sends nothing and writes nothing down`() throws {
    #expect(try buy("--price 45000 --type limit").status == 0)
    // The markets of the live network are another list.
    #expect(try run("market ticker BTCUSDT --venue binance-futures").status == 0)
    let history = try run("order history a").text
    let sent = try bench.server.log().requests.count
    let host = "http://127.0.0.1:\(bench.server.port)"
    for (words, requests) in Self.commands {
      let run = try run("\(words) --dry-run")
      #expect(run.status == 0, "\(words): \(run.text)\(run.errorText)")
      #expect(run.records.map { $0.text("record") } == requests.map { _ in "request" }, "\(words)")
      let shown = run.records.map { record in
        let path = record.text("url")?.split(separator: "?").first?.dropFirst(host.count)
        return "\(record.text("method") ?? "") \(path ?? "")"
      }
      #expect(shown == requests, "\(words)")
      #expect(!run.text.contains("signature=") || run.text.contains("signature=***"), "\(words)")
    }
    #expect(try bench.server.log().requests.count == sent)
    #expect(try run("order history a").text == history)
  }

  @Test func `an order that would be replaced is judged before its end is shown`() throws {
    #expect(try buy("--price 45000 --type limit").status == 0)
    let history = try run("order history a").text
    func changes() throws -> Int {
      try bench.server.log().requests.count { $0.method != "GET" }
    }
    let sent = try changes()
    let shown = try run("order amend a --quantity 0.003 --dry-run")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    #expect(shown.records.map { $0.text("method") } == ["DELETE"], "\(shown.text)")
    let refused = try run("order amend a --quantity 0.2 --dry-run")
    #expect(refused.status == 1)
    #expect(refused.records.map { $0.text("error.code") } == ["RISK_DENIED"], "\(refused.text)")
    #expect(try changes() == sent)
    #expect(try run("order history a").text == history)
  }

  @Test func `the requests that try a key are shown and signed`() throws {
    let shown = try run("credentials test --dry-run --show-signature --timestamp 1700000000000")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    let request = try #require(shown.records.first)
    #expect(request.text("account") == "main" && request.text("venue") == "binance-futures")
    #expect(request.text("ts") == "2023-11-14T22:13:20.000000Z")
    #expect(request.text("url")?.contains("timestamp=1700000000000&signature=") == true)
    for words in ["credentials test", "health"] {
      #expect(try run("\(words) --show-signature").status == 64, "\(words)")
      let noKey = try bench.run("\(words) --dry-run", [:])
      #expect(noKey.records.last?.text("record") == "error", "\(words): \(noKey.text)")
      #expect(noKey.status != 0, "\(words)")
    }
    #expect(try bench.server.log().requests.isEmpty, "nothing was asked")
  }

  // MARK: Protection

  @Test func `what a position would be protected with is shown, and nothing changes`() throws {
    #expect(try buy("--stop-loss 45000").status == 0)
    let orders = try bench.server.dump().orders.count
    let words = "position protect BTC/USDT:USDT --stop-loss 46000 --take-profit 60000"
    let shown = try run("\(words) --dry-run")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    #expect(
      shown.records.map { $0.text("method") ?? "" } == ["DELETE", "POST", "POST"], "\(shown.text)")
    #expect(shown.records.allSatisfy { $0.text("url")?.contains("/fapi/v1/algoOrder") == true })
    let placed = shown.records.dropFirst().compactMap { $0.text("body") }
    #expect(placed.first?.contains("triggerPrice=46000") == true, "\(placed)")
    #expect(placed.last?.contains("triggerPrice=60000") == true, "\(placed)")
    #expect(placed.allSatisfy { $0.contains("reduceOnly=true") })
    #expect(try bench.server.dump().orders.count == orders)
    #expect(try run("positions").records.first?.text("stop_loss") == "45000")
    let none = try run("position protect BTC/USDT:USDT --none --dry-run")
    #expect(none.records.map { $0.text("method") ?? "" } == ["DELETE"])
    // What is shown is what is then sent.
    #expect(try run(words).status == 0)
    #expect(try bench.server.dump().open.count == 2)
  }

  @Test func `what would not be protected is refused in a dry run too`() throws {
    let words = "position protect BTC/USDT:USDT --stop-loss 45000 --dry-run"
    let flat = try run(words)
    #expect(flat.status == 1, "\(flat.text)\(flat.errorText)")
    #expect(flat.records.first?.text("error.code") == "NOTHING_TO_PROTECT")
    #expect(try buy().status == 0)
    let wrong = try run("position protect BTC/USDT:USDT --stop-loss 55000 --dry-run")
    #expect(wrong.status == 65, "\(wrong.text)")
    let sent = try bench.server.log().requests.count { $0.method != "GET" }
    #expect(try run("emergency-stop --deadline 20s").status == 0)
    #expect(try bench.server.log().requests.count { $0.method != "GET" } > sent)
    #expect(try tradectl(words, in: bench.folder).status == 64, "on paper there are no requests")
  }

  // MARK: The emergency stop

  @Test(arguments: ExchangeBench.Exchange.withContracts)
  func `an emergency stop shows what it would send, and stops nothing`(
    exchange: ExchangeBench.Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy("--stop-loss 45000").status == 0)
    #expect(try bench.buy("--price 40000 --type limit", id: "b").status == 0)
    let before = try bench.server.dump()
    let history = try bench.run("order history a").text
    let writes = try bench.server.log().requests.count { $0.method != "GET" }
    let shown = try bench.run("emergency-stop --dry-run")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    #expect(shown.records.map { $0.text("record") } == ["request", "request", "request"])
    #expect(shown.records.allSatisfy { $0.text("account") == "main" })
    // The order of the book goes, then the position, then what protects it.
    let closing = shown.records.map { record in
      record.text("method") == "POST"
        && record.text("url")?.hasSuffix(exchange.orderPath) == true
    }
    #expect(closing == [false, true, false], "\(shown.text)")
    #expect(try bench.server.log().requests.count { $0.method != "GET" } == writes)
    let after = try bench.server.dump()
    #expect(after.orders.map(\.status) == before.orders.map(\.status))
    #expect(after.positions.count == 1)
    #expect(try bench.run("order history a").text == history)
    // No latch was set, so orders are placed as before.
    #expect(try bench.run("emergency-stop status").records.first?.text("halted") == "false")
    #expect(try bench.buy("--price 39000 --type limit", id: "c").status == 0)
    #expect(try bench.run("emergency-stop --deadline 20s").status == 0)
    let flat = try bench.run("emergency-stop --dry-run")
    #expect(flat.status == 0 && flat.records.isEmpty, "\(flat.text)\(flat.errorText)")
  }

  @Test func `spot holdings are among what would be sold where that is asked for`() throws {
    let bench = try ExchangeBench(.binance)
    #expect(try bench.buy().status == 0)
    #expect(try bench.run("emergency-stop --dry-run").records.isEmpty)
    let shown = try bench.run("emergency-stop --spot --dry-run")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    #expect(shown.records.map { $0.text("method") ?? "" } == ["POST"])
    #expect(shown.records.first?.text("body")?.contains("side=SELL") == true)
    #expect(try bench.server.dump().orders.count == 1)
  }

  @Test func `an exchange that cannot be asked is told of`() throws {
    let noKey = try bench.run("emergency-stop --dry-run", [:])
    #expect(noKey.status == 77, "\(noKey.text)\(noKey.errorText)")
    #expect(noKey.records.map { $0.text("record") } == ["error"])
    try bench.server.closeListener()
    let gone = try run("emergency-stop --dry-run --deadline 2s")
    #expect(gone.status == 69, "\(gone.text)")
    #expect(gone.records.first?.text("account") == "main")
    #expect(try run("emergency-stop status").records.first?.text("halted") == "false")
    let nowhere = try tradectl("emergency-stop --dry-run")
    #expect(nowhere.status == 64, "\(nowhere.text)\(nowhere.errorText)")
  }

  @Test func `the signature of a dry run is that of the time that is given`() throws {
    #expect(try buy("--price 45000 --type limit --client-order-id x").status == 0)
    let run = try run(
      "position leverage BTC/USDT:USDT 3 --dry-run --show-signature --timestamp 1700000000000")
    // Made by: printf '%s' TEXT | openssl dgst -sha256 -hmac main-secret
    #expect(
      run.records.first?.text("body")
        == "symbol=BTCUSDT&leverage=3&recvWindow=5000&timestamp=1700000000000&signature="
        + "6c74a8690b751aa385904a6164077bdb65e1fc24e76ae049b4b492d069335564")
    #expect(run.records.first?.text("ts") == "2023-11-14T22:13:20.000000Z")
  }

  @Test func `an order that is over is shown, because nothing would be sent`() throws {
    #expect(try buy("--price 45000 --type limit").status == 0)
    #expect(try run("order cancel a").status == 0)
    let cancelled = try run("order cancel a --dry-run")
    #expect(cancelled.status == 0)
    #expect(cancelled.records.map { $0.text("record") } == ["order"])
    let amended = try run("order amend a --price 44000 --dry-run")
    #expect(amended.status == 1)
    #expect(amended.records.first?.text("error.code") == "ORDER_FINAL")
    #expect(try run("order cancel nobody --dry-run").status == 65)
  }

  @Test func `a dry run is refused where no request would leave`() throws {
    for words in ["order status a", "balance", "order list --at-venue", "position leverage A/B 2"] {
      let paper = try tradectl("\(words) --dry-run", in: bench.folder)
      #expect(paper.status == 64, "\(words): \(paper.text)")
    }
    for words in [
      "balance --show-signature", "market ticker BTCUSDT --timestamp 0", "order list --dry-run",
      "fills --dry-run", "order list --at-venue --all", "fills --at-venue",
    ] {
      #expect(try run(words).status == 64, "\(words)")
    }
  }

  @Test func `what is open and what was traded is told by the exchange itself`() throws {
    #expect(try buy().status == 0)
    #expect(try buy("--price 45000 --type limit", id: "b").status == 0)
    #expect(try buy("--stop-price 60000 --type stop", id: "c").status == 0)
    // The ledger of another machine knows of none of them.
    for words in ["", "--store other.db"] {
      let open = try run("order list --at-venue \(words)")
      #expect(open.status == 0, "\(open.errorText)")
      #expect(open.records.map { $0.text("order_type") } == ["limit", "stop"])
      #expect(open.records.map { $0.text("id") } == (words.isEmpty ? ["b", "c"] : [nil, nil]))
      #expect(open.records.map { $0.text("status") } == ["accepted", "accepted"])
      let fills = try run("fills --at-venue --symbol BTC/USDT:USDT \(words)")
      #expect(fills.records.map { $0.text("price") } == ["50000"], "\(fills.errorText)")
    }
    #expect(try run("order list --at-venue --symbol NO/USDT:USDT").status == 65)
  }

  @Test func `orders that are over are told by the exchange too`() throws {
    let bench = try ExchangeBench(.bybit)
    #expect(try bench.buy().status == 0)
    #expect(try bench.buy("--price 45000 --type limit", id: "b").status == 0)
    #expect(try bench.buy("--price 44000 --type limit", id: "c").status == 0)
    #expect(try bench.run("order cancel c").status == 0)
    for words in ["", "--store other.db", "--since 2d"] {
      let all = "order list --at-venue --symbol BTC/USDT:USDT \(words)"
      let closed = try bench.run("\(all) --closed")
      #expect(closed.status == 0, "\(closed.text)\(closed.errorText)")
      #expect(closed.records.map { $0.text("status") } == ["filled", "cancelled"], "\(words)")
      let told = try bench.run("\(all) --all").records.compactMap { $0.text("order_id") }
      #expect(told.count == 3 && Set(told).count == 3, "each once")
      #expect(try bench.run("\(all) --all --limit 1").records.count == 1)
    }
    for words in ["--closed", "--symbol BTC/USDT:USDT --since 1d", "--limit 2", "--strategy x"] {
      #expect(try bench.run("order list --at-venue \(words)").status == 64, "\(words)")
    }
  }

  @Test func `an account tells what it pays in a market, and at which leverage`() throws {
    let account = try run("account --symbol BTC/USDT:USDT")
    #expect(account.status == 0, "\(account.text)\(account.errorText)")
    let record = try #require(account.records.first)
    #expect(record.text("maker_fee_percent") == "0.02")
    #expect(record.text("taker_fee_percent") == "0.04")
    #expect(record.text("leverage") == "20")
    #expect(try run("account").records.first?.text("leverage") == nil)
    #expect(try run("account --symbol NO/USDT:USDT").status != 0)
    #expect(try tradectl("account --symbol BTC/USDT:USDT").status == 0, "there is no account yet")
  }

  @Test func `an exchange cancels whatever is open in a market, whoever placed it`() throws {
    #expect(try buy("--price 45000 --type limit").status == 0)
    #expect(try buy("--stop-price 60000 --type stop", id: "b").status == 0)
    #expect(try buy("--price 44000 --type limit --store other.db", id: "c").status == 0)
    let swept = try run("order cancel --at-venue --symbol BTC/USDT:USDT")
    #expect(swept.status == 0, "\(swept.text)\(swept.errorText)")
    #expect(swept.records.map { $0.text("id") } == ["a", "b"])
    #expect(swept.records.map { $0.text("status") } == ["cancelled", "cancelled"])
    let statuses = try bench.server.dump().orders.map(\.status)
    #expect(statuses == ["cancelled", "cancelled", "cancelled"])
    let again = try run("order cancel --at-venue --symbol BTC/USDT:USDT")
    #expect(again.status == 0, "\(again.text)\(again.errorText)")
    #expect(again.records.isEmpty)
  }

  @Test func `what is still open after that is told as a failure`() throws {
    #expect(try buy("--price 45000 --type limit").status == 0)
    #expect(try buy("--price 44000 --type limit --store other.db", id: "c").status == 0)
    let sweep = "DELETE /fapi/v1/allOpenOrders"
    try bench.server.misbehave(at: sweep, #"[{"body":"{\"code\":200,\"msg\":\"\"}"}]"#)
    let open = try run("order cancel --at-venue --symbol BTC/USDT:USDT")
    #expect(open.status == 3, "\(open.text)")
    #expect(open.records.map { $0.text("error.code") } == [nil, "STILL_OPEN"])
    try bench.server.misbehave(at: sweep, #"[{"acts":true,"status":503}]"#)
    let lost = try run("order cancel --at-venue --symbol BTC/USDT:USDT")
    #expect(lost.records.first?.text("status") == "cancelled", "the order itself says so")
    #expect(lost.records.last?.text("error.code") == "VENUE_UNREACHABLE")
    #expect(lost.status == 3, "\(lost.text)")
    for words in ["", " --symbol A/B x", " --symbol A/B --older-than 1h"] {
      #expect(try run("order cancel --at-venue\(words)").status == 64, "\(words)")
    }
  }

  @Test func `the order that would close a position is shown, and the position stays`() throws {
    #expect(try run("position close BTC/USDT:USDT --dry-run").status == 1, "there is none")
    #expect(try buy().status == 0)
    let shown = try run("position close BTC/USDT:USDT --dry-run")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    #expect(shown.records.map { $0.text("record") } == ["request"])
    let body = try #require(shown.records.first?.text("body"))
    #expect(body.contains("side=SELL&type=MARKET&quantity=0.002&reduceOnly=true"), "\(body)")
    #expect(try bench.server.dump().positions == ["BTCUSDT": "0.002"])
  }
}
