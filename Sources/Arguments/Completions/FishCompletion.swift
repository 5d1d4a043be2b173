/// Writes the script for fish 3 and later.
enum FishCompletion {
  static func script(for tree: CompletionTree) -> String {
    let name = "__\(tree.identifier)"
    return """
      # Completes \(tree.program) in fish. To load it:
      #   \(tree.program) \(BuiltInOption.completionScript) fish | source

      # Whether the words before the cursor choose this command.
      function \(name)_at
          test (\(name)_command) = "$argv"
      end

      function \(name)_command
          set -l command \(tree.program)
          set -l tokens (commandline -opc)
          set -e tokens[1]
          test "$tokens[1]" = help; and set -e tokens[1]
          set -l is_value 0
          for token in $tokens
              if test $is_value = 1
                  set is_value 0
                  continue
              end
              switch "$command $token"
                  case \(words(tree.titles))
                      set command "$command $token"
                      continue
              end
              switch "$token"
                  case \(words(tree.globalsWithValue))
                      set is_value 1
                  case \(words(tree.globalsWithoutValue + tree.globalsWithValue.map { "\($0)=*" }))
                  case '*'
                      break
              end
          end
          echo $command
      end

      complete -c \(tree.program) -f
      \(lines(tree, name).joined(separator: "\n"))

      """
  }

  private static func lines(_ tree: CompletionTree, _ name: String) -> [String] {
    let start = "complete -c \(tree.program)"
    var lines = tree.globals.flatMap { option(of: $0).map { "\(start) \($0)" } }
    lines.append("\(start) -s h -l help -d 'Show help information.'")
    for command in tree.commands {
      let here = "\(start) -n \(quoted("\(name)_at \(command.title)"))"
      for child in tree.subcommands(of: command) {
        lines.append("\(here) -a \(quoted(child.name)) -d \(quoted(child.summary))")
      }
      if command.isProgram {
        lines.append("\(here) -l version -d 'Show the version.'")
        let shells = Shell.allowedValues.joined(separator: " ")
        lines.append(
          "\(here) -l \(BuiltInOption.completionScript.dropFirst(2)) -x -a '\(shells)'"
            + " -d 'Print a completion script.'")
      }
      for argument in tree.ownOptions(of: command) {
        lines += option(of: argument).map { "\(here) \($0)" }
      }
      for positional in command.positionals where positional.completion != .none {
        lines.append("\(here) \(value(of: positional.completion, isRequired: false))")
      }
    }
    return lines
  }

  /// The part of the line that names an option; one for each form of a negatable flag.
  private static func option(of argument: ArgumentDescription) -> [String] {
    let short = argument.shortName.map { "-s \($0.dropFirst()) " } ?? ""
    let value =
      argument.kind == .option ? " \(value(of: argument.completion, isRequired: true))" : ""
    let help = "-d \(quoted(argument.help))"
    var lines = ["\(short)-l \(argument.name.dropFirst(2))\(value) \(help)"]
    if let negative = argument.negativeName { lines.append("-l \(negative.dropFirst(2)) \(help)") }
    return lines
  }

  private static func value(of completion: Completion, isRequired: Bool) -> String {
    let offer = isRequired ? "-x" : "-f"
    return switch completion {
    case .none: offer
    case .file: isRequired ? "-r -F" : "-F"
    case .directory: "\(offer) -a '(__fish_complete_directories)'"
    case .command: "\(offer) -a '(__fish_complete_command)'"
    case .values(let values): "\(offer) -a \(quoted(values.joined(separator: " ")))"
    }
  }

  private static func words(_ words: [String]) -> String {
    words.isEmpty ? "''" : words.map(quoted).joined(separator: " ")
  }

  /// In single quotes, inside which fish knows two escapes.
  private static func quoted(_ text: some StringProtocol) -> String {
    "'\(String(text).escaping("'\\"))'"
  }
}
