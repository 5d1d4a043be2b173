import Dialects
import Domain
import Synchronization
import Testing
import Transport
import VenueInterface
import Wire

@testable import Trading

@Suite struct DialectClientTests {
  private let leverage = "/fapi/v1/leverage"
  private let account = "/fapi/v3/account"
  private let time = "/fapi/v1/time"
  private let done = ScriptedSender.Reply.answer(200, #"{"leverage":3}"#)
  private let none = ScriptedSender.Reply.answer(200, #"{"assets":[]}"#)

  // MARK: Questions

  @Test(arguments: [
    ScriptedSender.Reply.failure(.notSent(reason: "refused")),
    .failure(.outcomeUnknown(reason: "reset")), .answer(503, "<html>busy</html>"),
    .answer(200, "<html>hello</html>"), .answer(200, #"{"serverTime":"#), .answer(302, ""),
  ])
  func `what only asks is asked again, whatever went wrong`(fault: ScriptedSender.Reply) throws {
    let bench = ExchangeBench()
    bench.sender.route(time, fault, fault, .answer(200, #"{"serverTime":1700000000000}"#))
    #expect(try bench.time() == Timestamp(nanoseconds: 1_700_000_000_000_000_000))
    #expect(bench.sender.requests.count == 3)
    let waited = bench.clock.now().since(Timestamp(nanoseconds: 1_700_000_000_000_000_000))
    #expect(waited >= TimeInterval(nanoseconds: 300_000_000), "it does not hammer")
  }

  @Test func `it gives up after some tries, and says that nothing was done`() throws {
    let bench = ExchangeBench()
    bench.sender.route(time, .failure(.outcomeUnknown(reason: "reset")))
    #expect(throws: VenueError.notSent(reason: "reset")) { try bench.time() }
    #expect(bench.sender.requests.count == 4)
  }

  @Test(arguments: [
    (ScriptedSender.Reply.answer(429, ""), VenueError.rateLimited(retryAfter: nil)),
    (.answer(418, ""), .rateLimited(retryAfter: nil)),
    (
      .answer(400, #"{"code":-1121,"msg":"Invalid symbol."}"#),
      .rejected(code: "-1121", message: "Invalid symbol.")
    ),
    (.failure(.impossible(reason: "no library")), .notSent(reason: "no library")),
  ])
  func `an answer that says no is an answer`(
    reply: ScriptedSender.Reply, error: VenueError
  ) throws {
    let bench = ExchangeBench()
    bench.sender.route(time, reply)
    #expect(throws: error) { try bench.time() }
    #expect(bench.sender.requests.count == 1)
  }

  @Test func `the next host is asked at once, and the preferred one again later`() throws {
    let bench = ExchangeBench(BinanceDialect())
    let path = "/api/v3/time"
    let fine = ScriptedSender.Reply.answer(200, #"{"serverTime":1700000000000}"#)
    bench.sender.route(path, .failure(.notSent(reason: "refused")), fine)
    _ = try bench.time()
    _ = try bench.time()
    #expect(bench.clock.now() == Timestamp(nanoseconds: 1_700_000_000_000_000_000))
    bench.clock.wait(TimeInterval(nanoseconds: 5_000_000_000))
    _ = try bench.time()
    #expect(
      bench.sender.requests.map(\.origin.host) == [
        "api.binance.com", "api-gcp.binance.com", "api-gcp.binance.com", "api.binance.com",
      ])
  }

  @Test func `a process begins with what the one before has learned of hosts`() throws {
    let memory = Memory()
    for wanted in [["api.binance.com", "api-gcp.binance.com"], ["api-gcp.binance.com"]] {
      let clock = ManualClock(seconds: 1_700_000_000)
      let sender = ScriptedSender()
      sender.route(
        "/api/v3/time", .failure(.notSent(reason: "refused")),
        .answer(200, #"{"serverTime":1700000000000}"#))
      if wanted.count == 1 {
        sender.route("/api/v3/time", .answer(200, #"{"serverTime":1700000000000}"#))
      }
      var terms = ExchangeTerms(.live, timeout: .minute)
      terms.memory = memory
      let client = DialectClient(BinanceDialect(), terms, sender, clock: clock)
      _ = try client.ask(client.dialect.time())
      #expect(sender.requests.map(\.origin.host) == wanted)
    }
    #expect(memory.recall(.main) == "https://api.binance.com 1 1700000005000000000\n")
  }

  /// Keeps in memory what processes keep in a file.
  private final class Memory: HostMemory {
    private let text = Mutex("")
    func recall(_ service: VenueService) -> String { text.withLock { $0 } }
    func keep(_ text: String, of service: VenueService) { self.text.withLock { $0 = text } }
  }

  @Test func `a network that an exchange does not have is a clear refusal`() throws {
    var terms = ExchangeTerms(.test, timeout: .minute)
    let sender = ScriptedSender()
    let dialect = BinanceDialect()
    let client = DialectClient(dialect, terms, sender, clock: ManualClock(seconds: 0))
    let key = KeyInUse(name: nil, at: Timestamp(nanoseconds: 0))
    #expect(
      throws: VenueError.unsupported(reason: "the test network of binance does not answer this")
    ) { try client.ask(try dialect.permissions(of: key)) }
    #expect(sender.requests.isEmpty)
    terms.origins = [try HTTPOrigin("http://127.0.0.1:81")]
    let local = DialectClient(dialect, terms, sender, clock: ManualClock(seconds: 0))
    _ = try? local.ask(dialect.time())
    #expect(sender.requests.map(\.origin.port) == [81], "an address of one's own serves all")
  }

  @Test func `a key is asked about by the name that its exchange lists it under`() throws {
    let clock = ManualClock(seconds: 1_700_000_000)
    func client(_ dialect: any SigningDialect, hasKey: Bool = true) -> DialectClient {
      DialectClient(dialect, ExchangeTerms(.live, timeout: .minute), ScriptedSender(), clock: clock)
      {
        () throws(VenueError) in
        guard hasKey else { throw .noKey(reason: "there is none") }
        return ExchangeKey(NamedSigner())
      }
    }
    let dialect = AsterDialect(.wallets)
    let call = try client(dialect).askingPermissions()
    func permissions(expired: String) throws(VenueError) -> KeyPermissions {
      let body =
        #"[{"agentAddress":"0xAb","expired":\#(expired),"canPerpTrade":true,"canWithdraw":true}]"#
      return try dialect.answer(
        HTTPResponse(status: 200, body: Array(body.utf8)), to: call, VenueMarkets(), ReplyReader())
    }
    #expect(
      try permissions(expired: "1700000000001")
        == KeyPermissions(canTrade: true, canWithdraw: true))
    #expect(
      try permissions(expired: "1700000000000")
        == KeyPermissions(canTrade: false, canWithdraw: true))
    #expect(throws: VenueError.noKey(reason: "there is none")) {
      try client(dialect, hasKey: false).askingPermissions()
    }
    do throws(VenueError) {
      _ = try client(CoinbaseExchangeDialect()).askingPermissions()
      Issue.record("it does not tell")
    } catch {
      guard case .unsupported = error else { throw error }
    }
  }

  private struct NamedSigner: RequestSigner {
    let name: String? = "0xaB"

    func request(
      _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
    ) throws(SignerFailure) -> HTTPRequest { draft.request(to: origin) }
  }

  @Test
  func `others are asked about a market where the exchange does not answer, and of nothing else`()
    throws
  {
    let sender = ScriptedSender()
    var terms = ExchangeTerms(.live, timeout: .minute)
    terms.mirrors = [HTTPOrigin(https: "mirror.example.org")]
    terms.origins = [HTTPOrigin(https: "own.example.org")]
    let dialect = BinanceFuturesDialect()
    let client = DialectClient(dialect, terms, sender, clock: ManualClock(seconds: 0))
    let price = ScriptedSender.Reply.answer(
      200, #"{"symbol":"BTCUSDT","lastPrice":"5","closeTime":1700000000000}"#)
    sender.route("/fapi/v1/ticker/24hr", .answer(503, ""), price)
    #expect(try client.ask(dialect.ticker(ExchangeBench.market)).price == Price(5))
    #expect(sender.requests.map(\.origin.host) == ["own.example.org", "mirror.example.org"])
    // An account is nobody else's business, and neither is the time that signatures have.
    let bench = ExchangeBench()
    var own = bench.client.terms
    own.mirrors = terms.mirrors
    let signed = DialectClient(dialect, own, bench.sender, clock: bench.clock) {
      () throws(VenueError) in try ExchangeBench.key(for: dialect)
    }
    bench.sender.route("/fapi/v1/time", .answer(503, ""))
    bench.sender.route("/fapi/v3/account", .answer(503, ""))
    #expect(throws: VenueError.self) { try signed.ask(dialect.balances()[0]) }
    #expect(bench.sender.requests.allSatisfy { $0.origin.host == "fapi.binance.com" })
    #expect(bench.sender.requests.count > 2)
  }

  // MARK: What changes something

  @Test func `what certainly did not leave is sent again`() throws {
    let bench = ExchangeBench()
    bench.sender.route(leverage, .failure(.notSent(reason: "refused")), done)
    try bench.setLeverage()
    #expect(bench.sender.requests(for: leverage).count == 2)
  }

  @Test(arguments: [
    ScriptedSender.Reply.failure(.outcomeUnknown(reason: "reset")), .answer(500, ""),
    .answer(502, "<html>bad gateway</html>"), .answer(200, "<html>hello</html>"),
    .answer(200, #"{"leverage":"#), .answer(200, "[]"), .answer(200, ""), .answer(302, ""),
    .answer(200, #"{"leverage":{}}"#),
  ])
  func `what may have been done is never sent again`(reply: ScriptedSender.Reply) throws {
    let bench = ExchangeBench()
    bench.sender.route(leverage, reply)
    let error = #expect(throws: VenueError.self) { try bench.setLeverage() }
    guard case .outcomeUnknown = error else {
      Issue.record("\(String(describing: error)) says too much")
      return
    }
    #expect(bench.sender.requests(for: leverage).count == 1)
  }

  // MARK: Time and keys

  @Test func `the venue's clock is asked for once, and signatures have its time`() throws {
    let bench = ExchangeBench()
    bench.sender.takes(TimeInterval(nanoseconds: 2_000_000_000))
    bench.sender.route(time, .answer(200, #"{"serverTime":1700003601000}"#))
    bench.sender.route(account, none)
    for _ in 1...2 { _ = try bench.balances() }
    let signed = bench.sender.requests(for: account)
    #expect(bench.sender.requests(for: time).count == 1)
    #expect(
      signed.map { bench.parameter("timestamp", of: $0) } == ["1700003602000", "1700003604000"])
    #expect(bench.client.knownSkew == ClockSkew(.hour))
  }

  @Test func `a time that the venue refuses is measured anew, and what it refused sent again`()
    throws
  {
    let bench = ExchangeBench()
    let late = ScriptedSender.Reply.answer(400, #"{"code":-1021,"msg":"Timestamp is off."}"#)
    bench.sender.route(
      time, .answer(200, #"{"serverTime":1700000000000}"#),
      .answer(200, #"{"serverTime":1700003600000}"#))
    bench.sender.route(leverage, late, done)
    try bench.setLeverage()
    #expect(
      bench.sender.requests(for: leverage).map { bench.parameter("timestamp", of: $0) }
        == ["1700000000000", "1700003600000"])
    bench.sender.route(leverage, late)
    let error = #expect(throws: VenueError.self) { try bench.setLeverage() }
    #expect(error == .notSent(reason: "Timestamp is off. (-1021)"))
    #expect(bench.sender.requests(for: leverage).count == 4, "once more, and no more")
  }

  @Test func `a process begins with what the one before has learned of the venue's clock`() throws {
    let memory = Clocks()
    let first = ExchangeBench(clocks: memory)
    first.sender.route(time, .answer(200, #"{"serverTime":1700003600000}"#))
    first.sender.route(account, none)
    _ = try first.balances()
    let second = ExchangeBench(clocks: memory)
    second.sender.route(account, none)
    _ = try second.balances()
    #expect(second.sender.requests(for: time).isEmpty)
    #expect(
      second.sender.requests(for: account).map { second.parameter("timestamp", of: $0) }
        == ["1700003600000"])
  }

  @Test func `what was kept of the venue's clock and is refused is asked for`() throws {
    let memory = Clocks()
    memory.keep(ClockSkew(.hour))
    let bench = ExchangeBench(clocks: memory)
    let late = ScriptedSender.Reply.answer(400, #"{"code":-1021,"msg":"Timestamp is off."}"#)
    bench.sender.route(leverage, late, done)
    try bench.setLeverage()
    #expect(
      bench.sender.requests(for: leverage).map { bench.parameter("timestamp", of: $0) }
        == ["1700003600000", "1700000000000"])
    #expect(memory.recall() == ClockSkew.none)
  }

  @Test func `a time that was long in coming is not kept`() throws {
    let memory = Clocks()
    let bench = ExchangeBench(clocks: memory)
    bench.sender.takes(TimeInterval(nanoseconds: 1_000_000_001))
    bench.sender.route(account, none)
    _ = try bench.balances()
    #expect(memory.recall() == nil)
  }

  private final class Clocks: ClockMemory {
    private let skew = Mutex<ClockSkew?>(nil)
    func recall() -> ClockSkew? { skew.withLock { $0 } }
    func keep(_ skew: ClockSkew) { self.skew.withLock { $0 = skew } }
  }

  @Test func `an order is good for as long as was said, by the venue's clock`() throws {
    let bench = ExchangeBench()
    bench.sender.route(time, .answer(200, #"{"serverTime":1700003600000}"#))
    bench.sender.route("/fapi/v1/order", .answer(500, ""))
    let order = PlaceRequest(
      clientOrderID: "tc", symbol: ExchangeBench.symbol, side: .buy, type: .market,
      quantity: Quantity(1),
      validUntil: bench.clock.now().advanced(by: TimeInterval(nanoseconds: 3_000_000_000)))
    let call = try bench.client.dialect.place(order, in: ExchangeBench.market)
    #expect(throws: VenueError.self) { try bench.client.ask(call) }
    let sent = try #require(bench.sender.requests(for: "/fapi/v1/order").first)
    #expect(bench.parameter("recvWindow", of: sent) == "3000")
    bench.clock.wait(.minute)
    let error = #expect(throws: VenueError.self) { try bench.client.ask(call) }
    #expect(error == .notSent(reason: "the request would come too late to be valid"))
    #expect(bench.sender.requests(for: "/fapi/v1/order").count == 1)
    #expect(
      bench.clock.now() == Timestamp(nanoseconds: 1_700_000_060_000_000_000),
      "what is too late is not waited for")
  }

  @Test func `without a key nothing is signed, and nothing sent`() throws {
    let bench = ExchangeBench(hasKey: false)
    bench.sender.route(account, none)
    #expect(throws: VenueError.noKey(reason: "there is none")) { try bench.balances() }
    #expect(bench.sender.requests.isEmpty)
  }
}
