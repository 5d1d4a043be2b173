/// What the library tells while a request is under way: the answer as it comes in, the sockets, and
/// whether the request was about to leave.
final class HTTPTransfer {
  /// What the answer had more of than is taken in.
  enum Excess {
    case head
    case body
  }

  private let headMax: Int
  private let bodyMax: Int
  /// Whether no socket may lead away from this machine.
  let isLocal: Bool

  /// The lines of the last head, without the first and the blank one.
  private(set) var head: [UInt8] = []
  private(set) var body: [UInt8] = []
  private(set) var excess: Excess?
  /// Whether a connection stood and the request was the next thing to go out; where not, not a byte
  /// of it has left.
  private(set) var hasDeparted = false
  /// Whether it went out over a connection that was there before.
  private(set) var wasConnectionKept = false
  /// How many sockets were opened for this request.
  private(set) var opened = 0
  /// Those that are open, also between requests.
  private(set) var sockets: [Int32] = []
  /// Whether the connection that it went out over ended before there was an answer.
  private(set) var wasLost = false
  /// All that has come in before the body.
  private(set) var headBytes = 0
  /// Whether the blank line behind the head was there.
  private(set) var isHeadOver = false

  init(headMax: Int, bodyMax: Int, isLocal: Bool) {
    self.headMax = headMax
    self.bodyMax = bodyMax
    self.isLocal = isLocal
  }

  /// Makes ready for the next request.
  func begin() {
    head = []
    body = []
    excess = nil
    (opened, headBytes) = (0, 0)
    (hasDeparted, wasConnectionKept, wasLost, isHeadOver) = (false, false, false, false)
  }

  /// False keeps the request from leaving.
  func depart() -> Bool {
    guard !refusesAnother() else { return false }
    hasDeparted = true
    wasConnectionKept = opened == 0
    return true
  }

  func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= bodyMax - body.count else {
      excess = .body
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  /// Takes one line of the head; several heads may come, of which the last counts.
  func take(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
    headBytes += bytes.count
    guard headBytes <= headMax else {
      excess = .head
      return false
    }
    if unsafe bytes.first == UInt8(ascii: "H") && bytes.starts(with: "HTTP/".utf8) {
      head.removeAll(keepingCapacity: true)
      isHeadOver = false
    } else if unsafe bytes.first == 0x0D || bytes.first == 0x0A {
      isHeadOver = true
    } else if !isHeadOver {
      // What stands behind the body is passed over: nobody may rely on it.
      unsafe head.append(contentsOf: bytes)
    }
    return true
  }

  /// Whether the library is about to begin anew: where a kept connection ends before an answer, it
  /// would connect and send the request once more on its own.
  func refusesAnother() -> Bool {
    if hasDeparted { wasLost = true }
    return hasDeparted
  }

  func didOpen(_ socket: Int32) {
    opened += 1
    sockets.append(socket)
  }

  func didClose(_ socket: Int32) {
    sockets.removeAll { $0 == socket }
  }
}
