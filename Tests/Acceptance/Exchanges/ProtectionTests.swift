import TestSupport
import Testing

/// What belongs to a position: its fills, its stop and its target, when answers are missing and when
/// positions end in other ways than expected.
@Suite struct ProtectionTests {
  private let bench: ExchangeBench
  private static let stops = "POST /fapi/v1/algoOrder"

  init() throws { bench = try ExchangeBench(.futures) }

  /// Orders that are open at the exchange: their quantities and where they wait.
  private func open() throws -> [String] {
    try bench.server.dump().open.map { "\($0.side) \($0.quantity)" }.sorted()
  }

  /// Stops that are open by the ledger.
  private func stops() throws -> [String] {
    try bench.run("order list").records.filter { $0.text("role") != nil }.map { order in
      "\(order.text("role") ?? "") \(order["quantity"] ?? "") \(order["stop_price"] ?? "")"
    }
  }

  // MARK: Fills

  @Test func `an order is not over before its fills are known`() throws {
    #expect(try bench.buy("--price 45000").status == 0)
    try bench.server.fill("0.001")
    try bench.server.misbehave(
      at: "GET /fapi/v1/userTrades",
      "[\(Array(repeating: #"{"status":500}"#, count: 8).joined(separator: ","))]")
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.records.last?.text("final") == "false", "\(cancelled.text)")
    let told = try bench.run("order status a")
    let later = told.records.last?.text("final") == "true" ? told : try bench.run("order status a")
    #expect(later.records.last?.text("status") == "cancelled", "\(later.text)")
    #expect(later.records.last?.text("filled_quantity") == "0.001")
    #expect(try bench.run("positions").records.map { $0.text("quantity") } == ["0.001"])
    let closed = try bench.run("position close \(bench.exchange.symbol)")
    #expect(closed.records.last?.text("filled_quantity") == "0.001", "\(closed.text)")
    #expect(try bench.run("ledger verify").status == 0)
  }

  // MARK: A stop that is not there

  @Test func `a stop that was not placed is no reason to place the order again`() throws {
    try bench.server.misbehave(at: Self.stops, #"[{"status":429,"headers":{"Retry-After":"0"}}]"#)
    let placed = try bench.buy("--stop-loss 40000")
    #expect(placed.status == 3, "\(placed.text)")
    #expect(placed.records.last?.text("status") == "filled")
    #expect(placed.records.last?.text("error.code") == "PROTECTION_MISSING")
    #expect(try bench.run("order reconcile").status == 0)
    #expect(try stops() == ["stop_loss 0.002 40000"])
    #expect(try bench.sent() == 1)
  }

  @Test func `a stop that may be there or not is told of`() throws {
    try bench.server.misbehave(at: Self.stops, #"[{"steps":["\u0000reset"]}]"#)
    let placed = try bench.buy("--stop-loss 40000")
    #expect(placed.status == 4, "\(placed.text)")
    #expect(placed.records.last?.text("status") == "filled")
    #expect(placed.records.last?.text("error.code") == "PROTECTION_UNKNOWN")
    #expect(placed.records.last?.text("error.retry") == "reconcile_first")
  }

  @Test func `a stop that the exchange refuses is told of until the position is over`() throws {
    let refusal = PlacingFault.reply(
      400, #"{"code":-2021,"msg":"Order would immediately trigger."}"#)
    try bench.server.misbehave(at: Self.stops, "[\(refusal)]")
    let placed = try bench.buy("--stop-loss 40000")
    #expect(placed.status == 3, "\(placed.text)")
    for _ in 1...2 {
      let told = try bench.run("order reconcile")
      #expect(told.status == 3, "\(told.text)")
      #expect(told.records.map { $0.text("error.code") } == ["PROTECTION_MISSING"])
    }
    #expect(try bench.run("position close --all").status == 0)
    #expect(try bench.run("order reconcile").status == 0)
    // Nor is it owed to the next position.
    #expect(try bench.buy(id: "b").status == 0)
    let after = try bench.run("order reconcile")
    #expect(after.status == 0 && after.text.isEmpty, "\(after.text)")
    #expect(try stops() == [])
  }

  @Test func `the stop of a position that is over is not placed for the next one`() throws {
    try bench.server.misbehave(at: Self.stops, #"[{"status":429,"headers":{"Retry-After":"0"}}]"#)
    #expect(try bench.buy("--stop-loss 40000").status == 3)
    #expect(try bench.run("position close --all").status == 0)
    #expect(try bench.run("order reconcile").text == "")
    #expect(try bench.buy(id: "b").status == 0)
    #expect(try bench.run("order reconcile").text == "")
    #expect(try open() == [])
  }

  @Test func `what is left after a target has traded gets its stop again`() throws {
    let words = "--price 45000 --stop-loss 40000 --take-profit 55000"
    #expect(try bench.buy(words).status == 0)
    try bench.server.fill("0.001")
    #expect(try bench.run("order reconcile").status == 0)
    #expect(try stops() == ["stop_loss 0.001 40000", "take_profit 0.001 55000"])
    // The price goes to the target, and comes back to fill the rest.
    try bench.server.move("BTC", to: "55000")
    for _ in 1...2 { #expect(try bench.run("order reconcile").status == 0) }
    try bench.server.move("BTC", to: "44000")
    for _ in 1...2 { #expect(try bench.run("order reconcile").status == 0) }
    #expect(try bench.run("positions").records.map { $0.text("quantity") } == ["0.001"])
    #expect(try stops() == ["stop_loss 0.001 40000", "take_profit 0.001 55000"])
  }

  @Test func `an entry that ended half filled gets the stop that it owes`() throws {
    #expect(try bench.buy("--price 45000 --stop-loss 40000").status == 0)
    try bench.server.fill("0.001")
    try bench.server.misbehave(at: Self.stops, #"[{"status":429,"headers":{"Retry-After":"0"}}]"#)
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.records.last?.text("status") == "cancelled", "\(cancelled.text)")
    #expect(cancelled.records.last?.text("error.code") == "PROTECTION_MISSING")
    #expect(cancelled.status == 3)
    let told = try bench.run("order reconcile")
    #expect(told.status == 0, "\(told.text)")
    #expect(try stops() == ["stop_loss 0.001 40000"])
  }

  // MARK: Positions that end in other ways

  @Test func `a stop goes with the position, however that ends`() throws {
    #expect(try bench.buy("--stop-loss 40000").status == 0)
    let symbol = bench.exchange.symbol
    let sold = try bench.run(
      "order place --symbol \(symbol) --side sell --quantity 0.002 --reduce-only")
    #expect(sold.status == 0, "\(sold.text)")
    #expect(try open() == [])
    #expect(try stops() == [])
    // And when it is the other way round.
    #expect(try bench.buy("--stop-loss 40000", id: "b").status == 0)
    let turned = try bench.run("order place --symbol \(symbol) --side sell --quantity 0.004")
    #expect(turned.status == 0, "\(turned.text)")
    #expect(try stops() == [])
  }

  @Test func `what only makes a position smaller needs no stop`() throws {
    #expect(try bench.buy().status == 0)
    let sold = try bench.run(
      "order place --symbol \(bench.exchange.symbol) --side sell --quantity 0.001 --stop-loss 60000"
    )
    #expect(sold.status == 0, "\(sold.text)")
    #expect(try stops() == [])
  }

  @Test func `an old stop stays where the new one could not be placed`() throws {
    #expect(try bench.buy("--stop-loss 40000").status == 0)
    let symbol = bench.exchange.symbol
    for words in ["", "--dry-run"] {
      let refused = try bench.run("position protect \(symbol) --stop-loss 41000.05 \(words)")
      #expect(refused.status != 0, "\(refused.text)")
    }
    #expect(try stops() == ["stop_loss 0.002 40000"])
    // One that did not get through is placed by the next look.
    try bench.server.misbehave(at: Self.stops, #"[{"status":429,"headers":{"Retry-After":"0"}}]"#)
    let unlucky = try bench.run("position protect \(symbol) --stop-loss 41000")
    #expect(unlucky.status != 0, "\(unlucky.text)")
    #expect(try bench.run("order reconcile").status == 0)
    #expect(try stops() == ["stop_loss 0.002 41000"])
    #expect(try bench.run("position protect \(symbol) --stop-loss 42000").status == 0)
    #expect(try stops() == ["stop_loss 0.002 42000"])
    #expect(try bench.run("ledger verify").status == 0)
  }

  // MARK: Flags

  @Test func `a market order has no price`() throws {
    let run = try bench.buy("--type market --price 100")
    #expect(run.status == 64)
    #expect(run.text.isEmpty && run.errorText.contains("A market order has no --price"))
    #expect(try bench.sent() == 0)
  }

  @Test func `a share of a position is closed once, and one too small keeps no other back`() throws
  {
    #expect(try bench.buy().status == 0)
    let symbol = bench.exchange.symbol
    for isAgain in [false, true] {
      let closed = try bench.run("position close \(symbol) --percent 50 --id c")
      #expect(closed.status == 0, "\(closed.text)")
      #expect(closed.records.last?.text("filled_quantity") == "0.001")
      #expect(closed.records.last?.text("replayed") == (isAgain ? "true" : nil))
    }
    let small = try bench.run("position close --all --percent 50")
    #expect(small.status == 1, "\(small.text)")
    #expect(small.records.map { $0.text("error.code") } == ["LOT_SIZE"])
  }

  @Test func `a replacement that is not placed says that the old order is gone`() throws {
    #expect(try bench.buy("--price 45000").status == 0)
    try bench.server.misbehave(
      at: "POST /fapi/v1/order", #"[{"status":429,"headers":{"Retry-After":"0"}}]"#)
    let amended = try bench.run("order amend a --quantity 0.003")
    #expect(amended.status == 3, "\(amended.text)")
    #expect(amended.records.last?.text("error.code") == "NOT_REPLACED")
    #expect(try open() == [])
  }

  @Test func `nobody changes an order that may or may not be there`() throws {
    try bench.misbehave(#"{"steps":["\u0000reset"]}"#)
    #expect(try bench.buy("--price 45000").status == 4)
    for words in ["order amend a --price 44000", "order cancel a"] {
      let run = try bench.run(words)
      #expect(run.status == 4, "\(words): \(run.text)")
      #expect(run.records.last?.text("error.retry") == "reconcile_first")
    }
  }
}
