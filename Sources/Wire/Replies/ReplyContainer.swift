package import Domain

/// What has values that are asked for one by one: an object by name, a list by place.
///
/// A value that is asked for must be there and of the wanted form, or the problem names it with its
/// way, such as `orders[2].price`; `ifAny` makes it optional.
package protocol ReplyContainer {
  associatedtype Key
  /// What a problem with a value calls it.
  func way(to key: Key) -> String
  /// The value; nil where it is missing or null.
  func value(at key: Key) throws(RecordProblem) -> ReplyValue?
}

extension ReplyContainer {
  /// Whether a value is there that is not null.
  package func has(_ key: Key) throws(RecordProblem) -> Bool { try value(at: key) != nil }

  /// What `read` makes of a value, or nil where it is missing or null.
  package func ifAny<Value>(
    _ key: Key, _ read: (Key) throws(RecordProblem) -> Value
  ) throws(RecordProblem) -> Value? {
    try has(key) ? try read(key) : nil
  }

  /// A problem with a value; `explanation` continues its name.
  package func problem(_ key: Key, _ explanation: String) -> RecordProblem {
    RecordProblem(.badValue, field: way(to: key), "\(way(to: key)) \(explanation)")
  }

  private func required(
    _ key: Key, _ kinds: ReplyValue.Kind..., is explanation: String
  ) throws(RecordProblem) -> ReplyValue {
    guard let value = try value(at: key) else {
      throw RecordProblem(.missingField, field: way(to: key), "\(way(to: key)) is missing")
    }
    guard kinds.contains(value.kind) else { throw problem(key, explanation) }
    return value
  }

  // MARK: Values

  /// A string with its escapes taken out.
  package func text(_ key: Key) throws(RecordProblem) -> String {
    try required(key, .string, is: "is not a string").string
  }

  /// A name that a venue gave: a string that is not empty, or a number, taken as it is written.
  package func identifier(_ key: Key) throws(RecordProblem) -> String {
    let identifier = try required(
      key, .string, .number, is: "is neither a string nor a number"
    ).string
    guard !identifier.isEmpty else { throw problem(key, "is empty") }
    return identifier
  }

  /// An exact number, written as a JSON number or as a string.
  package func decimal<Unit: Decimal>(_ key: Key) throws(RecordProblem) -> Unit {
    let value = try required(key, .number, .string, is: "is not a decimal number")
    do {
      return try Unit(decimal: value.written)
    } catch {
      throw problem(key, error.explanation)
    }
  }

  /// A whole number that fits into 64 bits.
  package func wholeNumber(_ key: Key) throws(RecordProblem) -> Int {
    let number: Rate = try decimal(key)
    let whole = number.scaled / FixedPoint.one
    guard whole * FixedPoint.one == number.scaled, let value = Int(exactly: whole) else {
      throw problem(key, "is not a whole number")
    }
    return value
  }

  /// True or false.
  package func flag(_ key: Key) throws(RecordProblem) -> Bool {
    try required(key, .yes, .no, is: "is not true or false").kind == .yes
  }

  /// One of the words of an enumeration.
  package func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: Key
  ) throws(RecordProblem) -> Word {
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    guard let word = Word(rawValue: try text(key)) else {
      throw problem(key, "is not one of \(words)")
    }
    return word
  }

  /// A time: RFC 3339 text, or a number of milliseconds since 1970.
  package func time(_ key: Key) throws(RecordProblem) -> Timestamp {
    let value = try required(key, .number, .string, is: TimestampError.malformed.explanation)
    do throws(TimestampError) {
      guard value.kind == .number else { return try Timestamp(rfc3339: value.written) }
    } catch {
      throw problem(key, error.explanation)
    }
    let milliseconds = try wholeNumber(key)
    do {
      return try Timestamp(milliseconds: Int64(milliseconds))
    } catch {
      throw problem(key, error.explanation)
    }
  }

  // MARK: What has values itself

  /// The object that a value is.
  package func object(_ key: Key) throws(RecordProblem) -> ReplyObject {
    let value = try required(key, .object, is: "is not an object")
    return try ReplyObject(value, path: "\(way(to: key)).")
  }

  /// The list that a value is.
  package func list(_ key: Key) throws(RecordProblem) -> ReplyList {
    ReplyList(try required(key, .list, is: "is not a list"), path: way(to: key))
  }

  /// The objects of the list that a value is, in order.
  package func objects(_ key: Key) throws(RecordProblem) -> [ReplyObject] {
    try list(key).objects()
  }
}
