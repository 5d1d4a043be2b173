import Domain
import Signing
import Testing
import VenueInterface

@testable import Dialects

@Suite struct AsterSignerTests {
  private static let time = Timestamp(nanoseconds: 1_795_176_000_123_456_000)
  private static let nonce: UInt64 = 1_795_176_000_123_456
  private static let account = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
  private static let who =
    "nonce=1795176000123456&user=\(account)&signer=0x7d931fd3f5a12c18Cd77f9Cb90ff58E677dF9479"
  private let dialect = AsterDialect(.wallets)

  private func sign(
    _ draft: RequestDraft, on network: VenueNetwork = .live, nonce: UInt64? = nonce
  ) throws -> HTTPRequest {
    let credential = VenueCredential(key: Self.account, secret: try TestKeys.wallet())
    let signer = try dialect.signer(for: credential, on: network)
    return try signer.request(
      draft, to: HTTPOrigin(https: "fapi.asterdex.com"), at: Self.time, nonce: nonce)
  }

  // Computed by the eth-account module of Python.

  @Test func `a wallet signs the parameters as they are sent`() throws {
    let request = try sign(try dialect.place(.test(.market), in: .aster).draft)
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == "symbol=ASTERUSDT&side=BUY&type=MARKET&quantity=1&newOrderRespType=RESULT"
        + "&newClientOrderId=tcabc&\(Self.who)&signature="
        + "0x1626c09050753d23dd755d14cf11603c0526c3c4e70f8841bcbf235e12b8b0c61a4e01ddc2d3c99975"
        + "858a98e4efa26a392b3d0069466d2667576f66e13054051c")
    #expect(request.target == "/fapi/v3/order" && request.query.isEmpty)
    #expect(!"\(request)".contains("1626c0") && "\(request)".contains("signature=***"))
  }

  @Test func `a signature for the test network is another one`() throws {
    let request = try sign(dialect.positions()[0].draft, on: .test)
    #expect(
      request.target
        == "/fapi/v3/positionRisk?\(Self.who)&signature="
        + "0x51561ef1fec717dce1756128af9c3c86c29c21738ef6a7d36b5ed44a4f68f8716dd0ae01c2ff40d316"
        + "fbb75c7556cbc6c0a7c95bfa5b2b9a680cd620d9d342701b")
    #expect(request.body.isEmpty && request.headers.isEmpty)
  }

  @Test func `its requests want numbers, in any order`() throws {
    let credential = VenueCredential(key: Self.account, secret: try TestKeys.wallet())
    let rule = try dialect.signer(for: credential, on: .live).nonces
    #expect(rule?.unit == .microseconds && rule?.mustArriveInOrder == false)
    #expect(throws: SignerFailure.self) {
      try sign(dialect.positions()[0].draft, nonce: nil)
    }
    let open = try sign(dialect.time().draft, nonce: nil)
    #expect(open.target == "/fapi/v3/time")
    let old = try AsterDialect(.keys).signer(
      for: VenueCredential(key: "k", secret: try TestKeys.hmac()), on: .live)
    #expect(old.nonces == nil && old.name == nil)
    let wallet = try dialect.signer(for: credential, on: .live)
    #expect(wallet.name?.lowercased() == KeyInUse.test.name)
  }

  @Test func `an order must be signed early enough to be out of date in time`() throws {
    func sign(_ seconds: Int64) throws -> HTTPRequest {
      try self.sign(
        try dialect.place(
          .test(.market) { $0.validUntil = Self.time.advanced(by: .seconds(seconds)) }, in: .aster
        ).draft)
    }
    #expect(throws: Never.self) { try sign(60) }
    #expect(throws: SignerFailure.self) { try sign(59) }
    #expect(dialect.profile.capabilities.requestValidity == .seconds(120))
  }

  @Test func `what is no wallet is refused at once`() throws {
    for (key, secret) in [
      (Self.account, try TestKeys.hmac()), ("not an address", try TestKeys.wallet()),
      ("", try TestKeys.wallet()), (String(Self.account.dropLast()), try TestKeys.wallet()),
    ] {
      #expect(throws: SignerFailure.self) {
        try dialect.signer(for: VenueCredential(key: key, secret: secret), on: .live)
      }
    }
  }
}
