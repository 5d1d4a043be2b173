import Domain
import Synchronization
import Trading
import Transport
import VenueInterface

/// Answers requests as a test says, in memory, and tells what it was asked.
final class ScriptedSender: RequestSender {
  enum Reply: Sendable {
    case answer(Int, String)
    case failure(HTTPFailure)
  }

  private struct State {
    var replies: [String: [Reply]] = [:]
    var requests: [HTTPRequest] = []
    /// Turned on by each request.
    var passing = TimeInterval.zero
  }

  private let state = Mutex(State())
  private let clock: ManualClock?

  /// - Parameter clock: Time passes while a request is on its way.
  init(_ clock: ManualClock? = nil) { self.clock = clock }

  /// What requests of a path are answered with, the last for all that follow.
  func route(_ path: String, _ replies: Reply...) {
    state.withLock { $0.replies[path] = replies }
  }

  /// How long each request is on its way.
  func takes(_ interval: TimeInterval) { state.withLock { $0.passing = interval } }

  var requests: [HTTPRequest] { state.withLock(\.requests) }

  func requests(for path: String) -> [HTTPRequest] { requests.filter { $0.path == path } }

  func response(
    to request: HTTPRequest, until deadline: Deadline, while goesOn: () -> Bool
  ) throws(HTTPFailure) -> HTTPResponse {
    let (reply, passing) = state.withLock { state in
      state.requests.append(request)
      guard var replies = state.replies[request.path], let reply = replies.first else {
        return (Reply.answer(404, ""), state.passing)
      }
      if replies.count > 1 { replies.removeFirst() }
      state.replies[request.path] = replies
      return (reply, state.passing)
    }
    clock?.wait(passing)
    switch reply {
    case .answer(let status, let body):
      return HTTPResponse(status: status, body: Array(body.utf8))
    case .failure(let failure): throw failure
    }
  }
}
