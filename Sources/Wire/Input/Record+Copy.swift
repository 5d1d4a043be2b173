internal import CSimdjson

extension Record {
  /// Appends `record` and `v` as they came in, each behind a comma.
  func copyName(into output: inout ByteBuffer) {
    for field in [Field.record, .v] {
      guard let index = member(of: field) else { continue }
      let member = unsafe members[index]
      let quote = Int(member.kind) == Int(TRADECTL_JSON_STRING.rawValue) ? 1 : 0
      let start = Int(member.value_offset) - quote
      output.append(UInt8(ascii: ","))
      append(
        (Int(member.key_offset) - 1)..<(Int(member.key_offset) + Int(member.key_length) + 1),
        to: &output)
      output.append(UInt8(ascii: ":"))
      append(start..<(start + Int(member.value_length) + 2 * quote), to: &output)
    }
  }

  /// Appends the members, each behind a comma, but for `record`, `v` and keys with an underscore.
  ///
  /// Members that follow each other without white space are copied as one piece.
  func copyMembers(into output: inout ByteBuffer, _ edit: borrowing RecordEdit) {
    var next = 0
    let replaced = edit.replacements.count
    var piece = 0..<0
    for index in 0..<count {
      let member = unsafe members[index]
      let quote = Int(member.kind) == Int(TRADECTL_JSON_STRING.rawValue) ? 1 : 0
      let keyStart = Int(member.key_offset) &- 1
      let keyEnd = Int(member.key_offset) &+ Int(member.key_length) &+ 1
      let valueStart = Int(member.value_offset) &- quote
      let valueEnd = Int(member.value_offset) &+ Int(member.value_length) &+ quote
      let isReplaced = next < replaced && edit.replacements[next].member == index
      let isCompact = valueStart == keyEnd &+ 1
      if !isReplaced, isCompact, !isDropped(index) {
        if piece.upperBound &+ 1 == keyStart, !piece.isEmpty {
          piece = unsafe Range(uncheckedBounds: (piece.lowerBound, valueEnd))
        } else {
          copy(piece, into: &output)
          piece = unsafe Range(uncheckedBounds: (keyStart, valueEnd))
        }
        continue
      }
      copy(piece, into: &output)
      piece = 0..<0
      if isReplaced { next += 1 }
      if isDropped(index) { continue }
      output.append(UInt8(ascii: ","))
      append(keyStart..<keyEnd, to: &output)
      output.append(UInt8(ascii: ":"))
      if isReplaced {
        output.append(edit.values.bytes.span.extracting(edit.replacements[next - 1].range))
      } else {
        append(valueStart..<valueEnd, to: &output)
      }
    }
    copy(piece, into: &output)
  }

  /// Whether a member is never passed on: `record`, `v`, and keys with an underscore.
  @inline(__always)
  private func isDropped(_ index: Int) -> Bool {
    let number = fieldNumber(index)
    if number >= 0 { return number == Field.record.number || number == Field.v.number }
    let member = unsafe members[index]
    return unsafe member.key_is_escaped != 0
      ? keyText(index).utf8.first == UInt8(ascii: "_")
      : text[Int(member.key_offset)] == UInt8(ascii: "_")
  }

  /// The members that `isKept` names, each behind a comma, ready to stand in another record.
  ///
  /// - Parameter isKept: Asked for each member's field, nil for a key that is not ours; `record`,
  ///   `v` and keys with an underscore are never kept.
  /// - Returns: Bytes such as `,"id":"s-1","desk":"eu"`; empty for none.
  package func members(where isKept: (Field?) -> Bool) -> [UInt8] {
    var output = ByteBuffer()
    for index in 0..<count {
      let member = unsafe members[index]
      let number = fieldNumber(index)
      let field = number < 0 ? nil : Field.allCases[number]
      let isHidden =
        unsafe member.key_length > 0 && text[Int(member.key_offset)] == UInt8(ascii: "_")
      if field == .record || field == .v || isHidden || !isKept(field) { continue }
      let isString = Int(member.kind) == Int(TRADECTL_JSON_STRING.rawValue)
      let keyStart = Int(member.key_offset) - 1
      let valueStart = Int(member.value_offset) - (isString ? 1 : 0)
      let valueLength = Int(member.value_length) + (isString ? 2 : 0)
      output.append(UInt8(ascii: ","))
      append(keyStart..<(keyStart + Int(member.key_length) + 2), to: &output)
      output.append(UInt8(ascii: ":"))
      append(valueStart..<(valueStart + valueLength), to: &output)
    }
    return output.array
  }

  /// Takes the object that a field holds in, as a record of its own.
  ///
  /// - Parameters:
  ///   - field: A field of this record.
  ///   - nested: Receives the object; valid as long as this record is.
  /// - Returns: False where the field is missing or null.
  /// - Throws: A problem that names the field where its value is no object.
  package func read(_ field: Field, into nested: inout Record) throws(RecordProblem) -> Bool {
    guard let index = member(of: field), has(field) else { return false }
    let member = unsafe members[index]
    guard Int(member.kind) == Int(TRADECTL_JSON_OBJECT.rawValue) else {
      throw .badValue(field, "is not an object")
    }
    try unsafe nested.parse(text + Int(member.value_offset), length: Int(member.value_length))
    return true
  }

  private func copy(_ piece: Range<Int>, into output: inout ByteBuffer) {
    guard !piece.isEmpty else { return }
    output.append(UInt8(ascii: ","))
    append(piece, to: &output)
  }

  private func append(_ range: Range<Int>, to output: inout ByteBuffer) {
    unsafe output.append(text + range.lowerBound, count: range.count)
  }
}
