internal import CCurl
internal import Domain
internal import Glibc
internal import VenueInterface

/// One connection to one place, and all that is needed to make and use it.
///
/// It belongs to one thread at a time, which drives it itself: nobody else is woken for a request.
///
/// It may go from thread to thread, as the library's handles may: whoever takes it out of the
/// client's list of idle ones is the only one who has it.
@safe
final class HTTPLane: @unchecked Sendable {
  /// What ended a request.
  private enum End {
    case unready
    case answered
    case failed
    case broken
    case late
    case abandoned
  }

  let origin: HTTPOrigin
  private let settings: HTTPSettings
  private let handle: OpaquePointer
  let transfer: HTTPTransfer
  /// Until when the connection may be used again.
  private var kept = Deadline(after: .zero)
  /// Whether bytes may come at any time, and not only as an answer.
  private var isVersion2 = false
  private var hasFailed = false

  /// Opens the library where nothing has been sent before; it connects with the first request.
  ///
  /// - Parameters:
  ///   - origin: Where to.
  ///   - settings: Those of the client.
  /// - Throws: `.impossible` without the library, `.notSent` without memory or descriptors.
  init(to origin: HTTPOrigin, _ settings: HTTPSettings) throws(HTTPFailure) {
    if let obstacle = CurlLibrary.obstacle { throw .impossible(reason: obstacle) }
    let transfer = HTTPTransfer(
      headMax: settings.headMax, bodyMax: settings.bodyMax, isLocal: origin.scheme == .http)
    var callbacks = HTTPTransfer.callbacks
    guard
      let handle = unsafe ccurl_create(
        &callbacks, Unmanaged.passUnretained(transfer).toOpaque())
    else { throw .notSent(reason: "there is no memory or no descriptor left") }
    unsafe self.handle = handle
    self.origin = origin
    self.settings = settings
    self.transfer = transfer
    guard setUp() else { throw .notSent(reason: "there is no memory left") }
  }

  /// The transfer is told of the sockets that are closed now.
  deinit { unsafe ccurl_destroy(handle) }

  /// What holds for all requests.
  private func setUp() -> Bool {
    set(CCURL_URL, "\(origin)/")
      && set(CCURL_USER_AGENT, settings.userAgent)
      && set(CCURL_ACCEPT_ENCODING, "gzip")
      // Empty texts keep the library from asking the environment.
      && set(CCURL_NO_PROXY, "")
      && set(CCURL_PROXY, origin.isLoopback ? "" : settings.proxy?.address ?? "")
      && (origin.scheme == .http || (unsafe ccurl_set_authorities(handle, settings.authorities)))
      && set(
        // Zero would mean five minutes.
        CCURL_CONNECT_TIMEOUT_MILLISECONDS,
        max(Int(settings.connectTimeout.nanoseconds / 1_000_000), 1))
  }

  private func set(_ option: ccurl_text, _ text: String) -> Bool {
    unsafe ccurl_set_text(handle, option, text)
  }

  private func set(_ option: ccurl_number, _ number: Int) -> Bool {
    unsafe ccurl_set_number(handle, option, number)
  }

  /// Sends a request, and waits for its answer.
  ///
  /// - Parameters:
  ///   - request: One that can be sent, to this lane's origin.
  ///   - deadline: When to give up.
  ///   - goesOn: Asked before each waiting, at least every 50 ms; false gives up.
  /// - Returns: The answer.
  /// - Throws: `.notSent` where certainly no byte has left, else `.outcomeUnknown`.
  func send(
    _ request: HTTPRequest, until deadline: Deadline, while goesOn: () -> Bool
  ) throws(HTTPFailure) -> HTTPAnswer {
    var end = exchange(request, until: deadline, while: goesOn)
    var hasLeft = transfer.hasDeparted
    // A kept connection may have been closed just now. What only reads may be asked once more.
    if end == .failed, !request.isWrite, transfer.wasConnectionKept, transfer.headBytes == 0 {
      end = exchange(request, until: deadline, while: goesOn)
      hasLeft = true
    }
    guard end != .answered else { return answer() }
    let redaction = Redaction(request.secrets + (settings.proxy?.secrets ?? []))
    let reason = "\(origin): \(redaction.apply(to: reason(end)).printable)"
    // The library's code does not say it: after a request has left, connecting may fail as well.
    throw hasLeft ? .outcomeUnknown(reason: reason) : .notSent(reason: reason)
  }

  private func exchange(
    _ request: HTTPRequest, until deadline: Deadline, while goesOn: () -> Bool
  ) -> End {
    transfer.begin()
    var end = unsafe request.body.withUnsafeBytes { body in
      defer { unsafe ccurl_end(handle) }
      guard unsafe describe(request, body), unsafe ccurl_begin(handle) else { return End.unready }
      return run(until: deadline, while: goesOn)
    }
    // The library takes the end of the connection for the end of the head as well.
    if end == .answered, !transfer.isHeadOver { end = .broken }
    hasFailed = end != .answered
    kept = Deadline(after: settings.keptMax)
    return end
  }

