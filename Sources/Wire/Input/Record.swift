internal import CSimdjson
internal import Glibc

/// One line of input: a JSON object, checked as a whole, its members found but not converted.
///
/// Values stay the bytes that came in. What a command asks for is read from them as an exact
/// decimal, a word or a time; what it does not ask for travels on as it is.
@safe
public struct Record: ~Copyable {
  /// More members than a record has any use for; the limit bounds the search for duplicates.
  static let membersMax = 1024

  /// Everything about the line; a record itself is one word, so that handing it on copies nothing.
  private let state: UnsafeMutablePointer<State>

  @safe
  private struct State: ~Copyable {
    let parser: OpaquePointer
    let members: UnsafeMutablePointer<tradectl_json_field>
    /// The text; it belongs to the reader and is valid until the reader goes on.
    var text: UnsafePointer<UInt8>
    var count = 0
    var length = 0
    var isCompact = false
    var isNamed = false
    var kind: RecordKind?
    /// Which fields the members hold; most streams repeat it line after line.
    var layout = RecordLayout()
    /// The text that named the last kind, and that kind: most streams have one.
    var lastName = FieldTable.Words()
    var lastKind: RecordKind?

    init(ownBytes: Int) {
      unsafe parser = Record.openParser(ownBytes: ownBytes)
      unsafe members = .allocate(capacity: Record.membersMax)
      unsafe text = UnsafePointer(UnsafeRawPointer(members).assumingMemoryBound(to: UInt8.self))
    }

    deinit {
      unsafe tradectl_json_destroy(parser)
      unsafe members.deallocate()
    }
  }

  package init() { self.init(ownBytes: Self.ownBytes) }

