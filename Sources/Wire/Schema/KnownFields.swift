/// The fields that a kind of record has, for questions asked once a line.
struct KnownFields {
  /// Keys of fewer letters are not compared with misspellings: too much would be near them.
  static let shortestCompared = 6

  /// By the field's number.
  private var isKnown = [Bool](repeating: false, count: Field.allCases.count)
  /// The keys that a misspelling is compared with.
  private(set) var long: [(field: Field, key: [UInt8])] = []

  /// - Parameter kind: Nil for a line that names no kind.
  init(_ kind: RecordKind?) {
    // A line without a name is taken for a signal, an intent or an order, and an order has all
    // that the others have.
    for member in RecordSchema.members(of: kind ?? .order) {
      guard let field = member.field else { continue }
      isKnown[field.number] = true
      let key = Array(member.name.utf8)
      if key.count >= Self.shortestCompared { long.append((field, key)) }
    }
  }

  func contains(number: Int) -> Bool { isKnown[number] }

  /// The known key that one slip turns into another one.
  func nearest(to key: Span<UInt8>) -> Field? {
    for candidate in long where Self.isOneSlip(key, candidate.key.span) { return candidate.field }
    return nil
  }

  /// Whether one letter is wrong, missing or too many, or two neighbours are swapped.
  ///
  /// That is a Damerau-Levenshtein distance of exactly one.
  static func isOneSlip(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Bool {
    guard abs(first.count - second.count) <= 1 else { return false }
    let shorter = min(first.count, second.count)
    var start = 0
    while start < shorter, first[start] == second[start] { start += 1 }
    var end = 0
    while end < shorter - start, first[first.count - 1 - end] == second[second.count - 1 - end] {
      end += 1
    }
    // What is left between the common start and the common end.
    switch (first.count - start - end, second.count - start - end) {
    case (1, 1), (0, 1), (1, 0): return true
    case (2, 2): return first[start] == second[start + 1] && first[start + 1] == second[start]
    default: return false
    }
  }
}

extension RecordKind {
  /// Whether records of this kind have a field.
  package func has(_ field: Field) -> Bool {
    RecordSchema.members(of: self).contains { $0.field == field }
  }
}
