internal import CSimdjson
internal import Glibc
public import Domain

extension Record {
  /// Whether a field is there with a value other than null.
  public func has(_ field: Field) -> Bool {
    guard let index = member(of: field) else { return false }
    return unsafe Int(members[index].kind) != TRADECTL_JSON_NULL.rawValue
  }

  /// An exact number, written as a JSON number or as a string.
  ///
  /// - Parameters:
  ///   - field: The field to read.
  ///   - unit: The type that gives the number its unit.
  /// - Returns: Nil where the field is missing or null.
  /// - Throws: A problem that names the field.
  @inlinable
  public func decimal<Unit: Decimal>(
    _ field: Field, as unit: Unit.Type = Unit.self
  ) throws(RecordProblem) -> Unit? {
    guard let scaled = try scaled(field) else { return nil }
    return Unit(scaled: scaled)
  }

  /// An exact number in multiples of 10⁻¹⁸.
  public func scaled(_ field: Field) throws(RecordProblem) -> Int128? {
    guard let index = member(of: field) else { return nil }
    switch unsafe tradectl_json_kind(UInt32(members[index].kind)) {
    case TRADECTL_JSON_NULL: return nil
    case TRADECTL_JSON_NUMBER, TRADECTL_JSON_STRING: break
    default: throw .badValue(field, "is not a decimal number")
    }
    do {
      return try DecimalText.scaled(bytes(of: index))
    } catch {
      throw .badValue(field, error.explanation)
    }
  }

  /// A string with its escapes taken out; nil where the field is missing or null.
  package func text(_ field: Field) throws(RecordProblem) -> String? {
    guard let index = member(of: field) else { return nil }
    let member = unsafe members[index]
    switch tradectl_json_kind(UInt32(member.kind)) {
    case TRADECTL_JSON_NULL: return nil
    case TRADECTL_JSON_STRING:
      return unescaped(
        at: Int(member.value_offset), length: Int(member.value_length),
        member.value_is_escaped != 0)
    default: throw .badValue(field, "is not a string")
    }
  }

  /// One of the words of an enumeration; nil where the field is missing or null.
  @inlinable
  public func word<Word: RawRepresentable<String> & CaseIterable>(
    _ field: Field, as words: Word.Type = Word.self
  ) throws(RecordProblem) -> Word? {
    guard has(field) else { return nil }
    for word in words.allCases where isPlain(field, word.rawValue) { return word }
    throw .notAWord(field, of: words.allCases.map(\.rawValue))
  }

  /// Whether a field holds a text, written without escapes.
  public func isPlain(_ field: Field, _ text: String) -> Bool {
    guard let index = member(of: field) else { return false }
    let member = unsafe members[index]
    guard UInt32(member.kind) == TRADECTL_JSON_STRING.rawValue, member.value_is_escaped == 0,
      Int(member.value_length) == text.utf8.count
    else { return false }
    let value = unsafe self.text + Int(member.value_offset)
    return unsafe text.utf8.withContiguousStorageIfAvailable { word in
      guard let start = word.baseAddress else { return true }
      return unsafe memcmp(value, start, word.count) == 0
    } ?? bytes(of: index).isEqual(to: text)
  }

  /// True or false; nil where the field is missing or null.
  package func flag(_ field: Field) throws(RecordProblem) -> Bool? {
    guard let index = member(of: field) else { return nil }
    switch unsafe tradectl_json_kind(UInt32(members[index].kind)) {
    case TRADECTL_JSON_NULL: return nil
    case TRADECTL_JSON_TRUE: return true
    case TRADECTL_JSON_FALSE: return false
    default: throw .badValue(field, "is not true or false")
    }
  }

  /// A whole number that fits into 64 bits; nil where the field is missing or null.
  package func wholeNumber(_ field: Field) throws(RecordProblem) -> Int? {
    guard let number = try decimal(field, as: Rate.self) else { return nil }
    let whole = number.scaled / FixedPoint.one
    guard whole * FixedPoint.one == number.scaled, let value = Int(exactly: whole) else {
      throw .badValue(field, "is not a whole number")
    }
    return value
  }

  /// A time: RFC 3339 text, or a number of milliseconds since 1970; nil where missing or null.
  package func time(_ field: Field) throws(RecordProblem) -> Timestamp? {
    guard let index = member(of: field) else { return nil }
    do throws(TimestampError) {
      switch unsafe tradectl_json_kind(UInt32(members[index].kind)) {
      case TRADECTL_JSON_NULL: return nil
      case TRADECTL_JSON_STRING: return try Timestamp(rfc3339: bytes(of: index))
      case TRADECTL_JSON_NUMBER: break
      default: throw .malformed
      }
    } catch {
      throw .badValue(field, error.explanation)
    }
    guard let milliseconds = try wholeNumber(field) else { return nil }
    do {
      return try Timestamp(milliseconds: Int64(milliseconds))
    } catch {
      throw .badValue(field, error.explanation)
    }
  }

  /// A member's value as it came in; a string without its quotes, escapes still in it.
  @_lifetime(borrow self)
  func bytes(of index: Int) -> Span<UInt8> {
    let member = unsafe members[index]
    let bytes = unsafe UnsafeBufferPointer(
      start: text + Int(member.value_offset), count: Int(member.value_length))
    return unsafe _overrideLifetime(bytes.span, borrowing: self)
  }

  /// The whole line.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self) get {
      let bytes = unsafe UnsafeBufferPointer(start: text, count: length)
      return unsafe _overrideLifetime(bytes.span, borrowing: self)
    }
  }

  /// A string of the text, its escapes taken out; the parser has checked them.
  func unescaped(at offset: Int, length: Int, _ isEscaped: Bool) -> String {
    let bytes = unsafe UnsafeBufferPointer(start: text + offset, count: length)
    guard isEscaped else {
      // Words are mostly so short that a string holds them in itself, without asking for memory.
      guard length <= 15 else { return unsafe String(decoding: bytes, as: UTF8.self) }
      return unsafe String(unsafeUninitializedCapacity: length) { output in
        unsafe output.update(fromContentsOf: bytes)
      }
    }
    return unsafe String(unsafeUninitializedCapacity: length) { output in
      guard let target = output.baseAddress, let source = bytes.baseAddress else { return 0 }
      let written = unsafe tradectl_json_unescape(source, length, target)
      return written <= length ? written : 0
    }
  }
}

extension Span<UInt8> {
  /// Whether these are the bytes of a text.
  package func isEqual(to text: String) -> Bool {
    let other = text.utf8
    guard other.count == count else { return false }
    var index = 0
    for byte in other {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }
}
