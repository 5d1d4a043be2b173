/// The bytes of a file, unpacked when they are gzip.
///
/// What a file is shows in its first two bytes, not in its name. Gzip files of several members,
/// as made by joining files, come out as one. One block of the packed file is held at a time.
struct ByteSource: ~Copyable {
  /// Bytes asked of the system at once.
  static let blockSize = 256 * 1024

  private var file: FileDescriptor
  private let inflater: Inflater
  private var isGzip = false
  /// The packed bytes, or the first bytes of a plain file.
  private var block: [UInt8] = []
  private var unread: Range<Int> = 0..<0
  private var hasBegun = false
  private var isBetweenMembers = false
  private var bytesRead = 0

  init(_ file: consuming FileDescriptor) throws(MarketDataError) {
    do throws(Inflater.OutOfMemory) {
      inflater = try Inflater()
    } catch {
      throw .notReadable(file: file.name, reason: "not enough memory")
    }
    self.file = file
  }

  /// Opens a path; `-` is standard input.
  init(path: String, mayWait: (() -> Bool)? = nil) throws(MarketDataError) {
    try self.init(FileDescriptor.opening(path, mayWait: mayWait))
  }

  var name: String { file.name }

  /// How much of the file as it is stored has been used, and its size where it is known.
  var progress: ReadProgress {
    ReadProgress(bytesConsumed: bytesRead - unread.count, size: file.size)
  }

  /// Reads the next bytes, at most the room given.
  ///
  /// - Parameters:
  ///   - buffer: Receives the bytes.
  ///   - room: The part of the buffer that may be written; not empty.
  /// - Returns: The number of bytes; zero only at the end.
  /// - Throws: `.notReadable`, `.isDirectory`, `.damagedGzip` or `.truncatedGzip`, each after
  ///   every byte before the fault has been delivered.
  mutating func read(
    into buffer: inout [UInt8], at room: Range<Int>
  ) throws(MarketDataError) -> Int {
    precondition(!room.isEmpty, "Without room, a file would seem to be at its end")
    if !hasBegun { try begin() }
    if isGzip { return try inflate(into: &buffer, at: room) }
    guard !unread.isEmpty else {
      let count = try file.read(into: &buffer, at: room)
      bytesRead += count
      return count
    }
    let count = min(unread.count, room.count)
    buffer.replaceSubrange(
      room.prefix(count), with: block[unread.lowerBound..<(unread.lowerBound + count)])
    unread = (unread.lowerBound + count)..<unread.upperBound
    if unread.isEmpty { block = [] }
    return count
  }

  /// Looks at the first two bytes.
  private mutating func begin() throws(MarketDataError) {
    hasBegun = true
    block = [UInt8](repeating: 0, count: Self.blockSize)
    // A pipe may hand out its first two bytes one by one.
    while unread.upperBound < 2 {
      let count = try readBlock(from: unread.upperBound)
      if count == 0 { break }
    }
    isGzip = unread.count >= 2 && block[0] == 0x1f && block[1] == 0x8b
  }

  /// Reads packed bytes behind those that are kept.
  private mutating func readBlock(from start: Int) throws(MarketDataError) -> Int {
    let count = try file.read(into: &block, at: start..<block.count)
    bytesRead += count
    unread = (start == 0 ? 0 : unread.lowerBound)..<(start + count)
    return count
  }

  private mutating func inflate(
    into buffer: inout [UInt8], at room: Range<Int>
  ) throws(MarketDataError) -> Int {
    while true {
      if unread.isEmpty, try readBlock(from: 0) == 0 {
        if isBetweenMembers { return 0 }
        throw .truncatedGzip(file: name, offset: bytesRead)
      }
      if isBetweenMembers {
        // Tapes and block devices fill the rest of a block with zeros.
        while let first = unread.first, block[first] == 0 { unread.removeFirst() }
        guard !unread.isEmpty else { continue }
        inflater.reset()
        isBetweenMembers = false
      }
      let step = inflater.step(from: block.span.extracting(unread), into: &buffer, at: room)
      unread = (unread.lowerBound + step.consumed)..<unread.upperBound
      isBetweenMembers = step.state == .memberEnded
      // A damaged stream stays damaged: the next call reports it.
      if step.produced > 0 { return step.produced }
      if step.state == .damaged {
        throw .damagedGzip(file: name, offset: bytesRead - unread.count)
      }
    }
  }
}

/// How far a file has been read.
package struct ReadProgress: Hashable, Sendable {
  /// Bytes of the file as it is stored: packed ones, if it is packed.
  package var bytesConsumed: Int
  /// Nil where it is not known, as for a pipe.
  package var size: Int?

  package init(bytesConsumed: Int, size: Int?) {
    self.bytesConsumed = bytesConsumed
    self.size = size
  }
}
