internal import CSimdjson

extension Record {
  /// Appends `record` and `v` as they came in, each behind a comma.
  func copyName(into output: inout ByteBuffer) {
    for field in [Field.record, .v] {
      guard let index = member(of: field) else { continue }
      copyKey(of: index, into: &output)
      append(valueStart(of: index)..<end(of: index), to: &output)
    }
  }

  /// Appends the members, each behind a comma, but for `record`, `v` and keys with an underscore.
  ///
  /// Members that follow each other without white space are copied as one piece.
  func copyMembers(into output: inout ByteBuffer, _ edit: borrowing RecordEdit) {
    var first = 0
    var hidden = 0
    var replacement = 0
    while true {
      let nextHidden = hidden < layout.hiddenCount ? layout.hiddenMember(hidden) : count
      let nextReplaced =
        replacement < edit.replacements.count ? edit.replacements[replacement].member : count
      let stop = min(nextHidden, nextReplaced)
      copy(first..<stop, into: &output)
      guard stop < count else { return }
      if stop == nextHidden {
        hidden += 1
      } else {
        copyKey(of: stop, into: &output)
        output.append(edit.values.bytes.span.extracting(edit.replacements[replacement].range))
      }
      if stop == nextReplaced { replacement += 1 }
      first = stop + 1
    }
  }

  /// Appends members that follow each other as they are.
  private func copy(_ piece: Range<Int>, into output: inout ByteBuffer) {
    guard !piece.isEmpty else { return }
    if isCompact {
      output.append(UInt8(ascii: ","))
      return append(start(of: piece.lowerBound)..<end(of: piece.upperBound - 1), to: &output)
    }
    for index in piece {
      copyKey(of: index, into: &output)
      append(valueStart(of: index)..<end(of: index), to: &output)
    }
  }

  /// Appends a comma, a key and a colon.
  private func copyKey(of index: Int, into output: inout ByteBuffer) {
    let start = start(of: index)
    output.append(UInt8(ascii: ","))
    append(start..<(start + Int(unsafe members[index].key_length) + 2), to: &output)
    output.append(UInt8(ascii: ":"))
  }

  /// Where a member's key begins, with its quote.
  private func start(of index: Int) -> Int { unsafe Int(members[index].key_offset) &- 1 }

  /// Where a member's value begins, with its quote if it is a string.
  private func valueStart(of index: Int) -> Int {
    unsafe Int(members[index].value_offset) &- quote(of: index)
  }

  /// Where a member's value ends, behind its quote if it is a string.
  private func end(of index: Int) -> Int {
    let member = unsafe members[index]
    return Int(member.value_offset) &+ Int(member.value_length) &+ quote(of: index)
  }

  private func quote(of index: Int) -> Int {
    unsafe UInt32(members[index].kind) == TRADECTL_JSON_STRING.rawValue ? 1 : 0
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
      copyKey(of: index, into: &output)
      append(valueStart(of: index)..<end(of: index), to: &output)
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

  private func append(_ range: Range<Int>, to output: inout ByteBuffer) {
    unsafe output.append(text + range.lowerBound, count: range.count)
  }
}
