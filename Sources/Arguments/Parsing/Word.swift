/// How a word of the command line is to be read.
enum Word {
  /// `--`: everything behind it is positional.
  case terminator
  /// `--name`, `--name=value`, `-n`.
  case option(name: String, value: String?)
  /// A plain word, a lone dash, or a negative number.
  case plain

  init(_ word: String) {
    let bytes = word.utf8
    guard bytes.first == UInt8(ascii: "-"), bytes.count > 1 else {
      self = .plain
      return
    }
    if word == "--" {
      self = .terminator
    } else if Word.isNegativeNumber(word) {
      self = .plain
    } else if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
      self = .option(
        name: String(word[..<equals]), value: String(word[bytes.index(after: equals)...]))
    } else {
      self = .option(name: word, value: nil)
    }
  }

  /// A dash and a digit, or a dash, a point and a digit.
  private static func isNegativeNumber(_ word: String) -> Bool {
    let digits = word.utf8.dropFirst().drop { $0 == UInt8(ascii: ".") }
    guard let first = digits.first, word.utf8.count - digits.count <= 2 else { return false }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }

  /// Whether the word may follow an option as its value.
  var canBeValue: Bool {
    if case .plain = self { true } else { false }
  }
}
