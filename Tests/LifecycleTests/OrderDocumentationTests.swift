import Foundation
import Lifecycle
import Testing

/// The table of docs/orders.md says what the code does.
@Suite struct OrderDocumentationTests {
  /// The cells of the table, its head first.
  private func rows() throws -> [[String]] {
    let page = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/orders.md")
    return try String(contentsOf: page, encoding: .utf8)
      .split(separator: "\n")
      .drop { !$0.hasPrefix("| event") }
      .prefix { $0.hasPrefix("|") }
      .filter { !$0.hasPrefix("|-") }
      .map { line in
        line.split(separator: "|").map { cell in
          cell.filter { $0 != "`" }.trimmingCharacters(in: .whitespaces)
        }
      }
  }

  @Test func `a column for each state and a row for each event`() throws {
    let rows = try rows()
    let states = try #require(rows.first).dropFirst()
    #expect(Array(states) == OrderState.allCases.map(\.rawValue))
    #expect(rows.dropFirst().map { $0[0] } == OrderEvent.Kind.allCases.map(\.rawValue))
  }

  @Test func `each cell is where the event leads`() throws {
    for row in try rows().dropFirst() {
      let kind = try #require(OrderEvent.Kind(rawValue: row[0]))
      for (state, cell) in zip(OrderState.allCases, row.dropFirst()) {
        let next = state.next(after: kind).map(\.rawValue) ?? "–"
        #expect(cell == next, "\(state.rawValue) and \(kind.rawValue)")
      }
    }
  }
}