  /// False where there is no memory.
  private func describe(_ request: HTTPRequest, _ body: UnsafeRawBufferPointer) -> Bool {
    let isBodySet =
      unsafe request.hasBody
      ? ccurl_set_body(handle, body.baseAddress, body.count) : ccurl_set_no_body(handle)
    // Without a value the library leaves out what it would add: to ask for leave to send a long
    // body, and a type that nobody gave.
    guard isBodySet, unsafe ccurl_add_header(handle, "Expect:") else { return false }
    if request.hasBody, !request.headers.contains(where: { $0.isNamed("Content-Type") }) {
      guard unsafe ccurl_add_header(handle, "Content-Type:") else { return false }
    }
    for header in request.headers {
      let line = header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
      guard unsafe ccurl_add_header(handle, line) else { return false }
    }
    return set(CCURL_FRESH_CONNECTION, isConnectionUsable ? 0 : 1)
      && set(CCURL_METHOD, request.method.rawValue) && set(CCURL_REQUEST_TARGET, request.target)
  }

  /// Whether nothing speaks against the connection that was kept.
  ///
  /// What has come over an idle connection of version 1 belongs to no request: its end, or an answer
  /// that would be taken for the next one's.
  private var isConnectionUsable: Bool {
    guard !hasFailed, !kept.isPast else { return false }
    return transfer.sockets.allSatisfy { number in
      var request = pollfd(fd: number, events: Int16(POLLIN) | Self.pollEnd, revents: 0)
      guard unsafe poll(&request, 1, 0) > 0 else { return true }
      return isVersion2 && request.revents == Int16(POLLIN)
    }
  }

  /// `POLLRDHUP`, which the C library does not show to Swift.
  private static let pollEnd: Int16 = 0x2000

  /// A signal may come to another thread and so not end the waiting of this one.
  private static let pauseMilliseconds: Int32 = 50

  private func run(until deadline: Deadline, while goesOn: () -> Bool) -> End {
    while true {
      switch unsafe ccurl_perform(handle) {
      case CCURL_SUCCEEDED: return .answered
      case CCURL_FAILED: return .failed
      default: break
      }
      // What is here already counts, however late it is looked at.
      if deadline.isPast { return .late }
      guard goesOn() else { return .abandoned }
      unsafe ccurl_wait(handle, deadline.pollMilliseconds(atMost: Self.pauseMilliseconds))
    }
  }

  private func answer() -> HTTPAnswer {
    let facts = unsafe ccurl_learn(handle)
    isVersion2 = facts.is_version_2
    return HTTPAnswer(
      response: HTTPResponse(
        status: facts.status, headers: HTTPHeaders(lines: transfer.head), body: transfer.body),
      timing: HTTPTiming(facts, isConnectionKept: transfer.wasConnectionKept),
      version: isVersion2 ? 2 : 1)
  }

  private func reason(_ end: End) -> String {
    switch (end, transfer.excess) {
    case (_, .head?): "the head of the answer is longer than \(settings.headMax) bytes"
    case (_, .body?): "the answer is longer than \(settings.bodyMax) bytes"
    case (.late, _):
      transfer.hasDeparted ? "there was no answer in time" : "there was no connection in time"
    case (.broken, _): "the head of the answer breaks off"
    case (.unready, _): "there is no memory left"
    case (.abandoned, _): "a signal ended the waiting for an answer"
    case (.failed, _) where transfer.wasLost: "the connection ended before there was an answer"
    case (.failed, _), (.answered, _): unsafe String(cString: ccurl_explanation(handle))
    }
  }
}

extension HTTPRequest {
  /// Whether the length of a body is told, though it may be zero.
  fileprivate var hasBody: Bool {
    switch method {
    case .post, .put, .patch: true
    case .get, .delete: !body.isEmpty
    }
  }
}

extension HTTPTiming {
  fileprivate init(_ facts: ccurl_facts, isConnectionKept: Bool) {
    func interval(_ end: Int64, since start: Int64 = 0) -> TimeInterval {
      TimeInterval(nanoseconds: max(end - start, 0) * 1000)
    }
    // The library counts what it did not have to do as done at once.
    self.init(
      lookup: isConnectionKept ? .zero : interval(facts.looked_up),
      connecting: isConnectionKept ? .zero : interval(facts.connected, since: facts.looked_up),
      handshake: isConnectionKept ? .zero : interval(facts.secured, since: facts.connected),
      firstByte: interval(facts.first_byte), total: interval(facts.total),
      isConnectionKept: isConnectionKept)
  }
}

extension String {
  /// Without what would move a terminal's cursor: some of it may be the server's words.
  fileprivate var printable: String {
    let scalars = unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }
    return String(String.UnicodeScalarView(scalars))
  }
}
