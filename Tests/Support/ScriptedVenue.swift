import Foundation
import Glibc

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
  private let process: ScriptedProcess

  /// Starts one and waits until it listens.
  ///
  /// - Parameters:
  ///   - script: A JSON object.
  ///   - place: `unix:/path`, or `tcp` for a free port of the loopback interface.
  /// - Throws: When it does not start.
  package init(_ script: String = "{}", at place: String = "tcp") throws {
    process = try ScriptedProcess("scripted_venue.py", place, script)
    address = process.greeting
  }

  /// Forgets everything, ends all connections, and follows another script from here on.
  package func reset(_ script: String) throws { _ = try process.tell(#"{"reset":\#(script)}"#) }

  /// The market moves; orders at rest trade.
  package func move(_ symbol: String, to price: String) throws {
    _ = try process.tell(#"{"prices":{"\#(symbol)":"\#(price)"}}"#)
  }

  /// Keeps everything and goes wrong in another way from here on.
  ///
  /// - Parameter faults: JSON objects, as a script has them; their requests are counted anew.
  /// - Throws: When it has ended.
  package func misbehave(_ faults: [String]) throws {
    _ = try process.tell(#"{"faults":[\#(faults.joined(separator: ","))]}"#)
  }

  /// Waits until all connections are over and what was said over them has been acted on.
  ///
  /// - Throws: When it has ended, or a connection stays open.
  package func settle() throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try process.tell(#"{"settled":true}"#) != #"{"ok":true}"# {
      guard ContinuousClock.now < deadline else {
        throw ChildProcess.StartFailure(description: "somebody still talks to the scripted venue")
      }
      sched_yield()
    }
  }

  package func dump() throws -> Dump {
    try JSONDecoder().decode(Dump.self, from: Data(try process.tell(#"{"dump":true}"#).utf8))
  }

  /// Ends it at once, as a power cut would.
  package func kill() { process.kill() }
}
