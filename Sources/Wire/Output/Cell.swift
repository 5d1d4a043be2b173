internal import CSimdjson
internal import Domain

/// One value of a row, with the name of its column.
struct Cell: Hashable {
  let name: String
  let text: String
  /// Whether it reads as a number, also when it is written as a string.
  let isNumber: Bool

  /// A row's place in a column that its record has no member for.
  static func empty(_ name: String) -> Cell { Cell(name: name, text: "", isNumber: false) }

  /// A whole line, where it cannot be taken apart.
  static func line(_ bytes: [UInt8]) -> Cell {
    Cell(name: Field.line.rawValue, text: String(decoding: bytes, as: UTF8.self), isNumber: false)
  }
}

extension Cell {
  /// An object's members become cells of their own up to so many cells in a row.
  private static let cellsMax = 1024

  /// The cells of a record: its members but for `record` and `v`, objects taken apart one level.
  static func all(of line: borrowing FinishedLine) -> [Cell] {
    var cells: [Cell] = []
    var leading: [Cell] = []
    cells.reserveCapacity(line.members.count)
    for member in line.members {
      let name = line.key(of: member)
      if name == Field.record.rawValue || name == Field.v.rawValue {
        leading.append(Cell(name: name, member, of: line))
      } else if member.kind == TRADECTL_JSON_OBJECT,
        let inner = line.members(in: member.value), !inner.isEmpty,
        cells.count + inner.count <= cellsMax
      {
        for member in inner {
          cells.append(Cell(name: "\(name).\(line.key(of: member))", member, of: line))
        }
      } else {
        cells.append(Cell(name: name, member, of: line))
      }
    }
    // A record that has nothing else still deserves a row.
    return cells.isEmpty ? leading : cells
  }

  /// The chosen cells of a record; empty ones for what it lacks.
  static func chosen(by selection: FieldSelection, of line: borrowing FinishedLine) -> [Cell] {
    var cells: [Cell] = []
    for choice in selection.choices {
      guard let member = selection.member(choice, of: line) else {
        cells.append(.empty(choice.name))
        continue
      }
      cells.append(Cell(name: choice.name, member, of: line))
    }
    return cells
  }

  private init(
    name: String, _ member: FinishedLine.Member, of line: borrowing FinishedLine
  ) {
    self.name = name
    text = line.cellText(of: member)
    isNumber =
      member.kind == TRADECTL_JSON_NUMBER
      || (member.kind == TRADECTL_JSON_STRING && Self.readsAsNumber(text))
  }

  /// Whether a string is what `--decimals string` makes of a number.
  private static func readsAsNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first,
      first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "-")
    else { return false }
    return (try? Rate(decimal: text)) != nil
  }
}
