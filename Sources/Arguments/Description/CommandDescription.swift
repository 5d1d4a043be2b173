/// A command as plain values, from which help, completions and documents are made.
package struct CommandDescription: Hashable, Sendable {
  /// The program's name and the command's words.
  package let words: [String]
  package let summary: String
  package let discussion: String
  package let examples: [Example]
  /// Whether the words are a command by themselves and not only the beginning of others.
  package let isRunnable: Bool
  /// In the order of the help text; for words that only group others, the program's global options.
  package let arguments: [ArgumentDescription]
  /// Without the hidden ones.
  package let subcommands: [Subcommand]
  package let usage: String
  package let version: String

  /// A command as its parent lists it.
  package struct Subcommand: Hashable, Sendable {
    package let name: String
    package let summary: String
    /// The title of its part of the list; nil for the usual one.
    package let section: String?
  }

  /// All words in one line, as `tradectl order place`.
  package var title: String { words.joined(separator: " ") }
  var isProgram: Bool { words.count == 1 }
  var options: [ArgumentDescription] { arguments.filter { $0.kind != .positional } }
  var positionals: [ArgumentDescription] { arguments.filter { $0.kind == .positional } }
}

/// An argument of a command as plain values.
package struct ArgumentDescription: Hashable, Sendable {
  package let kind: ArgumentDeclaration.Kind
  /// `--risk` for an option or a flag; the name of the value for a positional.
  package let name: String
  /// One dash and one letter.
  package let shortName: String?
  /// `--no-color` for a negatable flag.
  package let negativeName: String?
  /// Empty for a flag.
  package let valueName: String
  package let help: String
  /// The title of its part of the help text; nil for the usual one.
  package let section: String?
  /// As the user would write it; nil where there is no default.
  package let defaultText: String?
  /// What the value must be, as in "expected a whole number"; empty for a flag.
  package let wantedForm: String
  /// Empty where the values cannot be listed.
  package let allowedValues: [String]
  package let isRepeatable: Bool
  package let isRequired: Bool
  package let environmentVariable: String?
  /// Whether the variable's name follows from the option's.
  package let hasAutomaticVariable: Bool
  package let completion: Completion
  /// Whether the option may stand before the command's words.
  package let isGlobal: Bool

  /// Every way to write the option, the short one first; empty for a positional.
  var names: [String] {
    kind == .positional ? [] : [shortName, name, negativeName].compactMap(\.self)
  }

  /// The label in help: `-q, --quiet`, `--risk <percent>`, `<symbol>`.
  var label: String {
    switch kind {
    case .positional: valueName == "-" ? "-" : "<\(valueName)>"
    case .option: names.joined(separator: ", ") + " <\(valueName)>"
    case .flag:
      [shortName, [name, negativeName].compactMap(\.self).joined(separator: "/")]
        .compactMap(\.self).joined(separator: ", ")
    }
  }
}
