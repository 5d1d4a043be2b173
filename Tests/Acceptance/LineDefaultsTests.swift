import TestSupport
import Testing

/// Flags beside a stream: they hold for lines that do not say it themselves.
@Suite struct LineDefaultsTests {
  /// What became of one line, placed on paper with flags.
  private func placed(_ line: String, _ flags: String) throws -> JSONObject {
    let run = try tradectl(
      "order place - --reference-price 100 --max-position none \(flags)", input: line + "\n",
      in: try TemporaryFolder())
    return try #require(run.records.first)
  }

  @Test(arguments: [
    (#"{"symbol":"BTC/USDT","side":"buy"}"#, "--quantity 2", "quantity", "2"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":null}"#, "--quantity 2", "quantity", "2"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--quantity 2", "quantity", "1"),
    (#"{"symbol":"BTC/USDT","side":"buy"}"#, "--quote 50", "quantity", "0.5"),
    (#"{"symbol":"BTC/USDT","side":"buy","quote_quantity":30}"#, "--quantity 2", "quantity", "0.3"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--quote 50", "quantity", "1"),
    (#"{"symbol":"BTC/USDT","quantity":1}"#, "--side sell", "side", "sell"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--side sell", "side", "buy"),
    (#"{"symbol":"BTC/USDT","action":"buy","quantity":1}"#, "--side sell", "side", "buy"),
    (#"{"side":"buy","quantity":1}"#, "--symbol ETH/USDT", "symbol", "ETH/USDT"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--type limit --price 9", "price", "9"),
    (
      #"{"symbol":"BTC/USDT","side":"buy","quantity":1,"price":8}"#, "--type limit --price 9",
      "price", "8"
    ),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--price 9", "order_type", "limit"),
    (
      #"{"symbol":"BTC/USDT","side":"buy","quantity":1,"price":9}"#, "--time-in-force ioc",
      "time_in_force", "ioc"
    ),
    (
      #"{"symbol":"BTC/USDT","side":"buy","quantity":1,"price":9}"#, "--post-only", "post_only",
      "true"
    ),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--reduce-only", "reduce_only", "true"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--strategy s", "strategy", "s"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--stop-loss 90", "stop_loss", "90"),
    (#"{"symbol":"BTC/USDT:USDT","side":"buy","quantity":1}"#, "--leverage 1", "leverage", "1"),
  ])
  func `what a line does not say, flags say`(
    line: String, flags: String, field: String, wanted: String
  ) throws {
    let order = try placed(line, flags)
    #expect(order.text("record") == "order", "\(order)")
    #expect((order.text(field) ?? order[field]) == wanted, "\(order)")
  }

  @Test func `an order that only reduces stays so, whatever the line forgot`() throws {
    let order = try placed(#"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, "--reduce-only")
    #expect(order.text("status") == "rejected", "\(order)")
  }

  @Test func `what closes has its size and side from the position`() throws {
    let folder = try TemporaryFolder()
    _ = try tradectl(
      "order place --symbol BTC/USDT --side buy --quantity 3 --reference-price 100", in: folder)
    let run = try tradectl(
      "order place - --reference-price 100 --side buy --quantity 1 --price 5 --stop-loss 90",
      input: #"{"symbol":"BTC/USDT","action":"close"}"#, in: folder)
    let order = try #require(run.records.first)
    #expect(order.text("side") == "sell")
    #expect(order["quantity"] == "3")
    #expect(order.text("status") == "filled")
  }

  @Test(arguments: [
    ("--id a", "--id"), ("--percent 5", "--percent"), ("--client-order-id c", "--client-order-id"),
    ("--quantity 1 --quote 2", "--quantity and --quote"),
  ])
  func `what only one order can have is refused before a line is read`(
    flags: String, word: String
  ) throws {
    let folder = try TemporaryFolder()
    let run = try tradectl(
      "order place - --reference-price 100 \(flags)",
      input: #"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, in: folder)
    #expect(run.status == 64)
    #expect(run.text == "")
    #expect(run.errorText.contains(word))
    #expect(try tradectl("order list --all", in: folder).text == "")
  }

  @Test func `what was judged is what travels on`() throws {
    let run = try tradectl(
      "risk-check - --equity 1000 --price 100 --stop-loss 90 --leverage 2 --max-position none",
      input: #"{"symbol":"BTC/USDT:USDT","side":"buy","quantity":1,"note":"n"}"#)
    let intent = try #require(run.records.first)
    #expect(intent.text("record") == "intent")
    #expect(intent["price"] == "100")
    #expect(intent["stop_loss"] == "90")
    #expect(intent["leverage"] == "2")
    #expect(intent.text("note") == "n")
    #expect(intent["risk"]?.contains("STOP_REQUIRED") == false)
    let refused = try tradectl("risk-check - --equity 1000 --id a", input: "{}")
    #expect(refused.status == 64)
  }

  @Test(arguments: [
    (#"{"side":"buy","entry":100,"stop_loss":95}"#, "--symbol BTC/USDT", "symbol", "BTC/USDT"),
    (
      #"{"symbol":"ETH/USDT","side":"buy","entry":100,"stop_loss":95}"#, "--symbol BTC/USDT",
      "symbol", "ETH/USDT"
    ),
    (#"{"action":"close"}"#, "--symbol BTC/USDT", "symbol", "BTC/USDT"),
    (#"{"side":"buy","stop_loss":95}"#, "--entry 100", "entry", "100"),
    (#"{"side":"buy","entry":99,"stop_loss":95}"#, "--entry 100", "entry", "99"),
    (#"{"side":"buy","price":99,"stop_loss":95}"#, "--entry 100", "entry", nil),
    (#"{"entry":100,"stop_loss":95}"#, "--side buy", "side", "buy"),
    (#"{"side":"buy","entry":100}"#, "--stop 95", "stop_loss", "95"),
  ])
  func `what a line is sized by stands in what comes out`(
    line: String, flags: String, field: String, wanted: String?
  ) throws {
    let run = try tradectl("size - --equity 1000 --risk 1 \(flags)", input: line + "\n")
    let intent = try #require(run.records.first)
    #expect(intent.text("record") == "intent", "\(intent)")
    #expect((intent.text(field) ?? intent[field]) == wanted, "\(intent)")
  }

  @Test func `an id is not for every line`() throws {
    let run = try tradectl("size - --equity 1000 --id a", input: "")
    #expect(run.status == 64)
    #expect(run.errorText.contains("--id is for one trade by flags"))
  }

  @Test(arguments: [
    (#"{"symbol":"BTC/USDT","side":"sell","action":"buy","quantity":1}"#, "side"),
    (#"{"symbol":"BTC/USDT","side":"buy","quantity":1,"quote_quantity":5}"#, "quote_quantity"),
  ])
  func `what contradicts itself is refused`(line: String, field: String) throws {
    let refused = try placed(line, "")
    #expect(refused.text("error.code") == "BAD_VALUE", "\(refused)")
    #expect(refused.text("error.field") == field, "\(refused)")
  }

  /// Flags that would do nothing say so.
  @Test(arguments: [
    ("--jitter 5", "--jitter needs --split"), ("--every 5s", "--every needs --split"),
    ("--reference-age 5s", "--reference-price, which is missing"),
    ("--type market --price 5", "A market order has no --price"),
    ("--reduce-only --stop-loss 5", "opens nothing to protect"),
    ("--split 2 --every 1s --client-order-id c", "--client-order-id is the name of one order"),
  ])
  func `a flag that would be passed over is wrong usage`(flags: String, words: String) throws {
    let folder = try TemporaryFolder()
    let run = try tradectl(
      "order place --symbol BTC/USDT --side buy --quantity 1 \(flags)", in: folder)
    #expect(run.status == 64, "\(run.text)")
    #expect(run.errorText.contains(words), "\(run.errorText)")
    #expect(try tradectl("order list --all", in: folder).text == "")
  }

  @Test(arguments: [
    ("--lot 2", "LOT_SIZE"), ("--tick 60 --price 90", "TICK_SIZE"),
    ("--min-notional 1000", "MIN_NOTIONAL"),
  ])
  func `the grid that flags give holds for what is asked for exactly`(
    flags: String, code: String
  ) throws {
    for words in ["--symbol BTC/USDT --side buy --quantity 1", "-"] {
      let run = try tradectl(
        "order place \(words) --reference-price 100 --max-position none \(flags)",
        input: #"{"symbol":"BTC/USDT","side":"buy","quantity":1}"#, in: try TemporaryFolder())
      #expect(run.records.first?.text("status") == "denied", "\(run.text)")
      #expect(run.text.contains(code), "\(run.text)")
    }
  }
}
