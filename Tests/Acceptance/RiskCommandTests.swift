import TestSupport
import Testing

/// `tradectl risk status`, `trip` and `reset`.
@Suite struct RiskCommandTests {
  private static let buy = "order place --symbol BTC/USDT --side buy --reference-price 50000"

  @Test func `before the first order the account has what it begins with, and no ledger is made`()
    throws
  {
    let folder = try TemporaryFolder()
    let run = try tradectl("risk status", in: folder)
    let record = try #require(run.records("risk_status").first)
    #expect(run.status == 0)
    #expect(record.text("equity") == "10000")
    #expect(record.text("breaker.status") == "closed")
    #expect(record.text("latch.status") == "armed")
    let files = try Running.shell("ls -A .local 2>/dev/null", in: folder)
    #expect(files.text.isEmpty)
  }

  @Test func `the state is that of the ledger, fees and falls counted from the beginning`() throws {
    let folder = try TemporaryFolder()
    try folder.write("[risk]\norder_rate = '5/1h'\nfailed_orders = '9/1h'\n", to: "c.toml")
    let configuration = ["TRADECTL_CONFIG": "c.toml"]
    _ = try tradectl("\(Self.buy) --quantity 0.01", environment: configuration, in: folder)
    let denied = try tradectl("\(Self.buy) --quantity 9", environment: configuration, in: folder)
    #expect(denied.status == 1)
    let run = try tradectl("risk status", environment: configuration, in: folder)
    let record = try #require(run.records("risk_status").first)
    // 0.01 at 50025, which is 5 basis points worse than the market, and 0.04 % of that as a fee.
    #expect(record.text("equity") == "9999.5499")
    #expect(record.text("peak") == "10000")
    #expect(record.text("day_start_equity") == "10000")
    #expect(record.text("daily_loss") == "0.4501")
    #expect(record.text("daily_loss_percent") == "0.0046")
    #expect(record.text("drawdown_percent") == "0.0046")
    #expect(record.text("open_positions") == "1")
    #expect(record.text("gross_exposure") == "500")
    #expect(record["recent_orders"] == #"{"1h":1}"#)
    #expect(record["recent_failures"] == #"{"1h":1}"#)
  }

  @Test func `what the account was worth when the day began is an amount, not a time`() throws {
    let words =
      "risk-check --symbol BTC/USDT --side buy --quantity 0.01 --price 50000 --equity 9800"
    let fair = try tradectl("\(words) --day-start-equity 10000")
    #expect(fair.status == 0)
    for run in [
      try tradectl("\(words) --day-start-equity 10000.01"),
      try tradectl(words, environment: ["TRADECTL_DAY_START_EQUITY": "10000.01"]),
    ] {
      #expect(run.status == 1)
      #expect(run.records.first?["risk"]?.contains(#""code":"DAILY_LOSS""#) == true)
    }
    // `day_start` of the configuration is a time; no flag has that name and means another thing.
    let former = try tradectl("\(words) --day-start 10000.01")
    #expect(former.status == 64)
    #expect(former.errorText.lines.first == "Error: Unknown option '--day-start'.")
    let unread = try tradectl(words, environment: ["TRADECTL_DAY_START": "17:00 Europe/Zurich"])
    #expect(unread.status == 0)
  }

  @Test func `a trip by hand lets only reductions pass, in every process, until it is reset`()
    throws
  {
    let folder = try TemporaryFolder()
    #expect(try tradectl("\(Self.buy) --quantity 0.01", in: folder).status == 0)
    let trip = try Running.tradectl(
      ["risk", "trip", "--reason", "the \"feed\" looks\nwrong"], input: "".utf8, in: folder)
    #expect(trip.status == 0)
    let record = try #require(trip.records("risk_status").first)
    let user = try Running.shell("id -un").lines[0]
    #expect(record.text("breaker.status") == "open")
    #expect(record.text("breaker.cause") == "BY_HAND")
    #expect(record.text("breaker.who") == user)
    #expect(record["breaker.reason"] == #""the \"feed\" looks\nwrong""#)
    #expect(record["breaker.until"] == nil)

    let refused = try tradectl("\(Self.buy) --quantity 0.001", in: folder)
    #expect(refused.status == 5)
    #expect(refused.records[0].text("error.code") == "BREAKER_OPEN")
    #expect(refused.records[0].text("status") == "unsent")
    let sell = "order place --symbol BTC/USDT --side sell --reference-price 50000"
    #expect(try tradectl("\(sell) --quantity 0.004", in: folder).status == 0)

    let reset = try tradectl("risk reset --reason seen", in: folder)
    #expect(reset.status == 0)
    #expect(reset.records[0].text("breaker.status") == "closed")
    #expect(try tradectl("\(Self.buy) --quantity 0.001", in: folder).status == 0)
  }

