import Domain
import Wire

// How the family writes times, amounts and words.

extension ReplyContainer {
  /// A time in milliseconds since 1970, as a number or as a string.
  func moment(_ key: Key) throws(RecordProblem) -> Timestamp {
    let milliseconds = try wholeNumber(key)
    do {
      return try Timestamp(milliseconds: Int64(milliseconds))
    } catch {
      throw problem(key, error.explanation)
    }
  }

  /// A number above zero; the family writes zero, or nothing, for what there is not.
  func positiveIfAny<Unit: Decimal>(_ key: Key) throws(RecordProblem) -> Unit? {
    let value: Unit? = try ifAny(key, decimal)
    return value.flatMap { $0.isPositive ? $0 : nil }
  }

  func positive<Unit: Decimal>(_ key: Key) throws(RecordProblem) -> Unit {
    guard let value: Unit = try positiveIfAny(key) else {
      throw problem(key, "is not above zero")
    }
    return value
  }

  func notNegative<Unit: Decimal>(_ key: Key) throws(RecordProblem) -> Unit {
    let value: Unit = try decimal(key)
    guard !value.isNegative else { throw problem(key, "is below zero") }
    return value
  }

  /// One of the words of a table.
  func word<Meaning>(_ key: Key, in table: [String: Meaning]) throws(RecordProblem) -> Meaning {
    let text = try text(key)
    guard let meaning = table[text] else { throw problem(key, "is '\(text)', which is not known") }
    return meaning
  }
}
