/// A set of arguments that several commands share, kept in one property of each.
package protocol OptionGroup: Sendable {
  /// Every property at its default; help shows these values.
  init()
  /// In the order in which help lists them and the parser fills positionals.
  static var arguments: [Argument<Self>] { get }
}

/// A command as the user sees it: its words, its help and its arguments.
///
/// What running it means is for the target that refines this protocol to say.
package protocol ParsableCommand: OptionGroup {
  /// The last of the words that choose the command.
  static var name: String { get }
  /// One sentence ending in a period.
  static var summary: String { get }
  /// Longer text for help and the man page.
  ///
  /// Paragraphs are separated by blank lines; a line that begins with a space is kept as it is.
  static var discussion: String { get }
  static var examples: [Example] { get }
}

extension ParsableCommand {
  package static var discussion: String { "" }
  package static var examples: [Example] { [] }
}

/// A command line worth copying, with a sentence that says what it does.
package struct Example: Hashable, Sendable {
  /// May span several lines.
  package let command: String
  package let explanation: String

  package init(_ command: String, _ explanation: String) {
    self.command = command
    self.explanation = explanation
  }
}
