internal import Signing

extension StoredCredential {
  /// What a file or a program says: `{"key": "…", "secret": "…", "passphrase": "…"}`.
  ///
  /// The passphrase is there for the exchanges that have one; other members are passed over.
  init(_ text: inout SecretText) throws(CredentialError) {
    var key: String?
    var secret: Secret?
    var passphrase: String?
    try text.object { (name, text) throws(CredentialError) in
      switch name {
      case "key": key = SecretText.name(try text.string())
      case "secret": secret = try text.string()
      case "passphrase": passphrase = SecretText.name(try text.string())
      default: try text.skip()
      }
    }
    guard let key, !key.isEmpty else { throw CredentialError("it has no 'key'") }
    guard let found = secret.take() else { throw CredentialError("it has no 'secret'") }
    self.init(key: key, secret: found, passphrase: passphrase)
  }

  /// The same, where nothing else is in the text.
  package static func read(json bytes: Span<UInt8>) throws(CredentialError) -> StoredCredential {
    var text = SecretText(bytes)
    let credential = try StoredCredential(&text)
    try text.end()
    return credential
  }
}
