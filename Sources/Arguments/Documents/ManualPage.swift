/// A page for `man`, written in the macros of man(7).
package struct ManualPage: Hashable, Sendable {
  /// Named after the command's words, as `tradectl-order-place.1`.
  package let fileName: String
  package let text: String

  /// A part of every page that the command tree knows nothing about, such as the exit status.
  package struct Section: Hashable, Sendable {
    package let title: String
    /// Written as `ParsableCommand.discussion` is.
    package let text: String

    package init(_ title: String, _ text: String) {
      self.title = title
      self.text = text
    }
  }

  /// - Parameters:
  ///   - command: The command; its subcommands have pages of their own.
  ///   - date: Of the release, as `2026-11-20`.
  ///   - sections: What follows the options and environment variables on every page.
  package init(for command: CommandDescription, date: String, sections: [Section] = []) {
    let name = command.words.joined(separator: "-")
    let program = command.words[0]
    var page = RoffText()
    page.title(
      name.uppercased(), date: date, source: "\(program) \(command.version)",
      manual: "\(program) manual")
    page.macro("SH", "NAME")
    page.raw("\(RoffText.escaped(name)) \\- \(RoffText.escaped(command.summaryWithoutPeriod))")
    page.macro("SH", "SYNOPSIS")
    page.synopsis(of: command)
    page.macro("SH", "DESCRIPTION")
    page.prose(command.summary)
    if !command.discussion.isEmpty {
      page.macro("PP")
      page.prose(command.discussion)
    }
    for part in HelpPart.parts(of: command) {
      page.macro("SH", part.title)
      for entry in part.entries {
        page.macro("TP")
        page.label(entry.label)
        page.prose(entry.text)
      }
    }
    if let sentence = EnvironmentSentence.text(for: command) {
      page.macro("SH", "ENVIRONMENT")
      page.prose(sentence)
    }
    for section in sections {
      page.macro("SH", section.title.uppercased())
      page.prose(section.text)
    }
    page.examples(command.examples)
    page.references(of: command)
    fileName = "\(name).1"
    text = page.text
  }
}

extension CommandTree {
  /// One page for each command that is not hidden, and one for the program.
  ///
  /// - Parameters:
  ///   - date: Of the release, as `2026-11-20`.
  ///   - sections: What follows the options and environment variables on every page.
  /// - Returns: The program's page first.
  package func manualPages(
    date: String, sections: [ManualPage.Section] = []
  ) -> [ManualPage] {
    descriptions.map { ManualPage(for: $0, date: date, sections: sections) }
  }
}

extension CommandDescription {
  fileprivate var summaryWithoutPeriod: String {
    summary.hasSuffix(".") ? String(summary.dropLast()) : summary
  }
}

extension RoffText {
  fileprivate mutating func synopsis(of command: CommandDescription) {
    let rest = command.usage.dropFirst(command.title.count)
    raw("\\fB\(RoffText.escaped(command.title))\\fR\(RoffText.placeholders(String(rest)))")
  }

  fileprivate mutating func examples(_ examples: [Example]) {
    guard !examples.isEmpty else { return }
    macro("SH", "EXAMPLES")
    for (index, example) in examples.enumerated() {
      if index > 0 { macro("PP") }
      prose(example.explanation)
      verbatim(example.command.split(separator: "\n").map(String.init))
    }
  }

  fileprivate mutating func references(of command: CommandDescription) {
    let name = command.words.joined(separator: "-")
    var names = command.subcommands.map { "\(name)-\($0.name)" }
    if !command.isProgram { names.insert(command.words.dropLast().joined(separator: "-"), at: 0) }
    guard !names.isEmpty else { return }
    macro("SH", "SEE ALSO")
    for (index, name) in names.enumerated() {
      macro("BR", name, index == names.count - 1 ? "(1)" : "(1),")
    }
  }
}
