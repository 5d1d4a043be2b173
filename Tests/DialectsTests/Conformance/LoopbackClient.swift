import Domain
import TestSupport
import Trading
import Transport
import VenueInterface

@testable import Dialects

/// Hears a reply as the program hears it: from a server, over a connection, by the client.
struct LoopbackClient {
  private struct Clock: TradingClock {
    func now() -> Timestamp { Timestamp(nanoseconds: 1_700_000_000_000_000_000) }
    func wait(_ interval: TimeInterval) {}
  }

  private struct Nonces: NonceSource {
    let unit: NonceRule.Unit

    func withNonce<Result>(
      _ now: () -> Timestamp, _ body: (UInt64) throws(VenueError) -> Result
    ) throws(VenueError) -> Result {
      try body(unit.count(now()))
    }
  }

  private let server: ScriptedServer
  private let sender = HTTPClient(HTTPSettings(userAgent: "tests"))

  init() throws { server = try ScriptedServer() }

  /// What the venue says, read by its dialect.
  ///
  /// - Parameters:
  ///   - call: What is asked.
  ///   - reply: The body of the answer.
  ///   - dialect: The venue's.
  ///   - markets: What the names in it stand for.
  /// - Returns: The answer.
  /// - Throws: Why there is none.
  func ask<Answer>(
    _ call: VenueCall<Answer>, answeredWith reply: JSONTree, _ dialect: any SigningDialect,
    _ markets: VenueMarkets
  ) throws -> Answer {
    let body = String(decoding: reply.bytes, as: UTF8.self)
    let text = String(decoding: JSONTree.text(body).bytes, as: UTF8.self)
    try server.route(#"{"*":{"gzip":true,"body":\#(text)}}"#)
    var terms = ExchangeTerms(.live, timeout: .minute)
    terms.origins = [try HTTPOrigin("http://127.0.0.1:\(server.port)")]
    let key = try Self.key(for: dialect)
    let client = DialectClient(dialect, terms, sender, clock: Clock()) { key }
    return try client.ask(call, markets)
  }

  private static func key(for dialect: any SigningDialect) throws -> ExchangeKey {
    let secret = try dialect is CoinbaseDialect ? TestKeys.p256() : TestKeys.hmac()
    let hasPassphrase = dialect.profile.credentials.contains(.hmacWithPassphrase)
    let signer = try dialect.signer(
      for: VenueCredential(
        key: "key-of-this-test", secret: secret,
        passphrase: hasPassphrase ? TestKeys.passphrase() : nil), on: .live)
    return ExchangeKey(signer, nonces: signer.nonces.map { Nonces(unit: $0.unit) })
  }
}
