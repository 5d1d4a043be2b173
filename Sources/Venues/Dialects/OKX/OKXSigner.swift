import Domain
import Signing
import VenueInterface

/// Signs by HMAC-SHA256 in base64, in headers, with a passphrase beside.
///
/// Source: "REST authentication", "Demo trading services" and "Transaction timeouts" of
/// www.okx.com/docs-v5/en: time, verb, path with query, and body as they are sent. New and changed
/// orders of the plain endpoints, one or several, take a time in `expTime` from which on they are
/// refused; all else ends thirty seconds after its time, which error 50102 is about.
struct OKXSigner: RequestSigner {
  /// How far a request's time may be from the venue's.
  private static let window = TimeInterval.seconds(30)
  /// Orders have as long to be signed as they then have to arrive.
  static let validity = TimeInterval.seconds(60)

  private let key: String
  private let secret: HMACKey
  private let passphrase: Passphrase
  private let network: VenueNetwork

  /// - Throws: Where the venue has no keys of that kind, or the passphrase is missing.
  init(_ credential: VenueCredential, on network: VenueNetwork) throws(SignerFailure) {
    key = credential.key
    (secret, passphrase) = try credential.hmacKeyWithPassphrase()
    self.network = network
  }

  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest {
    var request = draft.request(to: origin)
    if network == .test { request.headers.append(HTTPHeader("x-simulated-trading", "1")) }
    guard draft.access != .open else { return request }
    let stamp = Self.text(time)
    let payload =
      Array((stamp + request.method.rawValue + request.target).utf8) + request.body
    let signature = secret.sha256(payload.span).base64
    let words = passphrase.text
    request.headers += [
      HTTPHeader("OK-ACCESS-KEY", key), HTTPHeader("OK-ACCESS-SIGN", signature),
      HTTPHeader("OK-ACCESS-TIMESTAMP", stamp), HTTPHeader("OK-ACCESS-PASSPHRASE", words),
    ]
    if let end = draft.validUntil {
      if Self.takesDeadlines.contains(draft.path) {
        guard end.since(time).nanoseconds >= 1_000_000 else { throw .tooLate }
        request.headers.append(HTTPHeader("expTime", String(end.milliseconds)))
      } else {
        try draft.checkValidity(at: time, of: Self.window)
      }
    }
    request.secrets = [key, signature, words]
    return request
  }

  private static let takesDeadlines: Set = [
    "/api/v5/trade/order", "/api/v5/trade/batch-orders", "/api/v5/trade/amend-order",
  ]

  /// `2020-12-08T09:08:57.715Z`: three fraction digits.
  private static func text(_ time: Timestamp) -> String {
    // Six digits are written; the last three and the letter go.
    String(time.text.dropLast(4)) + "Z"
  }
}
