internal import Glibc

/// Why reading or writing cannot go on.
package enum StreamFailure: Error, Hashable {
  /// The reader of the output went away.
  case readerGone
  /// A signal asked for the end.
  case interrupted(signal: Int32)
  /// The input could not be read.
  case unreadable(reason: String)
  /// The output could not be written.
  case unwritable(reason: String)

  /// The system's words for an error number, such as "No space left on device".
  package static func reason(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
