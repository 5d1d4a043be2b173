/// Why a line did not go out, or none came back.
package enum TransportError: Error, Hashable, Sendable {
  /// Not a byte of the line has left.
  case notSent(reason: String)
  /// At least a byte of the line may have left, and no answer can come any more.
  case lost(reason: String)
  /// The deadline passed; an answer may still come.
  case timedOut
  /// The caller did not want to wait any longer; an answer may still come.
  case abandoned
}
