import Domain
import Signing
import Testing
import VenueInterface

@testable import Dialects

@Suite struct KuCoinFamilyTests {
  private let dialect = KuCoinDialect()
  private static let time = Timestamp.test(1_795_176_000_123)

  // MARK: Errors

  private func failures(
    _ body: String, status: Int = 200, headers: [HTTPHeader] = []
  ) throws -> (read: VenueError?, write: VenueError?) {
    let read = try dialect.order(.test(.kucoinSpot, .limit))[0]
    let write = try dialect.place(.test(.market), in: .kucoinSpot)
    return (
      dialect.failure(body, to: read, status: status, headers: headers, .kucoin),
      dialect.failure(body, to: write, status: status, headers: headers, .kucoin)
    )
  }

  static let codes: [(String, String, VenueError)] = [
    ("400001", "m", .unauthorized(message: "m")), ("400005", "m", .unauthorized(message: "m")),
    ("400007", "m", .unauthorized(message: "m")),
    ("400002", "m", .notSent(reason: "m (400002)")),
    ("429000", "m", .rateLimited(retryAfter: nil)),
    ("400303", "m", .unauthorized(message: "m")),
    (
      "200002", "Too many requests in a short period of time",
      .rateLimited(retryAfter: nil)
    ),
    (
      "200002", "Order cancel for this pair suspended",
      .rejected(code: "200002", message: "Order cancel for this pair suspended")
    ),
    ("100004", "m", .notFound(message: "m")),
    (
      "300000", "Order is in not cancelable state",
      .notFound(message: "Order is in not cancelable state")
    ),
    ("100001", "order not exist", .notFound(message: "order not exist")),
    (
      "400100", "The order does not exist.",
      .notFound(message: "The order does not exist.")
    ),
    (
      "400100", "Order not exist or not allow to be cancelled",
      .notFound(message: "Order not exist or not allow to be cancelled")
    ),
    (
      "100001", "error.getOrder.orderNotExist",
      .notFound(message: "error.getOrder.orderNotExist")
    ),
    (
      "400100", "order_not_exist_or_not_allow_to_be_cancelled",
      .notFound(message: "order_not_exist_or_not_allow_to_be_cancelled")
    ),
    (
      "100004", "The order cannot be canceled.",
      .notFound(message: "The order cannot be canceled.")
    ),
    ("400100", "symbol not exists", .rejected(code: "400100", message: "symbol not exists")),
    (
      "200004", "Balance insufficient!", .rejected(code: "200004", message: "Balance insufficient!")
    ),
  ]

  @Test(arguments: codes)
  func `a code and its text say what to do next`(
    code: String, text: String, meaning: VenueError
  ) throws {
    for status in [200, 400] {
      let found = try failures(#"{"code":"\#(code)","msg":"\#(text)"}"#, status: status)
      #expect(found.read == meaning && found.write == meaning)
    }
  }

  @Test func `what is not known is not known`() throws {
    for (body, status) in [
      (#"{"code":"500000","msg":"m"}"#, 200), (#"{"code":"408000","msg":"m"}"#, 200),
      (#"{"code":"503","msg":"m"}"#, 400), (#"{"code":"126038","msg":"m"}"#, 200), ("<html>", 502),
      (#"{"code":"200000"}"#, 500),
      (#"{"code":"100001","msg":"order not exist"}"#, 503), ("", 200), (#"{"code":"200000"}"#, 200),
    ] {
      let found = try failures(body, status: status)
      guard case .outcomeUnknown = found.write, case .notSent = found.read else {
        // An order that is not told is not known either, which is no failure.
        #expect(status == 200 && body.contains("200000"))
        continue
      }
    }
    let wait = [HTTPHeader("gw-ratelimit-reset", "1500")]
    #expect(
      try failures("", status: 429, headers: wait).write
        == .rateLimited(retryAfter: TimeInterval(nanoseconds: 1_500_000_000)))
  }

  // MARK: Signing

  private func sign(_ draft: RequestDraft) throws -> HTTPRequest {
    let credential = VenueCredential(
      key: "the-key", secret: try TestKeys.hmac(), passphrase: TestKeys.passphrase())
    return try dialect.signer(for: credential, on: .live).request(
      draft, to: HTTPOrigin(https: "api.kucoin.com"), at: Self.time, nonce: nil)
  }

  // Computed by the hashlib module of Python.
  @Test func `time, verb, path and body are signed, and the passphrase is sent as a code`() throws {
    let placed = try sign(try dialect.place(.test(.market), in: .kucoinSpot).draft)
    #expect(
      placed.headers == [
        HTTPHeader("Content-Type", "application/json"), HTTPHeader("KC-API-KEY", "the-key"),
        HTTPHeader("KC-API-SIGN", "oPvjZ/rVgekFTr14OPq766inJPomCG1Bt98rP2Mw5FE="),
        HTTPHeader("KC-API-TIMESTAMP", "1795176000123"),
        HTTPHeader("KC-API-PASSPHRASE", "+UjatOmawudLcFMgfk/8rO6d1snxFjSUvk7dTqGjFrM="),
        HTTPHeader("KC-API-KEY-VERSION", "3"),
      ])
    let cancel = try sign(try dialect.cancel(.test(.kucoinSpot, .limit, id: "28"))[0].draft)
    #expect(
      cancel.headers[1] == HTTPHeader("KC-API-SIGN", "/eyPLWM5SnxSJUppKU+C52aQ5g583DDi1Qu6vc3lKks=")
        && cancel.body.isEmpty)
    let shown = "\(placed)"
    #expect(
      !shown.contains("the-key") && !shown.contains("+UjatOmawudLcFMgfk/8rO6d1snxFjSUvk7dTqGjFrM=")
        && !shown.contains("oPvjZ/rVgekFTr14OPq766inJPomCG1Bt98rP2Mw5FE="))
    #expect(try sign(dialect.time().draft).headers.isEmpty)
  }

  @Test func `an order that could come too late is not signed`() throws {
    var draft = try dialect.place(.test(.market), in: .kucoinSpot).draft
    draft.validUntil = Self.time.advanced(by: .seconds(5))
    #expect(throws: Never.self) { try sign(draft) }
    draft.validUntil = Self.time.advanced(by: .seconds(4))
    #expect(throws: SignerFailure.self) { try sign(draft) }
  }

  @Test func `keys of other kinds, or without a passphrase, are refused`() throws {
    for secret in [try TestKeys.ed25519(), try TestKeys.rsa()] {
      let credential = VenueCredential(key: "k", secret: secret, passphrase: TestKeys.passphrase())
      #expect(throws: SignerFailure.self) { try dialect.signer(for: credential, on: .live) }
    }
    let bare = VenueCredential(key: "k", secret: try TestKeys.hmac())
    #expect(throws: SignerFailure.self) {
      try KuCoinFuturesDialect().signer(for: bare, on: .live)
    }
  }
}
