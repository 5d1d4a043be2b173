public import Domain

/// What a command changes in a record that it passes on.
///
/// A field that came in is replaced in place, any other is appended; everything else of the line
/// is copied byte by byte. `record` and `v` always lead, and keys that begin with an underscore
/// are dropped.
@safe
public struct RecordEdit: ~Copyable {
  /// Replaced values, and behind them what is appended, as members with a leading comma.
  var values = JSONText()
  var appended = JSONText()
  /// The member that is replaced and where its value stands in `values`, in order of members.
  private(set) var replacements: [(member: Int, range: Range<Int>)] = []
  /// The numbers of the fields that are appended, as bits.
  private var added = SIMD4<UInt64>.zero
  /// Where the members of those fields begin in `appended`, by the field's number.
  private let starts: UnsafeMutablePointer<Int>
  var kind: RecordKind?

  package init() {
    unsafe starts = .allocate(capacity: Field.allCases.count)
    unsafe starts.initialize(repeating: 0, count: Field.allCases.count)
  }

  deinit { unsafe starts.deallocate() }

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

  /// A value that is JSON already, and the same for many records.
  package mutating func set(_ field: Field, json: [UInt8], in record: borrowing Record) {
    write(field, in: record) { $0.bytes.append(contentsOf: json) }
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
      appended.memberKey(field)
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
    let number = field.number
    let length = appended.bytes.count - start
    let (word, bit) = (number / 64, UInt64(1) &<< UInt64(number % 64))
    if added[word] & bit != 0 { removeEarlier(number, before: start) }
    added[word] |= bit
    unsafe starts[number] = appended.bytes.count - length
  }

  /// Takes a field's earlier member away; those behind it move up.
  private mutating func removeEarlier(_ number: Int, before last: Int) {
    let start = unsafe starts[number]
    let later = Field.allCases.map(\.number).filter {
      unsafe added[$0 / 64] &>> UInt64($0 % 64) & 1 == 1 && starts[$0] > start
    }
    let end = later.map { unsafe starts[$0] }.min() ?? last
    appended.bytes.remove(start..<end)
    for other in later { unsafe starts[other] -= end - start }
  }
}
