/// Writes the script for bash 4 and later, which needs nothing but bash itself.
enum BashCompletion {
  static func script(for tree: CompletionTree) -> String {
    let name = "_\(tree.identifier)"
    return """
      # Completes \(tree.program) in bash. To load it:
      #   source <(\(tree.program) \(BuiltInOption.completionScript) bash)

      # Offers those of the words that begin with what has been typed.
      \(name)_words() {
        local word
        for word in "$@"; do
          [[ $word == "$current"* ]] && COMPREPLY+=("$word")
        done
      }

      # Offers what compgen finds: f for files, d for folders, c for programs.
      \(name)_paths() {
        local -a found
        compopt -o filenames 2>/dev/null
        mapfile -t found < <(compgen "-$1" -- "$current")
        COMPREPLY+=("${found[@]}")
      }

      \(name)() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
        local command=\(tree.program.shellQuoted) word index
        local -a globals=(\(words(tree.globals.flatMap(\.names) + ["--help"])))
        local -a options=() commands=() values=()
        local paths=''
        COMPREPLY=()

        # Bash takes --name=value apart at the equals sign.
        if [[ $current == '=' ]]; then
          current=''
        elif [[ $previous == '=' ]]; then
          previous=${COMP_WORDS[COMP_CWORD - 2]}
        fi

        for ((index = 1; index < COMP_CWORD; index++)); do
          word=${COMP_WORDS[index]}
          [[ $index == 1 && $word == help ]] && continue
          case "$command $word" in
            \(pattern(tree.titles)))
              command+=" $word"
              continue
              ;;
          esac
          case "$word" in
            \(pattern(tree.globalsWithValue)))
              [[ ${COMP_WORDS[index + 1]} == '=' ]] && ((index++))
              ((index++))
              ;;
            \(pattern(tree.globalsWithoutValue))) ;;
            *) break ;;
          esac
        done

        case "$command $previous" in
      \(valueCases(tree, name))  esac

        case "$command" in
      \(commandCases(tree))  esac

        for ((index = 1; index < COMP_CWORD; index++)); do
          [[ ${COMP_WORDS[index]} == -- ]] && options=()
        done
        if [[ $current == -* ]]; then
          \(name)_words "${options[@]}"
          return 0
        fi
        \(name)_words "${commands[@]}" "${values[@]}"
        [[ $paths ]] && \(name)_paths "$paths"
        [[ -z $current && ${#COMPREPLY[@]} == 0 ]] && \(name)_words "${options[@]}"
        return 0
      }

      complete -F \(name) \(tree.program)

      """
  }

  /// What to offer behind an option that takes a value; the lines of a `case` statement.
  private static func valueCases(_ tree: CompletionTree, _ name: String) -> String {
    var lines = ""
    func add(_ option: ArgumentDescription, _ patterns: [String]) {
      let action =
        switch option.completion {
        case .none: ""
        case .values(let values): "\(name)_words \(words(values)); "
        case .file: "\(name)_paths f; "
        case .directory: "\(name)_paths d; "
        case .command: "\(name)_paths c; "
        }
      lines += "    \(patterns.joined(separator: " | "))) \(action)return 0 ;;\n"
    }
    for command in tree.commands {
      for option in tree.ownOptions(of: command) where option.kind == .option {
        add(option, option.names.map { "\(command.title) \($0)".shellQuoted })
      }
    }
    for option in tree.globals where option.kind == .option {
      add(option, option.names.map { "*\(" \($0)".shellQuoted)" })
    }
    let shells = words(Shell.allowedValues)
    lines += "    *\(" \(BuiltInOption.completionScript)".shellQuoted))"
    return lines + " \(name)_words \(shells); return 0 ;;\n"
  }

  /// What each command has; the lines of a `case` statement.
  private static func commandCases(_ tree: CompletionTree) -> String {
    var lines = ""
    for command in tree.commands {
      var own = tree.ownOptions(of: command).flatMap(\.names)
      if command.isProgram { own += [BuiltInOption.version, BuiltInOption.completionScript] }
      let rest = tree.hasGlobals(command) ? "\"${globals[@]}\"" : "--help"
      lines += "    \(command.title.shellQuoted))\n"
      lines +=
        "      options=(\((own.map(\.shellQuotedIfNeeded) + [rest]).joined(separator: " ")))\n"
      let children = tree.subcommands(of: command).map(\.name)
      if !children.isEmpty { lines += "      commands=(\(words(children)))\n" }
      for positional in command.positionals {
        switch positional.completion {
        case .none: break
        case .values(let values): lines += "      values+=(\(words(values)))\n"
        case .file: lines += "      paths=f\n"
        case .directory: lines += "      paths=d\n"
        case .command: lines += "      paths=c\n"
        }
      }
      lines += "      ;;\n"
    }
    return lines
  }

  private static func words(_ words: [String]) -> String {
    words.map(\.shellQuotedIfNeeded).joined(separator: " ")
  }

  /// A pattern that matches any of the words and, where there are none, nothing.
  private static func pattern(_ words: [String]) -> String {
    words.isEmpty ? "''" : words.map(\.shellQuotedIfNeeded).joined(separator: " | ")
  }
}

extension String {
  /// In quotes unless every character is harmless to every shell.
  var shellQuotedIfNeeded: String {
    let harmless = "-_./,+:@%"
    let isHarmless = allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || harmless.contains($0))
    }
    return isHarmless && !isEmpty ? self : shellQuoted
  }
}
