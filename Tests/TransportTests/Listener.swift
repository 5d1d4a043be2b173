import Domain
import Glibc
import TestSupport
import Testing

@testable import Transport

/// The other side of a connection, on a Unix socket in a folder of its own.
///
/// The system keeps what either side says until the other listens, so one thread plays both.
final class Listener {
  let address: LocalAddress
  private let folder: TemporaryFolder
  private let number: Int32
  private var connection: Int32 = -1

  init(backlog: Int32 = 8) throws {
    folder = try TemporaryFolder()
    let path = "\(folder.path)/s"
    address = .unix(path: path)
    number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var value = sockaddr_un()
    value.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &value.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let result = unsafe withUnsafePointer(to: &value) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0 && listen(number, backlog) == 0)
  }

  deinit {
    hangUp()
    close(number)
  }

  /// Takes the connection that was made.
  func accept() throws {
    hangUp()
    connection = Glibc.accept(number, nil, nil)
    try #require(connection >= 0)
  }

  func say(_ text: String) throws {
    let bytes = Array(text.utf8)
    let count = unsafe bytes.withUnsafeBytes {
      unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    try #require(count == bytes.count)
  }

  /// What has been said so far, at most 1 MiB.
  func hear() -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe recv(connection, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
    }
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  func hangUp() {
    if connection >= 0 { close(connection) }
    connection = -1
  }
}
