extension CommandTree {
  /// A script that teaches a shell to complete every command that is not hidden.
  package func completionScript(for shell: Shell) -> String {
    let tree = CompletionTree(
      program: name, commands: descriptions,
      globals: describeArguments(of: globals))
    return switch shell {
    case .bash: BashCompletion.script(for: tree)
    case .zsh: ZshCompletion.script(for: tree)
    case .fish: FishCompletion.script(for: tree)
    }
  }
}

/// What the three scripts are made from.
struct CompletionTree {
  let program: String
  /// The program itself comes first.
  let commands: [CommandDescription]
  /// The options that may stand before the command's words.
  let globals: [ArgumentDescription]

  /// The program's name as part of a function's name.
  var identifier: String {
    String(program.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// `garden plant add` for every command but the program.
  var titles: [String] { commands.dropFirst().map(\.title) }

  var globalsWithValue: [String] {
    globals.filter { $0.kind == .option }.flatMap(\.names)
  }
  var globalsWithoutValue: [String] {
    globals.filter { $0.kind != .option }.flatMap(\.names) + BuiltInOption.help
  }

  /// The subcommands of a command, with `help` among those of the program.
  func subcommands(of command: CommandDescription) -> [(name: String, summary: String)] {
    let all = command.subcommands.map { ($0.name, $0.summary) }
    return command.isProgram ? all + [("help", "Show the help of a command.")] : all
  }

  /// The command's options that are not global.
  func ownOptions(of command: CommandDescription) -> [ArgumentDescription] {
    command.options.filter { !$0.isGlobal }
  }

  /// A command may do without the global options.
  func hasGlobals(_ command: CommandDescription) -> Bool {
    command.options.contains(where: \.isGlobal)
  }
}

extension String {
  /// The text as one word of bash or zsh, in single quotes.
  var shellQuoted: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  func escaping(_ special: String) -> String {
    var result = ""
    for character in self {
      if special.contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
