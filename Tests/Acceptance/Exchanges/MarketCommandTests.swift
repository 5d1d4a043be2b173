import TestSupport
import Testing

/// What exchanges tell of their markets.
@Suite struct MarketCommandTests {
  private let bench: ExchangeBench

  init() throws {
    bench = try ExchangeBench(.futures, #","prices":{"BTC":"50000","ETH":"2500"}"#)
  }

  private func market(_ words: String) throws -> Finished {
    try bench.run(
      "market \(words) --venue binance-futures --base-url http://127.0.0.1:\(bench.server.port)",
      [:])
  }

  /// Answers that the exchange does not make itself.
  private func route(_ path: String, _ body: String) throws {
    let text = body.replacing("\"", with: "\\\"")
    try bench.server.misbehave(at: "GET \(path)", #"[{"body":"\#(text)"}]"#)
  }

  @Test func `the list of markets is kept, and asked for again where that is wanted`() throws {
    for words in ["instruments", "instruments btc-usdt", "instruments --refresh"] {
      let run = try market(words)
      #expect(run.status == 0, "\(run.errorText)")
      #expect(run.records.first?.text("symbol") == "BTC/USDT:USDT")
      #expect(run.records.first?.text("max_market_quantity") == "120")
      #expect(run.records.count == (words == "instruments btc-usdt" ? 1 : 2))
    }
    #expect(try bench.server.log().requests(for: "/fapi/v1/exchangeInfo").count == 2)
    let folder = ".cache/tradectl/instruments"
    let modes = try Running.shell("stat -c '%a' \(folder) \(folder)/*", in: bench.folder)
    #expect(modes.lines == ["700", "600"])
    let list = try market("instruments")
    try bench.folder.write(list.output, to: "i.jsonl")
    let sized = try bench.run(
      "size --equity 10000 --risk 1 --entry 50000 --stop 49000 --symbol BTC/USDT:USDT "
        + "--instrument i.jsonl")
    #expect(sized.status == 0, "\(sized.errorText)")
  }

  @Test func `the list that many processes make at once is whole`() throws {
    let words =
      "market instruments --refresh --venue binance-futures --base-url http://127.0.0.1:"
      + "\(bench.server.port)"
    let run = try Running.shell(
      "for i in 1 2 3 4 5 6 7 8; do $T \(words) > out.$i & done; wait; cat out.* | wc -l; "
        + "wc -l < .cache/tradectl/instruments/*.jsonl; ls .cache/tradectl/instruments | wc -l",
      in: bench.folder)
    #expect(run.lines == ["16", "2", "1"], "\(run.errorText)")
  }

  @Test func `each market is told by itself`() throws {
    let run = try market("ticker BTCUSDT NOPE ETH/USDT:USDT")
    #expect(run.status == 3)
    #expect(run.records.map { $0.text("record") } == ["ticker", "error", "ticker"])
    #expect(run.records.map { $0.text("price") } == ["50000", nil, "2500"])
    #expect(run.records[1].text("symbol") == "NOPE")
    #expect(run.records[1].text("error.code") == "UNSUPPORTED")
    #expect(try market("ticker").status == 64)
    #expect(try market("ticker BTCUSDT --market spot").status == 65)
  }

  @Test func `a book, trades and candles are records like those that are replayed`() throws {
    try route(
      "/fapi/v1/depth",
      #"{"T":1700000000000,"bids":[["50000","1.5"],["49999.9","2"]],"asks":[["50000.1","3"]]}"#)
    let book = try market("book BTCUSDT --depth 1")
    #expect(book.records.first?["bids"] == "[[50000,1.5]]", "\(book.text)")
    #expect(book.records.first?["asks"] == "[[50000.1,3]]")
    try route(
      "/fapi/v1/trades",
      #"[{"id":1,"time":1700000000000,"price":"50000","qty":"0.5","isBuyerMaker":true}]"#)
    let trades = try market("trades BTCUSDT --limit 1")
    #expect(trades.records.first?.text("aggressor") == "sell", "\(trades.text)")
    try route(
      "/fapi/v1/klines",
      #"[[1700000000000,"1","3","0.5","2","10",1700000059999,"1",1,"1","1","0"]]"#)
    let candles = try market("candles BTCUSDT --interval 1h")
    #expect(candles.records.first?.text("high") == "3", "\(candles.text)")
    #expect(candles.records.first?.text("venue_ts") == "2023-11-14T22:13:20.000000Z")
  }

  @Test func `an exchange that does not answer is exit status 69`() throws {
    try bench.server.closeListener()
    let run = try market("ticker BTCUSDT --timeout 2s")
    #expect(run.status == 69, "\(run.text)")
    #expect(run.records.first?.text("error.class") == "network")
  }

  @Test func `an exchange that wants to be left alone is exit status 75`() throws {
    try bench.server.misbehave(
      at: "GET /fapi/v1/ticker/24hr", #"[{"status":429,"headers":{"Retry-After":"3"}}]"#)
    let run = try market("ticker BTCUSDT")
    #expect(run.status == 75, "\(run.text)")
    #expect(run.records.first?.text("error.retry") == "after")
    #expect(run.records.first?["error"]?.contains(#""retry_after_ms":3000"#) == true)
  }
}
