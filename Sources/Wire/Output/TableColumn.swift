/// How a table's column is laid out: numbers on their decimal point, text from the left.
struct TableColumn {
  /// A longer cell juts out of its column rather than pushing the others aside in every row.
  static let widthMax = 200

  let name: String
  let isNumeric: Bool
  /// Of the numbers: the places before the point, and the point with those behind it.
  private let whole: Int
  private let fraction: Int
  private(set) var width: Int
  /// Whether longer text is cut; numbers never are, half a number is a wrong one.
  private(set) var isNarrowed = false

  /// - Parameters:
  ///   - name: The header.
  ///   - texts: The column's cells, visible, the empty ones left out.
  ///   - isNumeric: Whether all of them are numbers.
  init(name: String, texts: [String], isNumeric: Bool) {
    self.name = name
    self.isNumeric = isNumeric && !texts.isEmpty
    let headerWidth = min(TerminalText.width(name), Self.widthMax)
    guard self.isNumeric else {
      whole = 0
      fraction = 0
      width = texts.reduce(headerWidth) { max($0, min(TerminalText.width($1), Self.widthMax)) }
      return
    }
    let parts = texts.map(Self.parts).filter { $0.whole + $0.fraction <= Self.widthMax }
    whole = parts.map(\.whole).max() ?? 0
    fraction = parts.map(\.fraction).max() ?? 0
    width = max(headerWidth, whole + fraction)
  }

  /// Takes columns away, so that the table fits.
  mutating func narrow(to width: Int) {
    self.width = width
    isNarrowed = true
  }

  func append(header output: inout [UInt8]) { append(name, pad: isNumeric, to: &output) }

  func append(_ text: String, isNumber: Bool, to output: inout [UInt8]) {
    guard isNumeric, isNumber else { return append(text, pad: false, to: &output) }
    let parts = Self.parts(text)
    let behind = max(0, fraction - parts.fraction)
    append(text + String(repeating: " ", count: behind), pad: true, to: &output)
  }

  private func append(_ text: String, pad isRight: Bool, to output: inout [UInt8]) {
    let shown = isNarrowed ? TerminalText.cut(text, to: width) : text
    let spaces = repeatElement(
      UInt8(ascii: " "), count: max(0, width - TerminalText.width(shown)))
    if isRight { output.append(contentsOf: spaces) }
    output.append(contentsOf: shown.utf8)
    if !isRight { output.append(contentsOf: spaces) }
  }

  private static func parts(_ number: String) -> (whole: Int, fraction: Int) {
    let bytes = number.utf8
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    let whole = bytes.distance(from: bytes.startIndex, to: point)
    return (whole, bytes.count - whole)
  }
}
