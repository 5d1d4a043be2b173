/// Writes the script for zsh, to be sourced or put into a folder of `fpath` as `_program`.
enum ZshCompletion {
  static func script(for tree: CompletionTree) -> String {
    let name = "_\(tree.identifier)"
    return """
      #compdef \(tree.program)
      # Completes \(tree.program) in zsh. To load it:
      #   source <(\(tree.program) \(BuiltInOption.completionScript) zsh)

      \(name)() {
        local command=\(tree.program.shellQuoted) word
        local -i index
        local -a kept subcommands globals
        kept=("${words[1]}")
        globals=(
      \(specifications(tree.globals) + helpSpecifications)  )

        # The command's own words are taken out, so that the rest is options and positionals.
        for ((index = 2; index < CURRENT; index++)); do
          word="${words[index]}"
          ((index == 2)) && [[ $word == help ]] && continue
          case "$command $word" in
            (\(pattern(tree.titles)))
              command+=" $word"
              continue
              ;;
          esac
          case "$word" in
            (\(pattern(tree.globalsWithValue)))
              kept+=("$word")
              ((++index < CURRENT)) && kept+=("${words[index]}")
              ;;
            (\(pattern(tree.globalsWithoutValue))) kept+=("$word") ;;
      \(joinedGlobals(tree))      (*) break ;;
          esac
        done
        ((index > CURRENT)) && index=CURRENT
        words=("${kept[@]}" "${(@)words[index,-1]}")
        ((CURRENT -= index - 1 - ${#kept}))

        case "$command" in
      \(commandCases(tree))  esac
      }

      if [[ ${funcstack[1]} == \(name) ]]; then
        \(name) "$@"
      else
        compdef \(name) \(tree.program)
      fi

      """
  }

  private static func commandCases(_ tree: CompletionTree) -> String {
    var lines = ""
    for command in tree.commands {
      lines += "    (\(command.title.shellQuoted))\n"
      let children = tree.subcommands(of: command)
      if !children.isEmpty {
        lines += "      subcommands=(\n"
        for child in children {
          lines += "        \("\(child.name.escaping(":\\")):\(child.summary)".shellQuoted)\n"
        }
        lines += "      )\n"
      }
      lines += "      _arguments -S : \\\n"
      lines += continued(specifications(tree.ownOptions(of: command)))
      if command.isProgram { lines += continued(programSpecifications) }
      lines += continued(positionals(of: command, hasSubcommands: !children.isEmpty))
      lines += tree.hasGlobals(command) ? "        $globals\n" : "        \(helpSpecification)\n"
      lines += "      ;;\n"
    }
    return lines
  }

  private static let helpSpecification = "'(- *)'{-h,--help}'[Show help information.]'"
  private static let helpSpecifications = "    \(helpSpecification)\n"

  private static var programSpecifications: String {
    let shells = Shell.allowedValues.joined(separator: " ")
    return """
          '(- *)--version[Show the version.]'
          '(- *)\(BuiltInOption.completionScript)=[Print a completion script.]:shell:(\(shells))'

      """
  }

  /// One line for each way to write an option.
  private static func specifications(_ options: [ArgumentDescription]) -> String {
    var lines = ""
    for option in options {
      let description = "[\(option.help.escaping("[]\\"))]"
      let excluded = option.names.count > 1 ? "(\(option.names.joined(separator: " ")))" : ""
      let prefix = option.isRepeatable ? "*" : excluded
      for name in option.names {
        let equals = option.kind == .option && name.hasPrefix("--") ? "=" : ""
        let value =
          option.kind == .option ? ":\(option.valueName.escaping(":\\")):\(action(option))" : ""
        lines += "    \("\(prefix)\(name)\(equals)\(description)\(value)".shellQuoted)\n"
      }
    }
    return lines
  }

  private static func positionals(
    of command: CommandDescription, hasSubcommands: Bool
  ) -> String {
    var lines = ""
    for (index, positional) in command.positionals.enumerated() {
      let place = positional.isRepeatable ? "*" : "\(index + 1)"
      let name = positional.valueName.escaping(":\\")
      // Both are possible at the first place: a subcommand or the command's own value.
      let isFirst = index == 0 && hasSubcommands
      let action = isFirst ? "{\(describe)}" : action(positional)
      lines += "    \("\(place):\(name):\(action)".shellQuoted)\n"
    }
    if hasSubcommands, command.positionals.isEmpty {
      lines += "    \("1:command:{\(describe)}".shellQuoted)\n"
    }
    return lines
  }

  private static let describe = "_describe -t commands command subcommands"

  private static func action(_ argument: ArgumentDescription) -> String {
    switch argument.completion {
    case .none: " "
    case .file: "_files"
    case .directory: "_files -/"
    case .command: "_command_names -e"
    case .values(let values):
      "(\(values.map { $0.escaping(" ()[]{}:\\$*?;&|<>\"'`") }.joined(separator: " ")))"
    }
  }

  /// The `--name=value` form of the global options that take one; a line of a `case` statement.
  private static func joinedGlobals(_ tree: CompletionTree) -> String {
    let patterns = tree.globalsWithValue.map { "\($0)=*" }
    return patterns.isEmpty
      ? "" : "      (\(patterns.joined(separator: "|"))) kept+=(\"$word\") ;;\n"
  }

  private static func pattern(_ words: [String]) -> String {
    words.isEmpty ? "''" : words.map(\.shellQuotedIfNeeded).joined(separator: "|")
  }

  /// The lines as arguments of one command that goes on.
  private static func continued(_ lines: String) -> String {
    lines.split(separator: "\n").map { "    \($0) \\\n" }.joined()
  }
}
