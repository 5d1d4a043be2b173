import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BinanceErrorsTests {
  /// What a refusal means to a read and to a write.
  private static func meanings(
    _ status: Int, _ body: String, _ headers: [HTTPHeader] = [],
    of dialect: any SigningDialect = BinanceDialect()
  ) throws -> (read: VenueError?, write: VenueError?) {
    let read = try dialect.order(.test(.spot, .limit))[0]
    let write = try dialect.place(.test(.market), in: .spot)
    return (
      failure { () throws(VenueError) in
        try dialect.answer(body, to: read, status: status, .test, headers: headers)
      },
      failure { () throws(VenueError) in
        try dialect.answer(body, to: write, status: status, .test, headers: headers)
      }
    )
  }

  private static func failure<Answer>(_ body: () throws(VenueError) -> Answer) -> VenueError? {
    do throws(VenueError) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  private static func json(_ code: Int, _ message: String) -> String {
    #"{"code":\#(code),"msg":"\#(message)"}"#
  }

  // MARK: Codes

  static let refusals: [(Int, String, VenueError)] = [
    (
      -2010, "Account has insufficient balance for requested action.",
      .rejected(
        code: "-2010", message: "Account has insufficient balance for requested action.")
    ),
    (-2010, "Duplicate order sent.", .rejected(code: "-2010", message: "Duplicate order sent.")),
    (
      -2010, "Order would immediately match and take.",
      .rejected(
        code: "-2010", message: "Order would immediately match and take.")
    ),
    (
      -2010, "This action is disabled on this account.",
      .unauthorized(
        message: "This action is disabled on this account.")
    ),
    (
      -2010, "This account may not place or cancel orders.",
      .unauthorized(
        message: "This account may not place or cancel orders.")
    ),
    (-2011, "Unknown order sent.", .notFound(message: "Unknown order sent.")),
    (-2011, "Market is closed.", .rejected(code: "-2011", message: "Market is closed.")),
    (-2013, "Order does not exist.", .notFound(message: "Order does not exist.")),
    (
      -1013, "Filter failure: LOT_SIZE",
      .rejected(
        code: "-1013", message: "Filter failure: LOT_SIZE")
    ),
    (-1121, "Invalid symbol.", .rejected(code: "-1121", message: "Invalid symbol.")),
    (-4120, "Use the algo endpoint.", .rejected(code: "-4120", message: "Use the algo endpoint.")),
    (-1002, "m", .unauthorized(message: "m")), (-1022, "m", .unauthorized(message: "m")),
    (-2014, "m", .unauthorized(message: "m")), (-2015, "m", .unauthorized(message: "m")),
    (
      -1021, "Timestamp for this request is outside of the recvWindow.",
      .notSent(
        reason: "Timestamp for this request is outside of the recvWindow. (-1021)")
    ),
    (-4188, "m", .notSent(reason: "m (-4188)")), (-5028, "m", .notSent(reason: "m (-5028)")),
    (-4225, "Nonce Expired", .notSent(reason: "Nonce Expired (-4225)")),
    (-1003, "m", .rateLimited(retryAfter: nil)), (-1015, "m", .rateLimited(retryAfter: nil)),
    (-1008, "m", .rateLimited(retryAfter: nil)),
  ]

  @Test(arguments: refusals)
  func `a refusal says what to do next, whatever was asked`(
    code: Int, message: String, error: VenueError
  ) throws {
    let found = try Self.meanings(400, Self.json(code, message))
    #expect(found.read == error && found.write == error)
  }

  @Test(arguments: [-1000, -1001, -1006, -1007])
  func `where the venue does not know itself, a write may have taken effect`(code: Int) throws {
    let found = try Self.meanings(400, Self.json(code, "status unknown"))
    #expect(found.read == .notSent(reason: "status unknown (\(code))"))
    #expect(found.write == .outcomeUnknown(reason: "status unknown (\(code))"))
  }

  @Test func `the same number means other things on spot and on futures`() throws {
    let archived = Self.json(-2026, "m")
    #expect(try Self.meanings(400, archived).read == .notFound(message: "m"))
    for dialect in [BinanceFuturesDialect() as any SigningDialect, AsterDialect()] {
      #expect(
        try Self.meanings(400, archived, of: dialect).write
          == .rejected(code: "-2026", message: "m"))
    }
  }

  @Test func `a refusal without words is one all the same`() throws {
    #expect(
      try Self.meanings(400, #"{"code":-1100}"#).write
        == .rejected(code: "-1100", message: "the venue gives no reason"))
    #expect(
      try Self.meanings(200, Self.json(-2013, "m")).write == .notFound(message: "m"))
  }

  // MARK: Statuses

  static let gone = "<html><body><h1>503 Service Unavailable</h1></body></html>"

  @Test(arguments: [500, 502, 503, 504, 520, 599])
  func `an answer of 5xx leaves open what became of a write`(status: Int) throws {
    for body in [Self.gone, "", Self.json(-1000, "m"), Self.json(-1008, "m"), "[1"] {
      let found = try Self.meanings(status, body)
      guard case .notSent = found.read, case .outcomeUnknown(let reason) = found.write else {
        Issue.record("\(status) \(body) is \(String(describing: found))")
        continue
      }
      #expect(reason.contains("\(status)"))
    }
  }

  @Test func `an answer that came too late for its sender leaves open what became of a write`()
    throws
  {
    for body in [Self.gone, "", Self.json(-1000, "m"), Self.json(-2010, "m"), "{}"] {
      let found = try Self.meanings(408, body)
      guard case .notSent = found.read, case .outcomeUnknown(let reason) = found.write else {
        Issue.record("\(body) is \(String(describing: found))")
        continue
      }
      #expect(reason.contains("408"))
    }
  }

  @Test func `half of a cancel and replace may have been done`() throws {
    let found = try Self.meanings(409, Self.json(-2021, "Order cancel-replace partially failed."))
    guard case .outcomeUnknown = found.write else {
      Issue.record("\(String(describing: found))")
      return
    }
    // The same code is a plain refusal on futures, and that both halves failed is one on spot.
    #expect(
      try Self.meanings(400, Self.json(-2021, "Order would immediately trigger.")).write
        == .rejected(code: "-2021", message: "Order would immediately trigger."))
    #expect(
      try Self.meanings(400, Self.json(-2022, "Order cancel-replace failed.")).write
        == .rejected(code: "-2022", message: "Order cancel-replace failed."))
  }

  @Test(arguments: [418, 429])
  func `a venue that wants to be left alone says for how long`(status: Int) throws {
    let body = Self.json(-1003, "Way too much request weight used; IP banned until 1795176000.")
    for (name, value, wait) in [
      ("Retry-After", "120", TimeInterval.seconds(120)), ("retry-after", "0", .zero),
      ("Retry-After", "99999999999", .seconds(604_800)), ("Retry-After", "-5", nil),
      ("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT", nil), ("X-Other", "5", nil),
    ] {
      let headers = [HTTPHeader(name, value)]
      #expect(
        try Self.meanings(status, body, headers).write == .rateLimited(retryAfter: wait))
      #expect(
        try Self.meanings(status, Self.gone, headers).read == .rateLimited(retryAfter: wait))
    }
  }

  @Test func `pages that are not the interface's are told by their status`() throws {
    let firewall = try Self.meanings(403, Self.gone)
    #expect(firewall.write == .rateLimited(retryAfter: nil))
    guard case .unauthorized = try Self.meanings(451, Self.gone).write,
      case .unauthorized = try Self.meanings(401, Self.gone).read
    else {
      Issue.record("a place or a key that is not served is told otherwise")
      return
    }
    #expect(
      try Self.meanings(404, Self.gone).write
        == .rejected(
          code: "HTTP 404", message: "the venue answered with HTTP status 404"))
    // Something between the venue and us has answered.
    for status in [100, 302, 0] {
      guard case .outcomeUnknown = try Self.meanings(status, Self.gone).write else {
        Issue.record("\(status) is told otherwise")
        continue
      }
    }
  }

  @Test func `success is no refusal, whatever it says`() throws {
    let dialect = BinanceFuturesDialect()
    let call = try dialect.cancelAll(in: .futures)[0]
    for body in [#"{"code":200,"msg":"done"}"#, #"{"code":"200","msg":"success"}"#, "[]", "{}"] {
      #expect(throws: Never.self) { try dialect.answer(body, to: call) }
    }
  }
}
