/// Why something could not be sealed or opened.
package enum SealingError: Error, Hashable, Sendable {
  case emptyPassphrase
  case tooLarge(limit: Int)
  /// It does not begin like a sealed file.
  case notSealed
  case unknownVersion(UInt8)
  /// To open it would cost more than any file that was sealed here.
  case unbearableCost
  /// Another passphrase, or not what was sealed: one cannot be told from the other.
  case refused
  /// The library refused; it does so when there is no memory left.
  case failed
  case library(LibraryError)

  /// What is wrong, as the end of a sentence that begins with the name of the file.
  package var explanation: String {
    switch self {
    case .emptyPassphrase: "needs a passphrase"
    case .tooLarge(let limit): "is larger than \(limit) bytes"
    case .notSealed: "is no sealed file, or is cut off"
    case .unknownVersion(let version): "is of version \(version), which only a later release reads"
    case .unbearableCost: "asks for more memory or time than any sealed file needs"
    case .refused: "does not open: the passphrase is wrong, or the file was changed"
    case .failed: "could not be worked on: the library refused"
    case .library(let error): "cannot be worked on: \(error.explanation)"
    }
  }
}
