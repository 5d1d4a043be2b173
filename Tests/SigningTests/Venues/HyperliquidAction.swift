@testable import Signing

/// As much of MessagePack as the actions of the vectors need.
enum HyperliquidAction {
  /// The order of keys counts, and JSON objects have none once they are read.
  private static let order = [
    "type", "num", "orders", "grouping", "a", "b", "p", "s", "r", "t", "limit", "tif",
  ]

  /// The hash that the agent signs, of an action that no vault takes.
  static func hash(_ action: JSONValue, nonce: UInt64) -> Digest {
    var bytes: [UInt8] = []
    append(action, to: &bytes)
    append(nonce, count: 8, to: &bytes)
    bytes.append(0)
    return Keccak256.hash(bytes)
  }

  private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .text(let text):
      bytes.append(0xA0 | UInt8(text.utf8.count))
      bytes += text.utf8
    case .number(let number): append(number: number, to: &bytes)
    case .flag(let flag): bytes.append(flag ? 0xC3 : 0xC2)
    case .list(let list):
      bytes.append(0x90 | UInt8(list.count))
      for item in list { append(item, to: &bytes) }
    case .object(let members):
      bytes.append(0x80 | UInt8(members.count))
      for key in order {
        guard let member = members[key] else { continue }
        append(.text(key), to: &bytes)
        append(member, to: &bytes)
      }
    }
  }

  private static func append(number: UInt64, to bytes: inout [UInt8]) {
    switch number {
    case 0..<0x80: bytes.append(UInt8(number))
    case 0x80..<0x100:
      bytes.append(0xCC)
      append(number, count: 1, to: &bytes)
    case 0x100..<0x1_0000:
      bytes.append(0xCD)
      append(number, count: 2, to: &bytes)
    case 0x1_0000..<0x1_0000_0000:
      bytes.append(0xCE)
      append(number, count: 4, to: &bytes)
    default:
      bytes.append(0xCF)
      append(number, count: 8, to: &bytes)
    }
  }

  private static func append(_ number: UInt64, count: UInt64, to bytes: inout [UInt8]) {
    for place in (0..<count).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place)))
    }
  }
}
