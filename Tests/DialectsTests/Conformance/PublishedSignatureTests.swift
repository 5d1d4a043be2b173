import Domain
import Foundation
import Signing
import Testing
import VenueInterface

@testable import Dialects

/// Examples that the exchanges publish, or that follow from what they publish, made again.
@Suite(.enabled(if: SharedFolder.isThere, SharedFolder.comment))
struct PublishedSignatureTests {
  struct Vector: Decodable {
    let exchange, name, algorithm, payload, signature: String
    let secret: String?
    let api_key: String?
  }

  private static func vectors(_ exchanges: String...) throws -> [Vector] {
    let bytes = try #require(SharedFolder.bytes("exchanges/signature-vectors.json"))
    // Those of other exchanges have other members.
    let all = try JSONDecoder().decode([Lenient].self, from: Data(bytes)).compactMap(\.vector)
    return all.filter { exchanges.contains($0.exchange) && $0.secret != nil }
  }

  private struct Lenient: Decodable {
    let vector: Vector?

    init(from decoder: any Decoder) throws { vector = try? Vector(from: decoder) }
  }

  @Test func `the signatures of the documents come out`() throws {
    var count = 0
    for vector in try Self.vectors("binance", "aster") {
      let isWallet = vector.algorithm.hasPrefix("EIP-712")
      let secret = try #require(vector.secret)
      let key = isWallet ? try TestKeys.wallet(secret) : try TestKeys.hmac(secret)
      let parameters = vector.payload.split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1)
        let value = String(parts[1]).removingPercentEncoding ?? ""
        return RequestDraft.Parameter(String(parts[0]), value)
      }
      let values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.value) })
      // What the signer adds is not part of what is asked.
      let own: Set = ["timestamp", "recvWindow", "nonce", "user", "signer"]
      let draft = RequestDraft(
        .post, "/order", body: .form(parameters.filter { !own.contains($0.name) }),
        access: .signed)
      let dialect: any SigningDialect =
        vector.exchange == "aster" ? AsterDialect(isWallet ? .wallets : .keys) : BinanceDialect()
      let signer = try dialect.signer(
        for: VenueCredential(key: values["user"] ?? vector.api_key ?? "", secret: key), on: .live)
      let time = try #require(Int64(values["timestamp"] ?? "0"))
      let request = try signer.request(
        draft, to: HTTPOrigin(https: "venue.example"), at: .test(time),
        nonce: values["nonce"].flatMap { UInt64($0) })
      #expect(
        String(decoding: request.body, as: UTF8.self)
          == "\(vector.payload)&signature=\(vector.signature)", "\(vector.name)")
      count += 1
    }
    #expect(count == 5)
  }

  @Test func `signatures in headers come out`() throws {
    var count = 0
    for vector in try Self.vectors("bybit") where !vector.name.hasPrefix("stream") {
      // Time, key and window; then what is sent.
      let own = vector.payload.prefix { $0.isNumber }
      let content = vector.payload.dropFirst(own.count + "key5000".count)
      let draft =
        vector.name == "GET"
        ? RequestDraft(.get, "/a", query: Self.parameters(content), access: .signed)
        : RequestDraft(.post, "/a", body: .json(Array(content.utf8)), access: .signed)
      let signer = try BybitDialect().signer(
        for: VenueCredential(
          key: vector.api_key ?? "", secret: try TestKeys.hmac(try #require(vector.secret))),
        on: .live)
      let request = try signer.request(
        draft, to: HTTPOrigin(https: "venue.example"), at: .test(try #require(Int64(own))),
        nonce: nil)
      #expect(request.headers.last?.value == vector.signature, "\(vector.name)")
      count += 1
    }
    #expect(count == 2)
  }

  @Test func `signatures of time, verb, path and body come out`() throws {
    var count = 0
    for vector in try Self.vectors("okx") where !vector.name.hasPrefix("stream") {
      let verb: HTTPMethod = vector.name.hasPrefix("GET") ? .get : .post
      let (own, rest) = try Self.split(vector.payload, at: verb)
      let time = try Timestamp(rfc3339: own.utf8.span)
      count += try Self.check(vector, OKXDialect(), verb, rest, at: time, "OK-ACCESS-SIGN")
    }
    for vector in try Self.vectors("kucoin") {
      guard vector.name == "POST order" else {
        // The passphrase signs itself, whatever is asked.
        count += try Self.check(
          vector, KuCoinDialect(), .get, "/a", at: .test(0), "KC-API-PASSPHRASE")
        continue
      }
      let (own, rest) = try Self.split(vector.payload, at: .post)
      let time = Timestamp.test(try #require(Int64(own)))
      count += try Self.check(vector, KuCoinDialect(), .post, rest, at: time, "KC-API-SIGN")
    }
    for vector in try Self.vectors("coinbaseexchange") {
      let (own, rest) = try Self.split(vector.payload, at: .post)
      let time = Timestamp.test(try #require(Int64(own)) * 1000)
      count += try Self.check(
        vector, CoinbaseExchangeDialect(), .post, rest, at: time, "CB-ACCESS-SIGN",
        try TestKeys.key(try #require(vector.secret), .base64))
    }
    #expect(count == 5)
  }

  private static func split(
    _ payload: String, at verb: HTTPMethod
  ) throws -> (time: String, rest: Substring) {
    let range = try #require(payload.firstRange(of: verb.rawValue))
    return (String(payload[..<range.lowerBound]), payload[range.upperBound...])
  }

  /// Signs what a vector is about, a path and a body or a query, and compares.
  private static func check(
    _ vector: Vector, _ dialect: any SigningDialect, _ verb: HTTPMethod, _ rest: Substring,
    at time: Timestamp, _ header: String, _ secret: SigningKey? = nil
  ) throws -> Int {
    let body = rest.firstIndex(of: "{").map { rest[$0...] } ?? ""
    let target = rest.dropLast(body.count).split(separator: "?")
    let draft = RequestDraft(
      verb, String(target[0]), query: target.count > 1 ? parameters(target[1]) : [],
      body: body.isEmpty ? .none : .json(Array(body.utf8)), access: .signed)
    let key = try secret ?? TestKeys.hmac(try #require(vector.secret))
    let signer = try dialect.signer(
      for: VenueCredential(key: "key", secret: key, passphrase: TestKeys.passphrase("password")),
      on: .live)
    let request = try signer.request(
      draft, to: HTTPOrigin(https: "venue.example"), at: time, nonce: nil)
    let signature = request.headers.first { $0.name == header }?.value
    #expect(signature == vector.signature, "\(vector.exchange) \(vector.name)")
    return 1
  }

  private static func parameters(_ query: Substring) -> [RequestDraft.Parameter] {
    query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      return RequestDraft.Parameter(String(parts[0]), String(parts[1]))
    }
  }
}
