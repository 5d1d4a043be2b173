/// What is wrong with a key, without any of it.
package enum KeyError: Error, Hashable, Sendable {
  case empty
  case tooLong(limit: Int)
  /// White space, control characters, or what is no ASCII.
  case strangeCharacters
  case notBase64
  case notHexadecimal
  case wrongLength(bytes: Int, expected: String)
  case notPEM
  case unexpectedPEM
  case brokenPEM
  case encrypted
  case publicKey
  case certificate
  case openSSHForm
  case unknownBlock
  /// What is inside the PEM text is no key.
  case unreadable
  case unsupportedKind
  case wrongCurve
  case rsaSize(bits: Int)
  /// The number is no key of its curve.
  case outOfRange
  /// Its two halves belong to different keys.
  case halvesDiffer
  case library(LibraryError)

  /// What is wrong, as the end of a sentence that begins with what the key is called.
  package var explanation: String {
    switch self {
    case .empty: "is empty"
    case .tooLong(let limit): "is longer than \(limit) bytes"
    case .strangeCharacters:
      "has white space or characters inside that no key has: was it copied whole, and alone?"
    case .notBase64: "is not base64"
    case .notHexadecimal: "is not hexadecimal"
    case .wrongLength(let bytes, let expected): "has \(bytes) bytes instead of \(expected)"
    case .notPEM: "is no PEM text, which begins with -----BEGIN"
    case .unexpectedPEM: "is a PEM text, which this venue does not take"
    case .brokenPEM: "is a PEM text that is cut off or damaged"
    case .encrypted: "is encrypted by itself: decrypt it first, with openssl pkey -in FILE"
    case .publicKey: "is the public key: the private one is needed"
    case .certificate: "is a certificate: the private key is needed"
    case .openSSHForm: "is in the form of OpenSSH: make one of PKCS #8, with openssl genpkey"
    case .unknownBlock: "is a PEM text of something else than a private key"
    case .unreadable: "is a PEM text whose content is no private key"
    case .unsupportedKind: "is neither an Ed25519, nor a P-256, nor an RSA key"
    case .wrongCurve: "is on another curve than P-256"
    case .rsaSize(let bits): "is an RSA key of \(bits) bits: 2048 to 16384 are taken"
    case .outOfRange: "is a number that is no key of its curve"
    case .halvesDiffer: "has a public half that belongs to another key"
    case .library(let error): "cannot be used: \(error.explanation)"
    }
  }
}
