extension CommandTree {
  /// Every command that is not hidden in one Markdown document.
  package var markdownReference: String {
    let commands = descriptions
    var text = "# Commands of \(name)\n\n"
    text += "Made from the command tree; `\(name) help <command>` says the same.\n\n"
    for command in commands.dropFirst() {
      let indent = String(repeating: "  ", count: command.words.count - 2)
      text += "\(indent)- [\(command.title)](#\(MarkdownText.anchor(of: command.title))): "
      text += "\(MarkdownText.escaped(command.summary))\n"
    }
    for command in commands { text += "\n" + MarkdownText.section(for: command) }
    return text
  }
}

/// Parts of the Markdown document.
enum MarkdownText {
  static func section(for command: CommandDescription) -> String {
    var text = "## \(command.title)\n\n\(escaped(command.summary))\n"
    text += "\n```\n\(command.usage)\n```\n"
    if !command.discussion.isEmpty { text += "\n" + prose(command.discussion) }
    if command.isRunnable || command.isProgram { text += table(command.arguments, command) }
    for example in command.examples {
      text += "\n\(escaped(example.explanation))\n\n```sh\n\(example.command)\n```\n"
    }
    return text
  }

  private static func table(
    _ arguments: [ArgumentDescription], _ command: CommandDescription
  ) -> String {
    // The global options are listed once, under the program.
    let own = arguments.filter { command.isProgram || !$0.isGlobal }
    var text = ""
    if !own.isEmpty {
      text += "\n| argument | meaning | default | variable |\n|---|---|---|---|\n"
      for argument in own {
        let cells = [
          code(argument.label), meaning(of: argument), code(argument.shownDefault),
          code(argument.environmentVariable),
        ]
        text += "| \(cells.joined(separator: " | ")) |\n"
      }
    }
    if own.count < arguments.count {
      text +=
        "\nThe options of [\(command.words[0])](#\(anchor(of: command.words[0]))) work here too.\n"
    }
    return text
  }

  private static func meaning(of argument: ArgumentDescription) -> String {
    var text = escaped(argument.help)
    if argument.isRequired { text += " Required." }
    if argument.isRepeatable { text += " Repeatable." }
    if !argument.allowedValues.isEmpty {
      let values = argument.allowedValues.map { code($0) }.joined(separator: ", ")
      text += " One of \(values)."
    }
    return text
  }

  private static func prose(_ text: String) -> String {
    var result = ""
    var isCode = false
    for paragraph in Prose.paragraphs(of: text) {
      if case .verbatim(let line) = paragraph {
        if !isCode { result += "```\n" }
        isCode = true
        result += line + "\n"
        continue
      }
      if isCode { result += "```\n" }
      isCode = false
      switch paragraph {
      case .wrapped(let words): result += escaped(words.joined(separator: " ")) + "\n"
      default: result += "\n"
      }
    }
    return isCode ? result + "```\n" : result
  }

  private static func code(_ text: String?) -> String {
    guard let text else { return "" }
    return "`\(text.escaping("|"))`"
  }

  /// The text with everything that Markdown or HTML would read otherwise escaped.
  static func escaped(_ text: String) -> String {
    text.escaping("\\`*_[]<>|#")
  }

  /// The name by which a heading can be linked to.
  static func anchor(of title: String) -> String {
    String(title.lowercased().map { $0 == " " ? "-" : $0 })
  }
}
