import Domain
import Signing
import VenueInterface

/// Signs by HMAC-SHA256 in base64, in headers, with a passphrase beside.
///
/// The secret is handed out in base64, and is what that stands for.
///
/// Source: "REST API Authentication" of docs.cdp.coinbase.com/exchange: seconds, verb, path with
/// query, and body. Requests end thirty seconds after their time.
struct CoinbaseExchangeSigner: RequestSigner {
  /// How far a request's time may be from the venue's.
  private static let window = TimeInterval.seconds(30)
  /// Orders have as long to be signed as they then have to arrive.
  static let validity = TimeInterval.seconds(60)

  private let key: String
  private let secret: HMACKey
  private let passphrase: Passphrase

  /// - Throws: Where the venue has no keys of that kind, or the passphrase is missing.
  init(_ credential: VenueCredential) throws(SignerFailure) {
    key = credential.key
    (secret, passphrase) = try credential.hmacKeyWithPassphrase()
  }

  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest {
    var request = draft.request(to: origin)
    guard draft.access != .open else { return request }
    try draft.checkValidity(at: time, of: Self.window)
    let stamp = String(time.milliseconds / 1000)
    let payload =
      Array((stamp + request.method.rawValue + request.target).utf8) + request.body
    let signature = secret.sha256(payload.span).base64
    let words = passphrase.text
    request.headers += [
      HTTPHeader("CB-ACCESS-KEY", key), HTTPHeader("CB-ACCESS-SIGN", signature),
      HTTPHeader("CB-ACCESS-TIMESTAMP", stamp), HTTPHeader("CB-ACCESS-PASSPHRASE", words),
    ]
    request.secrets = [key, signature, words]
    return request
  }
}
