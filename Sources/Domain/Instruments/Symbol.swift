/// A market in unified spelling: `BTC/USDT`, `BTC/USDT:USDT`, `BTC/USD:BTC`.
public struct Symbol: Hashable, Sendable, CustomStringConvertible {
  public let base: String
  public let quote: String
  /// The currency a contract is settled in; nil on spot.
  public let settle: String?

  public init(base: String, quote: String, settle: String? = nil) {
    self.base = base
    self.quote = quote
    self.settle = settle
  }

  /// Reads the unified spelling; letters, digits and `.-_` in the assets, at most 32 each.
  ///
  /// - Throws: `.malformed` for any other spelling, `.unknownSettlement` for a settlement
  ///   currency that is neither the base nor the quote.
  public init(unified text: String) throws(SymbolError) {
    let bytes = Array(text.utf8)
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { throw .malformed(text) }
    let rest = bytes[(slash + 1)...]
    let colon = rest.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
    guard let base = Self.asset(bytes[..<slash]), let quote = Self.asset(rest[..<colon]) else {
      throw .malformed(text)
    }
    self.base = base
    self.quote = quote
    guard colon < bytes.count else {
      settle = nil
      return
    }
    guard let settle = Self.asset(rest[(colon + 1)...]) else { throw .malformed(text) }
    guard settle == quote || settle == base else { throw .unknownSettlement(text) }
    self.settle = settle
  }

  public var kind: MarketKind {
    guard let settle else { return .spot }
    return settle == quote ? .linear : .inverse
  }

  /// The currency that profit and loss arise in.
  public var settlementAsset: String { settle ?? quote }

  public var description: String {
    settle.map { "\(base)/\(quote):\($0)" } ?? "\(base)/\(quote)"
  }

  /// The name of an asset; nil where it is none.
  private static func asset(_ bytes: ArraySlice<UInt8>) -> String? {
    guard (1...32).contains(bytes.count) else { return nil }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        continue
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why a text does not name a market.
public enum SymbolError: Error, Hashable, Sendable {
  case malformed(String)
  case unknownSettlement(String)
  /// No instrument has this name.
  case unknown(String)
  /// More than one instrument could be meant.
  case ambiguous(String, candidates: [Symbol])

  /// What is wrong and what to write instead, as a sentence without its full stop.
  public var explanation: String {
    switch self {
    case .malformed(let text):
      "'\(text)' is not a symbol such as BTC/USDT, BTC/USDT:USDT or BTC/USD:BTC"
    case .unknownSettlement(let text):
      "'\(text)' is settled in neither its base nor its quote"
    case .unknown(let text):
      "'\(text)' is not among the known instruments"
    case .ambiguous(let text, let candidates):
      "'\(text)' may be \(candidates.map(\.description).joined(separator: " or ")); write one of them"
    }
  }
}
