package import Domain
internal import Synchronization
package import VenueInterface
import Wire

/// One kept connection to a gateway; requests go out one after the other.
///
/// It connects when it is first needed, and again when the gateway has closed meanwhile. Threads
/// may share it: each waits for its turn.
package final class GatewayConnection: Sendable {
  /// Whether a signal that asks for the end ends the waiting for an answer.
  package enum Patience: Sendable {
    /// What is in flight is settled first; only the deadline ends it.
    case untilDeadline
    /// For what only asks: its answer does not matter to anybody who wants to end.
    case untilInterrupted
  }

  package let address: LocalAddress
  /// How long connecting, and a request, may take.
  package let timeout: TimeInterval
  private let state = Mutex(State())

  /// - Parameters:
  ///   - address: Where the gateway listens; nothing is opened yet.
  ///   - timeout: How long connecting, and a request, may take.
  package init(_ address: LocalAddress, timeout: TimeInterval) {
    self.address = address
    self.timeout = timeout
  }

  /// What the gateway said of itself; connects where there is no connection.
  ///
  /// - Throws: `.notSent` where it cannot be reached, or what it answered.
  package func capabilities() throws(VenueError) -> VenueCapabilities {
    try state.withLock { (state) throws(VenueError) in
      let deadline = Deadline(after: timeout)
      if let known = state.capabilities { return known }
      return try state.connect(to: address, until: deadline)
    }
  }

  /// Asks, and reads the answer.
  ///
  /// - Parameters:
  ///   - question: What to ask.
  ///   - patience: What ends the waiting, beside the time-out.
  /// - Returns: What the gateway answered.
  /// - Throws: What the gateway said; `.notSent` where no byte of the request has left;
  ///   `.outcomeUnknown` for anything between, an answer that cannot be read included. What
  ///   only asks takes no effect, so it is `.notSent` wherever it has no answer.
  package func ask<Answer: Sendable>(
    _ question: GatewayQuestion<Answer>, _ patience: Patience = .untilDeadline
  ) throws(VenueError) -> Answer {
    try state.withLock { (state) throws(VenueError) in
      let deadline = Deadline(after: timeout)
      return try state.ask(question, at: address, until: deadline, patience)
    }
  }
}

extension GatewayConnection {
  /// The connection, and what has been said over it.
  fileprivate struct State: ~Copyable {
    private var connection: LineConnection?
    private(set) var capabilities: VenueCapabilities?
    /// Never used twice, so that an answer to an earlier request is not taken for this one's.
    private var lastNumber = 0
    private let reader = ReplyReader()
  }
}

extension GatewayConnection.State {
  /// Makes a new connection and greets.
  mutating func connect(
    to address: LocalAddress, until deadline: Deadline
  ) throws(VenueError) -> VenueCapabilities {
    connection = nil
    do throws(TransportError) {
      connection = try LineConnection(address, until: deadline)
    } catch {
      throw .notSent(reason: error.explanation)
    }
    do throws(VenueError) {
      let found = try exchange(.hello, until: deadline, .untilInterrupted)
      capabilities = found
      return found
    } catch {
      connection = nil
      switch error {
      case .notSent, .unauthorized, .rateLimited: throw error
      // Whatever became of the greeting, what was to follow was not sent, and so not refused.
      case .rejected, .notFound, .outcomeUnknown, .unsupported, .noKey:
        throw .notSent(reason: "\(address): the greeting failed: \(error.explanation)")
      }
    }
  }

  mutating func ask<Answer: Sendable>(
    _ question: GatewayQuestion<Answer>, at address: LocalAddress, until deadline: Deadline,
    _ patience: GatewayConnection.Patience
  ) throws(VenueError) -> Answer {
    // A gateway that was started anew has closed the connection that was kept.
    if connection?.isClosed() ?? true { _ = try connect(to: address, until: deadline) }
    do throws(VenueError) {
      return try exchange(question, until: deadline, patience)
    } catch {
      // What only asks has taken no effect, whatever became of it.
      guard !question.request.isWrite, case .outcomeUnknown(let reason) = error else { throw error }
      throw .notSent(reason: reason)
    }
  }

  /// Sends a request over the connection there is, and waits for the answer with its number.
  private mutating func exchange<Answer: Sendable>(
    _ question: GatewayQuestion<Answer>, until deadline: Deadline,
    _ patience: GatewayConnection.Patience
  ) throws(VenueError) -> Answer {
    lastNumber += 1
    var line = JSONText()
    question.request.write(to: &line, number: lastNumber)
    do throws(TransportError) {
      try connection?.send(line.bytes.span, until: deadline)
    } catch {
      connection = nil
      guard case .notSent(let reason) = error else {
        throw .outcomeUnknown(reason: error.explanation)
      }
      throw .notSent(reason: reason)
    }
    return try question.answer(from: try answer(to: lastNumber, until: deadline, patience))
  }

  /// Waits for the answer with a number; others are late answers to requests given up before.
  private mutating func answer(
    to number: Int, until deadline: Deadline, _ patience: GatewayConnection.Patience
  ) throws(VenueError) -> GatewayReply {
    while true {
      let bytes: [UInt8]?
      do throws(TransportError) {
        bytes = try connection?.receive(until: deadline) {
          patience == .untilDeadline || Interruption.signal == nil
        }
      } catch {
        // After a time-out the answer may still come, and is then passed over by its number.
        if case .lost = error { connection = nil }
        throw .outcomeUnknown(reason: error.explanation)
      }
      guard let bytes else { throw .outcomeUnknown(reason: "the connection is gone") }
      let reply: GatewayReply
      do {
        reply = try GatewayReply(try reader.read(bytes.span))
      } catch {
        // It may have been the answer; what comes behind it cannot be relied on either.
        connection = nil
        throw .outcomeUnknown(reason: "the answer is no reply: \(error.message)")
      }
      if reply.number == number { return reply }
      if deadline.isPast { throw .outcomeUnknown(reason: TransportError.timedOut.explanation) }
    }
  }
}

extension TransportError {
  /// What happened, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .notSent(let reason), .lost(let reason): reason
    case .timedOut: "there was no answer in time"
    case .abandoned: "a signal ended the waiting for an answer"
    }
  }
}
