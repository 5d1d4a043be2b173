internal import Credentials
internal import Glibc
internal import Signing

/// Reads secrets that somebody hands to us.
enum SecretInput {
  private static let bytesMax = 64 << 10

  /// All of standard input.
  static func standard() throws(CredentialError) -> Secret {
    try Secret(capacity: bytesMax) { output throws(CredentialError) in
      var byte: UInt8 = 0
      while true {
        let count = unsafe read(STDIN_FILENO, &byte, 1)
        if count < 0, errno == EINTR { throw CredentialError("a signal asked for the end") }
        guard count >= 0 else {
          throw CredentialError(
            "standard input cannot be read: \(unsafe String(cString: strerror(errno)))")
        }
        guard count > 0 else { return }
        guard output.freeCapacity > 0 else {
          throw CredentialError("standard input has more than \(bytesMax) bytes")
        }
        output.append(byte)
      }
    }
  }

  /// As text, for what may be seen.
  static func text(_ secret: borrowing Secret) -> String {
    let bytes = secret.bytes
    return String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
