import Foundation
import TestSupport
import Testing

/// The limits of an order by flags, by variables and by the file: which holds, and who is told.
@Suite struct LimitFlagTests {
  private static let configuration = """
    [accounts.main]
    [accounts.main.risk]
    max_order_notional = 300
    [accounts.other]
    [risk]
    max_order_notional = 200
    max_position = 5
    max_drawdown = "none"
    daily_loss = "none"
    [breaker]
    trip_on = ["daily_loss"]
    [paper]
    slippage_bps = 0
    taker_fee = 0
    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.configuration, to: "c.toml")
  }

  /// Buys for so much money.
  private func order(
    _ money: String, _ words: String = "", _ environment: [String: String] = [:],
    _ command: String = "order place"
  ) throws -> Finished {
    try tradectl(
      "\(command) --config c.toml --symbol BTC/USDT --side buy --quantity \(money)"
        + " --reference-price 1 \(words.isEmpty ? "--account main" : words)",
      environment: environment, in: folder)
  }

  private func codes(_ run: Finished) -> String {
    run.records.last?["risk"].map { risk in
      risk.split(separator: "\"code\":\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        .joined(separator: ",")
    } ?? ""
  }

  // MARK: Precedence

  @Test func `a flag goes before its variable, that before the account, that before the rest`()
    throws
  {
    let variable = ["TRADECTL_MAX_ORDER_NOTIONAL": "400"]
    for (words, environment, limit) in [
      ("--account other", [:], 200), ("--account main", [:], 300),
      ("--account main", variable, 400), ("--account other", variable, 400),
      ("--account main --max-order-notional 150", variable, 150),
      ("--account main --max-order-notional 450", variable, 450),
      ("--account other --max-order-notional=none", variable, 500),
    ] {
      #expect(try order("\(limit)", words, environment).status == 0, "\(words) \(environment)")
      let beyond = try order("\(limit).01", words, environment)
      #expect(beyond.status == 1, "\(words) \(environment)")
      let wanted = limit == 500 ? "MAX_POSITION_SIZE" : "MAX_ORDER_NOTIONAL"
      #expect(codes(beyond).contains(wanted), "\(words) \(environment)")
      _ = try tradectl(
        "paper reset --yes --config c.toml \(words.prefix(15).trimmingCharacters(in: .whitespaces))",
        in: folder)
    }
  }

  @Test func `a flag that negates goes before a variable that does not`() throws {
    let variable = ["TRADECTL_STOP_REQUIRED": "true"]
    #expect(codes(try order("1", "--account main", variable)) == "STOP_REQUIRED")
    #expect(try order("1", "--account main --no-stop-required", variable).status == 0)
  }

  @Test func `a limit out of its range is wrong use, and nothing is opened`() throws {
    for (words, environment) in [
      ("--max-leverage 200", [:]), ("--account main", ["TRADECTL_MAX_LEVERAGE": "200"]),
    ] {
      let run = try order("1", words, environment)
      #expect(run.status == 64)
      #expect(
        run.errorText.lines.first
          == "Error: --max-leverage must be a number from 1 to 125, or none, not '200'.")
    }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/.local"))
  }

  @Test func `every line of a stream is held to the flags`() throws {
    let lines = ["100", "150", "150.01", "90"].map {
      #"{"symbol":"BTC/USDT","side":"buy","quantity":\#($0)}"# + "\n"
    }
    let run = try tradectl(
      "order place --config c.toml --account main --reference-price 1 --max-order-notional 150",
      input: lines.joined(), in: folder)
    #expect(run.status == 3)
    #expect(run.records.map { $0.text("status") } == ["filled", "filled", "denied", "filled"])
  }

  // MARK: What is told

  @Test func `a dry run tells what config show tells`() throws {
    let words =
      "--config c.toml --account main --max-risk none --no-stop-required --max-positions 1"
    let environment = ["TRADECTL_MAX_LEVERAGE": "2", "TRADECTL_MAX_POSITIONS": "9"]
    let shown = try tradectl("config show \(words)", environment: environment, in: folder)
    let wanted = shown.lines.filter { $0.contains(#""key":"risk."#) }.map {
      $0.replacing(#""record":"setting","v":1,"#, with: "")
    }
    #expect(wanted.count > 16)
    for origin in ["flag", "environment", "file", "default"] {
      #expect(wanted.contains { $0.contains(#""origin":"\#(origin)""#) })
    }
    let line = #"{"symbol":"BTC/USDT","side":"buy","quantity":1,"price":1}"# + "\n"
    let denied = line.replacing(":1,", with: ":301,")
    for (command, input) in [
      ("order place --symbol BTC/USDT --side buy --quantity 1 --reference-price 1", ""),
      ("order place", line), ("order place", denied), ("execute", line), ("execute", denied),
    ] {
      let run = try tradectl(
        "\(command) --dry-run \(words)", input: input, environment: environment, in: folder)
      let record = try #require(run.records.first)
      let isDenied = input == denied
      #expect(record.text("risk.verdict") == (isDenied ? "deny" : "pass"), "\(command)")
      #expect(run.status == (isDenied ? 1 : 0), "\(command)")
      #expect(record.text("risk.limits") == "[\(wanted.joined(separator: ","))]", "\(command)")
    }
    // Nothing has become of any of them, and an order that is meant is not followed by all that.
    #expect(try tradectl("order list --all --config c.toml --account main", in: folder).text == "")
    let meant = try tradectl("order place \(words)", input: denied, in: folder)
    #expect(meant.records.first?.text("risk.limits") == nil)
  }

  // MARK: The breaker

  @Test func `no flag trips the breaker, keeps it from tripping, or skips it`() throws {
    // The file lifts the limit on the day's loss; then it has one.
    func account(_ words: String, _ limit: String = "none") throws -> Finished {
      try folder.write(
        "[risk]\ndaily_loss = '\(limit)'\nmax_position = 'none'\n[paper]\nslippage_bps = 0\n"
          + "taker_fee = 0\n", to: "b.toml")
      return try tradectl("\(words) --config b.toml --symbol BTC/USDT", in: folder)
    }
    let sell = "order place --side sell --quantity 1"
    let buy = "order place --side buy --quantity 1"
    #expect(try account("order place --side buy --quantity 50 --reference-price 100").status == 0)
    #expect(try account("\(sell) --reference-price 94").status == 0)
    // Three percent are lost: too much for one command, and for nobody else.
    let held = try account("\(buy) --reference-price 94 --daily-loss 2")
    #expect(held.status == 1)
    #expect(codes(held) == "DAILY_LOSS")
    #expect(try account("\(buy) --reference-price 94").status == 0)
    // The account's own limit trips it, whatever a command wants.
    for rehearsal in [" --dry-run", "", ""] {
      let tripped = try account("\(buy) --reference-price 94 --daily-loss none\(rehearsal)", "2")
      #expect(tripped.status == 5)
      #expect(codes(tripped) == "BREAKER_OPEN")
    }
    #expect(try account("\(sell) --reference-price 94 --daily-loss none", "2").status == 0)
  }

  // MARK: Execute

  @Test func `execute sizes by the limits that its orders are held to`() throws {
    let signal = #"{"symbol":"BTC/USDT","action":"buy","entry":100,"stop_loss":90}"# + "\n"
    for (words, environment, quantity) in [
      // 5 % of 10 000, from the file; then of a variable, of a flag, and no limit but the loss.
      ("", [:], "5"), ("", ["TRADECTL_MAX_POSITION": "4"], "4"),
      ("--max-position 3", ["TRADECTL_MAX_POSITION": "4"], "3"),
      ("--max-position none", [:], "20"),
      ("--max-position none --max-risk 1", [:], "10"),
      ("--max-position none --max-risk none", [:], "20"),
      ("--max-position none --max-risk none --risk 3", [:], "30"),
    ] {
      let run = try tradectl(
        "execute --config c.toml --account main --max-order-notional none --equity 10000"
          + " --reference-price 100 --dry-run \(words)",
        input: signal, environment: environment, in: folder)
      #expect(run.status == 0, "\(words) \(run.text)")
      #expect(run.records.first?.text("quantity") == quantity, "\(words)")
    }
  }
}
