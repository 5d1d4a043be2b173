package import Arguments

/// A command that can be run.
package protocol Command: ParsableCommand {
  /// What it can change; shown by `schema COMMAND`.
  static var effect: CommandEffect { get }
  /// How it can end, beside success and wrong usage.
  static var exitStatuses: [ExitStatus] { get }

  /// Reads, decides and writes.
  ///
  /// - Returns: How the process ends when nothing went wrong outside the records.
  /// - Throws: What ended it before its work was done.
  func run(_ context: Context) throws(CommandFailure) -> ExitStatus
}

/// The most that a command can do.
package enum CommandEffect: String, CaseIterable, Sendable {
  /// It changes nothing.
  case read
  /// It changes a paper account.
  case paper
  /// It sends orders or changes settings.
  case mutate
  /// It closes positions or deletes.
  case destructive
}
