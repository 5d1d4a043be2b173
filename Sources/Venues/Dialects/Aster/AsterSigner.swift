import Domain
import Signing
import VenueInterface

/// Signs as a wallet does for another one: the parameters, as they are sent, are a typed message.
///
/// Source: "Authentication signature payload" and "V3 Nonce Mechanism" of the version 3 futures
/// documents in asterdex/api-docs, whose example signs the parameters in the order that they are sent
/// in. Another page there sorts them first; public clients do either, so what counts is that the signed
/// text is the one that is sent. The exchange itself has not been asked.
struct AsterSigner: RequestSigner {
  /// How far from the venue's clock a nonce is taken; another place there says 10 seconds.
  private static let nonceWindow = TimeInterval.seconds(60)
  /// Orders have as long to be signed as they then have to arrive.
  static let validity = TimeInterval.seconds(120)

  private let account: EthereumAddress
  private let key: Secp256k1Key
  private let domain: TypedDataDomain

  var name: String? { key.address.text }
  let nonces: NonceRule? = NonceRule(
    .microseconds, mustArriveInOrder: false, leadMax: .seconds(10))

  /// - Parameters:
  ///   - credential: The key of a wallet, and the address of the account that it signs for.
  ///   - network: Where it is good for.
  /// - Throws: Where it is no such key.
  init(_ credential: VenueCredential, on network: VenueNetwork) throws(SignerFailure) {
    guard case .secp256k1(let key) = credential.secret else {
      throw SignerFailure("\(credential.secret.kind) does not sign as a wallet does")
    }
    guard let account = EthereumAddress(credential.key) else {
      throw SignerFailure("the key's name is not the address of an account")
    }
    self.key = key
    self.account = account
    domain = TypedDataDomain(
      name: "AsterSignTransaction", version: "1", chainID: network == .live ? 1666 : 714,
      verifyingContract: .zero)
  }

  func request(
    _ draft: RequestDraft, to origin: HTTPOrigin, at time: Timestamp, nonce: UInt64?
  ) throws(SignerFailure) -> HTTPRequest {
    guard draft.access != .open else { return draft.request(to: origin) }
    guard let nonce else { throw SignerFailure("a request of a wallet needs a nonce") }
    // The venue takes it for as long after its nonce as it takes nonces.
    try draft.checkValidity(at: time, of: Self.nonceWindow)
    var draft = draft
    draft.append([
      RequestDraft.Parameter("nonce", String(nonce)),
      RequestDraft.Parameter("user", account.text),
      RequestDraft.Parameter("signer", key.address.text),
    ])
    var request = draft.request(to: origin)
    let message = Array(request.query.utf8) + request.body
    request.append(signature: try signature(of: message))
    return request
  }

  private func signature(of message: [UInt8]) throws(SignerFailure) -> String {
    var structure = TypedStruct(type: "Message(string msg)")
    structure.add(message.span)
    let digest = domain.digest(of: structure.finish())
    do throws(SigningError) {
      return try key.sign(digest).hexadecimal
    } catch {
      throw SignerFailure(error.explanation)
    }
  }
}
