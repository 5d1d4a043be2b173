/// Everything a user can type, from which parsing, help, completions and documents are made.
package struct CommandTree<Product>: Sendable {
  /// The program's name, the first word of every command line.
  package let name: String
  package let version: String
  package let summary: String
  package let discussion: String
  package let examples: [Example]
  /// What the automatic names of environment variables begin with.
  package let environmentPrefix: String
  let globals: any OptionGroup.Type
  private let makeCommands: @Sendable () -> [CommandNode<Product>]

  /// - Parameters:
  ///   - name: The program's name.
  ///   - version: What `--version` prints after the name.
  ///   - summary: One sentence ending in a period.
  ///   - discussion: Longer text, written as `ParsableCommand.discussion` is.
  ///   - examples: Command lines that show what the program is for.
  ///   - environmentPrefix: `TRADECTL_` makes `--max-risk` fall back to `TRADECTL_MAX_RISK`.
  ///   - globals: The options that may also stand before the command's words; a command that
  ///     wants them has the group among its arguments.
  ///   - commands: Called when a word is looked at; the commands' arguments stay untouched.
  package init<Globals: OptionGroup>(
    name: String, version: String, summary: String, discussion: String = "",
    examples: [Example] = [], environmentPrefix: String, globals: Globals.Type,
    commands: @escaping @Sendable () -> [CommandNode<Product>]
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.discussion = discussion
    self.examples = examples
    self.environmentPrefix = environmentPrefix
    self.globals = globals
    makeCommands = commands
  }

  package var commands: [CommandNode<Product>] { makeCommands() }

  /// The program itself, as the node above all others.
  var root: CommandNode<Product> {
    .group(name, summary, discussion: discussion, children: makeCommands)
  }
}
