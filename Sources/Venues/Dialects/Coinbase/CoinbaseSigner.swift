import Domain
import Signing
import VenueInterface

/// Signs by a token of its own for each request: of the key's name, the host, and the path.
///
/// Source: coinbase/jwt_generator.py of coinbase/coinbase-advanced-py. The query and the body are
/// not covered; a token ends two minutes after it was made at the latest.
struct CoinbaseSigner: RequestSigner {
  /// How long a request takes effect where nothing else is asked, which is the longest too.
  static let usualValidity = TimeInterval.seconds(120)

  private let key: String
  private let secret: SigningKey
  private let algorithm: String

  /// - Throws: Where the venue has no keys of that kind.
  init(_ credential: VenueCredential) throws(SignerFailure) {
    guard let algorithm = credential.secret.tokenAlgorithm else {
      throw SignerFailure("\(credential.secret.kind) does not sign for this venue")
    }
    key = credential.key
    secret = credential.secret
    self.algorithm = algorithm
  }

  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest {
    var request = draft.request(to: origin)
    guard draft.access != .open else { return request }
    let validity = try draft.validity(
      at: time, usually: Self.usualValidity, atMost: Self.usualValidity)
    let now = time.milliseconds / 1000
    // Whole seconds: it ends before it must rather than after.
    let end = time.advanced(by: validity).milliseconds / 1000
    guard end > now else { throw .tooLate }
    var claims = JSONBody()
    claims.add("sub", key)
    claims.add("iss", "cdp")
    claims.add("nbf", number: Int(now))
    claims.add("exp", number: Int(end))
    claims.add("uri", "\(draft.method.rawValue) \(origin.host)\(draft.path)")
    var header = JSONBody()
    header.add("alg", algorithm)
    header.add("kid", key)
    header.add("nonce", String(UInt64.random(in: .min ... .max), radix: 16))
    header.add("typ", "JWT")
    let token = try token(header.bytes, claims.bytes)
    request.headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
    request.secrets = [token, key]
    return request
  }

  private func token(_ header: [UInt8], _ claims: [UInt8]) throws(SignerFailure) -> String {
    do throws(SigningError) {
      return try WebToken.sign(header: header.span, claims: claims.span, with: secret)
    } catch {
      throw SignerFailure(error.explanation)
    }
  }
}
