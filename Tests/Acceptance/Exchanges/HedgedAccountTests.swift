import TestSupport
import Testing

/// Accounts that hold long and short of a market apart.
@Suite struct HedgedAccountTests {
  private static let symbol = "BTC/USDT:USDT"

  private func bench() throws -> ExchangeBench { try ExchangeBench(.futures, #","hedged":true"#) }

  private func place(
    _ bench: ExchangeBench, _ id: String, _ side: String, _ quantity: String, _ words: String
  ) throws -> Finished {
    try bench.run(
      "order place --id \(id) --symbol \(Self.symbol) --side \(side) --quantity \(quantity) "
        + words)
  }

  /// Both are held: 0.004 long, 0.002 short.
  private func held() throws -> ExchangeBench {
    let bench = try bench()
    let long = try place(bench, "l", "buy", "0.004", "--position-side long")
    #expect(long.status == 0, "\(long.text)\(long.errorText)")
    #expect(long.records.first?.text("position_side") == "long")
    let short = try place(bench, "s", "sell", "0.002", "--position-side short")
    #expect(short.status == 0, "\(short.text)\(short.errorText)")
    return bench
  }

  private func positions(_ bench: ExchangeBench) throws -> [String: String] {
    try bench.server.dump().positions
  }

  private func code(_ run: Finished) -> String? {
    run.records.first?.text("risk.violations[0].code") ?? run.records.first?.text("error.code")
  }

  @Test func `both sides are opened, shown and kept apart`() throws {
    let bench = try held()
    #expect(try positions(bench) == ["BTCUSDT LONG": "0.004", "BTCUSDT SHORT": "-0.002"])
    let sent = try bench.server.log().requests(for: "/fapi/v1/order").map(\.body)
    #expect(sent.count { $0.contains("positionSide=LONG") } == 1)
    #expect(sent.count { $0.contains("positionSide=SHORT") } == 1)
    let shown = try bench.run("positions").records
    #expect(shown.map { $0.text("side") } == ["long", "short"])
    #expect(shown.map { $0.text("position_side") } == ["long", "short"])
    #expect(shown.map { $0.text("quantity") } == ["0.004", "0.002"])
    #expect(shown.allSatisfy { $0.text("opened_at") != nil }, "the ledger knows both")
    let status = try bench.run("order status s")
    #expect(status.records.first?.text("position_side") == "short")
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test func `an order that does not say which is refused before it is sent`() throws {
    let bench = try held()
    let sent = try bench.sent()
    for words in ["", "--dry-run"] {
      let refused = try place(bench, "a", "buy", "0.001", words)
      #expect(refused.status == 1, "\(refused.text)")
      #expect(refused.records.first?.text("status") == "denied")
      #expect(refused.text.contains(#""code":"POSITION_SIDE""#), "\(refused.text)")
      #expect(refused.text.contains("--position-side"))
    }
    let contradiction = try place(
      bench, "b", "buy", "0.001", "--position-side long --reduce-only")
    #expect(contradiction.status != 0, "\(contradiction.text)")
    #expect(try bench.sent() == sent)
  }

  @Test func `what reduces closes its side, which may be said or follows`() throws {
    let bench = try held()
    let said = try place(bench, "a", "sell", "0.001", "--position-side long --reduce-only")
    #expect(said.status == 0, "\(said.text)")
    #expect(try positions(bench) == ["BTCUSDT LONG": "0.003", "BTCUSDT SHORT": "-0.002"])
    let followed = try place(bench, "b", "buy", "0.001", "--reduce-only")
    #expect(followed.status == 0, "\(followed.text)")
    #expect(followed.records.first?.text("position_side") == "short")
    #expect(try positions(bench) == ["BTCUSDT LONG": "0.003", "BTCUSDT SHORT": "-0.001"])
    // Without the flag it closes as well, and is judged by what is held there.
    let plain = try place(
      bench, "c", "sell", "0.003", "--position-side long --max-order-notional 1")
    #expect(plain.status == 0, "\(plain.text)")
    #expect(try positions(bench) == ["BTCUSDT SHORT": "-0.001"])
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test func `the other side makes nothing smaller, and counts by itself`() throws {
    let bench = try bench()
    #expect(try place(bench, "l", "buy", "0.004", "--position-side long").status == 0)
    // The 200 of the long are no cover for the 150 of a short: 350 of 10000 are 3.5 percent.
    let limit = "--position-side short --max-gross-exposure 3.4"
    let refused = try place(bench, "s", "sell", "0.003", limit)
    #expect(refused.status == 1, "\(refused.text)")
    #expect(refused.text.contains("MAX_GROSS_EXPOSURE"))
    let passed = try place(
      bench, "s", "sell", "0.003", "--position-side short --max-gross-exposure 3.5")
    #expect(passed.status == 0, "\(passed.text)")
    let order = try place(
      bench, "t", "sell", "0.001", "--position-side short --max-order-notional 49")
    #expect(order.text.contains("MAX_ORDER_NOTIONAL"), "\(order.text)")
  }

  @Test func `a position is closed by its side`() throws {
    let bench = try held()
    let sent = try bench.sent()
    for words in ["", "--quantity 0.001"] {
      let refused = try bench.run("position close \(Self.symbol) \(words)")
      #expect(refused.status != 0)
      #expect(refused.text.contains("--position-side"), "\(refused.text)")
      #expect(!refused.text.contains("there is no position"), "\(refused.text)")
    }
    #expect(try bench.sent() == sent)
    let part = try bench.run("position close \(Self.symbol) --position-side long --percent 50")
    #expect(part.status == 0, "\(part.text)")
    #expect(try positions(bench) == ["BTCUSDT LONG": "0.002", "BTCUSDT SHORT": "-0.002"])
    let whole = try bench.run("position close \(Self.symbol) --position-side short")
    #expect(whole.status == 0, "\(whole.text)")
    #expect(try positions(bench) == ["BTCUSDT LONG": "0.002"])
    let last = try bench.run("position close \(Self.symbol)")
    #expect(last.status == 0, "\(last.text)")
    #expect(last.records.first?.text("position_side") == "long", "the only one is meant")
    #expect(try positions(bench).isEmpty)
    #expect(try bench.run("positions --closed").records.count == 2)
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test func `all of them are closed together`() throws {
    let bench = try held()
    let short = try bench.run("position close --all --position-side short")
    #expect(short.status == 0, "\(short.text)")
    #expect(try positions(bench) == ["BTCUSDT LONG": "0.004"])
    let again = try place(bench, "t", "sell", "0.002", "--position-side short")
    #expect(again.status == 0, "\(again.text)")
    let closed = try bench.run("position close --all")
    #expect(closed.status == 0, "\(closed.text)")
    #expect(closed.records.map { $0.text("position_side") } == ["long", "short"])
    #expect(try positions(bench).isEmpty)
  }

  @Test func `each side has its own protection`() throws {
    let bench = try bench()
    let long = try place(
      bench, "l", "buy", "0.004", "--position-side long --stop-loss 48000 --max-risk none")
    #expect(long.status == 0, "\(long.text)")
    let short = try place(
      bench, "s", "sell", "0.002", "--position-side short --stop-loss 52000 --max-risk none")
    #expect(short.status == 0, "\(short.text)")
    let stops = try bench.server.dump().open
    #expect(stops.map(\.side).sorted() == ["buy", "sell"])
    let unclear = try bench.run("position protect \(Self.symbol) --stop-loss 47000")
    #expect(unclear.text.contains("POSITION_SIDE"), "\(unclear.text)")
    let moved = try bench.run(
      "position protect \(Self.symbol) --position-side long --stop-loss 47000")
    #expect(moved.status == 0, "\(moved.text)")
    #expect(moved.records.last?.text("position_side") == "long")
    let shown = try bench.run("positions").records
    #expect(shown.map { $0.text("stop_loss") } == ["47000", "52000"])
    // Closing one side releases its stop and not the other's.
    #expect(try bench.run("position close \(Self.symbol) --position-side long").status == 0)
    #expect(try bench.server.dump().open.map(\.side) == ["buy"])
    try bench.server.move("BTC", to: "52500")
    _ = try bench.run("order reconcile")
    #expect(try positions(bench).isEmpty)
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test func `fills tell their side, and a report says what it leaves out`() throws {
    let bench = try held()
    let fills = try bench.run("fills")
    #expect(fills.records.map { $0.text("position_side") } == ["long", "short"])
    let report = try bench.run("report --ledger")
    #expect(report.errorText.contains("leaves \(Self.symbol) out"), "\(report.errorText)")
    let piped = try bench.run("report", input: fills.text)
    #expect(piped.status != 0)
    #expect(piped.text.contains("position_side"), "\(piped.text)\(piped.errorText)")
  }

  @Test func `the emergency stop closes both`() throws {
    let bench = try held()
    let resting = try place(
      bench, "r", "sell", "0.001", "--position-side short --price 60000")
    #expect(resting.status == 0, "\(resting.text)")
    let stop = try bench.run("emergency-stop --reason drill")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    #expect(try positions(bench).isEmpty)
    #expect(try bench.server.dump().open.isEmpty)
    let closing = stop.records("order").filter { $0.text("role") == "emergency" }
    #expect(closing.compactMap { $0.text("position_side") }.sorted() == ["long", "short"])
    #expect(try bench.run("ledger verify").status == 0)
    #expect(try bench.run("positions").records.isEmpty)
  }

  @Test func `the emergency stop closes what somebody else has opened`() throws {
    let bench = try held()
    let stop = try bench.run("emergency-stop --reason drill --store other.db")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    #expect(try positions(bench).isEmpty)
    #expect(try bench.run("ledger verify --store other.db").status == 0)
  }

  @Test func `an order whose answer was lost still knows its side`() throws {
    let bench = try bench()
    try bench.misbehave(#"{"acts":true,"status":503,"body":"{}"}"#)
    _ = try place(bench, "l", "buy", "0.004", "--position-side long --stop-loss 48000")
    let found = try bench.run("order reconcile")
    #expect(found.status == 0, "\(found.text)")
    let order = try bench.run("order status l").records.first
    #expect(order?.text("status") == "filled")
    #expect(order?.text("position_side") == "long")
    #expect(try bench.server.dump().open.map(\.side) == ["sell"], "its stop is there")
    #expect(try bench.run("positions").records.map { $0.text("position_side") } == ["long"])
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test func `a market of an account that tells nothing is the exchange's to judge`() throws {
    let bench = try bench()
    let refused = try place(bench, "a", "buy", "0.001", "")
    #expect(refused.records.first?.text("status") == "rejected", "\(refused.text)")
    #expect(refused.records.first?.text("error.venue_code") == "-4061")
  }

  @Test func `where there is one position none is named`() throws {
    let bench = try ExchangeBench(.futures)
    #expect(try bench.buy().status == 0)
    let sent = try bench.sent()
    let refused = try place(bench, "b", "sell", "0.001", "--position-side long")
    #expect(refused.text.contains(#""code":"POSITION_SIDE""#), "\(refused.text)")
    #expect(try bench.sent() == sent)
  }

  @Test(arguments: ExchangeBench.Exchange.withSpot)
  func `spot has no sides`(exchange: ExchangeBench.Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let refused = try bench.run(
      "order place --symbol \(exchange.spotSymbol) --side buy --quantity 0.002 "
        + "--position-side long")
    #expect(refused.status == 65, "\(refused.text)")
    #expect(refused.records.first?.text("status") == "invalid")
    #expect(refused.records.first?.text("error.code") == "UNSUPPORTED")
    #expect(try bench.sent() == 0)
  }

  @Test func `the paper account has one position in a market`() throws {
    let folder = try TemporaryFolder()
    for words in [
      "order place --side buy --quantity 1 --symbol", "position close",
      "position protect --stop-loss 1",
    ] {
      let refused = try tradectl("\(words) \(Self.symbol) --position-side long", in: folder)
      #expect(refused.status != 0, "\(words): \(refused.text)")
      #expect(refused.text.contains("position_side"), "\(words): \(refused.text)")
    }
  }

  @Test func `a line asks for it as flags do, and a dry run shows it`() throws {
    let bench = try bench()
    let line =
      #"{"id":"l","symbol":"BTC/USDT:USDT","side":"buy","quantity":0.004,"position_side":"long"}"#
      + "\n"
    let shown = try bench.run("order place - --dry-run", input: line)
    #expect(shown.text.contains("positionSide=LONG"), "\(shown.text)")
    let placed = try bench.run("order place -", input: line)
    #expect(placed.records.first?.text("position_side") == "long", "\(placed.text)")
    let again = try place(bench, "l", "buy", "0.004", "--position-side long")
    #expect(again.records.first?.text("replayed") == "true", "\(again.text)")
    let other = try place(bench, "l", "buy", "0.004", "--position-side short")
    #expect(other.records.first?.text("error.code") == "ID_REUSED", "\(other.text)")
    let wrong = try bench.run(
      "order place -", input: line.replacing(#""long""#, with: #""both""#))
    #expect(wrong.records.first?.text("error.field") == "position_side", "\(wrong.text)")
  }
}
