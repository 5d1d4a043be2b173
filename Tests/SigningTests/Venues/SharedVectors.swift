import Foundation
import Testing

/// A value of a JSON text.
enum JSONValue: Decodable, Sendable {
  case text(String)
  case number(UInt64)
  case flag(Bool)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(UInt64.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  subscript(key: String) -> JSONValue? { if case .object(let all) = self { all[key] } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: UInt64? { if case .number(let number) = self { number } else { nil } }
}

/// A request and its signature, published by a venue or computed by its rule.
struct SharedVector: Sendable, CustomTestStringConvertible {
  let value: JSONValue

  var testDescription: String { "\(exchange), \(text("name") ?? "")" }
  var exchange: String { text("exchange") ?? "" }
  var algorithm: String { text("algorithm") ?? "" }
  /// Whether the key is known, so that the signature can be made again.
  var isReproducible: Bool { if case .flag(false) = value["recomputed"] { false } else { true } }

  func text(_ key: String) -> String? { value[key]?.text }

  /// All of them, from the folder that `TRADECTL_SHARED` names; none where it names none.
  static let all: [SharedVector] = {
    guard let folder = ProcessInfo.processInfo.environment["TRADECTL_SHARED"],
      let data = FileManager.default.contents(
        atPath: "\(folder)/exchanges/signature-vectors.json"),
      let list = try? JSONDecoder().decode([JSONValue].self, from: data)
    else { return [] }
    return list.map { SharedVector(value: $0) }
  }()
}
