internal import Synchronization

/// A database that understands SQL: what the tables are written in, whoever keeps them.
protocol Database: AnyObject {
  /// Where it is, for messages.
  var path: String { get }
  /// A number that changes when anybody else has written; nil where that is not known.
  func changeCount() throws(LedgerError) -> Int64?
  /// A statement that is kept for the next time; it is handed out ready for its parameters.
  func statement(_ query: Query) throws(LedgerError) -> any Statement
  /// A statement that is not worth keeping.
  func statement(once text: String) throws(LedgerError) -> any Statement
}

/// The text of a statement, `$1` and on for its parameters, each used first in this order.
final class Query: Sendable {
  let text: String
  /// Counts the queries of the program, from 0, in the order in which they are first used.
  let number: Int

  private static let count = Atomic(0)

  init(_ text: String) {
    self.text = text
    number = Self.count.wrappingAdd(1, ordering: .relaxed).oldValue
  }
}

/// A statement that is being given its parameters or read row by row.
protocol Statement: AnyObject {
  /// Binds the parameter with this number, from 1, in order; those behind the last one are null.
  ///
  /// What cannot be bound is thrown by `step`.
  func bind(_ value: Int64, at index: Int32)
  func bindNull(at index: Int32)
  func bind(text: Span<UInt8>, at index: Int32)
  func bind(bytes: Span<UInt8>, at index: Int32)
  /// Goes to the next row, and says whether there is one.
  func step() throws(LedgerError) -> Bool
  /// Ends it, so that nothing is held any longer; each parameter is to be bound anew.
  func reset()

  /// Reads a column of the row, from 0.
  func isNull(_ column: Int32) -> Bool
  func integer(_ column: Int32) -> Int64
  func text(_ column: Int32) -> String
  func bytes(_ column: Int32) -> [UInt8]
}

extension Database {
  /// Runs a statement that yields no rows.
  func run(
    _ query: Query, _ write: (inout RowWriter) -> Void = { _ in }
  ) throws(LedgerError) {
    let statement = try statement(query)
    defer { statement.reset() }
    var writer = RowWriter(statement)
    write(&writer)
    _ = try statement.step()
  }

  /// Runs a statement and reads its rows.
  func rows(
    _ query: Query, _ write: (inout RowWriter) -> Void,
    each read: (inout RowReader) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    try rows(of: try statement(query), write, each: read)
  }

  /// Runs a statement that is not kept, and reads its rows.
  func rows(
    once text: String, _ write: (inout RowWriter) -> Void,
    each read: (inout RowReader) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    try rows(of: try statement(once: text), write, each: read)
  }

  private func rows(
    of statement: any Statement, _ write: (inout RowWriter) -> Void,
    each read: (inout RowReader) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    defer { statement.reset() }
    var writer = RowWriter(statement)
    write(&writer)
    while try statement.step() {
      var reader = RowReader(statement, path: path)
      try read(&reader)
    }
  }

  /// Runs a statement and reads its first column of its first row, which is a number.
  func number(
    _ query: Query, _ write: (inout RowWriter) -> Void = { _ in }
  ) throws(LedgerError) -> Int64? {
    var number: Int64?
    try rows(query, write) { reader throws(LedgerError) in
      number = number ?? reader.optionalInteger()
    }
    return number
  }
}
