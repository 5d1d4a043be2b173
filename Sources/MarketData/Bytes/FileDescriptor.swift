internal import Glibc

/// An open file that is closed when the value goes away; standard input stays open.
struct FileDescriptor: ~Copyable {
  /// The path as it was given, for messages.
  let name: String
  /// The size in bytes where the file has one; a pipe has none.
  let size: Int?
  private let number: Int32
  private let isOwned: Bool
  /// Asked before a read that would have to wait; false gives the reading up.
  private let mayWait: (() -> Bool)?

  /// Opens a path for reading; `-` is standard input.
  static func opening(
    _ path: String, mayWait: (() -> Bool)? = nil
  ) throws(MarketDataError) -> FileDescriptor {
    guard path != "-" else {
      return FileDescriptor(
        number: STDIN_FILENO, name: "standard input", isOwned: false, mayWait: mayWait)
    }
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      throw errno == ENOENT
        ? .notFound(file: path) : .notReadable(file: path, reason: reason(errno))
    }
    let file = FileDescriptor(number: number, name: path, isOwned: true, mayWait: mayWait)
    guard !file.isDirectory else { throw .isDirectory(file: path) }
    return file
  }

  /// Reads from a descriptor that is open already.
  ///
  /// - Parameters:
  ///   - number: Open for reading.
  ///   - name: Stands for the path in messages.
  ///   - isOwned: Whether the descriptor is closed with this value.
  ///   - mayWait: Asked before a read that would have to wait, and every second of waiting; false
  ///     gives the reading up.
  init(number: Int32, name: String, isOwned: Bool, mayWait: (() -> Bool)? = nil) {
    self.mayWait = mayWait
    self.number = number
    self.name = name
    self.isOwned = isOwned
    var status = stat()
    let isRegular =
      unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : nil
  }

  deinit {
    if isOwned { _ = close(number) }
  }

  private var isDirectory: Bool {
    var status = stat()
    return unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Reads what is there, at most the room given.
  ///
  /// - Parameters:
  ///   - buffer: Receives the bytes.
  ///   - room: The part of the buffer that may be written.
  /// - Returns: The number of bytes; zero at the end of the file.
  /// - Throws: `.isDirectory`, `.notReadable` or `.givenUp`.
  mutating func read(
    into buffer: inout [UInt8], at room: Range<Int>
  ) throws(MarketDataError) -> Int {
    precondition(buffer.indices.contains(room), "The room must lie in the buffer")
    try wait()
    while true {
      let count = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
        // The room lies in the buffer, and no more than its size is asked for.
        unsafe Glibc.read(number, bytes.baseAddress.map { unsafe $0 + room.lowerBound }, room.count)
      }
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EISDIR: throw .isDirectory(file: name)
      default: throw .notReadable(file: name, reason: Self.reason(errno))
      }
    }
  }

  /// Returns when there is something to read, where somebody wants to know that it has to be waited
  /// for.
  private func wait() throws(MarketDataError) {
    guard let mayWait, size == nil else { return }
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    var patience: Int32 = 0
    // A signal ends the waiting early; one that comes just before it is seen a second later.
    while unsafe poll(&request, 1, patience) <= 0 {
      guard mayWait() else { throw .givenUp(file: name) }
      patience = 1000
    }
  }

  private static func reason(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }
}
