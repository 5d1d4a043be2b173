package import Signing

/// Where the keys of accounts are kept.
///
/// Sources are asked one after the other, until one has what is looked for.
package protocol CredentialSource: Sendable {
  /// The key of an account.
  ///
  /// - Parameter account: Its name in the configuration.
  /// - Returns: Nil where this source has none.
  /// - Throws: Where it has one that cannot be used, which is not looked for elsewhere.
  func credential(of account: String) throws(CredentialError) -> StoredCredential?
}

/// What an exchange has handed out, as it was kept; nothing of it has been read yet.
package struct StoredCredential: ~Copyable, Sendable {
  /// What the exchange knows it by.
  package let key: String
  package let secret: Secret
  /// Nil where none was kept.
  package let passphrase: String?

  package init(key: String, secret: consuming Secret, passphrase: String? = nil) {
    self.key = key
    self.secret = secret
    self.passphrase = passphrase
  }
}

/// Why a key that is there cannot be used.
package struct CredentialError: Error, Hashable, Sendable {
  /// A sentence without its full stop; nothing of the key is in it.
  package let explanation: String

  package init(_ explanation: String) { self.explanation = explanation }
}
