/// A command line that was written wrongly.
package struct UsageError: Error, Hashable {
  /// One or more sentences; what the user typed is in it with control characters escaped.
  package let message: String
  /// How the command is written, such as `tradectl size [options] [-]`.
  package let usage: String
  /// The command that shows more: `tradectl size --help`.
  package let helpCommand: String

  /// The three lines for standard error, without a line break at the end.
  package var text: String {
    """
    Error: \(message)
    Usage: \(usage)
    See '\(helpCommand)' for more.
    """
  }
}

/// What is wrong, before it is known which command's usage to show.
struct WrongUse: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }

  /// Adds the nearest of the names that could have been meant, if one is near.
  init(_ message: String, typed: String, candidates: [String]) {
    guard let near = NearName.nearest(to: typed, among: candidates) else {
      self.message = message
      return
    }
    self.message = "\(message) Did you mean '\(near)'?"
  }
}
