import Domain
import Signing
import VenueInterface

/// Signs by HMAC-SHA256 in base64, in headers; the passphrase is sent as its own code.
///
/// Source: "Authentication" of www.kucoin.com/docs-new: time, verb, path with query, and body. The
/// query is signed as it is before it is encoded; nothing that is asked has anything to encode.
/// Keys are of version 2 or 3, whose requests are made alike; the SDK of the venue says 3. Requests
/// end five seconds after their time, which error 400002 is about.
struct KuCoinSigner: RequestSigner {
  /// How far a request's time may be from the venue's.
  private static let window = TimeInterval.seconds(5)
  /// Orders have as long to be signed as they then have to arrive.
  static let validity = TimeInterval.seconds(10)

  private let key: String
  private let secret: HMACKey
  private let passphrase: String

  /// - Throws: Where the venue has no keys of that kind, or the passphrase is missing.
  init(_ credential: VenueCredential) throws(SignerFailure) {
    key = credential.key
    let (secret, words) = try credential.hmacKeyWithPassphrase()
    self.secret = secret
    passphrase = words.code(secret).base64
  }

  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest {
    var request = draft.request(to: origin)
    guard draft.access != .open else { return request }
    try draft.checkValidity(at: time, of: Self.window)
    let stamp = String(time.milliseconds)
    let payload =
      Array((stamp + request.method.rawValue + request.target).utf8) + request.body
    let signature = secret.sha256(payload.span).base64
    request.headers += [
      HTTPHeader("KC-API-KEY", key), HTTPHeader("KC-API-SIGN", signature),
      HTTPHeader("KC-API-TIMESTAMP", stamp), HTTPHeader("KC-API-PASSPHRASE", passphrase),
      HTTPHeader("KC-API-KEY-VERSION", "3"),
    ]
    request.secrets = [key, signature, passphrase]
    return request
  }
}
