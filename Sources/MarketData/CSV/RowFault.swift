internal import Domain

/// What is wrong with a row, without its words.
struct RowFault: Error, Equatable {
  enum Kind: Equatable {
    case columns(count: Int, needed: Int)
    case openQuote
    case decimal(DecimalError)
    case time(TimestampError)
    case timeGoesBack
    case notPositive
    case isNegative
    case notASide
    case notABoolean
    case emptySymbol
    case highBelowLow
    case outsideHighAndLow
  }

  /// -1 when the row as a whole is meant.
  var column = -1
  var kind: Kind

  /// The end of a sentence that begins with the column or with "the row".
  var explanation: String {
    switch kind {
    case .columns(let count, let needed): "has \(count) columns, needs \(needed)"
    case .openQuote: "has a quoted field that is not closed"
    case .decimal(let error): error.explanation
    case .time(let error): error.explanation
    case .timeGoesBack: "is earlier than in the row before"
    case .notPositive: "is not above zero"
    case .isNegative: "is below zero"
    case .notASide: "is neither buy nor sell"
    case .notABoolean: "is neither true nor false"
    case .emptySymbol: "is empty"
    case .highBelowLow: "is below the low"
    case .outsideHighAndLow: "is not between the low and the high"
    }
  }
}
