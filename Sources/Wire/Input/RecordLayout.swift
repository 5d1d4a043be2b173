internal import CSimdjson
internal import Synchronization

/// Which fields the members of a record hold, and where.
///
/// It stays from one record to the next: as long as the keys are the same, in the same order,
/// nothing about them has to be found out again.
@safe
struct RecordLayout: ~Copyable {
  /// The member of each field, by the field's number; negative where there is none.
  private let memberOfField: UnsafeMutablePointer<Int16>
  /// The field of each member, by its number; negative for a key that is not ours.
  private let fieldOfMember: UnsafeMutablePointer<Int16>
  /// The members whose key is not ours, in order.
  private let otherMembers: UnsafeMutablePointer<Int16>
  /// The members that are never passed on, in order.
  private let hiddenMembers: UnsafeMutablePointer<Int16>
  /// The first members' keys.
  private let keys: UnsafeMutablePointer<FieldTable.Words>
  private let table = FieldTable.shared
  private(set) var count = 0
  private(set) var otherCount = 0
  private(set) var hiddenCount = 0
  /// Whether every key is among `keys`, so that the layout can be recognized.
  private var isComplete = false
  private var hasOnlyPlainKeys = true
  /// Differs from that of every other layout in this process.
  private(set) var identity: UInt64

  /// Records with more members are looked up each time.
  private static let keysMax = 64
  private static let made = Atomic<UInt64>(0)

  init() {
    let size = Record.membersMax
    unsafe memberOfField = .allocate(capacity: Field.allCases.count)
    unsafe memberOfField.initialize(repeating: -1, count: Field.allCases.count)
    unsafe fieldOfMember = .allocate(capacity: 3 * size)
    unsafe fieldOfMember.initialize(repeating: -1, count: 3 * size)
    unsafe otherMembers = fieldOfMember + size
    unsafe hiddenMembers = fieldOfMember + 2 * size
    unsafe keys = .allocate(capacity: Self.keysMax)
    unsafe keys.initialize(repeating: FieldTable.Words(), count: Self.keysMax)
    // The upper half tells one record's layouts from those of another.
    identity = Self.made.add(1, ordering: .relaxed).newValue << 32
  }

  deinit {
    unsafe memberOfField.deallocate()
    unsafe fieldOfMember.deallocate()
    unsafe keys.deallocate()
  }

  // MARK: Asking

  /// The member that holds a field, or nil.
  @inline(__always)
  func member(of field: Field) -> Int? {
    let index = unsafe memberOfField[field.number]
    return index < 0 ? nil : Int(index)
  }

  /// The number of the field that a member holds; negative for a key that is not ours.
  @inline(__always)
  func fieldNumber(_ index: Int) -> Int { unsafe Int(fieldOfMember[index]) }

  /// The member that is the `place`-th of those whose key is not ours.
  func otherMember(_ place: Int) -> Int { unsafe Int(otherMembers[place]) }

  /// The member that is the `place`-th of `record`, `v` and the keys with an underscore.
  @inline(__always)
  func hiddenMember(_ place: Int) -> Int { unsafe Int(hiddenMembers[place]) }

  /// Whether a record has the very keys that this layout was made from.
  @inline(__always)
  @unsafe func isRepeated(
    by members: UnsafePointer<tradectl_json_field>, count found: Int,
    in text: UnsafePointer<UInt8>
  ) -> Bool {
    guard isComplete, found == count else { return false }
    for index in 0..<found {
      let length = unsafe Int(members[index].key_length)
      guard unsafe members[index].key_is_escaped == 0, length &- 1 < FieldTable.longestKey,
        unsafe FieldTable.Words(text + Int(members[index].key_offset), length: length)
          == keys[index]
      else { return false }
    }
    return true
  }

  // MARK: Making

  /// Begins a new layout.
  mutating func clear() {
    for index in 0..<count {
      let number = unsafe fieldOfMember[index]
      if number >= 0 { unsafe memberOfField[Int(number)] = -1 }
    }
    count = 0
    otherCount = 0
    hiddenCount = 0
    isComplete = false
    hasOnlyPlainKeys = true
    identity += 1
  }

  /// Adds the next member.
  ///
  /// - Parameters:
  ///   - key: Its key, without escapes; at least 24 bytes from it can be read.
  ///   - length: Any.
  /// - Returns: False where another member holds the same field.
  @unsafe mutating func add(_ key: UnsafePointer<UInt8>, length: Int) -> Bool {
    if length > 0, length <= FieldTable.longestKey, count < Self.keysMax {
      unsafe keys[count] = FieldTable.Words(key, length: length)
    } else {
      hasOnlyPlainKeys = false
    }
    return unsafe add(
      number: table.number(of: key, length: length), isHidden: key[0] == UInt8(ascii: "_"))
  }

  /// Adds the next member, whose key was written with escapes.
  mutating func add(escaped key: String) -> Bool {
    hasOnlyPlainKeys = false
    return add(
      number: Field(rawValue: key)?.number, isHidden: key.utf8.first == UInt8(ascii: "_"))
  }

  private mutating func add(number: Int?, isHidden: Bool) -> Bool {
    let member = Int16(truncatingIfNeeded: count)
    unsafe fieldOfMember[count] = number.map { Int16(truncatingIfNeeded: $0) } ?? -1
    count += 1
    if isHidden || number == Field.record.number || number == Field.v.number {
      unsafe hiddenMembers[hiddenCount] = member
      hiddenCount += 1
    }
    guard let number else {
      unsafe otherMembers[otherCount] = member
      otherCount += 1
      return true
    }
    guard unsafe memberOfField[number] < 0 else {
      unsafe fieldOfMember[count - 1] = -1
      return false
    }
    unsafe memberOfField[number] = member
    return true
  }

  /// Ends a layout that no key stands twice in.
  mutating func complete() { isComplete = hasOnlyPlainKeys }
}
