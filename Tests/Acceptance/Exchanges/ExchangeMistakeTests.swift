import Foundation
import TestSupport
import Testing

/// What users get wrong at exchanges: one sentence that says what to do, and the right exit status.
@Suite struct ExchangeMistakeTests {
  typealias Exchange = ExchangeBench.Exchange

  private func bench(mode: String = "demo", _ script: String = "") throws -> ExchangeBench {
    try ExchangeBench(.futures, script, mode: mode)
  }

  @Test(arguments: [Exchange.coinbase, .coinbaseExchange, .kucoinFutures, .okx])
  func `what an exchange has not is told before anything is sent`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let words =
      switch exchange {
      case .coinbase, .coinbaseExchange: "--type stop --stop-price 60000"
      case .kucoinFutures: "--type limit --price 45000 --time-in-force fok"
      default: "--type stop --stop-price 60000 --post-only"
      }
    let order = try bench.buy(words)
    #expect(order.status == 65, "\(order.text)\(order.errorText)")
    #expect(!message(order).isEmpty)
    #expect(try bench.sent() == 0)
  }

  @Test func `an account that has spot on margin is told how to say so, and then trades`() throws {
    let bench = try ExchangeBench(.okx, #","spot_margin":true"#)
    let words = "--symbol BTC/USDT --quantity 0.002"
    let refused = try bench.run("order place --id a --side buy \(words)")
    #expect(refused.status != 0 && refused.text.contains("spot_margin = true"), "\(refused.text)")
    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      config.replacing("[accounts.main]", with: "[accounts.main]\nspot_margin = true"), to: "c.toml"
    )
    let bought = try bench.run("order place --id b --side buy \(words)")
    #expect(bought.records.first?.text("status") == "filled", "\(bought.text)")
    let stop = try bench.run(
      "order place --id c --side sell --type stop --stop-price 40000 \(words)")
    #expect(stop.records.first?.text("status") == "accepted", "\(stop.text)")
    let swap = try bench.buy(id: "d")
    #expect(swap.records.first?.text("status") == "filled", "\(swap.text)")
    // What has no such accounts does not pass over it.
    let other = try ExchangeBench(.binance)
    let plain = String(decoding: try other.folder.read("c.toml"), as: UTF8.self)
    try other.folder.write(
      plain.replacing("[accounts.main]", with: "[accounts.main]\nspot_margin = true"), to: "c.toml")
    let none = try other.buy()
    #expect(none.status == 78 && none.errorText.contains("spot_margin"), "\(none.errorText)")
    #expect(try other.sent() == 0)
  }

  private func message(_ run: Finished) -> String {
    (run.records.first?.text("error.message") ?? "") + run.errorText
  }

  @Test(arguments: Exchange.allCases)
  func `without a key it says where to put one`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let balance = try bench.run("balance", [:])
    #expect(balance.status == 77)
    for word in ["The account 'main' has no key", "tradectl credentials add main"] + bench.keys.keys
    {
      #expect(balance.errorText.contains(word), "\(balance.errorText)")
    }
    let order = try bench.run(
      "order place --symbol \(exchange.symbol) --side buy --quantity 0.002", [:])
    #expect(order.status == 77, "\(order.text)")
    #expect(message(order).contains("has no key"))
    #expect(try bench.run("order list", [:]).status == 0, "the ledger needs no key")
    // Each part is missed.
    for name in bench.keys.keys {
      let rest = bench.keys.filter { $0.key != name }
      let half = try bench.run("balance", rest)
      #expect(half.status == 77, "\(name): \(half.text)\(half.errorText)")
      #expect(half.errorText.contains(name), "\(half.errorText)")
    }
    #expect(try bench.sent() == 0)
  }

  @Test(arguments: Exchange.allCases)
  func `a key that is not known, or signs wrongly, is told of`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    // Of the form that the exchange has.
    let others = try ExchangeBench(exchange).keys.mapValues {
      $0 == "k" || $0 == "s" || $0 == "words" ? "other" : $0
    }
    for name in bench.keys.keys {
      var keys = bench.keys
      keys[name] = name.hasSuffix("KEY") ? "other" : others[name]
      if exchange == .coinbaseExchange, name.hasSuffix("SECRET") { keys[name] = "b3RoZXI=" }
      let balance = try bench.run("balance", keys)
      #expect(balance.status == 77, "\(name): \(balance.text)\(balance.errorText)")
      #expect(balance.errorText.contains("The venue does not allow it"), "\(balance.errorText)")
    }
    let broken = bench.keys.merging(["TRADECTL_MAIN_SECRET": "\u{1}"]) { $1 }
    let order = try bench.run(
      "order place --symbol \(exchange.symbol) --side buy --quantity 0.002", broken)
    #expect(order.status == 77, "\(order.text)")
    #expect(try bench.sent() == 0)
  }

  @Test(arguments: Exchange.allCases)
  func `an account says what its key may do, where the exchange does`(
    exchange: Exchange
  ) throws {
    for canWithdraw in ["false", "true"] {
      let account = try ExchangeBench(exchange, #","can_withdraw":\#(canWithdraw)"#).run("account")
      #expect(account.status == 0, "\(account.text)")
      let isTold = exchange != .coinbaseExchange
      #expect(account.records.first?.text("can_trade") == (isTold ? "true" : nil))
      // AsterDEX tells what the account may do, and not its key.
      let isKnown = isTold && exchange != .aster
      #expect(account.records.first?.text("can_withdraw") == (isKnown ? canWithdraw : nil))
    }
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

  @Test(arguments: [ExchangeBench.Exchange.futures, .bybit, .okx, .kucoin, .coinbase])
  func `a key that can withdraw places nothing with real money, unless it is allowed to`(
    exchange: ExchangeBench.Exchange
  ) throws {
    let bench = try ExchangeBench(exchange, #","can_withdraw":true"#, mode: "live")
    let refused = try bench.buy("--live")
    #expect(refused.status == 77, "\(refused.text)")
    #expect(refused.records.first?.text("status") == "unsent")
    #expect(refused.text.contains("allow_withdrawal"))
    #expect(try bench.sent() == 0)
    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      config.replacing("[accounts.main]", with: "[accounts.main]\nallow_withdrawal = true"),
      to: "c.toml")
    #expect(try bench.buy("--live").status == 0)
    // One that can only trade is asked about once a day.
    let other = try ExchangeBench(exchange, mode: "live")
    #expect(try other.buy("--live").status == 0)
    let asked = try other.server.log().requests.count
    #expect(try other.buy("--live --price 40000 --type limit", id: "b").status == 0)
    #expect(try other.server.log().requests.count < 2 * asked)
    let folder = "\(other.folder.path)/.local/state/tradectl/keys"
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
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

  @Test(arguments: Exchange.allCases)
  func `no key and no signature is in what is kept of the traffic`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    var keys = bench.keys.mapValues { $0.utf8.count > 20 ? $0 : "planted-\($0)" }
    if exchange == .coinbaseExchange {
      keys["TRADECTL_MAIN_SECRET"] = "cGxhbnRlZC1zZWNyZXQ="
    }
    let order = try bench.run(
      "order place --symbol \(exchange.symbol) --side buy --quantity 0.002 --record r.jsonl", keys)
    #expect(order.status == (exchange == .coinbase ? 0 : 77), "\(order.text)")
    let kept = String(decoding: try bench.folder.read("r.jsonl"), as: UTF8.self)
    #expect(kept.contains("***"), "\(kept)")
    let secret = keys["TRADECTL_MAIN_SECRET"] ?? ""
    let part = secret.contains("-----") ? secret.lines[1] : secret
    let searched = "planted|\(part.prefix(40))|organizations/o|signature=[0-9a-f]|Bearer [^*]"
    let files = try Running.shell(
      "grep -rlE '\(searched)' . | grep -v c.toml; true", in: bench.folder)
    #expect(files.text == "", "\(files.text)")
    #expect(!order.text.contains("planted") && !order.errorText.contains("planted"))
  }

  /// Makes the list of markets older than it is.
  private func age(_ bench: ExchangeBench, by time: String) throws {
    let aged = try Running.shell(
      "T=$(date -u -d '-\(time)' +%Y-%m-%dT%H:%M:%S.000000Z); "
        + #"sed -i "s/\"ts\":\"[^\"]*\"/\"ts\":\"$T\"/" .cache/tradectl/instruments/*"#,
      in: bench.folder)
    #expect(aged.status == 0, "\(aged.errorText)")
  }

  /// How often the markets were listed; two exchanges list them in two parts.
  private func listings(_ bench: ExchangeBench) throws -> Int {
    let count = try bench.server.log().requests(for: bench.exchange.listPath).count
    switch bench.exchange {
    case .bybit: return count / 3
    case .okx: return count / 2
    default: return count
    }
  }

  @Test(arguments: Exchange.allCases)
  func `a list of markets that is too old is asked for again, and one that is wrong`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy().status == 0)
    try age(bench, by: "13 hours")
    #expect(try bench.buy(id: "b").status == 0)
    #expect(try listings(bench) == 2)
    try age(bench, by: "11 hours")
    #expect(try bench.buy(id: "c").status == 0)
    #expect(try listings(bench) == 2)
    // The grid has changed, or the market is gone, and only the exchange knows.
    try bench.misbehave(exchange.marketReply)
    let refused = try bench.buy(id: "d")
    #expect(refused.status == 1, "\(refused.text)")
    #expect(refused.records.first?.text("error.code") == "VENUE_REJECTED")
    #expect(try bench.buy(id: "e").status == 0)
    #expect(try listings(bench) == 3)
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
