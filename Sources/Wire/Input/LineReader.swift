internal import Glibc

/// Splits a stream of bytes into lines without copying them.
///
/// Blank lines are skipped, a byte-order mark and carriage returns are taken off, the last line
/// may lack its end. A line of more than 1 MiB is passed over without being kept, so that memory
/// stays bounded whatever comes in.
@safe
struct LineReader: ~Copyable {
  /// The longest line that is kept.
  static let lineMax = 1 << 20
  private static let chunk = 1 << 16

  /// What `next` found.
  enum Outcome {
    /// A line, as a place in `buffer`.
    case line(start: Int, length: Int)
    /// A line that was too long, with its length.
    case tooLong(length: Int)
    /// More bytes have to be read.
    case needsBytes
    case end
  }

  private let source: Descriptor
  private(set) var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The line being looked at begins at `start`; its bytes up to `scanned` have no line feed.
  private var start = 0
  private var scanned = 0
  private var end = 0
  private var isAtEnd = false
  /// Bytes of a line that is too long, already dropped.
  private var dropped = 0
  /// The number of the line that `next` returned last, from 1.
  private(set) var number = 0

  init(_ source: Descriptor) {
    self.source = source
    capacity = 2 * Self.chunk
    unsafe buffer = .allocate(capacity: capacity + Record.padding)
    unsafe buffer.initialize(repeating: 0, count: capacity + Record.padding)
  }

  deinit { unsafe buffer.deallocate() }

  /// The next line among the bytes that are here.
  mutating func next() -> Outcome {
    while true {
      if scanned < end, let found = unsafe memchr(buffer + scanned, 0x0A, end - scanned) {
        let feed =
          unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
          - UnsafePointer(
            buffer)
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
    if unsafe number == 1 && stop - begin >= 3 && buffer[begin] == 0xEF && buffer[begin + 1] == 0xBB
      && buffer[begin + 2] == 0xBF
    {
      begin += 3
    }
    while unsafe stop > begin && isSpace(buffer[stop - 1]) { stop -= 1 }
    while unsafe begin < stop && isSpace(buffer[begin]) { begin += 1 }
    return begin == stop ? nil : .line(start: begin, length: stop - begin)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D || byte == 0x09 }

  /// Reads more bytes; what `next` returned before is no longer valid.
  mutating func fill() throws(StreamFailure) {
    if start > 0 {
      unsafe memmove(buffer, buffer + start, end - start)
      end -= start
      scanned -= start
      start = 0
    }
    if end > Self.lineMax {
      dropped += end
      end = 0
      scanned = 0
    }
    if capacity - end < Self.chunk { grow() }
    let count = try unsafe source.read(into: buffer + end, capacity: Self.chunk)
    end += count
    isAtEnd = count == 0
  }

  private mutating func grow() {
    let larger = min(2 * capacity, Self.lineMax + 2 * Self.chunk)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Record.padding)
    unsafe memory.initialize(repeating: 0, count: larger + Record.padding)
    unsafe memcpy(memory, buffer, end)
    unsafe buffer.deallocate()
    unsafe buffer = memory
    capacity = larger
  }
}
