/// A market in unified spelling: `BTC/USDT`, `BTC/USDT:USDT`, `BTC/USD:BTC`.
public struct Symbol: Hashable, Sendable, CustomStringConvertible {
  /// Shared by all copies: a symbol travels with nearly everything, and is often looked up.
  private let names: Names

  public var base: String { names.base }
  public var quote: String { names.quote }
  /// The currency a contract is settled in; nil on spot.
  public var settle: String? { names.settle }
  public var description: String { names.text }

  public init(base: String, quote: String, settle: String? = nil) {
    names = Names(base: base, quote: quote, settle: settle)
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
    guard colon < bytes.count else {
      self.init(base: base, quote: quote)
      return
    }
    guard let settle = Self.asset(rest[(colon + 1)...]) else { throw .malformed(text) }
    guard settle == quote || settle == base else { throw .unknownSettlement(text) }
    self.init(base: base, quote: quote, settle: settle)
  }

  public static func == (lhs: Symbol, rhs: Symbol) -> Bool {
    lhs.names === rhs.names || lhs.names.isSame(as: rhs.names)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(names.hash) }

  public var kind: MarketKind {
    guard let settle else { return .spot }
    return settle == quote ? .linear : .inverse
  }

  /// The currency that profit and loss arise in.
  public var settlementAsset: String { settle ?? quote }

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

  private final class Names: Sendable {
    let base: String
    let quote: String
    let settle: String?
    let text: String
    /// FNV-1a over the text; what it is looked up with is seeded anew in each process.
    let hash: UInt64

    init(base: String, quote: String, settle: String?) {
      self.base = base
      self.quote = quote
      self.settle = settle
      var text = base
      text += "/"
      text += quote
      if let settle {
        text += ":"
        text += settle
      }
      self.text = text
      hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    func isSame(as other: Names) -> Bool {
      hash == other.hash && base == other.base && quote == other.quote && settle == other.settle
    }
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
