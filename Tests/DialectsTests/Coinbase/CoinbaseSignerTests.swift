import Domain
import Foundation
import Signing
import Testing
import VenueInterface

@testable import Dialects

@Suite struct CoinbaseSignerTests {
  private let dialect = CoinbaseDialect()
  private static let time = Timestamp.test(1_795_176_000_123)

  private func sign(
    _ draft: RequestDraft, _ key: SigningKey
  ) throws -> HTTPRequest {
    try dialect.signer(
      for: VenueCredential(key: "organizations/o/apiKeys/k", secret: key), on: .live
    ).request(draft, to: HTTPOrigin(https: "api.coinbase.com"), at: Self.time, nonce: nil)
  }

  private struct Header: Decodable, Equatable { let alg, kid, nonce, typ: String }

  private struct Claims: Decodable, Equatable {
    let sub, iss, uri: String
    let nbf, exp: Int
  }

  private func token(_ request: HTTPRequest) throws -> (header: Header, claims: Claims) {
    let value = try #require(request.headers.last { $0.name == "Authorization" }?.value)
    let parts = value.dropFirst("Bearer ".count).split(separator: ".")
    #expect(value.hasPrefix("Bearer ") && parts.count == 3)
    func read<Part: Decodable>(_ place: Int) throws -> Part {
      var text = String(parts[place]).replacing("-", with: "+").replacing("_", with: "/")
      while text.count % 4 != 0 { text += "=" }
      return try JSONDecoder().decode(Part.self, from: try #require(Data(base64Encoded: text)))
    }
    return (try read(0), try read(1))
  }

  @Test func `a token is made for each request, by either kind of key`() throws {
    let asked = try dialect.fills(of: .test(.coinbaseSpot, .limit, id: "o1"))[0].draft
    for (key, algorithm) in [(try TestKeys.p256(), "ES256"), (try TestKeys.ed25519(), "EdDSA")] {
      let request = try sign(asked, key)
      let (header, claims) = try token(request)
      #expect(header.alg == algorithm && header.typ == "JWT")
      #expect(header.kid == "organizations/o/apiKeys/k" && !header.nonce.isEmpty)
      // The query is not part of it.
      #expect(
        claims
          == Claims(
            sub: "organizations/o/apiKeys/k", iss: "cdp",
            uri: "GET api.coinbase.com/api/v3/brokerage/orders/historical/fills",
            nbf: 1_795_176_000, exp: 1_795_176_120))
      #expect(try token(try sign(asked, key)).header.nonce != header.nonce)
      let shown = "\(request)"
      #expect(!shown.contains("eyJ") && shown.contains("***"))
    }
  }

  @Test func `an order's token ends when it is too late`() throws {
    var draft = try dialect.place(.test(.market, in: .coinbaseSpot), in: .coinbaseSpot).draft
    let key = try TestKeys.ed25519()
    draft.validUntil = Self.time.advanced(by: .seconds(5))
    #expect(try token(try sign(draft, key)).claims.exp == 1_795_176_005)
    draft.validUntil = Self.time.advanced(by: .seconds(500))
    #expect(try token(try sign(draft, key)).claims.exp == 1_795_176_120)
    // Within the second it was made in, or before.
    for late in [0, -5] as [Int64] {
      draft.validUntil = Self.time.advanced(by: .seconds(late))
      #expect(throws: SignerFailure.self) { try sign(draft, key) }
    }
  }

  @Test func `what anybody may ask has no token`() throws {
    let request = try sign(dialect.time().draft, try TestKeys.p256())
    #expect(request.headers.isEmpty)
  }

  @Test func `keys of other kinds are refused`() throws {
    for key in [try TestKeys.hmac(), try TestKeys.rsa(), try TestKeys.wallet()] {
      #expect(throws: SignerFailure.self) {
        try dialect.signer(for: VenueCredential(key: "k", secret: key), on: .live)
      }
    }
  }
}
