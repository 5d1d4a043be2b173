internal import CSimdjson
package import Domain

/// One JSON object of a reply; its members are found by name and read as exact values.
///
/// Members that nobody asks for are never looked at. A member that is asked for must be there and
/// of the wanted form, or the problem names it with its way, such as `orders[2].price`; `ifAny`
/// makes it optional.
package struct ReplyObject {
  private let text: [UInt8]
  /// Where the object lies in the text; the offsets of its members count from here.
  private let start: Int
  /// What stands before a member's name in a problem: nothing, or such as `orders[2].`.
  private let path: String
  private let reader: ReplyReader
  private let members: [tradectl_json_field]

  init(
    text: [UInt8], start: Int, path: String, reader: ReplyReader, members: [tradectl_json_field]
  ) {
    self.text = text
    self.start = start
    self.path = path
    self.reader = reader
    self.members = members
  }

  // MARK: Finding

  /// Whether a member is there with a value other than null.
  package func has(_ name: String) throws(RecordProblem) -> Bool {
    try find(name) != nil
  }

  /// What `read` makes of a member, or nil where it is missing or null.
  package func ifAny<Value>(
    _ name: String, _ read: (String) throws(RecordProblem) -> Value
  ) throws(RecordProblem) -> Value? {
    try has(name) ? try read(name) : nil
  }

  /// A problem with a member's value; `explanation` continues its name.
  package func problem(_ name: String, _ explanation: String) -> RecordProblem {
    RecordProblem(.badValue, field: path + name, "\(path)\(name) \(explanation)")
  }

  private func find(_ name: String) throws(RecordProblem) -> tradectl_json_field? {
    var found: tradectl_json_field?
    for member in members where isNamed(member, name) {
      // Two readers could understand two values.
      guard found == nil else { throw .duplicateKey(path + name) }
      found = member
    }
    return found.flatMap { $0.kind == UInt8(TRADECTL_JSON_NULL.rawValue) ? nil : $0 }
  }

  private func isNamed(_ member: tradectl_json_field, _ name: String) -> Bool {
    let key = range(member.key_offset, member.key_length)
    guard member.key_is_escaped == 0 else { return unescaped(key) == name }
    return key.count == name.utf8.count && text[key].elementsEqual(name.utf8)
  }

  private func required(
    _ name: String, _ kinds: tradectl_json_kind..., is explanation: String
  ) throws(RecordProblem) -> tradectl_json_field {
    guard let member = try find(name) else {
      throw RecordProblem(.missingField, field: path + name, "\(path)\(name) is missing")
    }
    guard kinds.contains(where: { $0.rawValue == UInt32(member.kind) }) else {
      throw problem(name, explanation)
    }
    return member
  }

  private func range(_ offset: UInt32, _ length: UInt32) -> Range<Int> {
    (start + Int(offset))..<(start + Int(offset) + Int(length))
  }

  private func value(_ member: tradectl_json_field) -> Range<Int> {
    range(member.value_offset, member.value_length)
  }

  private func unescaped(_ range: Range<Int>) -> String {
    unsafe String(unsafeUninitializedCapacity: range.count) { output in
      guard let target = output.baseAddress else { return 0 }
      let written = unsafe text.withUnsafeBufferPointer { bytes in
        unsafe bytes.baseAddress.map { source in
          unsafe tradectl_json_unescape(source + range.lowerBound, range.count, target)
        }
      }
      return written.map { $0 <= range.count ? $0 : 0 } ?? 0
    }
  }

  // MARK: Values

  /// A string with its escapes taken out.
  package func text(_ name: String) throws(RecordProblem) -> String {
    let member = try required(name, TRADECTL_JSON_STRING, is: "is not a string")
    let range = value(member)
    guard member.value_is_escaped == 0 else { return unescaped(range) }
    return String(decoding: text[range], as: UTF8.self)
  }

  /// A name that a venue gave: a string that is not empty, or a number, taken as it is written.
  package func identifier(_ name: String) throws(RecordProblem) -> String {
    let member = try required(
      name, TRADECTL_JSON_STRING, TRADECTL_JSON_NUMBER, is: "is neither a string nor a number")
    guard member.kind == UInt8(TRADECTL_JSON_STRING.rawValue) else {
      return String(decoding: text[value(member)], as: UTF8.self)
    }
    let identifier = try text(name)
    guard !identifier.isEmpty else { throw problem(name, "is empty") }
    return identifier
  }

  /// An exact number, written as a JSON number or as a string.
  package func decimal<Unit: Decimal>(_ name: String) throws(RecordProblem) -> Unit {
    let member = try required(
      name, TRADECTL_JSON_NUMBER, TRADECTL_JSON_STRING, is: "is not a decimal number")
    do {
      return try Unit(decimal: text.span.extracting(value(member)))
    } catch {
      throw problem(name, error.explanation)
    }
  }

  /// A whole number that fits into 64 bits.
  package func wholeNumber(_ name: String) throws(RecordProblem) -> Int {
    let number: Rate = try decimal(name)
    let whole = number.scaled / FixedPoint.one
    guard whole * FixedPoint.one == number.scaled, let value = Int(exactly: whole) else {
      throw problem(name, "is not a whole number")
    }
    return value
  }

  /// True or false.
  package func flag(_ name: String) throws(RecordProblem) -> Bool {
    let member = try required(
      name, TRADECTL_JSON_TRUE, TRADECTL_JSON_FALSE, is: "is not true or false")
    return member.kind == UInt8(TRADECTL_JSON_TRUE.rawValue)
  }

  /// One of the words of an enumeration.
  package func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(RecordProblem) -> Word {
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    guard let word = Word(rawValue: try text(name)) else {
      throw problem(name, "is not one of \(words)")
    }
    return word
  }

  /// A time: RFC 3339 text, or a number of milliseconds since 1970.
  package func time(_ name: String) throws(RecordProblem) -> Timestamp {
    let member = try required(
      name, TRADECTL_JSON_NUMBER, TRADECTL_JSON_STRING, is: TimestampError.malformed.explanation)
    do throws(TimestampError) {
      guard member.kind == UInt8(TRADECTL_JSON_NUMBER.rawValue) else {
        return try Timestamp(rfc3339: text.span.extracting(value(member)))
      }
    } catch {
      throw problem(name, error.explanation)
    }
    let milliseconds = try wholeNumber(name)
    do {
      return try Timestamp(milliseconds: Int64(milliseconds))
    } catch {
      throw problem(name, error.explanation)
    }
  }

  // MARK: Objects inside

  /// The object that a member is.
  package func object(_ name: String) throws(RecordProblem) -> ReplyObject {
    let member = try required(name, TRADECTL_JSON_OBJECT, is: "is not an object")
    return try nested(value(member), "\(path)\(name).")
  }

  /// The objects of the list that a member is, in order.
  package func objects(_ name: String) throws(RecordProblem) -> [ReplyObject] {
    let member = try required(name, TRADECTL_JSON_ARRAY, is: "is not a list")
    var objects: [ReplyObject] = []
    for element in elements(of: value(member)) {
      let place = "\(name)[\(objects.count)]"
      guard text[element.lowerBound] == UInt8(ascii: "{") else {
        throw problem(place, "is not an object")
      }
      objects.append(try nested(element, "\(path)\(place)."))
    }
    return objects
  }

  private func nested(_ part: Range<Int>, _ path: String) throws(RecordProblem) -> ReplyObject {
    ReplyObject(
      text: text, start: part.lowerBound, path: path, reader: reader,
      members: try reader.members(of: text, in: part))
  }

  /// Where the elements of an array lie; the parser has checked it, so only its marks matter.
  private func elements(of array: Range<Int>) -> [Range<Int>] {
    var elements: [Range<Int>] = []
    var depth = 0
    var isInString = false
    var first: Int?
    var end = array.lowerBound
    var index = array.lowerBound
    while index < array.upperBound {
      let byte = text[index]
      let isMark = !isInString && depth == 1
      if isMark && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")) {
        if let begin = first { elements.append(begin..<end) }
        first = nil
      } else if depth > 0, !isSpace(byte) {
        first = first ?? index
        end = index + 1
      }
      if isInString {
        if byte == UInt8(ascii: "\\") { index += 1 }
        isInString = byte != UInt8(ascii: "\"")
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
      index += 1
    }
    return elements
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
