/// The forms that records can be written in.
package enum OutputFormat: String, CaseIterable, Sendable {
  /// One JSON object a line.
  case jsonl
  /// One JSON array, a record a line.
  case json
  /// Aligned columns for people.
  case table
  /// Comma-separated values.
  case csv
}
