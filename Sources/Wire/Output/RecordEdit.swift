public import Domain

/// What a command changes in a record that it passes on.
///
/// A field that came in is replaced in place, any other is appended; everything else of the line
/// is copied byte by byte. `record` and `v` always lead, and keys that begin with an underscore
/// are dropped.
public struct RecordEdit: ~Copyable {
  /// Replaced values, and behind them what is appended, as members with a leading comma.
  var values = JSONText()
  var appended = JSONText()
  /// The member that is replaced and where its value stands in `values`, in order of members.
  private(set) var replacements: [(member: Int, range: Range<Int>)] = []
  /// The fields that are appended and where their members stand in `appended`.
  private var additions: [(field: Field, range: Range<Int>)] = []
  /// The numbers of those fields, as bits; nearly every field is added once, without a search.
  private var added = SIMD4<UInt64>.zero
  var kind: RecordKind?

  package init() {}

  /// How exact numbers are written.
  package var decimals: JSONText.Decimals {
    get { values.decimals }
    set {
      values.decimals = newValue
      appended.decimals = newValue
    }
  }

  /// Begins anew, for a record that is to become one of `kind`, or to keep the kind it has.
  package mutating func begin(_ kind: RecordKind? = nil) {
    values.clear()
    appended.clear()
    // Emptying an array costs as much when it is empty.
    if !replacements.isEmpty { replacements.removeAll(keepingCapacity: true) }
    if !additions.isEmpty { additions.removeAll(keepingCapacity: true) }
    added = .zero
    self.kind = kind
  }

  @inlinable
  public mutating func set(_ field: Field, _ number: some Decimal, in record: borrowing Record) {
    set(field, scaled: number.scaled, in: record)
  }

  /// An exact number in multiples of 10⁻¹⁸.
  public mutating func set(_ field: Field, scaled: Int128, in record: borrowing Record) {
    write(field, in: record) { $0.append(scaled: scaled) }
  }

  package mutating func set(_ field: Field, _ value: Bool, in record: borrowing Record) {
    write(field, in: record) { $0.append(value) }
  }

  package mutating func set(_ field: Field, _ text: String, in record: borrowing Record) {
    write(field, in: record) { $0.append(text) }
  }

  package mutating func set(_ field: Field, _ number: Int, in record: borrowing Record) {
    write(field, in: record) { $0.append(number) }
  }

  package mutating func set(_ field: Field, _ time: Timestamp, in record: borrowing Record) {
    write(field, in: record) { $0.append(time) }
  }

  /// A word of an enumeration: letters and underscores, nothing to escape.
  package mutating func set(_ field: Field, word: String, in record: borrowing Record) {
    write(field, in: record) { $0.append(word: word) }
  }

  /// An object whose members `body` adds; nothing is set when it throws.
  package mutating func set<Failure: Error>(
    _ field: Field, in record: borrowing Record,
    object body: (inout JSONText) throws(Failure) -> Void
  ) throws(Failure) {
    try write(field, in: record) { (text) throws(Failure) in
      text.append(literal: "{")
      try body(&text)
      text.append(literal: "}")
    }
  }

  /// Writes a value, in place of one that came in or behind all others.
  @inline(__always)
  private mutating func write<Failure: Error>(
    _ field: Field, in record: borrowing Record,
    value body: (inout JSONText) throws(Failure) -> Void
  ) throws(Failure) {
    guard let member = record.member(of: field) else {
      let start = appended.bytes.count
      appended.key(field)
      do {
        try body(&appended)
      } catch {
        appended.bytes.remove(from: start)
        throw error
      }
      return note(field, start)
    }
    let start = values.bytes.count
    try body(&values)
    note(member, start)
  }

  /// Keeps the replacements in order; setting a field again replaces the replacement.
  private mutating func note(_ member: Int, _ start: Int) {
    let range = start..<values.bytes.count
    var place = replacements.count
    while place > 0, replacements[place - 1].member >= member { place -= 1 }
    if place < replacements.count, replacements[place].member == member {
      replacements[place].range = range
    } else {
      replacements.insert((member, range), at: place)
    }
  }

  /// Remembers an appended member; setting a field again takes the earlier one away.
  @inline(__always)
  private mutating func note(_ field: Field, _ start: Int) {
    let (word, bit) = (field.number / 64, UInt64(1) &<< UInt64(field.number % 64))
    let isAgain = added[word] & bit != 0
    added[word] |= bit
    additions.append((field, start..<appended.bytes.count))
    if isAgain { removeEarlier(field) }
  }

  /// Takes a field's earlier member away, its last one being the last of all.
  private mutating func removeEarlier(_ field: Field) {
    guard let earlier = additions.firstIndex(where: { $0.field == field }) else { return }
    let gap = additions.remove(at: earlier).range
    appended.bytes.remove(gap)
    for index in earlier..<additions.count {
      let range = additions[index].range
      additions[index].range = (range.lowerBound - gap.count)..<(range.upperBound - gap.count)
    }
  }
}
