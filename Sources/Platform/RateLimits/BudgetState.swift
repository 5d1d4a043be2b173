internal import Domain
internal import VenueInterface

/// What all processes of the machine know of the limits of one scope.
///
/// Words of 64 bits as this machine has them: a mark, until when nothing may be sent and since when, until when somebody of
/// each purpose waits, and for each limit its name as a number, when its bucket is full, the newest
/// minute that it was used in, and how much was used in each of the last sixty.
struct BudgetState: Equatable {
  static let minutes = 60
  private static let mark: Int64 = 0x314d_494c_4c54_4354  // "TCTLLIM1"
  private static let claims = 3
  private static let head = claims + RequestDraft.Purpose.allCases.count
  private static let slotSize = 3 + minutes
  private static let slots = 8
  static let byteCount = (head + slotSize * slots) * 8

  private var words: [Int64]

  /// A state in which nothing has been used.
  init() {
    words = Array(repeating: 0, count: Self.byteCount / 8)
    words[0] = Self.mark
  }

  private init(words: [Int64]) { self.words = words }

  /// What a file holds; an empty file is a new one.
  ///
  /// What was not written here tells nothing, so everything counts as used up just now.
  init(_ bytes: [UInt8], _ limits: [RequestLimit], at now: Int64) {
    let known = Self.words(bytes)
    self = known.map { BudgetState(words: $0) } ?? BudgetState()
    guard known == nil, !bytes.isEmpty else { return }
    for limit in limits {
      set(slot(limit.name), limit.name, fullAt: BucketTerms(limit).fullAt(left: 0, at: now))
    }
  }

  /// - Returns: Nil for what was not written here.
  private static func words(_ bytes: [UInt8]) -> [Int64]? {
    guard bytes.count == byteCount else { return nil }
    let words = unsafe [Int64](unsafeUninitializedCapacity: byteCount / 8) { words, count in
      unsafe UnsafeMutableRawBufferPointer(words).copyBytes(from: bytes)
      count = words.count
    }
    return words[0] == mark ? words : nil
  }

  var bytes: [UInt8] {
    unsafe words.withUnsafeBytes { unsafe Array($0) }
  }

  // MARK: Closing

  /// How long nothing may be sent yet; zero when that is over.
  func closedTime(at now: Int64) -> Int64 {
    // A clock that was put back must not close it for longer than the venue said.
    now < words[2] ? min(words[1] - words[2], words[1] - now) : max(0, words[1] - now)
  }

  /// Lets nothing through for so long; what lasts longer already stays.
  mutating func close(for time: Int64, at now: Int64) {
    guard time > closedTime(at: now) else { return }
    words[1] = now + time
    words[2] = now
  }

  // MARK: Who waits

  /// Says that somebody waits, until then at least.
  mutating func claim(_ purpose: RequestDraft.Purpose, until time: Int64) {
    words[Self.claims + purpose.rawValue] = time
  }

  /// Whether somebody waits who goes first.
  func isClaimed(before purpose: RequestDraft.Purpose, at now: Int64, within span: Int64) -> Bool {
    RequestDraft.Purpose.allCases.contains {
      let time = words[Self.claims + $0.rawValue]
      return $0 > purpose && time > now && time <= now + span
    }
  }

  // MARK: Buckets

  /// Where the limit of a name is kept; the first place that is free for a new one.
  func slot(_ name: String) -> Int {
    let identity = Self.identity(name)
    let places = (0..<Self.slots).lazy.map { Self.head + $0 * Self.slotSize }
    return places.first { words[$0] == identity } ?? places.first { words[$0] == 0 }
      ?? Self.head + (Self.slots - 1) * Self.slotSize
  }

  /// When the bucket of a limit is full; zero for one that nobody has used.
  func fullAt(_ slot: Int, _ name: String) -> Int64 {
    words[slot] == Self.identity(name) ? words[slot + 1] : 0
  }

  mutating func set(_ slot: Int, _ name: String, fullAt: Int64) {
    let identity = Self.identity(name)
    if words[slot] != identity {
      words.replaceSubrange(
        slot..<slot + Self.slotSize, with: repeatElement(0, count: Self.slotSize))
    }
    words[slot] = identity
    words[slot + 1] = fullAt
  }

  /// Counts what was used in this minute.
  mutating func count(_ used: Int, _ slot: Int, at now: Int64) {
    let minute = now / TimeInterval.minute.nanoseconds
    let gap = minute - words[slot + 2]
    if gap != 0 {
      // Minutes without use between the newest one and this; all of them after a jump of the clock.
      let stale = (1...Int64(Self.minutes)).contains(gap) ? gap : Int64(Self.minutes)
      for past in 0..<stale { words[place(slot, minute - past)] = 0 }
      words[slot + 2] = minute
    }
    words[place(slot, minute)] += Int64(used)
  }

  /// What was used in each of the last sixty minutes, oldest first.
  func history(_ slot: Int, _ name: String, at now: Int64) -> [Int] {
    let minute = now / TimeInterval.minute.nanoseconds
    let newest = words[slot] == Self.identity(name) ? words[slot + 2] : 0
    return (0..<Self.minutes).reversed().map { past in
      let wanted = minute - Int64(past)
      guard wanted <= newest, wanted > newest - Int64(Self.minutes), wanted >= 0 else { return 0 }
      return Int(words[place(slot, wanted)])
    }
  }

  private func place(_ slot: Int, _ minute: Int64) -> Int {
    slot + 3 + Int(minute % Int64(Self.minutes))
  }

  /// A number for a name, never zero.
  ///
  /// Source: FNV-1a, IETF draft-eastlake-fnv.
  private static func identity(_ name: String) -> Int64 {
    let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int64(bitPattern: hash) | 1
  }
}
