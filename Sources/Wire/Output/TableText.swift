/// Records as aligned columns.
///
/// The first rows are kept back to find the widths; the rest streams with those, so that memory
/// stays bounded. Another kind of record begins a new table behind an empty line, and so does one
/// with further members once the widths stand.
struct TableText {
  /// Rows, and bytes in them, that are kept back at most.
  static let rowsMax = 500
  private static let bytesMax = 1 << 20
  /// Text columns keep so much when the terminal is narrow.
  private static let narrowest = 8
  private static let gap = 2
  /// So many columns of a single record are still read side by side.
  private static let columnsMax = 12
  /// What a terminal shows in a line, where its width is not known.
  private static let usualWidth = 120

  private var plan: ColumnPlan
  private let width: Int?
  private let usesColor: Bool
  private var rows: [[Cell]] = []
  private var keptBytes = 0
  /// Nil while rows are kept back.
  private var columns: [TableColumn]?
  private var isFirst = true

  /// - Parameters:
  ///   - chosen: The names of the columns; none takes them from the records.
  ///   - width: The terminal's columns; nil never cuts anything.
  ///   - usesColor: Whether the header is bold.
  init(chosen: [String], width: Int?, usesColor: Bool) {
    plan = ColumnPlan(chosen: chosen)
    self.width = width
    self.usesColor = usesColor
  }

  /// - Parameters:
  ///   - cells: Not empty.
  ///   - kind: What the record is.
  ///   - output: Gets lines once the widths are known.
  mutating func take(_ cells: [Cell], kind: String, into output: inout [UInt8]) {
    let former = plan.names
    let (row, step) = plan.place(
      cells.map {
        Cell(
          name: TerminalText.visible($0.name), text: TerminalText.visible($0.text),
          isNumber: $0.isNumber)
      }, kind: kind)
    switch step {
    case .sameColumns: break
    case .moreColumns where columns == nil && plan.names.starts(with: former): fillUp()
    case .moreColumns, .otherColumns: endTable(former, into: &output)
    }
    if let columns { return append(row, columns, to: &output) }
    rows.append(row)
    keptBytes += row.reduce(0) { $0 + $1.text.utf8.count }
    if rows.count >= Self.rowsMax || keptBytes >= Self.bytesMax {
      writeKeptRows(plan.names, into: &output)
    }
  }

  /// Writes the rows that are still kept back.
  mutating func finish(into output: inout [UInt8]) { endTable(plan.names, into: &output) }

  /// Gives the rows kept back cells for the columns that were added.
  private mutating func fillUp() {
    for index in rows.indices {
      rows[index] += plan.names[rows[index].count...].map(Cell.empty)
    }
  }

  private mutating func endTable(_ names: [String], into output: inout [UInt8]) {
    if columns == nil, !rows.isEmpty {
      if rows.count == 1, isWide(rows[0]) {
        writeDetails(rows[0], into: &output)
      } else {
        writeKeptRows(names, into: &output)
      }
    }
    columns = nil
  }

  /// Whether a row alone has more than a line of a terminal can show, however it is cut.
  private func isWide(_ row: [Cell]) -> Bool {
    guard row.count > Self.columnsMax else { return false }
    let columns = row.reduce(-Self.gap) {
      $0 + Self.gap + max(TerminalText.width($1.name), TerminalText.width($1.text))
    }
    return columns > width ?? Self.usualWidth
  }

  /// A single record that is too wide for a line: a line for each member that has a value.
  private mutating func writeDetails(_ row: [Cell], into output: inout [UInt8]) {
    if !isFirst { output.append(0x0A) }
    isFirst = false
    let widest = row.map { TerminalText.width($0.name) }.max() ?? 0
    for cell in row where !cell.text.isEmpty {
      output.append(contentsOf: cell.name.utf8)
      let spaces = widest - TerminalText.width(cell.name) + Self.gap
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: spaces))
      output.append(contentsOf: cell.text.utf8)
      output.append(0x0A)
    }
    rows.removeAll()
    keptBytes = 0
  }

  private mutating func writeKeptRows(_ names: [String], into output: inout [UInt8]) {
    let columns = columns(names)
    self.columns = columns
    if !isFirst { output.append(0x0A) }
    isFirst = false
    if usesColor { output.append(contentsOf: "\u{1B}[1m".utf8) }
    line(to: &output) { output in
      for (index, column) in columns.enumerated() {
        if index > 0 { Self.appendGap(to: &output) }
        column.append(header: &output)
      }
    }
    if usesColor {
      output.removeLast()
      output.append(contentsOf: "\u{1B}[0m\n".utf8)
    }
    for row in rows { append(row, columns, to: &output) }
    rows.removeAll()
    keptBytes = 0
  }

  private func columns(_ names: [String]) -> [TableColumn] {
    var columns = names.enumerated().map { place, name in
      let cells = rows.lazy.map { $0[place] }.filter { !$0.text.isEmpty }
      return TableColumn(
        name: name, texts: cells.map(\.text), isNumeric: cells.allSatisfy(\.isNumber))
    }
    if let width { Self.narrow(&columns, to: width) }
    return columns
  }

  /// Takes the excess from the widest text columns first.
  private static func narrow(_ columns: inout [TableColumn], to width: Int) {
    func total() -> Int { columns.reduce(gap * (columns.count - 1)) { $0 + $1.width } }
    while total() > width {
      let texts = columns.indices.filter { !columns[$0].isNumeric }
      guard let widest = texts.max(by: { columns[$0].width < columns[$1].width }),
        columns[widest].width > narrowest
      else { return }
      // Down to the next one at once, then evenly.
      let next = texts.filter { $0 != widest }.map { columns[$0].width }.max() ?? narrowest
      let step = max(1, min(total() - width, columns[widest].width - max(next, narrowest)))
      columns[widest].narrow(to: columns[widest].width - step)
    }
  }

  private func append(_ row: [Cell], _ columns: [TableColumn], to output: inout [UInt8]) {
    line(to: &output) { output in
      for (index, column) in columns.enumerated() {
        if index > 0 { Self.appendGap(to: &output) }
        column.append(row[index].text, isNumber: row[index].isNumber, to: &output)
      }
    }
  }

  private static func appendGap(to output: inout [UInt8]) {
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: gap))
  }

  /// Ends a line without the spaces that its last cells leave.
  private func line(to output: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
    let start = output.count
    body(&output)
    while output.count > start, output.last == UInt8(ascii: " ") { output.removeLast() }
    output.append(0x0A)
  }
}
