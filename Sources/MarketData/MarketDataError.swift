/// Why a file of market data cannot be read on.
///
/// The rows before the fault have been delivered. A fault of a single row is no error: it arrives
/// as a `MarketProblem`, and the rows behind it follow.
package enum MarketDataError: Error, Hashable {
  case notFound(file: String)
  case notReadable(file: String, reason: String)
  case isDirectory(file: String)
  /// The compressed bytes contradict themselves at about this offset of the file.
  case damagedGzip(file: String, offset: Int)
  /// The compressed data ends in the middle, so rows are missing.
  case truncatedGzip(file: String, offset: Int)
  /// The header row in line 1 does not name every column that is needed.
  case missingColumns(file: String, columns: [String])
  /// The rows do not name their market, and the caller did not either.
  case symbolNeeded(file: String)
  /// The caller did not want to wait for more.
  case givenUp(file: String)

  /// The file that is at fault.
  package var file: String {
    switch self {
    case .notFound(let file), .notReadable(let file, _), .isDirectory(let file),
      .damagedGzip(let file, _), .truncatedGzip(let file, _), .missingColumns(let file, _),
      .symbolNeeded(let file), .givenUp(let file):
      file
    }
  }

  /// The stable name in error records.
  package var code: String {
    switch self {
    case .notFound: "FILE_NOT_FOUND"
    case .notReadable, .isDirectory: "FILE_NOT_READABLE"
    case .damagedGzip: "DAMAGED_FILE"
    case .truncatedGzip: "TRUNCATED_FILE"
    case .missingColumns: "MISSING_COLUMN"
    case .symbolNeeded: "SYMBOL_NEEDED"
    case .givenUp: "GIVEN_UP"
    }
  }

  /// The file and what is wrong with it, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .notFound(let file): "\(file): no such file"
    case .notReadable(let file, let reason): "\(file): cannot be read: \(reason)"
    case .isDirectory(let file): "\(file): is a directory"
    case .damagedGzip(let file, let offset):
      "\(file): the gzip data is damaged near byte \(offset)"
    case .truncatedGzip(let file, let offset):
      "\(file): the gzip data ends in the middle, at byte \(offset)"
    case .missingColumns(let file, let columns):
      "\(file): line 1: the header row lacks \(columns.joined(separator: ", "))"
    case .symbolNeeded(let file):
      "\(file): the rows have no symbol column, so the symbol has to be named"
    case .givenUp(let file): "\(file): nobody waits for the rest"
    }
  }
}
