internal import CSimdjson

/// A finished line whose members are found again, so that it can be shown in another form.
@safe
struct FinishedLine: ~Copyable {
  /// A member, as places in the line.
  struct Member {
    /// Without its quotes.
    let key: Range<Int>
    /// As it is written; a string with its quotes.
    let value: Range<Int>
    let kind: tradectl_json_kind
    let keyIsEscaped: Bool
    let valueIsEscaped: Bool
  }

  /// A record that came in with all the members it may have, and got more.
  private static let membersMax = 2 * Record.membersMax

  private let parser: OpaquePointer
  private let found: UnsafeMutablePointer<tradectl_json_field>
  /// The line and behind it the bytes that the parser may read.
  private var text: [UInt8] = []
  private(set) var members: [Member] = []

  init() {
    unsafe parser = Record.openParser()
    unsafe found = .allocate(capacity: Self.membersMax)
  }

  deinit {
    unsafe tradectl_json_destroy(parser)
    unsafe found.deallocate()
  }

  /// Takes the next line in.
  ///
  /// - Returns: Whether it is a JSON object; then `members` are its members.
  mutating func take(_ line: [UInt8]) -> Bool {
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: line)
    text.append(contentsOf: repeatElement(0, count: Record.padding))
    guard let members = members(in: 0..<line.count) else { return false }
    self.members = members
    return true
  }

  /// The members of an object in the line; nil for what is no object or has too many of them.
  func members(in range: Range<Int>) -> [Member]? {
    unsafe text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var count = 0
      var isCompact = false
      var offset = 0
      let error = unsafe tradectl_json_parse(
        parser, base + range.lowerBound, range.count, found, Self.membersMax, &count,
        &isCompact, &offset)
      guard error == TRADECTL_JSON_OK else { return nil }
      return (0..<count).map { index in
        unsafe Member(found[index], in: range.lowerBound)
      }
    }
  }

  /// A value as it is written.
  func bytes(of range: Range<Int>) -> ArraySlice<UInt8> { text[range] }

  /// A member's key with its escapes taken out.
  func key(of member: Member) -> String { string(member.key, isEscaped: member.keyIsEscaped) }

  /// What a cell shows: a string without quotes and escapes, nothing for null, else the JSON.
  func cellText(of member: Member) -> String {
    switch member.kind {
    case TRADECTL_JSON_NULL: ""
    case TRADECTL_JSON_STRING:
      string(
        (member.value.lowerBound + 1)..<(member.value.upperBound - 1),
        isEscaped: member.valueIsEscaped)
    default: string(member.value, isEscaped: false)
    }
  }

  private func string(_ range: Range<Int>, isEscaped: Bool) -> String {
    guard isEscaped else { return String(decoding: text[range], as: UTF8.self) }
    return unsafe text.withUnsafeBufferPointer { bytes in
      unsafe String(unsafeUninitializedCapacity: range.count) { output in
        guard let target = output.baseAddress, let source = bytes.baseAddress else { return 0 }
        let written = unsafe tradectl_json_unescape(source + range.lowerBound, range.count, target)
        return written <= range.count ? written : 0
      }
    }
  }
}

extension FinishedLine.Member {
  fileprivate init(_ field: tradectl_json_field, in offset: Int) {
    kind = tradectl_json_kind(UInt32(field.kind))
    let quote = kind == TRADECTL_JSON_STRING ? 1 : 0
    let keyStart = offset + Int(field.key_offset)
    let valueStart = offset + Int(field.value_offset)
    key = keyStart..<(keyStart + Int(field.key_length))
    value = (valueStart - quote)..<(valueStart + Int(field.value_length) + quote)
    keyIsEscaped = field.key_is_escaped != 0
    valueIsEscaped = field.value_is_escaped != 0
  }
}
