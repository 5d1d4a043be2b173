import Foundation
import TestSupport
import Testing

/// Many processes that share what one exchange lets this machine ask.
@Suite struct RequestLimitTests {
  /// An exchange that may be asked fifty times a second, and fifty times at once beside that.
  private func bench(_ rate: String = "50/1s") throws -> ExchangeBench {
    let bench = try ExchangeBench(.binance)
    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(config + "\nrate = \"\(rate)\"\n", to: "c.toml")
    // The list of markets is kept from here on.
    #expect(try bench.run("market ticker BTC/USDT --venue binance --mode demo").status == 0)
    return bench
  }

  private static func ticker(_ count: Int) -> String {
    "market ticker \(Array(repeating: "BTC/USDT", count: count).joined(separator: " ")) "
      + "--venue binance --mode demo --config c.toml --timeout 60s"
  }

  @Test func `forty processes get what there is, and not more`() throws {
    let bench = try bench()
    let run = try Running.shell(
      "for i in $(seq 40); do $T \(Self.ticker(15)) >/dev/null || echo $? & done; wait",
      in: bench.folder)
    #expect(run.text.isEmpty, "every one succeeds: \(run.text) \(run.errorText)")
    let times = try bench.server.log().requests.map(\.at).sorted()
    #expect(times.count >= 600)
    var most = 0
    var first = 0
    for (index, time) in times.enumerated() {
      while times[first] < time - 10 { first += 1 }
      most = max(most, index - first + 1)
    }
    #expect(most <= 550, "\(most) within ten seconds")
    #expect(most >= 475, "\(most) within ten seconds")
  }

  @Test func `an order is cancelled while others wait to read`() throws {
    let bench = try bench()
    let placed = try bench.run(
      "order place --id a --symbol BTC/USDT --side buy --quantity 0.01 --price 40000")
    #expect(placed.status == 0, "\(placed.text)")
    let run = try Running.shell(
      "for i in $(seq 20); do $T \(Self.ticker(30)) >/dev/null & done; sleep 3; "
        + "date +%s%N; TRADECTL_MAIN_KEY=k TRADECTL_MAIN_SECRET=s $T order cancel a --config c.toml; date +%s%N; wait",
      in: bench.folder)
    let lines = run.lines
    let cancelled = JSONObject(lines[1])
    #expect(cancelled.text("status") == "cancelled", "\(run.text) \(run.errorText)")
    let took = (Double(lines[2]) ?? 0) - (Double(lines[0]) ?? 0)
    // Twenty readers wait a fiftieth of a second each; a cancel asks two or three times.
    #expect(took < 1.5e9, "\(took / 1e6) ms")
    let cancels = try bench.server.log().requests.filter { $0.method == "DELETE" }
    let reads = try bench.server.log().requests.filter { $0.target.contains("ticker") }
    let after = reads.count { $0.at > (cancels.first?.at ?? 0) }
    #expect(after > 100, "they were still waiting: \(after)")
  }

  @Test func `a refusal of one process holds all of them`() throws {
    let bench = try bench("1000/1s")
    try bench.server.misbehave(
      at: "GET /api/v3/ticker/24hr",
      #"["ok","ok","ok",{"status":429,"headers":[["Retry-After","3"]],"body":"{}"}]"#)
    let run = try Running.shell(
      "for i in $(seq 8); do $T \(Self.ticker(100)) >/dev/null & done; wait", in: bench.folder)
    _ = run
    let times = try bench.server.log().requests.map(\.at).sorted()
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    let longest = gaps.max() ?? 0
    #expect(longest > 2.5, "nobody asked meanwhile: \(longest)")
    let behind = times.count { $0 > times[(gaps.firstIndex(of: longest) ?? 0)] }
    #expect(behind > 500, "and all went on: \(behind)")
  }

  @Test func `what is used can be seen, and forgotten`() throws {
    let bench = try bench()
    let shown = try bench.run("limits --history")
    #expect(shown.status == 0, "\(shown.errorText)")
    let names = shown.records.map { $0.text("name") }
    #expect(names == ["weight-1M", "configured", "orders-10S"], "\(names)")
    let configured = shown.records[1]
    #expect(configured.text("limit") == "50" && configured.text("burst") == "50")
    #expect(Int(configured.text("available") ?? "").map { (40...50).contains($0) } == true)
    #expect(Int(configured.text("used") ?? "").map { (1...7).contains($0) } == true)
    #expect(configured["history"]?.split(separator: ",").count == 60)
    #expect(try bench.run("limits reset").status == 0)
    #expect(try bench.run("limits").records[1].text("used") == "0")
    #expect(try bench.run("limits --venue paper").status == 78)
  }

  @Test func `what is counted by market does not keep another market back`() throws {
    let bench = try ExchangeBench(.okx)
    let limits = try bench.run("limits").records.compactMap { $0.text("name") }
    #expect(
      limits == [
        "account-orders-2S", "open-algos-2S", "closed-algos-2S", "algos-2S", "old-fills-2S",
        "positions-2S", "fees-2S",
      ])
    func used(_ symbol: String) throws -> [String?] {
      let shown = try bench.run("limits --symbol \(symbol)").records
      return shown.filter { $0.text("symbol") == symbol }.map { $0.text("used") }
    }
    let place = "--side buy --quantity 0.001 --price 40000"
    let first = try bench.run("order place --id a --symbol BTC/USDT:USDT \(place)")
    #expect(first.status == 0, "\(first.text)")
    #expect(try bench.run("order place --id b --symbol BTC/USDT \(place)").status == 0)
    #expect(try bench.run("order cancel a").status == 0)
    // Orders first, then cancels.
    #expect(try used("BTC/USDT:USDT") == ["1", "1"])
    #expect(try used("BTC/USDT") == ["1", "0"])
    let stop = "order place --id c --symbol BTC/USDT:USDT --side sell --type stop --quantity 0.001"
    #expect(try bench.run("\(stop) --stop-price 30000").status == 0)
    #expect(try used("BTC/USDT:USDT") == ["4", "1"], "a stop weighs as much as three")
    #expect(try bench.run("limits reset").status == 0)
    #expect(try used("BTC/USDT:USDT") == ["0", "0"])
  }

  @Test func `whoever would wait for too long is told when to come back`() throws {
    let bench = try bench()
    try bench.server.misbehave(
      at: "GET /api/v3/ticker/24hr",
      #"[{"status":418,"headers":[["Retry-After","120"]],"body":"{}"}]"#)
    let words = "market ticker BTC/USDT --venue binance --mode demo"
    #expect(try bench.run(words).status == 75)
    let before = try bench.server.log().requests.count
    let next = try bench.run(words)
    #expect(next.status == 75)
    #expect(next.records.first?.text("error.code") == "RATE_LIMITED")
    #expect(try bench.server.log().requests.count == before, "nothing was sent")
    let order = try bench.buy()
    #expect(order.status == 75)
    #expect(order.records.first?.text("error.retry") == "after")
    let wait = try bench.run("limits").records.first?.text("wait_ms").flatMap(Int.init) ?? 0
    #expect((100_000...120_000).contains(wait))
  }
}
