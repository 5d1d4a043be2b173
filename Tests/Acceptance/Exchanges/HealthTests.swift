import TestSupport
import Testing

/// `tradectl health`.
@Suite struct HealthTests {
  @Test func `hosts and keys are told about, each by itself`() throws {
    let bench = try ExchangeBench(.futures, #","ahead_ms":90000"#)
    let well = try bench.run("health")
    #expect(well.status == 0, "\(well.errorText)")
    #expect(well.records.map { $0.text("record") } == ["health", "health"])
    let host = try #require(well.records.first)
    #expect(host.text("url") == "http://127.0.0.1:\(bench.server.port)")
    #expect(host.text("network") == "test")
    #expect(host.text("status") == "warning", "its clock is far ahead")
    #expect(Int(host.text("skew_ms") ?? "").map { (80_000...100_000).contains($0) } == true)
    #expect(Int(host.text("latency_ms") ?? "").map { $0 >= 0 } == true)
    #expect(well.records.last?.text("account") == "main")
    #expect(well.records.last?.text("status") == "ok")
    #expect(well.records.last?.text("can_trade") == "true")
  }

  @Test func `what is wrong is said, and ends the command with 1`() throws {
    let bench = try ExchangeBench(.okx)
    let noKey = try bench.run("health", [:])
    #expect(noKey.status == 1, "\(noKey.text)\(noKey.errorText)")
    #expect(noKey.records.map { $0.text("status") } == ["ok", "failed"])
    #expect(noKey.records.last?.text("error.code") == "NO_CREDENTIALS")
    try bench.server.closeListener()
    let gone = try bench.run("health okx --timeout 2s")
    #expect(gone.status == 1, "\(gone.text)\(gone.errorText)")
    #expect(
      gone.records.map { $0.text("error.code") } == Array(repeating: "VENUE_UNREACHABLE", count: 2))
  }

  @Test func `every host is asked, those of others for markets too`() throws {
    let bench = try ExchangeBench(.binance)
    let own = "http://127.0.0.1:\(bench.server.port)"
    try bench.folder.write(
      """
      [venues.binance]
      rest = ["\(own)", "http://127.0.0.1:1"]
      market_fallback = ["http://127.0.0.1:2"]
      """, to: "c.toml")
    let health = try bench.run("health binance --timeout 2s")
    #expect(health.status == 1)
    #expect(
      health.records.map { $0.text("url") } == [own, "http://127.0.0.1:1", "http://127.0.0.1:2"])
    #expect(health.records.map { $0.text("status") } == ["ok", "failed", "failed"])
    // The market is told about as long as anybody is there.
    let ticker = try bench.run("market ticker BTC/USDT --venue binance")
    #expect(ticker.status == 0, "\(ticker.text)")
  }

  @Test func `nothing to ask is a mistake`() throws {
    let folder = try TemporaryFolder()
    for (words, status) in [
      ("health", 64), ("health nowhere", 78), ("health paper", 78), ("health --timeout 0s", 64),
    ] as [(String, Int32)] {
      let run = try tradectl(words, in: folder)
      #expect(run.status == status, "\(words): \(run.text)\(run.errorText)")
      #expect(!run.errorText.isEmpty)
    }
  }
}
