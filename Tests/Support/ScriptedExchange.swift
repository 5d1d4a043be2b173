import Foundation

/// An exchange in a process of its own that goes wrong as its script says.
///
/// What a script can say stands at the top of scripted_exchange.py. The process ends with this value.
package final class ScriptedExchange: Sendable {
  /// What it keeps.
  package struct Dump: Decodable, Sendable {
    package let orders: [Order]
    /// The names of all fills.
    package let fills: [String]
    /// What is held of each market, by its own name, in base units; of inverse ones in dollars.
    package let positions: [String: String]

    /// Those that are neither filled nor cancelled.
    package var open: [Order] { orders.filter { $0.status == "open" } }

    package struct Order: Decodable, Sendable {
      package let name: String
      /// `open`, `filled`, `cancelled` or `triggered`.
      package let status: String
      /// `market`, `limit`, `stop`, `stop_limit` or `take_profit`.
      package let kind: String
      package let side: String
      package let quantity: String
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
    process = try ScriptedProcess("scripted_exchange.py", script)
    guard let number = UInt16(process.greeting) else {
      throw ChildProcess.StartFailure(description: "the scripted exchange says \(process.greeting)")
    }
    port = number
  }

  /// What the next requests are answered with.
  ///
  /// - Parameters:
  ///   - request: Such as `POST /fapi/v1/order`; `{}` for a name in the path.
  ///   - faults: A JSON list.
  /// - Throws: When it has ended.
  package func misbehave(at request: String, _ faults: String) throws {
    _ = try process.tell(#"{"faults":{"\#(request)":\#(faults)}}"#)
  }

  /// All markets of an asset move; orders at rest trade.
  package func move(_ asset: String, to price: String) throws {
    _ = try process.tell(#"{"prices":{"\#(asset)":"\#(price)"}}"#)
  }

  /// So much of each order at rest trades, at its own price.
  package func fill(_ quantity: String) throws {
    _ = try process.tell(#"{"fill":"\#(quantity)"}"#)
  }

  /// The only key that it knows: `KEY`, `SECRET`, and `PASSPHRASE` where it has one.
  package func credential() throws -> [String: String] {
    try JSONDecoder().decode(
      [String: String].self, from: Data(try process.tell(#"{"credential":true}"#).utf8))
  }

  /// It has no orders any more, and no faults that are left.
  package func forget() throws { _ = try process.tell(#"{"forget":true}"#) }

  /// From here on connecting is refused.
  package func closeListener() throws { _ = try process.tell(#"{"close_listener":true}"#) }

  package func dump() throws -> Dump {
    try JSONDecoder().decode(Dump.self, from: Data(try process.tell(#"{"dump":true}"#).utf8))
  }

  package func log() throws -> ScriptedServer.Log {
    try JSONDecoder().decode(
      ScriptedServer.Log.self, from: Data(try process.tell(#"{"log":true}"#).utf8))
  }
}
