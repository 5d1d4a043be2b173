internal import Glibc
internal import Wire

/// The lines of a file, one at a time, in a window that does not grow with the file.
///
/// Lines end in LF or CRLF, the last one may lack its end. Blank lines are passed over, and a byte
/// order mark before the first line. The bytes of a line may be anything else, also NUL.
struct LineSource: ~Copyable {
  /// A longer line is reported, never held.
  static let longestLine = 1 << 20
  /// Readable bytes behind every line, so that whole words can be loaded at its end.
  static let padding = Record.padding

  enum Step {
    /// `line` is the next line.
    case line
    /// The line of this `number` is longer than `longestLine` and was passed over.
    case tooLong
    case end
  }

  private var source: ByteSource
  private var buffer: [UInt8]
  /// The line found last, without its end.
  private(set) var range: Range<Int> = 0..<0
  /// The number of the line found last; the first line is 1.
  private(set) var number = 0
  /// Whether a quotation mark has stood anywhere in the bytes read so far.
  private(set) var hasSeenQuote = false
  /// The bytes behind the line found last, up to where the buffer is filled.
  private var next = 0
  private var filled = 0
  private var hasEnded = false

  init(_ source: consuming ByteSource) {
    self.source = source
    buffer = [UInt8](repeating: 0, count: ByteSource.blockSize + Self.padding)
  }

  var name: String { source.name }
  var progress: ReadProgress { source.progress }

  /// The line found last, without its end.
  var line: Span<UInt8> {
    @_lifetime(borrow self) get { buffer.span.extracting(range) }
  }

  /// The window around `range`, with `padding` readable bytes behind it.
  var window: Span<UInt8> {
    @_lifetime(borrow self) get { buffer.span }
  }

  /// Goes to the next line that is not blank.
  ///
  /// - Throws: What the source of the bytes throws. A line cut off by that is not delivered, and
  ///   from then on there are no more lines.
  mutating func advance() throws(MarketDataError) -> Step {
    var searched = next
    while true {
      if let end = newline(from: searched) {
        let start = next
        next = end + 1
        if end - start > Self.longestLine + 1 { return skippedLine() }
        if accept(start..<end) { return range.count > Self.longestLine ? .tooLong : .line }
        searched = next
        continue
      }
      if filled - next > Self.longestLine + 1 { return try skipLine() }
      let pending = filled - next
      guard try fill() else {
        let start = next
        next = filled
        guard pending > 0, accept(start..<filled) else { return .end }
        return range.count > Self.longestLine ? .tooLong : .line
      }
      searched = next + pending
    }
  }

  /// Counts a line and takes its carriage return and byte order mark away.
  ///
  /// - Returns: Whether anything is left of it.
  private mutating func accept(_ bytes: Range<Int>) -> Bool {
    number += 1
    var start = bytes.lowerBound
    var end = bytes.upperBound
    if end > start, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    if number == 1, end - start >= 3, buffer[start] == 0xef, buffer[start + 1] == 0xbb,
      buffer[start + 2] == 0xbf
    {
      start += 3
    }
    range = start..<end
    return start < end
  }

  private func newline(from start: Int) -> Int? {
    unsafe buffer.withUnsafeBufferPointer { bytes -> Int? in
      // `start <= filled <= buffer.count - padding`, so the area searched lies in the buffer.
      guard start < filled, let base = bytes.baseAddress else { return nil }
      let area = unsafe UnsafeRawPointer(base + start)
      guard let found = unsafe memchr(area, 0x0a, filled - start) else { return nil }
      return unsafe start + (UnsafeRawPointer(found) - area)
    }
  }

  private mutating func skippedLine() -> Step {
    number += 1
    range = 0..<0
    return .tooLong
  }

  /// Passes over a line without keeping it.
  private mutating func skipLine() throws(MarketDataError) -> Step {
    while true {
      next = filled
      guard try fill() else { return skippedLine() }
      if let end = newline(from: next) {
        next = end + 1
        return skippedLine()
      }
    }
  }

  /// Reads more bytes behind those that are pending, which move to the front of the buffer.
  ///
  /// - Returns: Whether there were any.
  private mutating func fill() throws(MarketDataError) -> Bool {
    guard !hasEnded else { return false }
    let pending = filled - next
    if next > 0 {
      for index in 0..<pending { buffer[index] = buffer[next + index] }
      next = 0
      filled = pending
    }
    // Only a line of more than half the buffer makes it grow, and such lines end at a megabyte.
    if pending > (buffer.count - Self.padding) / 2, buffer.count < 2 * Self.longestLine {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count - Self.padding))
    }
    let count: Int
    do throws(MarketDataError) {
      count = try source.read(into: &buffer, at: filled..<(buffer.count - Self.padding))
    } catch {
      hasEnded = true
      next = filled
      throw error
    }
    if !hasSeenQuote { hasSeenQuote = containsQuote(filled..<(filled + count)) }
    filled += count
    hasEnded = count == 0
    return count > 0
  }

  private func containsQuote(_ area: Range<Int>) -> Bool {
    unsafe buffer.withUnsafeBufferPointer { bytes in
      // The area has just been read into the buffer, so it lies inside it.
      guard let base = bytes.baseAddress else { return false }
      return unsafe memchr(base + area.lowerBound, 0x22, area.count) != nil
    }
  }
}
