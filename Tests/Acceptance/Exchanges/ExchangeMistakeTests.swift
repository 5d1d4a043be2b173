import TestSupport
import Testing

/// What users get wrong at exchanges: one sentence that says what to do, and the right exit status.
@Suite struct ExchangeMistakeTests {
  private func bench(mode: String = "demo", _ script: String = "") throws -> FamilyBench {
    try FamilyBench(.futures, script, mode: mode)
  }

  private func message(_ run: Finished) -> String {
    (run.records.first?.text("error.message") ?? "") + run.errorText
  }

  @Test func `without a key it says where to put one`() throws {
    let bench = try bench()
    let wanted =
      "The account 'main' has no key: keep one with 'tradectl credentials add main', or set "
      + "TRADECTL_MAIN_KEY and TRADECTL_MAIN_SECRET."
    let balance = try bench.run("balance", [:])
    #expect(balance.status == 77)
    #expect(balance.errorText.contains(wanted))
    let order = try bench.run(
      "order place --symbol BTC/USDT:USDT --side buy --quantity 0.002", [:])
    #expect(order.status == 77, "\(order.text)")
    #expect(message(order).contains("has no key"))
    let half = try bench.run("balance", ["TRADECTL_MAIN_KEY": "k"])
    #expect(half.status == 77)
    #expect(half.errorText.contains("TRADECTL_MAIN_KEY is set, and TRADECTL_MAIN_SECRET is not"))
    #expect(try bench.run("order list", [:]).status == 0, "the ledger needs no key")
    #expect(try bench.sent() == 0)
  }

  @Test func `a key that is not known, or signs wrongly, is told of`() throws {
    let bench = try bench()
    for keys in [
      ["TRADECTL_MAIN_KEY": "other", "TRADECTL_MAIN_SECRET": "s"],
      ["TRADECTL_MAIN_KEY": "k", "TRADECTL_MAIN_SECRET": "other"],
    ] {
      let balance = try bench.run("balance", keys)
      #expect(balance.status == 77, "\(balance.errorText)")
      #expect(balance.errorText.contains("The venue does not allow it"))
    }
  }

  @Test func `an account says what its key may do, where the exchange does`() throws {
    let account = try FamilyBench(.aster).run("account")
    #expect(account.records.first?.text("can_trade") == "true", "\(account.text)")
    #expect(account.records.first?.text("can_withdraw") == "false")
    let other = try FamilyBench(.binance).run("account")
    #expect(other.status == 0, "\(other.text)")
    #expect(other.records.first?["can_trade"] == nil)
  }

