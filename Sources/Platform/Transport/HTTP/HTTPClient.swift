internal import Synchronization
package import VenueInterface

/// Sends requests over connections that are kept, and waits for their answers.
///
/// Threads may share it. Each call runs on the thread that made it, over a connection that nobody
/// else uses meanwhile; between calls connections are kept for whoever comes next.
///
/// Nothing is opened, the library included, before the first request.
package final class HTTPClient: Sendable {
  package let settings: HTTPSettings
  /// Lanes that nobody uses; the one that was used last comes last.
  private let idle = Mutex<[HTTPLane]>([])

  package init(_ settings: HTTPSettings) { self.settings = settings }

  /// So many connections are kept for later.
  private static let idleMax = 32

  /// Sends a request, and waits for its answer; a redirection is an answer, and is not followed.
  ///
  /// - Parameters:
  ///   - request: What to send. A write leaves at most once; a read goes out once more where a kept
  ///     connection ends without an answer.
  ///   - deadline: When to give up, the connecting included.
  ///   - goesOn: Asked each time before waiting, at least every 50 ms; false gives up.
  /// - Returns: The answer, whatever its status is.
  /// - Throws: `.impossible` for what is never sent; `.notSent` where certainly no byte has left;
  ///   `.outcomeUnknown` for all else, an answer that breaks off included.
  package func send(
    _ request: HTTPRequest, until deadline: Deadline, while goesOn: () -> Bool = { true }
  ) throws(HTTPFailure) -> HTTPAnswer {
    if let malformation = request.malformation { throw .impossible(reason: malformation) }
    guard !deadline.isPast else { throw .notSent(reason: "there is no time left to send it") }
    let lane = try takeLane(to: request.origin)
    defer { keep(lane) }
    return try lane.send(request, until: deadline, while: goesOn)
  }

  /// The idle lane to a place that was used last, whose connection is the likeliest to be alive;
  /// where there is none, a new one.
  private func takeLane(to origin: HTTPOrigin) throws(HTTPFailure) -> HTTPLane {
    let found: HTTPLane? = idle.withLock { lanes in
      guard let index = lanes.lastIndex(where: { $0.origin == origin }) else { return nil }
      return lanes.remove(at: index)
    }
    if let found { return found }
    return try HTTPLane(to: origin, settings)
  }

  private func keep(_ lane: HTTPLane) {
    // What is closed is closed without the lock.
    let surplus = idle.withLock { lanes in
      lanes.append(lane)
      return lanes.count > Self.idleMax ? lanes.removeFirst() : nil
    }
    _ = consume surplus
  }
}
