/// Why something was not signed.
package enum SigningError: Error, Hashable, Sendable {
  /// Keys of this kind do not sign such things.
  case unsuited(kind: String)
  /// The library refused; it does so when there is no memory left.
  case failed

  /// What is wrong, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .unsuited(let kind): "\(kind) does not sign this"
    case .failed: "the library could not sign"
    }
  }
}
