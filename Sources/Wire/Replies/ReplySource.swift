internal import CSimdjson

/// The text of a reply, and what reads it; all objects and lists of the reply share it.
///
/// The memory is its own, so that values may point into it while one of those is there.
@safe
final class ReplySource {
  let reader: ReplyReader
  /// The length of the text.
  let count: Int
  /// Where the text begins, and behind it zeros that the parser may read.
  private let memory: UnsafeMutablePointer<UInt8>

  /// - Parameters:
  ///   - text: What is copied.
  ///   - before: What is put before it.
  ///   - behind: What is put behind it.
  ///   - reader: Who reads it.
  init(_ text: Span<UInt8>, before: String = "", behind: String = "", _ reader: ReplyReader) {
    self.reader = reader
    count = before.utf8.count + text.count + behind.utf8.count
    unsafe memory = .allocate(capacity: count + Record.padding)
    let bytes = unsafe UnsafeMutableBufferPointer(start: memory, count: count + Record.padding)
    var end = unsafe bytes.initialize(fromContentsOf: before.utf8)
    unsafe text.withUnsafeBufferPointer { text in
      end = unsafe bytes[end...].initialize(fromContentsOf: text)
    }
    end = unsafe bytes[end...].initialize(fromContentsOf: behind.utf8)
    unsafe bytes[end...].initialize(repeating: 0)
  }

  deinit { unsafe memory.deallocate() }

  /// Where the text begins.
  @unsafe var start: UnsafePointer<UInt8> { unsafe UnsafePointer(memory) }

  /// A part of it, for as long as whoever asks holds this.
  @unsafe
  func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "A reply is read within its bounds")
    return unsafe UnsafeBufferPointer(start: memory + range.lowerBound, count: range.count)
  }

  subscript(place: Int) -> UInt8 { unsafe part(place..<(place + 1))[0] }

  func text(_ range: Range<Int>, isEscaped: Bool) -> String {
    let part = unsafe part(range)
    guard isEscaped else { return unsafe String(decoding: part, as: UTF8.self) }
    return unsafe String(unsafeUninitializedCapacity: part.count) { output in
      guard let target = output.baseAddress, let source = part.baseAddress else { return 0 }
      let written = unsafe tradectl_json_unescape(source, part.count, target)
      return written <= part.count ? written : 0
    }
  }

  func holds(_ byte: UInt8, in range: Range<Int>) -> Bool { unsafe part(range).contains(byte) }

  /// Whether a part is this text.
  func isSame(_ range: Range<Int>, as text: String) -> Bool {
    let (part, wanted) = unsafe (part(range), text.utf8.span)
    guard wanted.count == part.count else { return false }
    for place in wanted.indices where unsafe wanted[place] != part[place] { return false }
    return true
  }
}
