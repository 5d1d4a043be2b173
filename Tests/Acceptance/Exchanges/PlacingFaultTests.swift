import Foundation
import TestSupport
import Testing

/// Whatever becomes of the request that places an order: the right record, the right exit status, and
/// nothing is ever sent twice.
@Suite struct PlacingFaultTests {
  typealias Exchange = ExchangeBench.Exchange

  @Test(arguments: Exchange.allCases)
  func `each fault has its record and its exit status`(exchange: Exchange) throws {
    let elsewhere = try ScriptedServer()
    let faults =
      PlacingFault.common + PlacingFault.elsewhere(elsewhere.port) + exchange.ownFaults
      + ["types", "nameless", "other"].map(PlacingFault.changed)
    var bench = try ExchangeBench(exchange)
    for fault in faults {
      try bench.reset()
      try bench.misbehave(fault.reply)
      try check(fault, bench)
    }
    #expect(try elsewhere.log().connections == 0, "nothing follows where it is sent")
  }

  private func check(_ fault: PlacingFault, _ bench: ExchangeBench) throws {
    let order = try bench.buy()
    let context = "\(bench.exchange): \(fault.name): \(fault.reply): \(order.text)"
    let record = try #require(order.records.first, "\(context)\(order.errorText)")
    #expect(order.records.count == 1, "\(context)")
    #expect(record.text("status") == fault.status, "\(context)")
    #expect(record.text("error.code") == fault.code, "\(context)")
    #expect(record.text("error.venue_code") == fault.venueCode, "\(context)")
    #expect(order.status == fault.exit, "\(context)")
    #expect(try bench.sent() == 1, "\(context)")

    // The same line again is the same order: what may be there is asked about, and not sent.
    if fault.code == "RATE_LIMITED" { #expect(try bench.run("limits reset").status == 0) }
    let again = try bench.buy()
    let isThere = fault.isLost && fault.reply.contains(#""acts":true"#)
    let isFree = fault.status == "unsent"
    #expect(again.status == (isThere || isFree ? 0 : fault.exit), "\(context)\(again.text)")
    #expect(try bench.sent() == (isFree ? 2 : 1), "\(context)\(again.text)")
    #expect(try bench.server.dump().orders.count == (isThere || isFree ? 1 : 0), "\(context)")
  }

  @Test(arguments: Exchange.allCases)
  func `how long an exchange wants to be left alone is told`(exchange: Exchange) throws {
    let fault = try #require(exchange.ownFaults.first { $0.code == "RATE_LIMITED" })
    let bench = try ExchangeBench(exchange)
    try bench.misbehave(fault.reply)
    let order = try bench.buy()
    #expect(order.records.first?.text("error.retry") == "after", "\(order.text)")
    #expect(order.records.first?.text("error.retry_after_ms") == "60000", "\(order.text)")
    // Until then nothing is sent at all, and nobody waits for longer than was said.
    let next = try bench.buy("--timeout 2s", id: "b")
    #expect(next.status == 75, "\(next.text)")
    #expect(try bench.sent() == 1)
  }

  @Test(arguments: Exchange.allCases)
  func `what only looks odd is understood`(exchange: Exchange) throws {
    var bench = try ExchangeBench(exchange)
    for odd in [
      // Numbers as strings and strings as numbers, another type, and members that nobody knows.
      #"{"acts":true,"change":"swapped","headers":{"Content-Type":"text/plain"},"gzip":true}"#,
      #"{"acts":true,"change":"none","chunked":true}"#,
      #"{"acts":true,"change":"none","version":"1.0"}"#,
    ] {
      try bench.reset()
      try bench.misbehave(odd)
      let order = try bench.buy()
      #expect(order.status == 0, "\(odd): \(order.text)")
      #expect(order.records.first?.text("status") == "filled", "\(odd): \(order.text)")
      #expect(order.records.first?.text("average_price") == "50000", "\(odd): \(order.text)")
      #expect(try bench.sent() == 1)
    }
  }

  @Test(arguments: Exchange.allCases)
  func `lists without anything in them are no surprise`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    try bench.misbehave(#"{"acts":true,"change":"empty"}"#)
    let order = try bench.buy()
    // Only OKX tells of what was placed in a list.
    #expect(order.status == (exchange == .okx ? 4 : 0), "\(order.text)")
    let again = try bench.buy()
    #expect(again.records.first?.text("status") == "filled", "\(again.text)")
    #expect(try bench.sent() == 1)
    #expect(try bench.run("fills").records.count == 1)
  }

  @Test(arguments: [
    #"{"steps":["\u0000silent"]}"#, #"{"steps":["HTTP/1.1 200 OK\r\nContent-","\u0000silent"]}"#,
    #"{"steps":[{"drip":"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}","ms":300}]}"#,
    #"{"steps":["HTTP/1.1 200 OK\r\n\r\n",{"repeat":"[1,"}]}"#,
    #"{"steps":[{"zeros":1000000000}]}"#,
    #"{"steps":["HTTP/1.1 200 OK\r\n",{"repeat":"X-More: 1\r\n"}]}"#,
  ])
  func `an answer that never ends is given up`(reply: String) throws {
    for exchange in [Exchange.futures, .okx] {
      let bench = try ExchangeBench(exchange)
      #expect(try bench.run("balance").status == 0)
      try bench.misbehave(reply)
      let order = try bench.buy("--timeout 2s")
      #expect(order.status == 4, "\(order.text)")
      #expect(order.records.first?.text("status") == "unknown")
      #expect(try bench.sent() == 1)
    }
  }

  @Test(arguments: Exchange.allCases)
  func `an order whose answer is lost is found where it is`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    try bench.misbehave(#"{"acts":true,"status":503},{"acts":true,"steps":["\u0000reset"]}"#)
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

  // MARK: Connections

  @Test(arguments: Exchange.allCases)
  func `a connection that is refused leaves nothing behind`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy().status == 0)
    try bench.server.closeListener()
    let order = try bench.buy("--timeout 2s", id: "b")
    #expect(order.status == 69, "\(order.text)")
    #expect(order.records.first?.text("status") == "unsent")
    #expect(try bench.sent() == 1)
  }

  @Test(arguments: [
    (Exchange.futures, "/fapi/v1/ticker/24hr"), (.okx, "/api/v5/market/ticker"),
  ])
  func `a reset before the order was read sends nothing twice`(
    exchange: Exchange, tickerPath: String
  ) throws {
    let bench = try ExchangeBench(exchange, #","on_accept":["serve","reset","serve"]"#)
    // The order needs another connection than what was asked before it.
    try bench.server.misbehave(
      at: "GET \(tickerPath)", #"[{"acts":true,"change":"none","then":"close"}]"#)
    let order = try bench.buy()
    let status = order.records.first?.text("status")
    #expect(status == "unknown" && order.status == 4 || status == "unsent" && order.status == 69)
    #expect(try bench.sent() == 0, "\(order.text)")
    _ = try bench.buy()
    #expect(try bench.server.dump().orders.count == (status == "unsent" ? 1 : 0))
  }

  @Test(arguments: [Exchange.okx, .coinbase])
  func `who cannot prove its name is told nothing`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let made = try Running.shell(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        + "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout k.pem -out c.pem",
      in: bench.folder)
    try #require(made.status == 0, "\(made.errorText)")
    let folder = bench.folder.path
    let server = try ScriptedServer(
      #"{"certificate":"\#(folder)/c.pem","key":"\#(folder)/k.pem","routes":{"*":{"body":"{}"}}}"#)
    #expect(try bench.buy().status == 0)
    let order = try bench.buy(
      "--base-url https://127.0.0.1:\(server.port) --timeout 2s", id: "b")
    #expect(order.status == 69, "\(order.text)")
    #expect(order.records.first?.text("status") == "unsent")
    #expect(try server.log().requests.isEmpty)
  }

  // MARK: Clocks

  @Test(arguments: Exchange.allCases)
  func `a clock that is an hour off does not matter`(exchange: Exchange) throws {
    for ahead in [-3_600_000, 3_600_000] {
      let bench = try ExchangeBench(exchange, #","ahead_ms":\#(ahead)"#)
      let order = try bench.buy()
      #expect(order.status == 0, "\(order.text)")
      #expect(order.records.first?.text("status") == "filled")
      #expect(try bench.sent() == 1)
    }
  }

  @Test(arguments: Exchange.allCases.filter { $0.lateReply != nil })
  func `a time that is refused is asked for again, and the order sent once more`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    try bench.misbehave(exchange.lateReply ?? "")
    let order = try bench.buy()
    #expect(order.status == 0, "\(order.text)")
    #expect(try bench.sent() == 2)
    #expect(try bench.server.log().requests(for: exchange.timePath).count == 2)
    #expect(try bench.server.dump().orders.count == 1)
  }

  @Test func `what was learned of its clock holds for the next command, until ours is set`() throws
  {
    let bench = try ExchangeBench(.binance)
    func asked() throws -> Int {
      try bench.server.log().requests(for: Exchange.binance.timePath).count
    }
    func balance(clock: Int = 0) throws {
      let words = [try BuiltProgram.path(), "balance"]
      let told = try Running.program(
        try SystemFault.wrapping(words, in: nil, clock: clock),
        environment: bench.keys.merging(["TRADECTL_CONFIG": "c.toml"]) { first, _ in first },
        in: bench.folder)
      #expect(told.status == 0, "\(told.text)\(told.errorText)")
    }
    for _ in 1...3 { try balance() }
    #expect(try asked() == 1)
    // Our clock is set, on and back again.
    try balance(clock: 300)
    #expect(try asked() == 2)
    try balance(clock: 300)
    #expect(try asked() == 2)
    // What was counted under the later time would have to be waited for.
    #expect(try bench.run("limits reset").status == 0)
    try balance()
    #expect(try asked() == 3)
    // What was not written by us.
    let folder = ".cache/tradectl/clocks"
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: "\(bench.folder.path)/\(folder)").first)
    let kept = String(decoding: try bench.folder.read("\(folder)/\(name)"), as: UTF8.self)
    let times = kept.drop { $0 != " " }
    for text in [
      "", "1 2", "a b c", "1 2 3 4", "9223372036854775807 -9223372036854775808 0",
      "9223372036854775807\(times)", "-9223372036854775808\(times)",
    ] {
      let before = try asked()
      try bench.folder.write(text, to: "\(folder)/\(name)")
      try balance()
      #expect(try asked() == before + 1, "\(text)")
    }
  }
}
