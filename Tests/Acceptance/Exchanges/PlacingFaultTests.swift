import TestSupport
import Testing

/// Whatever becomes of the request that places an order: the right record, the right exit status, and
/// nothing is ever sent twice.
@Suite struct PlacingFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    /// What the exchange answers.
    let reply: String
    let status: String
    let exit: Int32
    var code = ""
    var testDescription: String { name }
  }

  /// Nobody knows whether the order is there.
  static let lost: [Fault] = [
    ("a reset", #"{"steps":["\u0000reset"]}"#),
    ("a close without an answer", #"{"steps":["\u0000close"]}"#),
    (
      "half a body",
      ##"{"steps":["HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"symbol\":","\u0000close"]}"##
    ),
    ("half a head", ##"{"steps":["HTTP/1.1 200 OK\r\nContent-Le","\u0000close"]}"##),
    ("500", #"{"status":500}"#),
    ("502 from a gateway", #"{"status":502,"body":"<html>bad gateway</html>"}"#),
    ("503", ##"{"status":503,"body":"{\"code\":-1008,\"msg\":\"busy\"}"}"##),
    ("504", ##"{"status":504,"body":"{\"code\":-1007,\"msg\":\"Timeout\"}"}"##),
    ("a page", #"{"body":"<html>hello</html>","headers":{"Content-Type":"text/html"}}"#),
    ("nothing", "{}"), ("an empty object", #"{"body":"{}"}"#), ("an empty list", #"{"body":"[]"}"#),
    ("a number", #"{"body":"5"}"#), ("null", #"{"body":"null"}"#),
    ("half of JSON", ##"{"body":"{\"symbol\":\"BTCUSDT\""}"##),
    (
      "a redirection", #"{"status":302,"headers":{"Location":"http://127.0.0.1:1/elsewhere"}}"#
    ),
    (
      "a permanent redirection",
      #"{"status":308,"headers":{"Location":"http://127.0.0.1:1/elsewhere"}}"#
    ),
    (
      "another order",
      ##"{"body":"{\"symbol\":\"BTCUSDT\",\"clientOrderId\":\"x\",\"orderId\":1,"##
        + ##"\"side\":\"BUY\",\"type\":\"MARKET\",\"status\":\"FILLED\",\"origQty\":\"0.002\","##
        + ##"\"executedQty\":\"0.002\"}"}"##
    ),
    (
      "what is unknown in words", ##"{"body":"{\"code\":-1006,\"msg\":\"UNKNOWN\"}","status":400}"##
    ),
  ].map { Fault(name: $0, reply: $1, status: "unknown", exit: 4, code: "OUTCOME_UNKNOWN") }

  static let refused: [Fault] = [
    Fault(
      name: "too many requests",
      reply: ##"{"status":429,"headers":{"Retry-After":"7"},"body":"{\"code\":-1003}"}"##,
      status: "unsent", exit: 75, code: "RATE_LIMITED"),
    Fault(
      name: "a ban", reply: #"{"status":418,"headers":{"Retry-After":"120"}}"#, status: "unsent",
      exit: 75, code: "RATE_LIMITED"),
    Fault(
      name: "the firewall", reply: #"{"status":403,"body":"<html>forbidden</html>"}"#,
      status: "unsent", exit: 75, code: "RATE_LIMITED"),
    Fault(
      name: "no money",
      reply: ##"{"status":400,"body":"{\"code\":-2019,\"msg\":\"Margin is insufficient.\"}"}"##,
      status: "rejected", exit: 1, code: "VENUE_REJECTED"),
    Fault(
      name: "a key that may not trade",
      reply: ##"{"status":401,"body":"{\"code\":-2015,\"msg\":\"Invalid API-key.\"}"}"##,
      status: "unsent", exit: 77, code: "UNAUTHORIZED"),
    Fault(
      name: "a page that is not there", reply: #"{"status":404,"body":"<html>no</html>"}"#,
      status: "rejected", exit: 1, code: "VENUE_REJECTED"),
  ]

  @Test(arguments: FamilyBench.Exchange.allCases, lost + refused)
  func `each fault has its record and its exit status`(
    exchange: FamilyBench.Exchange, fault: Fault
  ) throws {
    let bench = try FamilyBench(exchange)
    try bench.server.misbehave(at: "POST \(exchange.orderPath)", "[\(fault.reply)]")
    let order = try bench.buy()
    let record = try #require(order.records.first, "\(order.errorText)")
    #expect(order.records.count == 1)
    #expect(record.text("status") == fault.status, "\(order.text)")
    #expect(record.text("error.code") == fault.code, "\(order.text)")
    #expect(order.status == fault.exit, "\(order.text)")
    #expect(try bench.sent() == 1)
    #expect(try bench.server.log().requests.allSatisfy { $0.target != "/elsewhere" })
    if fault.name == "too many requests" { #expect(record["error"]?.contains("7000") == true) }

    // The same line again is the same order: what may be there is asked about, and not sent.
    // What the exchange has said about its limits is kept until it is over.
    #expect(try bench.run("limits reset").status == 0)
    let again = try bench.buy()
    #expect(try bench.sent() == (fault.status == "unsent" ? 2 : 1), "\(again.text)")
    #expect(again.status == (fault.status == "unsent" ? 0 : fault.exit), "\(again.text)")
  }

  @Test(arguments: [
    #"{"steps":["\u0000silent"]}"#, #"{"steps":["HTTP/1.1 200 OK\r\nContent-","\u0000silent"]}"#,
    #"{"steps":["HTTP/1.1 200 OK\r\n\r\n",{"repeat":"[1,"}]}"#,
    #"{"steps":[{"zeros":1000000000}]}"#,
    #"{"steps":["HTTP/1.1 200 OK\r\n",{"repeat":"X-More: 1\r\n"}]}"#,
  ])
  func `an answer that never ends is given up`(reply: String) throws {
    let bench = try FamilyBench(.futures)
    #expect(try bench.run("balance").status == 0)
    try bench.server.misbehave(at: "POST \(bench.exchange.orderPath)", "[\(reply)]")
    let order = try bench.buy("--timeout 2s")
    #expect(order.status == 4, "\(order.text)")
    #expect(order.records.first?.text("status") == "unknown")
    #expect(try bench.sent() == 1)
  }

  @Test(arguments: FamilyBench.Exchange.allCases)
  func `an order whose answer is lost is found where it is`(
    exchange: FamilyBench.Exchange
  ) throws {
    let bench = try FamilyBench(exchange)
    try bench.server.misbehave(
      at: "POST \(exchange.orderPath)",
      #"[{"acts":true,"status":503},{"acts":true,"steps":["\u0000reset"]}]"#)
    #expect(try bench.buy().status == 4)
    let reconciled = try bench.run("order reconcile")
    #expect(reconciled.status == 0, "\(reconciled.text)\(reconciled.errorText)")
    #expect(reconciled.records.first?.text("status") == "filled")
    #expect(reconciled.records.first?.text("average_price") == "50000")
    // Asked for again, the venue is asked first.
    #expect(try bench.buy(id: "b").status == 4)
    let again = try bench.buy(id: "b")
    #expect(again.records.first?.text("status") == "filled", "\(again.text)")
    #expect(again.records.first?.text("replayed") == "true")
    #expect(try bench.sent() == 2)
    #expect(try bench.server.dump().orders.count == 2)
  }

  @Test(arguments: FamilyBench.Exchange.allCases)
  func `a connection that is refused leaves nothing behind`(
    exchange: FamilyBench.Exchange
  ) throws {
    let bench = try FamilyBench(exchange)
    #expect(try bench.buy().status == 0)
    try bench.server.closeListener()
    let order = try bench.buy("--timeout 2s", id: "b")
    #expect(order.status == 69, "\(order.text)")
    #expect(order.records.first?.text("status") == "unsent")
    #expect(try bench.sent() == 1)
  }

  @Test(arguments: FamilyBench.Exchange.allCases)
  func `what only looks odd is understood`(exchange: FamilyBench.Exchange) throws {
    let bench = try FamilyBench(exchange)
    // Numbers as strings and strings as numbers, another type, and members that nobody knows.
    let body =
      #"{\"symbol\":\"BTCUSDT\",\"clientOrderId\":\"odd\",\"orderId\":\"77\",\"side\":\"BUY\","#
      + #"\"type\":\"LIMIT\",\"status\":\"NEW\",\"origQty\":0.002,\"executedQty\":0,\"price\":1,"#
      + #"\"stopPrice\":0,\"reduceOnly\":false,\"fills\":[],\"transactTime\":\"1700000000000\","#
      + #"\"future\":{\"of\":[1,2]}}"#
    try bench.server.misbehave(
      at: "POST \(exchange.orderPath)",
      #"[{"headers":{"Content-Type":"text/plain"},"gzip":true,"body":"\#(body)"}]"#)
    let order = try bench.buy("--price 45000 --type limit --client-order-id odd")
    #expect(order.status == 0, "\(order.text)")
    #expect(order.records.first?.text("order_id") == "77")
    #expect(order.records.first?.text("status") == "accepted")
  }

  @Test(arguments: FamilyBench.Exchange.allCases)
  func `a clock that is an hour off does not matter`(exchange: FamilyBench.Exchange) throws {
    for ahead in [-3_600_000, 3_600_000] {
      let bench = try FamilyBench(exchange, #","ahead_ms":\#(ahead)"#)
      let order = try bench.buy()
      #expect(order.status == 0, "\(order.text)")
      #expect(order.records.first?.text("status") == "filled")
      #expect(try bench.sent() == 1)
    }
  }

  @Test func `a time that is refused is asked for again, and the order sent once more`() throws {
    let bench = try FamilyBench(.futures)
    try bench.server.misbehave(
      at: "POST \(bench.exchange.orderPath)",
      ##"[{"status":400,"body":"{\"code\":-1021,\"msg\":\"Timestamp is off.\"}"}]"##)
    let order = try bench.buy()
    #expect(order.status == 0, "\(order.text)")
    #expect(try bench.sent() == 2)
    #expect(try bench.server.log().requests(for: bench.exchange.timePath).count == 2)
    #expect(try bench.server.dump().orders.count == 1)
  }
}
