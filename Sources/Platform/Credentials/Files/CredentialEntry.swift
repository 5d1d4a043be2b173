package import Signing

/// The key of one account, as a file has it.
package final class CredentialEntry: Sendable {
  package let account: String
  package let key: String
  package let secret: Secret
  package let passphrase: String?

  package init(account: String, _ credential: consuming StoredCredential) {
    self.account = account
    key = credential.key
    passphrase = credential.passphrase
    secret = Secret(copying: credential.secret.bytes)
  }

  /// A copy of the key.
  package var credential: StoredCredential {
    StoredCredential(
      key: key, secret: secret.withBytes { Secret(copying: $0) }, passphrase: passphrase)
  }
}

/// The text of a file of keys: `{"accounts": {"main": {"key": "…", "secret": "…"}}}`.
enum CredentialList {
  static func read(_ bytes: Span<UInt8>) throws(CredentialError) -> [CredentialEntry] {
    var entries: [CredentialEntry] = []
    var text = SecretText(bytes)
    try text.object { (name, text) throws(CredentialError) in
      guard name == "accounts" else { return try text.skip() }
      try text.object { (account, text) throws(CredentialError) in
        entries.append(CredentialEntry(account: account, try StoredCredential(&text)))
      }
    }
    try text.end()
    return entries
  }

  /// The text that `read` reads.
  static func write(_ entries: [CredentialEntry]) -> Secret {
    // An escape of six bytes is the longest that one byte becomes.
    let size = entries.reduce(64) { size, entry in
      let bytes =
        entry.account.utf8.count + entry.key.utf8.count + entry.secret.count
        + (entry.passphrase?.utf8.count ?? 0)
      return size + 6 * bytes + 64
    }
    return Secret(capacity: size) { output in
      output.append("{\"accounts\": {")
      for (index, entry) in entries.enumerated() {
        output.append(index == 0 ? "\n  " : ",\n  ")
        output.append(quoted: Array(entry.account.utf8).span)
        output.append(": {\"key\": ")
        output.append(quoted: Array(entry.key.utf8).span)
        output.append(", \"secret\": ")
        entry.secret.withBytes { output.append(quoted: $0) }
        if let passphrase = entry.passphrase {
          output.append(", \"passphrase\": ")
          output.append(quoted: Array(passphrase.utf8).span)
        }
        output.append("}")
      }
      output.append("\n}}\n")
    }
  }
}

extension OutputSpan where Element == UInt8 {
  fileprivate mutating func append(_ text: StaticString) {
    for byte in text.description.utf8 { append(byte) }
  }

  /// A JSON string.
  fileprivate mutating func append(quoted bytes: Span<UInt8>) {
    append(UInt8(ascii: "\""))
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        append(UInt8(ascii: "\\"))
        append(bytes[index])
      case 0..<0x20:
        append("\\u00")
        append(Self.digits[Int(bytes[index] >> 4)])
        append(Self.digits[Int(bytes[index] & 15)])
      default: append(bytes[index])
      }
    }
    append(UInt8(ascii: "\""))
  }

  private static var digits: [UInt8] { Array("0123456789abcdef".utf8) }
}
