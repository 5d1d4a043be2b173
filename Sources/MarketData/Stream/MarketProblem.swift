/// Why one row of a file could not be used.
package struct MarketProblem: Hashable, Sendable {
  package var file: String
  /// The first line of a file is 1.
  package var line: Int
  /// The column's name in the header row; nil when the whole row is meant.
  package var column: String?
  /// What is wrong, as the end of a sentence that begins with the column or with "the row".
  package var fault: String

  package init(file: String, line: Int, column: String?, fault: String) {
    self.file = file
    self.line = line
    self.column = column
    self.fault = fault
  }

  /// The place and the fault, as a sentence without its full stop.
  package var explanation: String {
    "\(file): line \(line): \(column ?? "the row") \(fault)"
  }
}
