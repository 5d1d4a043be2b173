import Foundation

/// An HTTP server in a process of its own that answers as its script says, to the byte.
///
/// What a script can say stands at the top of scripted_server.py. The process ends with this value.
package final class ScriptedServer: Sendable {
  /// What it was asked.
  package struct Log: Decodable, Sendable {
    package let requests: [Request]
    /// How many were made.
    package let connections: Int

    package struct Request: Decodable, Sendable {
      /// Over which connection, from 1.
      package let connection: Int
      /// When it was there, in seconds by a clock that nobody sets.
      package let at: Double
      package let method: String
      package let target: String
      /// Names and values.
      package let headers: [[String]]
      package let body: String

      /// The value of the first header of a name, whatever its letters.
      package subscript(header name: String) -> String? {
        headers.first { $0[0].lowercased() == name.lowercased() }?[1]
      }
    }

    /// The requests for one path.
    package func requests(for path: String) -> [Request] {
      requests.filter { $0.target.prefix { $0 != "?" } == path }
    }
  }

  /// Of 127.0.0.1.
  package let port: UInt16
  private let process: ScriptedProcess

  /// Starts one and waits until it listens.
  ///
  /// - Parameter script: A JSON object.
  /// - Throws: When it does not start.
  package init(_ script: String = "{}") throws {
    process = try ScriptedProcess("scripted_server.py", script)
    guard let number = UInt16(process.greeting) else {
      throw ChildProcess.StartFailure(description: "the scripted server says \(process.greeting)")
    }
    port = number
  }

  /// Adds routes, or puts others in place of those there were.
  package func route(_ routes: String) throws {
    let line = routes.split(separator: "\n").joined(separator: " ")
    _ = try process.tell(#"{"routes":\#(line)}"#)
  }

  /// Waits until every connection is closed that the server wants to close.
  package func settle() throws { _ = try process.tell(#"{"settle":true}"#) }

  /// From here on connecting is refused.
  package func closeListener() throws { _ = try process.tell(#"{"close_listener":true}"#) }

  package func log() throws -> Log {
    try JSONDecoder().decode(Log.self, from: Data(try process.tell(#"{"log":true}"#).utf8))
  }
}
