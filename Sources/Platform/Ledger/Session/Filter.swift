/// The conditions of a question whose parts may all be missing.
struct Filter {
  enum Value {
    case integer(Int64)
    case text(String)
  }

  private var conditions: [String] = []
  private var values: [Value] = []

  init() {}

  mutating func add(_ condition: String) { conditions.append(condition) }

  /// - Parameters:
  ///   - condition: A column and a comparison.
  ///   - value: What the column is compared with.
  mutating func add(_ condition: String, _ value: Value) {
    values.append(value)
    conditions.append("\(condition) $\(values.count)")
  }

  func statement(_ start: String, order: String, limit: Int?) -> String {
    var text = start
    if !conditions.isEmpty { text += " WHERE " + conditions.joined(separator: " AND ") }
    text += " ORDER BY " + order
    if let limit { text += " LIMIT \(max(0, limit))" }
    return text
  }

  func bind(_ row: inout RowWriter) {
    for value in values {
      switch value {
      case .integer(let number): row.add(number)
      case .text(let text): row.add(text)
      }
    }
  }
}
