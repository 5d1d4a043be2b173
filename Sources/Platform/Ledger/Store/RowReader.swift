internal import Domain
internal import Signing

/// Reads a row column by column; what is not what it must be is damage.
struct RowReader {
  private let statement: any Statement
  private let path: String
  private var column: Int32 = -1

  init(_ statement: any Statement, path: String) {
    self.statement = statement
    self.path = path
  }

  func damage(_ what: String) -> LedgerError { .corrupt(path: path, reason: what) }

  mutating func optionalInteger() -> Int64? {
    column += 1
    return statement.isNull(column) ? nil : statement.integer(column)
  }

  mutating func integer() -> Int64 {
    column += 1
    return statement.integer(column)
  }

  mutating func flag() -> Bool { integer() != 0 }

  mutating func time() -> Timestamp { Timestamp(nanoseconds: integer()) }

  mutating func optionalTime() -> Timestamp? {
    optionalInteger().map { Timestamp(nanoseconds: $0) }
  }

  mutating func bytes() -> [UInt8] {
    column += 1
    return statement.bytes(column)
  }

  mutating func text() -> String {
    column += 1
    return statement.text(column)
  }

  mutating func optionalText() -> String? {
    column += 1
    guard !statement.isNull(column) else { return nil }
    return statement.text(column)
  }

  mutating func optionalDecimal<Unit: Decimal>() throws(LedgerError) -> Unit? {
    column += 1
    guard !statement.isNull(column) else { return nil }
    let bytes = statement.bytes(column)
    guard let value = try? Unit(decimal: bytes.span) else {
      throw damage("'\(String(decoding: bytes, as: UTF8.self))' is no number")
    }
    return value
  }

  mutating func decimal<Unit: Decimal>() throws(LedgerError) -> Unit {
    guard let value: Unit = try optionalDecimal() else { throw damage("a number is missing") }
    return value
  }

  mutating func word<Word: RawRepresentable<String>>() throws(LedgerError) -> Word {
    let text = text()
    guard let word = Word(rawValue: text) else { throw damage("'\(text)' is no such word") }
    return word
  }

  mutating func optionalWord<Word: RawRepresentable<String>>() throws(LedgerError) -> Word? {
    guard let text = optionalText() else { return nil }
    guard let word = Word(rawValue: text) else { throw damage("'\(text)' is no such word") }
    return word
  }

  /// Empty where there is one position.
  mutating func positionSide() throws(LedgerError) -> PositionSide? {
    let text = text()
    if text.isEmpty { return nil }
    guard let side = PositionSide(rawValue: text) else { throw damage("'\(text)' is no side") }
    return side
  }

  mutating func symbol() throws(LedgerError) -> Symbol {
    let text = text()
    guard let symbol = try? Symbol(unified: text) else { throw damage("'\(text)' is no symbol") }
    return symbol
  }

  mutating func digest() throws(LedgerError) -> Digest {
    let bytes = bytes()
    guard let digest = Digest(bytes: bytes.span) else { throw damage("a hash is cut short") }
    return digest
  }
}
