/// Turns finished JSON lines into the form that was asked for.
package struct Presentation: ~Copyable {
  private enum Form {
    case lines
    case array(isEmpty: Bool)
    case table(TableText)
    case values(CSVText)
  }

  private var form: Form
  /// Nil where every member is wanted.
  private let selection: FieldSelection?
  private var line = FinishedLine()

  /// - Parameters:
  ///   - format: The form.
  ///   - fields: The members that are wanted, in order; none wants them all.
  ///   - width: The terminal's columns, where tables are cut to them.
  ///   - usesColor: Whether a table's header is bold.
  package init(format: OutputFormat, fields: [String], width: Int?, usesColor: Bool) {
    let selection = fields.isEmpty ? nil : FieldSelection(fields)
    let chosen = selection?.choices.map(\.name) ?? []
    self.selection = selection
    form =
      switch format {
      case .jsonl: .lines
      case .json: .array(isEmpty: true)
      case .table: .table(TableText(chosen: chosen, width: width, usesColor: usesColor))
      case .csv: .values(CSVText(chosen: chosen))
      }
  }

  /// Takes a record.
  ///
  /// - Parameters:
  ///   - source: One JSON object without its line end.
  ///   - output: Gets what can be written already.
  mutating func take(_ source: [UInt8], into output: inout [UInt8]) {
    switch form {
    case .lines:
      appendRecord(source, to: &output)
      output.append(0x0A)
    case .array(let isEmpty):
      // The comma comes with the next record, so that a record need not wait for it.
      output.append(UInt8(ascii: isEmpty ? "[" : ","))
      output.append(0x0A)
      appendRecord(source, to: &output)
      form = .array(isEmpty: false)
    case .table(var table):
      // The copy must be the only one, or each row would copy all that are kept back.
      form = .lines
      withCells(source) { table.take($0, kind: $1, into: &output) }
      form = .table(table)
    case .values(var values):
      form = .lines
      withCells(source) { values.take($0, kind: $1, into: &output) }
      form = .values(values)
    }
  }

  /// Writes what is still kept back, and what ends the form.
  mutating func finish(into output: inout [UInt8]) {
    switch form {
    case .lines, .values: break
    case .array(let isEmpty): output.append(contentsOf: (isEmpty ? "[]\n" : "\n]\n").utf8)
    case .table(var table):
      table.finish(into: &output)
      form = .table(table)
    }
  }

  private mutating func appendRecord(_ source: [UInt8], to output: inout [UInt8]) {
    guard let selection, line.take(source) else { return output.append(contentsOf: source) }
    selection.append(line, to: &output)
  }

  /// The record's cells and its kind; an empty record has none.
  private mutating func withCells(_ source: [UInt8], _ body: ([Cell], String) -> Void) {
    guard line.take(source) else {
      // Only a record with more members than the parser lists; it is shown as it is.
      return body([.line(source)], "")
    }
    let cells = selection.map { Cell.chosen(by: $0, of: line) } ?? Cell.all(of: line)
    guard !cells.isEmpty else { return }
    let name = line.members.first { line.key(of: $0) == Field.record.rawValue }
    body(cells, name.map { line.cellText(of: $0) } ?? "")
  }
}
