/// Fills a command from the words that follow its own, and from the environment.
struct CommandLineReader {
  /// The words without the command's own, options and positionals mixed.
  let words: [String]
  let environmentPrefix: String
  let lookUp: (String) -> String?
  /// Names of subcommands, for suggestions only.
  let subcommands: () -> [String]

  /// The command with its arguments filled in.
  ///
  /// - Returns: The command, and the origin of each argument that is not at its default.
  /// - Throws: `WrongUse` for the first thing that is wrong.
  func read<Command: ParsableCommand>(
    _ type: Command.Type
  ) throws(WrongUse) -> (Command, sources: [ArgumentSource]) {
    let arguments = Command.boundArguments
    var matcher = ArgumentMatcher(
      declarations: arguments.map(\.declaration), subcommands: subcommands)
    try matcher.match(words)
    try matcher.matchEnvironment(prefix: environmentPrefix, lookUp: lookUp)
    try matcher.checkNothingIsMissing()

    var group: any OptionGroup = Command()
    var sources: [ArgumentSource] = []
    for match in matcher.matches {
      let argument = arguments[match.argument]
      let name = argument.declaration.name
      let isFirst = !sources.contains { $0.name == name }
      do throws(InvalidValue) {
        try argument.assign(&group, match.text, isFirst)
      } catch {
        throw match.wrongUse(of: argument.declaration, because: error)
      }
      if isFirst { sources.append(ArgumentSource(name: name, origin: match.origin)) }
    }
    return (BoundArgument.open(group, as: Command.self), sources)
  }
}

/// A text that belongs to an argument.
struct ArgumentMatch {
  /// The place of the argument in the list of declarations.
  let argument: Int
  let text: String
  let origin: ArgumentOrigin

  func wrongUse(of declaration: ArgumentDeclaration, because error: InvalidValue) -> WrongUse {
    let place =
      switch origin {
      case .commandLine: "'\(declaration.label)'"
      case .environment(let variable):
        "the environment variable \(variable) (option '\(declaration.name)')"
      }
    let type = declaration.valueType
    let reason = error.reason ?? "expected \(type.wantedForm)"
    return WrongUse(
      "Invalid value '\(text.printable)' for \(place): \(reason).",
      typed: text, candidates: type.allowedValues)
  }
}
