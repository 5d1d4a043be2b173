internal import Wire

/// Why a command ended before its work was done.
package struct CommandFailure: Error {
  /// What to end with.
  enum Ending {
    case status(ExitStatus)
    /// The reader of the output went away, which is no fault of a command that only reads.
    case quietly
    case signal(Int32)
  }

  let ending: Ending
  /// One sentence for standard error; nil when there is nothing to say.
  let message: String?
  /// Whether the usage line and the way to more help follow the message.
  var showsUsage = false

  init(_ status: ExitStatus, _ message: String) {
    ending = .status(status)
    self.message = message
  }

  /// The command line is wrong in a way that only the command can see.
  static func usage(_ message: String) -> CommandFailure {
    var failure = CommandFailure(.wrongUsage, message)
    failure.showsUsage = true
    return failure
  }

  init(_ failure: StreamFailure) {
    switch failure {
    case .readerGone:
      ending = .quietly
      message = nil
    case .interrupted(let signal):
      ending = .signal(signal)
      message = nil
    case .unreadable(let reason):
      ending = .status(.inputOutput)
      message = "The input cannot be read: \(reason)."
    case .unwritable(let reason):
      ending = .status(.inputOutput)
      message = "The output cannot be written: \(reason)."
    }
  }
}
