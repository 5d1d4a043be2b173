import Domain
import Signing
import VenueInterface

/// Signs by HMAC-SHA256 in hexadecimal, or by RSA in base64, in headers.
///
/// Source: "Authentication" in v5/guide.mdx of bybit-exchange/docs: time, key, window, and then the
/// query or the body as it is sent. A request is taken from one second before its time to the end
/// of its window.
struct BybitSigner: RequestSigner {
  /// How long a request takes effect where nothing else is asked.
  static let usualValidity = TimeInterval.seconds(5)
  /// The longest that is asked for; the venue names no limit.
  private static let validityMax = TimeInterval.seconds(60)

  private let key: String
  private let secret: SigningKey

  /// - Throws: Where the venue has no keys of that kind.
  init(_ credential: VenueCredential) throws(SignerFailure) {
    switch credential.secret {
    case .hmac, .rsa: break
    case .ed25519, .p256, .secp256k1:
      throw SignerFailure("\(credential.secret.kind) does not sign for this venue")
    }
    key = credential.key
    secret = credential.secret
  }

  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest {
    var request = draft.request(to: origin)
    guard draft.access != .open else { return request }
    let window = String(
      try draft.validity(at: time, usually: Self.usualValidity, atMost: Self.validityMax)
        .nanoseconds / 1_000_000)
    let stamp = String(time.milliseconds)
    let payload =
      Array((stamp + key + window).utf8) + Array(request.query.utf8) + request.body
    let signature = try signature(of: payload)
    request.headers += [
      HTTPHeader("X-BAPI-API-KEY", key), HTTPHeader("X-BAPI-TIMESTAMP", stamp),
      HTTPHeader("X-BAPI-RECV-WINDOW", window), HTTPHeader("X-BAPI-SIGN", signature),
    ]
    request.secrets = [key, signature]
    return request
  }

  private func signature(of payload: [UInt8]) throws(SignerFailure) -> String {
    do throws(SigningError) {
      switch secret {
      case .hmac(let key): return key.sha256(payload.span).hexadecimal
      case .rsa(let key): return Self.base64(try key.sign(payload.span))
      case .ed25519, .p256, .secp256k1: throw .unsuited(kind: secret.kind)
      }
    } catch {
      throw SignerFailure(error.explanation)
    }
  }

  private static func base64(_ bytes: [UInt8]) -> String { Base64.text(bytes.span) }
}
