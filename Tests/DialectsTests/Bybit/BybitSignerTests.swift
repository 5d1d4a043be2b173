import Domain
import Signing
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BybitSignerTests {
  private let dialect = BybitDialect()
  private static let time = Timestamp.test(1_795_176_000_123)

  private func sign(_ draft: RequestDraft, _ secret: SigningKey) throws -> HTTPRequest {
    let signer = try dialect.signer(
      for: VenueCredential(key: "the-key", secret: secret), on: .live)
    return try signer.request(
      draft, to: HTTPOrigin(https: "api.bybit.com"), at: Self.time, nonce: nil)
  }

  // Computed by the hashlib module of Python.
  @Test func `time, key, window and what is sent are signed, and stand in headers`() throws {
    let placed = try sign(try dialect.place(.test(.market), in: .spot).draft, try TestKeys.hmac())
    #expect(
      placed.headers == [
        HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-BAPI-API-KEY", "the-key"),
        HTTPHeader("X-BAPI-TIMESTAMP", "1795176000123"), HTTPHeader("X-BAPI-RECV-WINDOW", "5000"),
        HTTPHeader(
          "X-BAPI-SIGN", "8dc1ed35497debe8e9d06afd5b7357c8b03c83b26a2de61886b65a2c8b17c32b"),
      ])
    let asked = try sign(
      try dialect.order(.test(.spot, .limit, id: "28"))[0].draft, try TestKeys.hmac())
    #expect(
      asked.headers.last?.value
        == "2f7657bba8fbadb004a2735164574dfd6f85f45c6475a0159c4edc9bd1cd351c")
    #expect(
      !"\(placed)\(asked)".contains("the-key")
        && !"\(placed)".contains("8dc1ed35497debe8e9d06afd5b7357c8b03c83b26a2de61886b65a2c8b17c32b")
    )
  }

  @Test func `an order is valid as long as it may be, and no longer`() throws {
    var draft = try dialect.place(.test(.market), in: .spot).draft
    draft.validUntil = Self.time.advanced(by: .seconds(2))
    #expect(
      try sign(draft, try TestKeys.hmac()).headers.contains(.init("X-BAPI-RECV-WINDOW", "2000")))
    draft.validUntil = Self.time.advanced(by: .seconds(900))
    #expect(
      try sign(draft, try TestKeys.hmac()).headers.contains(.init("X-BAPI-RECV-WINDOW", "60000")))
    draft.validUntil = Self.time
    #expect(throws: SignerFailure.self) { try sign(draft, try TestKeys.hmac()) }
  }

  @Test func `keys of RSA sign too, and others are refused`() throws {
    let signed = try sign(dialect.balances()[0].draft, try TestKeys.rsa())
    #expect(signed.headers.last?.value.utf8.count == 344)
    for key in [try TestKeys.ed25519(), try TestKeys.p256(), try TestKeys.wallet()] {
      #expect(throws: SignerFailure.self) { try sign(dialect.balances()[0].draft, key) }
    }
    let open = try sign(dialect.time().draft, try TestKeys.hmac())
    #expect(open.headers.isEmpty && open.secrets.isEmpty)
  }
}
