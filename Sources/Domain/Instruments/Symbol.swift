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
    let pair = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 else { throw .malformed(text) }
    let rest = pair[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard Self.isAsset(pair[0]), rest.allSatisfy(Self.isAsset) else { throw .malformed(text) }
    base = String(pair[0])
    quote = String(rest[0])
    settle = rest.count == 2 ? String(rest[1]) : nil
    guard settle == nil || settle == quote || settle == base else {
      throw .unknownSettlement(text)
    }
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

  private static func isAsset(_ text: Substring) -> Bool {
    let marks: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")]
    return (1...32).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
          || marks.contains(byte)
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
