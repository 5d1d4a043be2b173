/// Text in the language of man pages, built line by line.
struct RoffText {
  private(set) var text = ""

  mutating func raw(_ line: String) {
    text += line + "\n"
  }

  mutating func macro(_ name: String, _ arguments: String...) {
    let quoted = arguments.map { "\"\(RoffText.escaped($0, everyDash: true))\"" }
    raw(".\(([name] + quoted).joined(separator: " "))")
  }

  /// The first line of a page of the manual's first chapter.
  mutating func title(_ name: String, date: String, source: String, manual: String) {
    raw(".TH \"\(name)\" \"1\" \"\(date)\" \"\(source)\" \"\(manual)\"")
    // Left-aligned and without hyphenation, so that names can be searched for and copied.
    raw(".nh")
    raw(".ad l")
  }

  /// A label of a list: names in bold, values in italics.
  mutating func label(_ label: String) {
    raw("\\fB\(RoffText.placeholders(label, outer: "\\fB"))\\fR")
  }

  /// Paragraphs, with each sentence on a line of its own as man pages have it.
  mutating func prose(_ prose: String) {
    var kept: [String] = []
    var isAfterBlank = false
    for paragraph in Prose.paragraphs(of: prose) {
      switch paragraph {
      case .verbatim(let line):
        kept.append(line)
      case .blank:
        // Inside an example a blank line is a part of it.
        if kept.isEmpty { isAfterBlank = true } else { kept.append("") }
      case .wrapped(let words):
        if !kept.isEmpty { isAfterBlank = true }
        flush(&kept)
        if isAfterBlank { macro("PP") }
        isAfterBlank = false
        sentences(words)
      }
    }
    flush(&kept)
  }

  private mutating func flush(_ kept: inout [String]) {
    while kept.last?.isEmpty == true { kept.removeLast() }
    if !kept.isEmpty {
      macro("sp")
      verbatim(kept)
    }
    kept = []
  }

  /// Lines that are kept as they are, indented as far as the page's lists are.
  mutating func verbatim(_ lines: [String]) {
    let margin = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    macro("RS")
    macro("nf")
    for line in lines.map({ String($0.dropFirst(margin)) }) {
      raw(RoffText.escaped(line, everyDash: true))
    }
    macro("fi")
    macro("RE")
  }

  private mutating func sentences(_ words: [Substring]) {
    var line = ""
    for word in words {
      let escaped = RoffText.escaped(String(word))
      if !line.isEmpty, line.utf8.count + 1 + escaped.utf8.count > 78 {
        raw(RoffText.guarded(line))
        line = ""
      }
      line += line.isEmpty ? escaped : " \(escaped)"
      if let last = word.last, ".!?".contains(last) {
        raw(RoffText.guarded(line))
        line = ""
      }
    }
    if !line.isEmpty { raw(RoffText.guarded(line)) }
  }

  /// Escaped text with `<value>` in italics instead of brackets.
  static func placeholders(_ text: String, outer: String = "\\fR") -> String {
    escaped(text, everyDash: true).split(separator: "<", omittingEmptySubsequences: false)
      .map { part in
        guard let end = part.firstIndex(of: ">") else { return String(part) }
        return "\\fI\(part[..<end])\(outer)\(part[part.index(after: end)...])"
      }.joined()
  }

  /// The text with everything that roff would read otherwise written as an escape.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - everyDash: Whether hyphens inside words are to be copied as typed, as in commands; a
  ///     word that begins with a dash is always treated so.
  /// - Returns: One line.
  static func escaped(_ text: String, everyDash: Bool = false) -> String {
    var result = ""
    let isCode = everyDash || text.drop(while: { "'\"(".contains($0) }).first == "-"
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += isCode ? "\\-" : "-"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      default: result.append(character)
      }
    }
    return guarded(result)
  }

  /// Keeps a text line from being read as a macro.
  private static func guarded(_ line: String) -> String {
    line.first == "." ? "\\&\(line)" : line
  }
}
