import Domain
import Wire

// How venues write times, amounts and words.

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

  /// A time in whole seconds since 1970.
  func seconds(_ key: Key) throws(RecordProblem) -> Timestamp {
    let seconds = try wholeNumber(key)
    guard (0...9_000_000_000).contains(seconds) else {
      throw problem(key, "is not a number of seconds")
    }
    return Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000)
  }

  /// A number above zero; venues write zero, or nothing, for what there is not.
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

  // MARK: Where an empty text stands for nothing

  /// What `read` makes of a value; nil where it is missing, null or an empty text.
  func unlessBlank<Value>(
    _ key: Key, _ read: (Key) throws(RecordProblem) -> Value
  ) throws(RecordProblem) -> Value? {
    guard try has(key), (try? text(key)) != "" else { return nil }
    return try read(key)
  }

  /// A number above zero; nil for zero, an empty text, or nothing.
  func positiveUnlessBlank<Unit: Decimal>(_ key: Key) throws(RecordProblem) -> Unit? {
    let value: Unit? = try unlessBlank(key, decimal)
    return value.flatMap { $0.isPositive ? $0 : nil }
  }

  /// A number that is not below zero; zero for an empty text, or nothing.
  func amount<Unit: Decimal>(_ key: Key) throws(RecordProblem) -> Unit {
    try unlessBlank(key, notNegative) ?? .zero
  }
}
