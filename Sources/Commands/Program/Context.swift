internal import Arguments
internal import Configuration
internal import Wire

/// What a command may use of the process it runs in.
package struct Context: Sendable {
  let tree: CommandTree<any Command>
  let invocation: Invocation
  /// Looks up an environment variable.
  let environment: @Sendable (String) -> String?
  let diagnostics: Diagnostics

  /// The command's words, such as `paper run`.
  var commandName: String { invocation.path.joined(separator: " ") }

  /// Whether an option was given, on the command line or by its variable.
  func wasGiven(_ option: String) -> Bool { invocation.origin(of: option) != nil }

  /// Where the files of this user are.
  ///
  /// - Throws: A failure of the configuration where nobody says it.
  func folders() throws(CommandFailure) -> Folders {
    do throws(ConfigurationError) {
      return try Folders(environment: environment)
    } catch {
      throw CommandFailure(.configuration, "\(error.explanation).")
    }
  }

  /// The output of a command whose records are meant for other programs.
  func output(_ options: OutputOptions) throws(CommandFailure) -> RecordOutput {
    try output(options, onTerminal: .jsonl)
  }

  /// The output of a command.
  ///
  /// - Parameters:
  ///   - options: What the user asked for.
  ///   - format: The form on a terminal where the user asked for none; elsewhere it is lines.
  /// - Returns: Standard output in that form.
  /// - Throws: When it is closed.
  func output(
    _ options: OutputOptions, onTerminal format: OutputFormat
  ) throws(CommandFailure) -> RecordOutput {
    guard Descriptor.output.isOpen else {
      throw CommandFailure(.inputOutput, "The output cannot be written: it is closed.")
    }
    let isTerminal = Descriptor.output.isTerminal
    let chosen = options.format ?? (isTerminal ? format : .jsonl)
    let fields = options.fields.flatMap { $0.split(separator: ",").map(String.init) }
    let presentation =
      chosen == .jsonl && fields.isEmpty
      ? nil
      : Presentation(
        format: chosen, fields: fields,
        width: isTerminal ? Descriptor.output.columns : nil,
        usesColor: isTerminal && options.color)
    return RecordOutput(
      .output, decimals: options.decimals, isQuiet: options.quiet, presentation: presentation)
  }

  /// Standard input where records can be read from it.
  ///
  /// - Throws: Wrong usage when a person sits in front of it.
  func standardInput() throws(CommandFailure) -> Descriptor {
    try checkStandardInput(for: "records")
    return .input
  }

  /// Refuses a standard input that nothing can be read from.
  ///
  /// A closed one has to be refused before any file is opened, which would get its number.
  ///
  /// - Throws: Wrong usage for a terminal, a failure of input where it is closed.
  func checkStandardInput(for content: String) throws(CommandFailure) {
    guard Descriptor.input.isOpen else {
      throw CommandFailure(.inputOutput, "The input cannot be read: it is closed.")
    }
    guard !Descriptor.input.isTerminal else {
      throw .usage("\(commandName) reads \(content) from standard input, which is a terminal.")
    }
  }
}
