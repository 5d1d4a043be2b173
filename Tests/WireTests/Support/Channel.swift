import Glibc
import Testing

@testable import Wire

/// Two connected descriptors of the test's own.
@safe
struct Channel: ~Copyable {
  let reading: Int32
  private(set) var writing: Int32

  /// A pipe, or with `keepsMessages` a socket in which each write stays one message.
  init(keepsMessages: Bool = false) throws {
    var ends: [Int32] = [-1, -1]
    let result = unsafe ends.withUnsafeMutableBufferPointer { ends in
      unsafe keepsMessages
        ? socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, ends.baseAddress)
        : pipe(ends.baseAddress)
    }
    try #require(result == 0)
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    close(reading)
    if writing >= 0 { close(writing) }
  }

  /// At most as much as a pipe holds, 64 KiB.
  func send(_ bytes: [UInt8]) throws {
    let count = unsafe bytes.withUnsafeBytes { unsafe write(writing, $0.baseAddress, $0.count) }
    try #require(count == bytes.count)
  }

  mutating func finish() {
    close(writing)
    writing = -1
  }

  /// What one read gives; nil when there is nothing yet.
  func receive(atMost size: Int = 1 << 17) -> [UInt8]? {
    var request = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, 0) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(reading, $0.baseAddress, $0.count)
    }
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  /// All messages that were sent.
  func messages() -> [[UInt8]] {
    var messages: [[UInt8]] = []
    while let message = receive() { messages.append(message) }
    return messages
  }
}

func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
