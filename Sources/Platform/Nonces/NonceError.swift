internal import SharedFiles

/// Why there is no nonce; nothing must be sent.
package enum NonceError: Error, Hashable, Sendable {
  /// The system does not let the file be read or written.
  case unusable(path: String, reason: String)
  /// Another process kept it for too long.
  case busy(path: String)

  init(_ error: SharedFileError) {
    switch error {
    case .unusable(let path, let reason): self = .unusable(path: path, reason: reason)
    case .busy(let path): self = .busy(path: path)
    }
  }

  /// What is wrong, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .unusable(let path, let reason): "the nonce file '\(path)' cannot be used: \(reason)"
    case .busy(let path): "the nonce file '\(path)' is held by another process"
    }
  }
}
