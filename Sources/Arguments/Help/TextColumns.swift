/// Plain text in lines of limited width.
struct TextColumns {
  /// Where the text beside a label begins.
  static let textColumn = 26
  /// Wider lines are hard to read, however wide the terminal is.
  static let widestLine = 100

  let width: Int
  private(set) var text = ""

  init(width: Int) {
    self.width = min(max(width, 50), TextColumns.widestLine)
  }

  mutating func line(_ line: String = "", indent: Int = 0) {
    if !line.isEmpty { text += String(repeating: " ", count: indent) + line }
    text += "\n"
  }

  /// Text that is wrapped, except for lines that begin with a space.
  ///
  /// - Parameters:
  ///   - prose: Paragraphs separated by blank lines.
  ///   - indent: How far from the left.
  ///   - first: What stands before the text on the first line, in place of the indent.
  mutating func prose(_ prose: String, indent: Int = 0, first: String = "") {
    var lead = first
    for paragraph in Prose.paragraphs(of: prose) {
      switch paragraph {
      case .blank:
        line()
      case .verbatim(let kept):
        line(kept, indent: indent)
      case .wrapped(let words):
        for wrapped in wrap(words, indent: indent, leadWidth: lead.count) {
          line(lead + wrapped, indent: lead.isEmpty ? indent : 0)
          lead = ""
        }
      }
    }
  }

  /// A label with text beside it; a label that is too long has its text on the next line.
  mutating func entry(_ label: String, _ prose: String) {
    let lead = "  \(label)"
    if lead.count < TextColumns.textColumn {
      let padding = String(repeating: " ", count: TextColumns.textColumn - lead.count)
      self.prose(prose, indent: TextColumns.textColumn, first: lead + padding)
    } else {
      line(lead)
      self.prose(prose, indent: TextColumns.textColumn)
    }
  }

  private func wrap(_ words: [Substring], indent: Int, leadWidth: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var used = max(leadWidth, indent)
    for word in words {
      let length = word.count
      if !current.isEmpty, used + 1 + length > width {
        lines.append(current)
        current = ""
        used = indent
      }
      if !current.isEmpty {
        current += " "
        used += 1
      }
      current += word
      used += length
    }
    if !current.isEmpty { lines.append(current) }
    return lines
  }
}

/// The three things that a discussion is made of.
enum Prose {
  case blank
  /// One line, kept with its spaces.
  case verbatim(String)
  /// The words of lines that belong together.
  case wrapped([Substring])

  static func paragraphs(of text: String) -> [Prose] {
    var result: [Prose] = []
    var words: [Substring] = []
    func flush() {
      if !words.isEmpty { result.append(.wrapped(words)) }
      words = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        flush()
        result.append(.blank)
      } else if line.first == " " {
        flush()
        result.append(.verbatim(String(line)))
      } else {
        words += line.split(separator: " ")
      }
    }
    flush()
    return result
  }
}
