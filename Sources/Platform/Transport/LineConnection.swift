package import Domain
internal import Glibc

/// A connection to a program on this machine that exchanges lines.
///
/// What is thrown says whether any byte of a line can have left, because what reached the other
/// side may have been acted on.
package struct LineConnection: ~Copyable {
  /// The longest line that is taken in, in bytes without its line feed.
  package static let lineMax = 1 << 20

  private let socket: LocalSocket
  /// What has arrived; the bytes before `start` have been given out.
  private var arrived: [UInt8] = []
  private var start = 0
  /// There is no line feed before here.
  private var scanned = 0
  /// Why nothing more will arrive.
  private var end: String?

  /// Connects.
  ///
  /// - Parameters:
  ///   - address: Where to.
  ///   - deadline: When to give up.
  /// - Throws: `.notSent`.
  package init(_ address: LocalAddress, until deadline: Deadline) throws(TransportError) {
    socket = try LocalSocket(address, until: deadline)
  }

  /// Whether the other side has closed; what came before that can still be received.
  package mutating func isClosed() -> Bool {
    while takeIn() {}
    return end != nil
  }

  /// Sends a line.
  ///
  /// - Parameters:
  ///   - line: With its line feed.
  ///   - deadline: When to give up.
  /// - Throws: `.notSent` where certainly no byte has left, else `.lost`. After either the
  ///   connection is of no more use.
  package func send(_ line: Span<UInt8>, until deadline: Deadline) throws(TransportError) {
    var sent = 0
    while sent < line.count {
      switch socket.send(line.extracting(sent...)) {
      case .bytes(let count): sent += count
      case .notReady:
        if deadline.isPast { throw failure(sent, "it does not take the request in time") }
        _ = socket.wait(for: POLLOUT, until: deadline, atMost: .max)
      case .ended(let reason): throw failure(sent, reason)
      }
    }
  }

  private func failure(_ sent: Int, _ reason: String) -> TransportError {
    sent == 0 ? .notSent(reason: reason) : .lost(reason: reason)
  }

  /// Waits for the next line that is not blank.
  ///
  /// - Parameters:
  ///   - deadline: When to give up.
  ///   - goesOn: Asked each time before waiting, at least every 50 ms; false gives up.
  /// - Returns: The line without its end.
  /// - Throws: `.lost`, `.timedOut` or `.abandoned`.
  package mutating func receive(
    until deadline: Deadline, while goesOn: () -> Bool = { true }
  ) throws(TransportError) -> [UInt8] {
    var isLate = false
    while true {
      while let line = try nextLine() {
        if !line.isEmpty { return line }
      }
      if isLate { throw .timedOut }
      // What is here already counts, however late it is looked at; what floods in does not.
      isLate = deadline.isPast
      if takeIn() { continue }
      if let end { throw .lost(reason: end) }
      if isLate { throw .timedOut }
      guard goesOn() else { throw .abandoned }
      _ = socket.wait(for: POLLIN, until: deadline, atMost: Self.pauseMilliseconds)
    }
  }

  /// A signal may come to another thread and so not end the waiting of this one.
  private static let pauseMilliseconds: Int32 = 50
  private static let chunk = 1 << 16

  /// The next whole line among what has arrived.
  private mutating func nextLine() throws(TransportError) -> [UInt8]? {
    guard let feed = arrived[scanned...].firstIndex(of: 0x0A) else {
      scanned = arrived.count
      // Half a line at the end is no line: nobody knows what the other half said.
      if arrived.count - start > Self.lineMax {
        throw .lost(reason: "the answer is longer than \(Self.lineMax) bytes")
      }
      return nil
    }
    let isReturned = feed > start && arrived[feed - 1] == 0x0D
    let line = Array(arrived[start..<(isReturned ? feed - 1 : feed)])
    start = feed + 1
    scanned = start
    if start == arrived.count {
      arrived.removeAll(keepingCapacity: true)
      (start, scanned) = (0, 0)
    }
    guard line.count <= Self.lineMax else {
      throw .lost(reason: "the answer is longer than \(Self.lineMax) bytes")
    }
    return line
  }

  /// Takes in one portion of what has arrived, without waiting; false where there was nothing.
  private mutating func takeIn() -> Bool {
    if start > 0 {
      arrived.removeFirst(start)
      scanned -= start
      start = 0
    }
    guard end == nil, arrived.count <= Self.lineMax else { return false }
    switch socket.receive(into: &arrived, atMost: Self.chunk) {
    case .bytes: return true
    case .notReady: return false
    case .ended(let reason):
      end = reason
      return false
    }
  }
}
