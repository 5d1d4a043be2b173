internal import Glibc

/// Bytes of a stream, found line by line without being copied.
///
/// Blank lines are skipped, a byte-order mark and carriage returns are taken off, the last line
/// may lack its end. A line of more than 1 MiB is passed over without being kept, so that memory
/// stays bounded whatever comes in.
@safe
struct LineBuffer: ~Copyable {
  /// The longest line that is kept.
  static let lineMax = 1 << 20
  /// What a read asks for at least.
  static let chunk = 1 << 16

  /// What `next` found.
  enum Outcome {
    /// A line, as a place in `bytes`.
    case line(start: Int, length: Int)
    /// A line that was too long, with its length.
    case tooLong(length: Int)
    /// More bytes have to be read.
    case needsBytes
    case end
  }

  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 2 * Self.chunk
  /// The line being looked at begins at `start`; its bytes up to `scanned` have no line feed.
  private var start = 0
  private var scanned = 0
  private var end = 0
  /// Where the last line that has its end ends; `start` where there is none.
  private var wholeLines = 0
  private(set) var isAtEnd = false
  /// Bytes of a line that is too long, already dropped.
  private var dropped = 0
  /// The number of the line that `next` returned last, from 1.
  private(set) var number = 0

  init() {
    unsafe bytes = .allocate(capacity: capacity + Record.padding)
    unsafe bytes.initialize(repeating: 0, count: capacity + Record.padding)
  }

  deinit { unsafe bytes.deallocate() }

  // MARK: Lines

  /// The next line among the bytes that are here.
  mutating func next() -> Outcome {
    while true {
      if scanned < end, let found = unsafe memchr(bytes + scanned, 0x0A, end - scanned) {
        let feed = unsafe found - UnsafeMutableRawPointer(bytes)
        scanned = feed + 1
        if let outcome = take(upTo: feed) { return outcome }
        continue
      }
      scanned = end
      guard isAtEnd else { return .needsBytes }
      guard end > start || dropped > 0 else { return .end }
      if let outcome = take(upTo: end) { return outcome }
    }
  }

  /// Ends the line at `finish`; nil when it is blank.
  private mutating func take(upTo finish: Int) -> Outcome? {
    let first = start
    start = scanned
    number += 1
    let length = dropped + finish - first
    if dropped > 0 || length > Self.lineMax {
      dropped = 0
      return .tooLong(length: length)
    }
    var begin = first
    var stop = finish
    if unsafe number == 1 && stop - begin >= 3 && bytes[begin] == 0xEF && bytes[begin + 1] == 0xBB
      && bytes[begin + 2] == 0xBF
    {
      begin += 3
    }
    while unsafe stop > begin && isSpace(bytes[stop - 1]) { stop -= 1 }
    while unsafe begin < stop && isSpace(bytes[begin]) { begin += 1 }
    return begin == stop ? nil : .line(start: begin, length: stop - begin)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D || byte == 0x09 }

  // MARK: Bytes

  /// How many bytes wait to be looked at.
  var count: Int { end - start }

  /// Whether one of the lines that wait has its end.
  var hasWholeLine: Bool { wholeLines > start }

  /// Reads more bytes; what `next` returned before is no longer valid.
  ///
  /// - Parameters:
  ///   - source: What to read.
  ///   - size: The bytes that are wanted.
  /// - Throws: When reading fails, or a signal asks for the end.
  mutating func fill(from source: Descriptor, upTo size: Int) throws(StreamFailure) {
    if start > 0 {
      unsafe memmove(bytes, bytes + start, end - start)
      end -= start
      scanned -= start
      wholeLines = max(wholeLines - start, 0)
      start = 0
    }
    if end > Self.lineMax, wholeLines == 0 {
      dropped += end
      end = 0
      scanned = 0
    }
    if capacity - end < min(size, Self.chunk) { grow() }
    precondition(end < capacity, "Whole lines are taken before there are too many")
    let count = try unsafe source.read(into: bytes + end, capacity: min(size, capacity - end))
    isAtEnd = count == 0
    var place = end + count
    while place > end, unsafe bytes[place - 1] != 0x0A { place -= 1 }
    if place > end { wholeLines = place }
    end += count
  }

  /// Moves what follows the last whole line to another buffer, which goes on from there.
  ///
  /// - Parameter rest: A buffer whose lines have all been taken.
  mutating func cut(into rest: inout LineBuffer) {
    let tail = end - wholeLines
    while rest.capacity < tail { rest.grow() }
    unsafe memcpy(rest.bytes, bytes + wholeLines, tail)
    (rest.start, rest.scanned, rest.end, rest.wholeLines) = (0, tail, tail, 0)
    (rest.isAtEnd, rest.dropped) = (false, 0)
    rest.number = number
    var place = start
    while let feed = unsafe memchr(bytes + place, 0x0A, wholeLines - place) {
      place = unsafe feed - UnsafeMutableRawPointer(bytes) + 1
      rest.number += 1
    }
    end = wholeLines
  }

  private mutating func grow() {
    let larger = min(2 * capacity, Self.lineMax + 2 * Self.chunk)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Record.padding)
    unsafe memory.initialize(repeating: 0, count: larger + Record.padding)
    unsafe memcpy(memory, bytes, end)
    unsafe bytes.deallocate()
    unsafe bytes = memory
    capacity = larger
  }
}