  @Test func `failed orders trip the breaker, within one stream too, and a reset counts anew`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("[risk]\nfailed_orders = '3/1h'\n", to: "c.toml")
    let configuration = ["TRADECTL_CONFIG": "c.toml"]
    let line =
      #"{"record":"intent","v":1,"symbol":"BTC/USDT","side":"buy","quantity":9,"price":50000}"#
    let lines = Array(repeating: line + "\n", count: 4).joined()
    let run = try tradectl("order place", input: lines, environment: configuration, in: folder)
    #expect(run.status == 5)
    #expect(
      run.records.map { $0.text("status") ?? "" } == ["denied", "denied", "denied", "unsent"])
    let status = try tradectl("risk status", environment: configuration, in: folder).records[0]
    #expect(status.text("breaker.cause") == "FAILED_ORDERS")
    #expect(status.text("breaker.who") == "tradectl")
    #expect(status["breaker.until"] != nil)
    #expect(status["recent_failures"] == #"{"1h":0}"#)
    _ = try tradectl("risk reset --reason seen", environment: configuration, in: folder)
    let two = try tradectl(
      "order place", input: line + "\n" + line + "\n", environment: configuration, in: folder)
    #expect(two.records.map { $0.text("status") ?? "" } == ["denied", "denied"])
    let after = try tradectl("risk status", environment: configuration, in: folder).records[0]
    #expect(after.text("breaker.status") == "closed")
    #expect(after["recent_failures"] == #"{"1h":2}"#)
  }

  @Test func `who turns the breaker says why`() throws {
    for words in ["risk trip", "risk reset", "risk trip --reason="] {
      let run = try tradectl(words)
      #expect(run.status == 64, "\(words)")
      #expect(run.errorText.contains("--reason"))
    }
    let blank = try Running.tradectl(["risk", "trip", "--reason", "  \n"], input: "".utf8)
    #expect(blank.status == 64)
  }

  @Test func `quiet, a status is silent while all is well`() throws {
    let folder = try TemporaryFolder()
    #expect(try tradectl("risk status --quiet", in: folder).text.isEmpty)
    _ = try tradectl("risk trip --reason look", in: folder)
    #expect(try tradectl("risk status --quiet", in: folder).lines.count == 1)
  }

  @Test func `the latch shows with who set it, when and why`() throws {
    let folder = try TemporaryFolder()
    // With a ledger, which has the audit, and before there is one.
    for makesLedger in [false, true] {
      if makesLedger {
        _ = try tradectl("emergency-stop reset --reason seen --yes", in: folder)
        #expect(try tradectl("\(Self.buy) --quantity 0.01", in: folder).status == 0)
      }
      _ = try Running.tradectl("emergency-stop --reason look", in: folder)
      let record = try tradectl("risk status", in: folder).records[0]
      #expect(record.text("latch.status") == "halted")
      #expect(record.text("latch.reason") == "look")
      #expect(record.text("latch.who") == (try Running.shell("id -un").lines[0]))
      #expect(record["latch.since"] != nil)
    }
  }

  @Test func `a terminal gets a row of what matters most`() throws {
    let folder = try TemporaryFolder()
    let run = try Running.shell(
      "script -qec '$T risk status --no-color' /dev/null </dev/null | tr -d '\\r'", in: folder)
    #expect(run.lines.count == 2, "\(run.text)")
    #expect(run.lines[0].hasPrefix("mode   account  equity  drawdown_percent"))
    #expect(run.lines[1].contains("closed"))
    #expect(run.lines[1].contains("armed"))
  }

  @Test func `a venue is asked what the account is worth, and a fall at it trips the breaker`()
    throws
  {
    let venue = try ScriptedVenue(
      #"{"prices":{"BTC/USDT:USDT":"100"},"balances":{"USDT":"10000"}}"#)
    let folder = try TemporaryFolder()
    try folder.write(
      """
      [accounts.main]
      venue = "desk"
      mode = "demo"
      [venues.desk]
      gateway = "\(venue.address)"
      [risk]
      max_position = "none"
      max_risk = "none"
      daily_loss = "none"
      max_drawdown = 10
      """, to: "c.toml")
    let configuration = ["TRADECTL_CONFIG": "c.toml"]
    let buy = "order place --symbol BTC/USDT:USDT --side buy"
    let first = try tradectl("\(buy) --quantity 50", environment: configuration, in: folder)
    #expect(first.status == 0, "\(first.text) \(first.errorText)")
    try venue.move("BTC/USDT:USDT", to: "75")
    let reconcile = try tradectl("order reconcile", environment: configuration, in: folder)
    #expect(reconcile.status == 0)
    let status = try tradectl("risk status", environment: configuration, in: folder).records[0]
    #expect(status.text("breaker.cause") == "MAX_DRAWDOWN", "\(status)")
    #expect(try tradectl("\(buy) --quantity 1", environment: configuration, in: folder).status == 5)
    venue.kill()
    let alone = try tradectl("risk status", environment: configuration, in: folder)
    #expect(alone.status == 0)
    #expect(alone.records[0].text("warning")?.contains("ledger's latest") == true)
    #expect(alone.records[0].text("equity") == status.text("equity"))
  }
}
