internal import Credentials
internal import Glibc
internal import Signing

/// Reads secrets that somebody hands to us.
enum SecretInput {
  private static let bytesMax = 64 << 10

  /// All of standard input.
  static func standard() throws(CredentialError) -> Secret {
    do throws(Secret.ReadingFailure) {
      return try Secret.read(STDIN_FILENO, atMost: bytesMax, endsWithSignal: true)
    } catch {
      switch error {
      case .system(let reason):
        throw CredentialError("standard input cannot be read: \(reason)")
      case .tooLong: throw CredentialError("standard input has more than \(bytesMax) bytes")
      case .interrupted: throw CredentialError("a signal asked for the end")
      }
    }
  }

  /// As text, for what may be seen.
  static func text(_ secret: borrowing Secret) -> String {
    let bytes = secret.bytes
    return String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
