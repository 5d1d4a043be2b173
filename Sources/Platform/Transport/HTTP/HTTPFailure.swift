/// Why there is no answer to a request.
///
/// An answer that says no, 5xx among them, is an answer.
package enum HTTPFailure: Error, Hashable, Sendable {
  /// It is never sent as it is, or from this machine as it is; trying again changes nothing.
  case impossible(reason: String)
  /// Not a byte of it has left.
  case notSent(reason: String)
  /// At least a byte of it may have left, and what became of it is not known.
  case outcomeUnknown(reason: String)

  /// What happened, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .impossible(let reason), .notSent(let reason), .outcomeUnknown(let reason): reason
    }
  }
}
