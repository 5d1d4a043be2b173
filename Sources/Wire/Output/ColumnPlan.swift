/// Decides which column each cell of a row stands in, and when a new header is due.
///
/// Nothing is lost silently: a record that has a member without a column makes a new header.
/// Columns are remembered for each kind of record and only ever added to, so that a stream in
/// which some records have more members than others settles after a few rows.
struct ColumnPlan {
  /// How a row relates to the row before it.
  enum Step {
    case sameColumns
    /// The kind is the same, and columns were added at the end.
    case moreColumns
    /// Another kind of record, or the very first.
    case otherColumns
  }

  /// Columns beyond this are not collected; the record's own members become the header instead.
  static let columnsMax = 256
  /// So many kinds of record are remembered.
  private static let kindsMax = 64

  private(set) var names: [String] = []
  private var kind: String?
  private var namesOfKind: [String: [String]] = [:]
  /// Whether the columns were chosen, so that nothing changes them.
  private let isFixed: Bool

  /// - Parameter chosen: The names of the columns; none takes them from the records.
  init(chosen: [String]) {
    names = chosen
    isFixed = !chosen.isEmpty
  }

  /// Puts a record's cells into columns.
  ///
  /// - Parameters:
  ///   - cells: Not empty; with chosen columns, one for each.
  ///   - kind: What the record is.
  /// - Returns: A row with a cell for each of `names`, and what the names have come to be.
  mutating func place(_ cells: [Cell], kind: String) -> (row: [Cell], step: Step) {
    guard !isFixed else {
      defer { self.kind = kind }
      return (cells, self.kind == nil ? .otherColumns : .sameColumns)
    }
    var step = Step.sameColumns
    if self.kind != kind {
      if namesOfKind.count >= Self.kindsMax { namesOfKind.removeAll() }
      if let former = self.kind { namesOfKind[former] = names }
      names = namesOfKind[kind] ?? cells.map(\.name)
      self.kind = kind
      step = .otherColumns
    }
    var row = arrange(cells)
    if row == nil {
      if step == .sameColumns { step = .moreColumns }
      addColumns(for: cells)
      row = arrange(cells)
    }
    return (row ?? cells, step)
  }

  /// The cells in the order of the columns, or nil where one has no column.
  private func arrange(_ cells: [Cell]) -> [Cell]? {
    if cells.count == names.count, zip(cells, names).allSatisfy({ $0.name == $1 }) { return cells }
    var places = [Int?](repeating: nil, count: names.count)
    var next = 0
    for (index, cell) in cells.enumerated() {
      // Mostly the next column is the one, so the search begins there and goes around.
      let order = (0..<names.count).lazy.map { ($0 + next) % names.count }
      guard let place = order.first(where: { names[$0] == cell.name && places[$0] == nil }) else {
        return nil
      }
      places[place] = index
      next = place + 1
    }
    return zip(places, names).map { place, name in place.map { cells[$0] } ?? .empty(name) }
  }

  private mutating func addColumns(for cells: [Cell]) {
    var unused = names
    var added: [String] = []
    for cell in cells {
      if let place = unused.firstIndex(of: cell.name) {
        unused.remove(at: place)
      } else {
        added.append(cell.name)
      }
    }
    names = names.count + added.count <= Self.columnsMax ? names + added : cells.map(\.name)
  }
}
