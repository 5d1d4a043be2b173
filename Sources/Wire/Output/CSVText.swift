/// Records as comma-separated values (RFC 4180; lines end with a line feed alone).
///
/// A header names the members of the first record, an object's members with a dot. Another kind of
/// record, or one with further members, begins a new header behind an empty line. Text that a
/// spreadsheet would take for a formula gets a leading apostrophe; numbers stay what they are.
struct CSVText {
  private var plan: ColumnPlan
  private var isFirst = true

  init(chosen: [String]) { plan = ColumnPlan(chosen: chosen) }

  /// - Parameters:
  ///   - cells: Not empty.
  ///   - kind: What the record is.
  ///   - output: Gets one line, behind a header where one is due.
  mutating func take(_ cells: [Cell], kind: String, into output: inout [UInt8]) {
    let (row, step) = plan.place(cells, kind: kind)
    if step != .sameColumns {
      if !isFirst { output.append(0x0A) }
      isFirst = false
      append(plan.names.map { Cell(name: $0, text: $0, isNumber: false) }, to: &output)
    }
    append(row, to: &output)
  }

  private func append(_ row: [Cell], to output: inout [UInt8]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      append(cell, to: &output)
    }
    // An empty line would look like the end of the block.
    if row.count == 1, row[0].text.isEmpty { output += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
    output.append(0x0A)
  }

  private func append(_ cell: Cell, to output: inout [UInt8]) {
    let text = cell.text.utf8
    let isFormula = !cell.isNumber && text.first.map(Self.beginsFormula) == true
    guard text.contains(where: Self.needsQuotes) else {
      if isFormula { output.append(UInt8(ascii: "'")) }
      return output.append(contentsOf: text)
    }
    output.append(UInt8(ascii: "\""))
    if isFormula { output.append(UInt8(ascii: "'")) }
    for byte in text {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }

  /// The characters that spreadsheets begin to reckon at.
  private static func beginsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      true
    default: false
    }
  }
}
