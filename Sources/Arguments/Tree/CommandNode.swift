/// One word of the command tree: a command, a group of commands, or both.
///
/// `Product` is what parsing makes of a command line, such as `any Command`; the target that knows
/// how to run commands chooses it.
package struct CommandNode<Product>: Sendable {
  package let name: String
  /// Hidden nodes can be run and completed by nobody but those who know them.
  package let isHidden: Bool
  /// The title in the parent's help under which the node is listed; nil for the usual one.
  package let section: String?
  /// Nil for a word that only groups others.
  package let command: (any ParsableCommand.Type)?
  let read: (@Sendable (CommandLineReader) throws(WrongUse) -> ReadCommand<Product>)?
  private let group: (summary: String, discussion: String)
  private let makeChildren: @Sendable () -> [CommandNode]

  /// A command, and the commands below it if there are any.
  ///
  /// - Parameters:
  ///   - type: The command.
  ///   - section: The title in the parent's help under which it is listed.
  ///   - isHidden: Whether help, completions and documents leave it out.
  ///   - product: Turns the filled-in command into what the parser returns.
  ///   - children: Called only when a word below the command is looked at.
  package init<Command: ParsableCommand>(
    _ type: Command.Type, section: String? = nil, isHidden: Bool = false,
    product: @escaping @Sendable (Command) -> Product,
    children: @escaping @Sendable () -> [CommandNode] = { [] }
  ) {
    name = type.name
    self.section = section
    self.isHidden = isHidden
    command = type
    read = { reader throws(WrongUse) in
      let (command, sources) = try reader.read(type)
      return ReadCommand(product: product(command), sources: sources)
    }
    group = ("", "")
    makeChildren = children
  }

  private init(
    group name: String, _ summary: String, discussion: String, section: String?, isHidden: Bool,
    children: @escaping @Sendable () -> [CommandNode]
  ) {
    self.name = name
    self.section = section
    self.isHidden = isHidden
    command = nil
    read = nil
    group = (summary, discussion)
    makeChildren = children
  }

  /// A word that only stands before others, such as `order` in `order place`.
  package static func group(
    _ name: String, _ summary: String, discussion: String = "", section: String? = nil,
    isHidden: Bool = false, children: @escaping @Sendable () -> [CommandNode]
  ) -> Self {
    Self(
      group: name, summary, discussion: discussion, section: section, isHidden: isHidden,
      children: children)
  }

  package var summary: String { command?.summary ?? group.summary }
  package var discussion: String { command?.discussion ?? group.discussion }
  package var examples: [Example] { command?.examples ?? [] }
  package var children: [CommandNode] { makeChildren() }
}

/// A command with its arguments filled in, and where they came from.
struct ReadCommand<Product> {
  let product: Product
  let sources: [ArgumentSource]
}
