/// The text that `--help` prints.
package enum HelpText {
  /// The help of one command, ending in a line break.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - width: The terminal's; lines are never wider than about 100 columns.
  /// - Returns: Plain text.
  package static func text(for command: CommandDescription, width: Int = 80) -> String {
    var columns = TextColumns(width: width)
    columns.prose("OVERVIEW: \(command.summary)")
    if !command.discussion.isEmpty {
      columns.line()
      columns.prose(command.discussion)
    }
    columns.line()
    columns.line("USAGE: \(command.usage)")
    for part in HelpPart.parts(of: command) {
      columns.line()
      columns.line("\(part.title):")
      for entry in part.entries { columns.entry(entry.label, entry.text) }
    }
    appendExamples(command.examples, to: &columns)
    if let sentence = EnvironmentSentence.text(for: command) {
      columns.line()
      columns.prose(sentence)
    }
    if !command.subcommands.isEmpty {
      let words = [command.words[0], "help"] + command.words.dropFirst() + ["<subcommand>"]
      columns.line()
      columns.prose("See '\(words.joined(separator: " "))' for more about one of them.")
    }
    return columns.text
  }

  private static func appendExamples(_ examples: [Example], to columns: inout TextColumns) {
    guard !examples.isEmpty else { return }
    columns.line()
    columns.line("EXAMPLES:")
    for (index, example) in examples.enumerated() {
      if index > 0 { columns.line() }
      columns.prose(example.explanation, indent: 2)
      for line in example.command.split(separator: "\n", omittingEmptySubsequences: false) {
        columns.line(String(line), indent: 4)
      }
    }
  }
}

/// A titled list of arguments or subcommands.
struct HelpPart {
  struct Entry {
    let label: String
    let text: String
  }

  let title: String
  private(set) var entries: [Entry] = []

  /// In the order of the help text; the last list of options has `--help` at its end.
  static func parts(of command: CommandDescription) -> [HelpPart] {
    var parts: [HelpPart] = []
    for argument in command.positionals {
      add(Entry(argument), under: "ARGUMENTS", in: &parts)
    }
    for option in command.options where command.isRunnable || command.isProgram {
      add(Entry(option), under: option.section ?? "OPTIONS", in: &parts)
    }
    let last = parts.last { $0.title != "ARGUMENTS" }?.title ?? "OPTIONS"
    if command.isProgram {
      add(Entry(label: "--version", text: "Show the version."), under: last, in: &parts)
      add(
        Entry(
          label: "\(BuiltInOption.completionScript) <shell>",
          text:
            "Print a completion script. (values: \(Shell.allowedValues.joined(separator: ", ")))"),
        under: last, in: &parts)
    }
    add(Entry(label: "-h, --help", text: "Show help information."), under: last, in: &parts)
    for child in command.subcommands {
      add(
        Entry(label: child.name, text: child.summary), under: child.section ?? "SUBCOMMANDS",
        in: &parts)
    }
    return parts
  }

  private static func add(_ entry: Entry, under title: String, in parts: inout [HelpPart]) {
    if let place = parts.firstIndex(where: { $0.title == title }) {
      parts[place].entries.append(entry)
    } else {
      parts.append(HelpPart(title: title, entries: [entry]))
    }
  }
}

extension HelpPart.Entry {
  init(_ argument: ArgumentDescription) {
    let facts = argument.facts
    label = argument.label
    text = facts.isEmpty ? argument.help : "\(argument.help) (\(facts))"
  }
}

extension ArgumentDescription {
  /// What help adds to the sentence: `values: a, b; default: a`.
  var facts: String {
    var facts: [String] = []
    if isRequired, kind != .positional { facts.append("required") }
    if isRepeatable, kind == .option { facts.append("repeatable") }
    if !allowedValues.isEmpty { facts.append("values: \(allowedValues.joined(separator: ", "))") }
    if let shownDefault { facts.append("default: \(shownDefault)") }
    if let environmentVariable, !hasAutomaticVariable {
      facts.append("environment: \(environmentVariable)")
    }
    return facts.joined(separator: "; ")
  }

  /// The default where it tells something: a flag that is off by default is what one expects.
  var shownDefault: String? {
    switch kind {
    case .option, .positional: defaultText
    case .flag(isNegatable: false): nil
    case .flag(isNegatable: true): defaultText == "true" ? name : negativeName(ifDefault: "false")
    }
  }

  private func negativeName(ifDefault text: String) -> String? {
    defaultText == text ? negativeName : nil
  }
}

/// The one sentence of help about environment variables.
enum EnvironmentSentence {
  /// Nil when no option of the command has a variable with an automatic name.
  static func text(for command: CommandDescription) -> String? {
    guard command.isRunnable || command.isProgram else { return nil }
    let options = command.options
    let automatic = options.filter(\.hasAutomaticVariable)
    guard
      let example = automatic.first(where: { $0.name.dropFirst(2).contains("-") })
        ?? automatic.first, let variable = example.environmentVariable
    else { return nil }
    let without = options.filter { $0.environmentVariable == nil }.map(\.name)
    let exception = without.isEmpty ? "" : " except \(without.joined(separator: ", "))"
    return
      "Each option\(exception) can also be set by an environment variable: "
      + "\(example.name) by \(variable)."
  }
}

extension CommandTree {
  /// The help of one command, ending in a line break; nil when there is no such command.
  package func help(of path: [String], width: Int = 80) -> String? {
    description(of: path).map { HelpText.text(for: $0, width: width) }
  }
}
