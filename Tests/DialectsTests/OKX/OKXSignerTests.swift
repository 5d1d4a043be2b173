import Domain
import Signing
import Testing
import VenueInterface

@testable import Dialects

@Suite struct OKXSignerTests {
  private let dialect = OKXDialect()
  private static let time = Timestamp.test(1_795_176_000_123)

  private func sign(
    _ draft: RequestDraft, on network: VenueNetwork = .live
  ) throws -> HTTPRequest {
    let credential = VenueCredential(
      key: "the-key", secret: try TestKeys.hmac(), passphrase: TestKeys.passphrase())
    return try dialect.signer(for: credential, on: network).request(
      draft, to: HTTPOrigin(https: "www.okx.com"), at: Self.time, nonce: nil)
  }

  // Computed by the hashlib module of Python.
  @Test func `time, verb, path and body are signed, and stand in headers`() throws {
    let placed = try sign(try dialect.place(.test(.market), in: .okxSpot).draft)
    #expect(
      placed.headers == [
        HTTPHeader("Content-Type", "application/json"), HTTPHeader("OK-ACCESS-KEY", "the-key"),
        HTTPHeader("OK-ACCESS-SIGN", "dpF4imaSzrPSasQSTPPSZObU1hfEvkIE/liIQLMnbCw="),
        HTTPHeader("OK-ACCESS-TIMESTAMP", "2026-11-20T12:00:00.123Z"),
        HTTPHeader("OK-ACCESS-PASSPHRASE", "words-of-this-test"),
      ])
    let asked = try sign(try dialect.order(.test(.okxSpot, .limit, id: "28"))[0].draft)
    #expect(
      asked.headers[1]
        == HTTPHeader("OK-ACCESS-SIGN", "itJw4FrhhHRdIh7gi4qvZGXN9v49QrDMog2TXfHGdJA="))
    for shown in ["\(placed)", "\(asked)"] {
      #expect(!shown.contains("the-key") && !shown.contains("words-of-this-test"))
      #expect(shown.contains("OK-ACCESS-SIGN: ***") && shown.contains("PASSPHRASE: ***"))
    }
  }

  @Test func `demo trading is told by a header`() throws {
    let demo = try sign(dialect.balances()[0].draft, on: .test)
    #expect(demo.headers[0] == HTTPHeader("x-simulated-trading", "1"))
    #expect(try sign(dialect.time().draft, on: .test).headers.count == 1)
    #expect(try sign(dialect.time().draft).headers.isEmpty)
  }

  @Test func `an order says when it is too late, or is not sent`() throws {
    var plain = try dialect.place(.test(.market), in: .okxSpot).draft
    plain.validUntil = Self.time.advanced(by: .seconds(2))
    #expect(try sign(plain).headers.last == HTTPHeader("expTime", "1795176002123"))
    plain.validUntil = Self.time
    #expect(throws: SignerFailure.self) { try sign(plain) }
    let until = Self.time.advanced(by: .seconds(50))
    let orders = ["tca", "tcb"].map { name in
      PlaceRequest.test(.market) {
        $0.clientOrderID = name
        $0.validUntil = until
      }
    }
    var both = try dialect.place(orders, in: [.okxSpot, .okxSpot]).draft
    #expect(both.path.hasSuffix("/batch-orders") && both.validUntil == until)
    #expect(try sign(both).headers.last == HTTPHeader("expTime", "1795176050123"))
    both.validUntil = Self.time
    #expect(throws: SignerFailure.self) { try sign(both) }
    // What waits is taken for half a minute.
    var stop = try dialect.place(
      .test(.stop, .sell) { $0.stopPrice = Price(1) }, in: .okxSpot
    ).draft
    stop.validUntil = Self.time.advanced(by: .seconds(30))
    #expect(try sign(stop).headers.last?.name == "OK-ACCESS-PASSPHRASE")
    stop.validUntil = Self.time.advanced(by: .seconds(29))
    #expect(throws: SignerFailure.self) { try sign(stop) }
  }

  @Test func `keys of other kinds, or without a passphrase, are refused`() throws {
    let bare = VenueCredential(key: "k", secret: try TestKeys.hmac())
    #expect(bare.form == .hmac)
    #expect(throws: SignerFailure.self) { try dialect.signer(for: bare, on: .live) }
    for key in [try TestKeys.ed25519(), try TestKeys.rsa(), try TestKeys.wallet()] {
      let other = VenueCredential(key: "k", secret: key, passphrase: TestKeys.passphrase())
      #expect(throws: SignerFailure.self) { try dialect.signer(for: other, on: .live) }
    }
    let whole = VenueCredential(
      key: "k", secret: try TestKeys.hmac(), passphrase: TestKeys.passphrase())
    #expect(whole.form == .hmacWithPassphrase)
    #expect(!"\(whole)".contains("words-of-this-test"))
  }
}