  @Test func `a market that is not there names one that is`() throws {
    let bench = try bench()
    let order = try bench.run("order place --symbol BTC/USDT --side buy --quantity 0.002")
    #expect(order.status == 65, "\(order.text)")
    #expect(order.records.first?.text("status") == "invalid")
    #expect(
      message(order)
        == "'BTC/USDT' cannot be traded at binance-futures, but 'BTC/USDT:USDT' can")
    let other = try bench.run("order place --symbol XX/USDT:USDT --side buy --quantity 1")
    #expect(message(other).contains("'tradectl market instruments' lists what can"))
    #expect(try bench.sent() == 0)
  }

  @Test func `what an exchange does not have is not sent`() throws {
    let bench = try bench()
    let order = try bench.run(
      "order place --symbol BTC/USDT:USDT --side buy --quantity 0.002 --type stop "
        + "--stop-price 60000 --price 61000")
    #expect(order.status == 65, "\(order.text)")
    #expect(message(order) == "a stop order has no price")
    let grid = try bench.run("order place --symbol BTC/USDT:USDT --side buy --quantity 0.0025")
    #expect(grid.status == 1)
    #expect(grid.records.first?["risk"]?.contains("LOT_SIZE") == true)
    #expect(try bench.sent() == 0)
  }

  @Test func `real money needs a word, and nothing else is taken for it`() throws {
    let bench = try bench(mode: "live")
    let words = "order place --symbol BTC/USDT:USDT --side buy --quantity 0.002"
    let silent = try bench.run(words)
    #expect(silent.status == 78)
    #expect(silent.errorText.contains("confirm it with --live"))
    #expect(try bench.server.log().requests.isEmpty)
    let confirmed = try bench.run("\(words) --live")
    #expect(confirmed.status == 0, "\(confirmed.text)\(confirmed.errorText)")
    #expect(confirmed.records.first?.text("mode") == "live")
    let paper = try bench.run("\(words) --mode paper --reference-price 50000")
    #expect(paper.records.first?.text("mode") == "paper")
    #expect(try bench.sent() == 1)
  }

  @Test func `an account that can only be read never sends an order`() throws {
    let bench = try bench()
    let text = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      text.replacing("mode = \"demo\"", with: "mode = \"demo\"\nread_only = true"), to: "c.toml")
    #expect(try bench.buy().status == 78)
    #expect(try bench.run("balance").status == 0)
  }

  @Test func `an address that is not this machine has to be encrypted`() throws {
    let run = try tradectl(
      "market ticker BTC/USDT --venue binance --base-url http://example.com", in: nil)
    #expect(run.status == 64)
    #expect(run.errorText.contains("to which only https goes"))
  }

  @Test func `a dry run shows the request, and its signature only where it is asked for`() throws {
    let bench = try bench()
    let words =
      "order place --symbol BTC/USDT:USDT --side buy --quantity 0.002 --client-order-id x --dry-run"
    let shown = try #require(try bench.run(words).records.first)
    #expect(shown.text("record") == "request")
    #expect(shown.text("method") == "POST")
    #expect(shown.text("url") == "http://127.0.0.1:\(bench.server.port)/fapi/v1/order")
    #expect(shown["headers"]?.contains(#""X-MBX-APIKEY":"***""#) == true)
    #expect(shown.text("body")?.hasSuffix("&signature=***") == true)
    let signed = try bench.run("\(words) --show-signature --timestamp 1700000000000")
    // Made by: printf '%s' TEXT | openssl dgst -sha256 -hmac s
    #expect(
      signed.records.first?.text("body")
        == "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002&newOrderRespType=RESULT"
        + "&newClientOrderId=x&recvWindow=5000&timestamp=1700000000000&signature="
        + "870c30ca74ecd146f19211390f34297abdf1d843fec32b703fb5efe10d7574dd")
    let denied = try bench.run(words.replacing("0.002", with: "0.0025"))
    #expect(denied.records.first?.text("status") == "denied")
    #expect(try bench.run("order place --show-signature").status == 64)
    #expect(try bench.sent() == 0)
  }

  @Test func `no key and no signature is in what is kept of the traffic`() throws {
    let bench = try bench()
    let keys = ["TRADECTL_MAIN_KEY": "planted-key", "TRADECTL_MAIN_SECRET": "planted-secret"]
    let order = try bench.run(
      "order place --symbol BTC/USDT:USDT --side buy --quantity 0.002 --record r.jsonl", keys)
    #expect(order.status == 77)
    let kept = String(decoding: try bench.folder.read("r.jsonl"), as: UTF8.self)
    #expect(kept.contains("signature=***") && kept.contains(#""X-MBX-APIKEY":"***""#))
    let files = try Running.shell(
      "grep -rlE 'planted|signature=[0-9a-f]' .; true", in: bench.folder)
    #expect(files.text == "", "\(files.text)")
    #expect(!order.text.contains("planted") && !order.errorText.contains("planted"))
  }

  /// Makes the list of markets older than it is.
  private func age(_ bench: FamilyBench, by time: String) throws {
    let aged = try Running.shell(
      "T=$(date -u -d '-\(time)' +%Y-%m-%dT%H:%M:%S.000000Z); "
        + #"sed -i "s/\"ts\":\"[^\"]*\"/\"ts\":\"$T\"/" .cache/tradectl/instruments/*"#,
      in: bench.folder)
    #expect(aged.status == 0, "\(aged.errorText)")
  }

  private func listings(_ bench: FamilyBench) throws -> Int {
    try bench.server.log().requests(for: "/fapi/v1/exchangeInfo").count
  }

  @Test func `a list of markets that is too old is asked for again, and one that is wrong`() throws
  {
    let bench = try bench()
    #expect(try bench.buy().status == 0)
    try age(bench, by: "13 hours")
    #expect(try bench.buy(id: "b").status == 0)
    #expect(try listings(bench) == 2)
    try age(bench, by: "11 hours")
    #expect(try bench.buy(id: "c").status == 0)
    #expect(try listings(bench) == 2)
    // The grid has changed, or the market is gone, and only the exchange knows.
    for code in ["-1013", "-1121"] {
      try age(bench, by: "11 hours")
      let before = try listings(bench)
      try bench.server.misbehave(
        at: "POST \(bench.exchange.orderPath)",
        #"[{"status":400,"body":"{\"code\":\#(code),\"msg\":\"no\"}"}]"#)
      let refused = try bench.buy(id: code)
      #expect(refused.status == 1)
      #expect(refused.records.first?["error"]?.contains(#""venue_code":"\#(code)""#) == true)
      #expect(try bench.buy(id: "after\(code)").status == 0)
      #expect(try listings(bench) == before + 1)
    }
  }

  @Test func `a venue that is not there is a matter of the configuration`() throws {
    let run = try tradectl("market ticker BTC/USDT --venue nowhere")
    #expect(run.status == 78)
    #expect(run.errorText.contains("There is no venue 'nowhere'"))
    let near = try tradectl("market ticker BTC/USDT --venue binanse")
    #expect(near.errorText.contains("did you mean 'binance'?"))
    #expect(try tradectl("market ticker BTC/USDT").status == 64)
    let kept = try bench().run("balance --record /nowhere/r.jsonl")
    #expect(kept.status == 74)
    #expect(kept.errorText.contains("/nowhere/r.jsonl"))
  }
}
