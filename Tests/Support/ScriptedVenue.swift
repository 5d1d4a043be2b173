import Foundation
import Glibc
import Synchronization

/// A venue in a process of its own that keeps orders and goes wrong as its script says.
///
/// What a script can say stands at the top of scripted_venue.py. The process ends with this value.
package final class ScriptedVenue: Sendable {
  /// Everything that there ever was at the venue.
  package struct Dump: Decodable, Sendable {
    package let orders: [Order]
    package let positions: [String: Position]
    /// Without greetings.
    package let requests: Int
    /// How many of each kind.
    package let kinds: [String: Int]

    package struct Order: Decodable, Sendable {
      package let client_order_id: String?
      package let order_id: String
      package let symbol: String
      package let side: String
      package let order_type: String
      package let status: String
      package let quantity: String
      package let filled_quantity: String
      package let fills: [Fill]
    }

    package struct Fill: Decodable, Sendable {
      package let fill_id: String
      package let price: String
      package let quantity: String
      package let fee: String
    }

    package struct Position: Decodable, Sendable {
      package let side: String
      package let quantity: String
    }
  }

  /// Where it listens: `unix:/path` or `127.0.0.1:port`.
  package let address: String
  private let child: ChildProcess
  private let commands: PrivatePipe
  private let answers: PrivatePipe
  private let rest = Mutex<[UInt8]>([])

  /// Starts one and waits until it listens.
  ///
  /// - Parameters:
  ///   - script: A JSON object.
  ///   - place: `unix:/path`, or `tcp` for a free port of the loopback interface.
  /// - Throws: When it does not start.
  package init(_ script: String = "{}", at place: String = "tcp") throws {
    commands = try PrivatePipe()
    answers = try PrivatePipe()
    child = try ChildProcess(
      [
        "/usr/bin/python3", "\(BuiltProgram.package)/Tests/Support/scripted_venue.py", place,
        script,
      ],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
      folder: "/",
      descriptors: [
        commands.reading.fileDescriptor, answers.writing.fileDescriptor,
        FileHandle.standardError.fileDescriptor,
      ])
    try commands.reading.close()
    try answers.writing.close()
    address = try Self.line(from: answers, rest)
  }

  deinit {
    try? commands.writing.close()
    _ = child.wait()
  }

  /// Forgets everything, ends all connections, and follows another script from here on.
  package func reset(_ script: String) throws { _ = try tell(#"{"reset":\#(script)}"#) }

  /// The market moves; orders at rest trade.
  package func move(_ symbol: String, to price: String) throws {
    _ = try tell(#"{"prices":{"\#(symbol)":"\#(price)"}}"#)
  }

  package func dump() throws -> Dump {
    try JSONDecoder().decode(Dump.self, from: Data(try tell(#"{"dump":true}"#).utf8))
  }

  /// Ends it at once, as a power cut would.
  package func kill() { child.send(SIGKILL) }

  private func tell(_ command: String) throws -> String {
    try commands.writing.write(contentsOf: Data("\(command)\n".utf8))
    return try Self.line(from: answers, rest)
  }

  private static func line(from pipe: PrivatePipe, _ rest: borrowing Mutex<[UInt8]>) throws
    -> String
  {
    try rest.withLock { rest in
      while true {
        if let feed = rest.firstIndex(of: 0x0A) {
          defer { rest.removeFirst(feed + 1) }
          return String(decoding: rest[..<feed], as: UTF8.self)
        }
        let data = pipe.reading.availableData
        guard !data.isEmpty else {
          throw ChildProcess.StartFailure(description: "the scripted venue has ended")
        }
        rest += data
      }
    }
  }
}
