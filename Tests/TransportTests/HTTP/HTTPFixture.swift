import Domain
import Foundation
import TestSupport
import Testing
import VenueInterface

@testable import Transport

/// A client, and a server of its own that it talks to.
struct HTTPFixture {
  let server: ScriptedServer
  let origin: HTTPOrigin
  let client: HTTPClient

  /// - Parameters:
  ///   - script: For the server.
  ///   - host: What the server is called.
  ///   - change: What is unusual about the client.
  /// - Throws: Where the server does not start.
  init(
    _ script: String = "{}", at host: String = "http://127.0.0.1",
    _ change: (inout HTTPSettings) -> Void = { _ in }
  ) throws {
    try self.init(with: ScriptedServer(script), at: host, change)
  }

  /// A client of a server that others use too.
  init(
    with server: ScriptedServer, at host: String = "http://127.0.0.1",
    _ change: (inout HTTPSettings) -> Void = { _ in }
  ) throws {
    self.server = server
    origin = try HTTPOrigin("\(host):\(server.port)")
    client = Self.client(change)
  }

  static func client(_ change: (inout HTTPSettings) -> Void = { _ in }) -> HTTPClient {
    var settings = HTTPSettings(userAgent: "tradectl/test")
    change(&settings)
    return HTTPClient(settings)
  }

  func read(
    _ path: String, until deadline: Deadline = soon, while goesOn: () -> Bool = { true }
  ) -> Result<HTTPAnswer, HTTPFailure> {
    client.ask(
      HTTPRequest(.get, origin, path: path, isWrite: false), until: deadline, while: goesOn)
  }

  func write(
    _ path: String, _ body: String = "", until deadline: Deadline = soon,
    while goesOn: () -> Bool = { true }
  ) -> Result<HTTPAnswer, HTTPFailure> {
    client.ask(
      HTTPRequest(.post, origin, path: path, body: Array(body.utf8), isWrite: true),
      until: deadline, while: goesOn)
  }
}

/// Nothing here takes as long; what does hangs.
var soon: Deadline { Deadline(after: .minute) }

func milliseconds(_ count: Int64) -> Domain.TimeInterval {
  Domain.TimeInterval(nanoseconds: count * 1_000_000)
}

extension HTTPClient {
  func ask(
    _ request: HTTPRequest, until deadline: Deadline = soon, while goesOn: () -> Bool = { true }
  ) -> Result<HTTPAnswer, HTTPFailure> {
    do throws(HTTPFailure) {
      return .success(try send(request, until: deadline, while: goesOn))
    } catch {
      return .failure(error)
    }
  }
}

extension Result<HTTPAnswer, HTTPFailure> {
  var status: Int? { try? get().response.status }
  var text: String? { (try? get().response.body).map { String(decoding: $0, as: UTF8.self) } }
  var isKept: Bool? { try? get().timing.isConnectionKept }

  /// The reason where nothing has left.
  var notSent: String? {
    if case .failure(.notSent(let reason)) = self { reason } else { nil }
  }
  /// The reason where something may have.
  var unknown: String? {
    if case .failure(.outcomeUnknown(let reason)) = self { reason } else { nil }
  }
  var impossible: String? {
    if case .failure(.impossible(let reason)) = self { reason } else { nil }
  }
}

/// How long something takes at most, which is far more than it should.
func withinSeconds<Value>(_ seconds: Int, _ body: () throws -> Value) rethrows -> Value {
  let start = ContinuousClock.now
  let value = try body()
  #expect(start.duration(to: .now) < .seconds(seconds))
  return value
}

/// A text as JSON has it.
func json(_ text: String) throws -> String {
  String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
}
