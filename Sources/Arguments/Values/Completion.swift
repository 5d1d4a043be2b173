/// What a shell offers when the user asks it to complete a value.
package enum Completion: Hashable, Sendable {
  case none
  case file
  case directory
  /// The name of a program.
  case command
  case values([String])
}
