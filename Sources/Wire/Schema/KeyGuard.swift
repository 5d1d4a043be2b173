/// Finds misspelt keys, so that passing on what is unknown does not hide a typing error.
///
/// Answers are remembered by key, in a table of fixed size: a stream whose records all have the
/// same keys costs a look into the table for each.
package struct KeyGuard {
  /// A key that is not known.
  package struct Finding: Hashable, Sendable {
    package let key: String
    /// What was probably meant.
    package let suggestion: Field?
    /// The problem to report.
    package var problem: RecordProblem {
      let hint = suggestion.map { "; did you mean '\($0.rawValue)'?" } ?? ""
      return RecordProblem(.unknownField, field: key, "'\(key)' is not a known field\(hint)")
    }
  }

  /// An answer for a key in a kind of record.
  private struct Entry {
    var words: FieldTable.Words
    /// The kind's number; negative for an empty entry.
    var kind: Int16
    var suggestion: Field?
  }

  /// A power of two; a record of ours has far fewer unknown keys.
  private static let entries = 256
  private var remembered: [Entry]
  /// By the kind's number, made when a record of that kind comes.
  private var known = [KnownFields?](repeating: nil, count: RecordKind.allCases.count + 1)

  /// What a look at the keys depends on.
  private struct Subject: Equatable {
    let layout: UInt64
    let kind: Int
    let isStrict: Bool
  }

  /// The last keys that nothing was wrong with; records with the same ones need no second look.
  private var faultless: Subject?

  package init() {
    remembered = Array(
      repeating: Entry(words: FieldTable.Words(), kind: -1, suggestion: nil), count: Self.entries)
  }

  /// Looks at a record's keys; `x` and keys that begin with an underscore are always allowed.
  ///
  /// Records of a foreign kind are not looked at.
  ///
  /// - Parameters:
  ///   - record: A record, or a line that names no kind, which counts as a signal or an order.
  ///   - isStrict: Whether every unknown key is found, or only those that look like a misspelling.
  /// - Returns: The first such key, or nil.
  package mutating func check(_ record: borrowing Record, isStrict: Bool) -> Finding? {
    if record.isNamed, record.kind == nil { return nil }
    let kind = Self.number(of: record.kind)
    let subject = Subject(layout: record.layout.identity, kind: kind, isStrict: isStrict)
    if subject == faultless { return nil }
    let finding = look(at: record, kind: kind, isStrict: isStrict)
    if finding == nil { faultless = subject }
    return finding
  }

  private mutating func look(
    at record: borrowing Record, kind: Int, isStrict: Bool
  ) -> Finding? {
    if known[kind] == nil { known[kind] = KnownFields(record.kind) }
    guard let known = known[kind] else { return nil }
    guard isStrict else {
      // A field of another kind of record is no misspelling.
      for place in 0..<record.layout.otherCount {
        let index = record.layout.otherMember(place)
        if let finding = check(record, member: index, known, kind, isStrict) { return finding }
      }
      return nil
    }
    for index in 0..<record.count {
      let number = record.fieldNumber(index)
      if number >= 0, known.contains(number: number) { continue }
      if let finding = check(record, member: index, known, kind, isStrict) { return finding }
    }
    return nil
  }

  /// A kind's place in `allCases`; behind them, for lines that name no kind.
  private static func number(of kind: RecordKind?) -> Int {
    // Without a payload, an enum of up to 256 cases is one byte, the case's place.
    kind.map { Int(unsafe unsafeBitCast($0, to: UInt8.self)) } ?? RecordKind.allCases.count
  }

  private mutating func check(
    _ record: borrowing Record, member index: Int, _ known: KnownFields, _ kind: Int,
    _ isStrict: Bool
  ) -> Finding? {
    let key = record.keyBytes(index)
    if key.count > 0, key[0] == UInt8(ascii: "_") { return nil }
    let suggestion = suggestion(for: key, in: record, member: index, known, kind)
    guard isStrict || suggestion != nil else { return nil }
    let text = record.keyText(index)
    return text.utf8.first == UInt8(ascii: "_") ? nil : Finding(key: text, suggestion: suggestion)
  }

  private mutating func suggestion(
    for key: Span<UInt8>, in record: borrowing Record, member index: Int,
    _ known: KnownFields, _ kind: Int
  ) -> Field? {
    if record.isKeyEscaped(index) {
      let unescaped = Array(record.keyText(index).utf8)
      return known.nearest(to: unescaped.span)
    }
    // Too short or too long to be near a key that is compared.
    guard key.count >= KnownFields.shortestCompared - 1, key.count <= FieldTable.longestKey + 1
    else { return nil }
    guard key.count <= FieldTable.longestKey else { return known.nearest(to: key) }
    let words = record.keyWords(index)
    let slot = (words.slot ^ kind) & (Self.entries - 1)
    if remembered[slot].kind != kind || remembered[slot].words != words {
      remembered[slot] = Entry(
        words: words, kind: Int16(kind), suggestion: known.nearest(to: key))
    }
    return remembered[slot].suggestion
  }
}