  /// A record that is read without the library up to a number of bytes.
  init(ownBytes: Int) {
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: State(ownBytes: ownBytes))
  }

  deinit {
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  var members: UnsafeMutablePointer<tradectl_json_field> { unsafe state.pointee.members }

  /// The text; it belongs to the reader and is valid until the reader goes on.
  var text: UnsafePointer<UInt8> { unsafe state.pointee.text }

  /// How many members there are.
  var count: Int { unsafe state.pointee.count }

  /// Whether no white space stands around the members and their parts.
  var isCompact: Bool { unsafe state.pointee.isCompact }

  var layout: RecordLayout {
    _read { yield unsafe state.pointee.layout }
  }

  /// The text's length in bytes.
  package var length: Int { unsafe state.pointee.length }

  /// The kind that `record` names, or nil for a kind that is not ours.
  package var kind: RecordKind? { unsafe state.pointee.kind }

  /// Whether the text has a `record` member at all.
  package var isNamed: Bool { unsafe state.pointee.isNamed }

  /// How much text is read before the library that does it fast is worth its loading.
  static let ownBytes = 64 << 10

  /// A parser that reads its first `ownBytes` without the library.
  static func openParser(ownBytes: Int = ownBytes) -> OpaquePointer {
    guard let parser = unsafe tradectl_json_create(ownBytes) else {
      preconditionFailure("There is no memory for a parser")
    }
    return unsafe parser
  }

  /// Bytes that must be readable behind a text.
  package static let padding = max(tradectl_json_padding(), FieldTable.longestKey)

  /// Takes a line in that somebody else keeps.
  ///
  /// - Parameter line: At most 1 MiB, with `padding` readable bytes behind it; it must stay where
  ///   it is until the record has been read.
  /// - Throws: What is wrong with it, and where.
  package mutating func parse(paddedLine line: Span<UInt8>) throws(RecordProblem) {
    guard let start = unsafe line.withUnsafeBufferPointer({ $0.baseAddress }) else {
      throw RecordProblem(.badJSON, offset: 0, "the line is empty")
    }
    try unsafe parse(start, length: line.count)
  }

  /// Takes a line in.
  ///
  /// - Parameters:
  ///   - bytes: The line; `padding` more bytes are readable behind it.
  ///   - length: Bytes in the line, at most 1 MiB.
  /// - Throws: What is wrong with it, and where.
  @unsafe mutating func parse(
    _ bytes: UnsafePointer<UInt8>, length: Int
  ) throws(RecordProblem) {
    unsafe state.pointee.text = bytes
    unsafe state.pointee.length = length
    unsafe state.pointee.count = 0
    unsafe state.pointee.kind = nil
    unsafe state.pointee.isNamed = false
    var found = 0
    var offset = 0
    let error = unsafe tradectl_json_parse(
      state.pointee.parser, bytes, length, members, Self.membersMax, &found,
      &state.pointee.isCompact, &offset)
    guard error == TRADECTL_JSON_OK else {
      unsafe state.pointee.layout.clear()
      throw RecordProblem(error, at: offset)
    }
    unsafe state.pointee.count = found
    if unsafe !layout.isRepeated(by: members, count: found, in: bytes) { try lookUpKeys() }
    if let index = member(of: .record) {
      unsafe state.pointee.isNamed = true
      unsafe state.pointee.kind = try kind(ofMember: index)
      if kind != nil { try checkVersion() }
    }
  }

  /// The kind that the `record` member names.
  private mutating func kind(ofMember index: Int) throws(RecordProblem) -> RecordKind? {
    let member = unsafe members[index]
    let isWord =
      Int(member.kind) == Int(TRADECTL_JSON_STRING.rawValue) && member.value_is_escaped == 0
      && (1...UInt32(FieldTable.longestKey)).contains(member.value_length)
    guard isWord else { return try text(.record).flatMap(RecordKind.init(rawValue:)) }
    let name = unsafe FieldTable.Words(
      text + Int(member.value_offset), length: Int(member.value_length))
    if unsafe name != state.pointee.lastName {
      unsafe state.pointee.lastKind = try text(.record).flatMap(RecordKind.init(rawValue:))
      unsafe state.pointee.lastName = name
    }
    return unsafe state.pointee.lastKind
  }

  private func checkVersion() throws(RecordProblem) {
    guard let index = member(of: .v) else { return }
    // Nearly every record says 1 in one byte, which needs no reading as a number.
    let isOne =
      unsafe members[index].value_length == 1
      && text[Int(members[index].value_offset)] == UInt8(ascii: "1")
    if !isOne, let version = try wholeNumber(.v), version != 1 {
      throw .unsupportedVersion(version)
    }
  }

  /// Finds the field of each key anew.
  private mutating func lookUpKeys() throws(RecordProblem) {
    unsafe state.pointee.layout.clear()
    for index in 0..<count {
      let member = unsafe members[index]
      let key = member.key_is_escaped == 0 ? nil : keyText(index)
      let isNew =
        if let key {
          unsafe state.pointee.layout.add(escaped: key)
        } else {
          unsafe state.pointee.layout.add(
            text + Int(member.key_offset), length: Int(member.key_length))
        }
      guard isNew else { throw .duplicateKey(keyText(index)) }
    }
    if layout.otherCount > 1 { try checkOtherKeys() }
    unsafe state.pointee.layout.complete()
  }

  /// The member that holds a field, or nil; JSON's null counts as no value, but it is a member.
  @inline(__always)
  func member(of field: Field) -> Int? { unsafe state.pointee.layout.member(of: field) }

  /// The number of the field that a member holds; negative for a key that is not ours.
  func fieldNumber(_ index: Int) -> Int { layout.fieldNumber(index) }

  /// A member's key as it reads once escapes are taken out.
  func keyText(_ index: Int) -> String {
    let member = unsafe members[index]
    return unescaped(
      at: Int(member.key_offset), length: Int(member.key_length), member.key_is_escaped != 0)
  }

  /// Keys that are not ours, in order, with the place of each among the members.
  package func forEachOtherKey<Failure: Error>(
    _ body: (Int, Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    for place in 0..<layout.otherCount {
      let index = layout.otherMember(place)
      try body(index, keyBytes(index))
    }
  }

  /// A member's key as it came in, escapes still in it.
  @_lifetime(borrow self)
  func keyBytes(_ index: Int) -> Span<UInt8> {
    let member = unsafe members[index]
    let bytes = unsafe UnsafeBufferPointer(
      start: text + Int(member.key_offset), count: Int(member.key_length))
    return unsafe _overrideLifetime(bytes.span, borrowing: self)
  }

  /// A member's key for looking it up; the key has 1 to 24 bytes.
  func keyWords(_ index: Int) -> FieldTable.Words {
    let member = unsafe members[index]
    return unsafe FieldTable.Words(
      text + Int(member.key_offset), length: Int(member.key_length))
  }

  /// Whether a member's key has escapes in it.
  func isKeyEscaped(_ index: Int) -> Bool { unsafe members[index].key_is_escaped != 0 }

  /// Refuses a key that is not ours and stands twice: two readers could understand two values.
  private func checkOtherKeys() throws(RecordProblem) {
    // Comparing each with each is the fastest way only as long as they are few.
    guard layout.otherCount <= Self.fewKeys else { return try checkManyKeys() }
    for place in 0..<layout.otherCount {
      let index = layout.otherMember(place)
      if isKeyEscaped(index) { return try checkManyKeys() }
      let key = unsafe members[index]
      for earlier in 0..<place {
        let other = unsafe members[layout.otherMember(earlier)]
        let isSame =
          unsafe key.key_length == other.key_length
          && memcmp(
            text + Int(key.key_offset), text + Int(other.key_offset), Int(key.key_length)) == 0
        if isSame { throw .duplicateKey(keyText(index)) }
      }
    }
  }

  private static let fewKeys = 32

  /// The same for many keys, and for those written with escapes.
  private func checkManyKeys() throws(RecordProblem) {
    var seen: Set<[UInt8]> = []
    for place in 0..<layout.otherCount {
      let key = keyText(layout.otherMember(place))
      // Bytes, because strings that differ only in Unicode normalization are equal.
      guard seen.insert(Array(key.utf8)).inserted else { throw .duplicateKey(key) }
    }
  }
}
