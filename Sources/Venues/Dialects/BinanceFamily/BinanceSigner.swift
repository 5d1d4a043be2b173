import Domain
import Signing
import VenueInterface

/// Signs by HMAC-SHA256 in hexadecimal, or by Ed25519 or RSA in base64.
///
/// Time, validity and signature stand behind the other parameters, in the body where those are, and
/// the signature covers query and body as they are sent, percent-encoded.
///
/// Source: "SIGNED (TRADE and USER_DATA) Endpoint security" and "Timing security" in rest-api.md of
/// binance/binance-spot-api-docs; futures and the first version of AsterDEX say the same.
struct BinanceSigner: RequestSigner {
  /// How long a request takes effect where nothing else is asked.
  static let usualValidity = TimeInterval.seconds(5)
  /// The longest that the venue takes.
  private static let validityMax = TimeInterval.seconds(60)

  private let key: String
  private let secret: SigningKey

  /// - Throws: Where the venue has no keys of that kind.
  init(_ credential: VenueCredential) throws(SignerFailure) {
    switch credential.secret {
    case .hmac, .ed25519, .rsa: break
    case .p256, .secp256k1:
      throw SignerFailure("\(credential.secret.kind) does not sign for this venue")
    }
    key = credential.key
    secret = credential.secret
  }

  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest {
    guard draft.access != .open else { return draft.request(to: origin) }
    var draft = draft
    if draft.access == .signed {
      draft.append([
        RequestDraft.Parameter(
          "recvWindow",
          String(
            try draft.validity(at: time, usually: Self.usualValidity, atMost: Self.validityMax)
              .nanoseconds / 1_000_000)),
        RequestDraft.Parameter("timestamp", String(time.milliseconds)),
      ])
    }
    var request = draft.request(to: origin)
    request.headers.append(HTTPHeader("X-MBX-APIKEY", key))
    request.secrets = [key]
    guard draft.access == .signed else { return request }
    let signature = try signature(of: Array(request.query.utf8) + request.body)
    request.append(signature: signature)
    return request
  }

  private func signature(of payload: [UInt8]) throws(SignerFailure) -> String {
    do throws(SigningError) {
      switch secret {
      case .hmac(let key): return key.sha256(payload.span).hexadecimal
      case .ed25519(let key): return Self.base64(try key.sign(payload.span))
      case .rsa(let key): return Self.base64(try key.sign(payload.span))
      case .p256, .secp256k1: throw .unsuited(kind: secret.kind)
      }
    } catch {
      throw SignerFailure(error.explanation)
    }
  }

  private static func base64(_ bytes: [UInt8]) -> String { Base64.text(bytes.span) }
}

extension RequestDraft {
  /// Adds parameters behind the others: to the body where those stand in it, else to the query.
  mutating func append(_ parameters: [Parameter]) {
    if case .form(let before) = body {
      body = .form(before + parameters)
    } else {
      query += parameters
    }
  }
}

extension HTTPRequest {
  /// Adds a signature behind the parameters that it covers; it is a secret as long as it is valid.
  mutating func append(signature: String) {
    let parameter = "&signature=" + PercentEncoding.encode(signature)
    if body.isEmpty {
      query += parameter
    } else {
      body += Array(parameter.utf8)
    }
    secrets.append(signature)
  }
}
