internal import Synchronization

/// A market in unified spelling: `BTC/USDT`, `BTC/USDT:USDT`, `BTC/USD:BTC`.
///
/// A symbol travels with nearly everything and is compared and looked up all the time, so it is one
/// pointer to what a process knows of the market. That is made once and kept for good, which is why
/// threads may share it.
@safe
public struct Symbol: Hashable, @unchecked Sendable, CustomStringConvertible {
  private let names: UnsafePointer<Names>

  public var base: String { unsafe names.pointee.base }
  public var quote: String { unsafe names.pointee.quote }
  /// The currency a contract is settled in; nil on spot.
  public var settle: String? { unsafe names.pointee.settle }
  public var description: String { unsafe names.pointee.text }

  public init(base: String, quote: String, settle: String? = nil) {
    self = KnownSymbols.symbol(of: Names(base: base, quote: quote, settle: settle))
  }

  /// Reads the unified spelling; letters, digits and `.-_` in the assets, at most 32 each.
  ///
  /// - Throws: `.malformed` for any other spelling, `.unknownSettlement` for a settlement
  ///   currency that is neither the base nor the quote.
  public init(unified text: String) throws(SymbolError) {
    self = try KnownSymbols.symbol(unified: text)
  }

  fileprivate init(keeping names: Names) {
    let place = UnsafeMutablePointer<Names>.allocate(capacity: 1)
    unsafe place.initialize(to: names)
    unsafe self.names = UnsafePointer(place)
  }

  fileprivate func has(_ other: Names) -> Bool { unsafe names.pointee.isSame(as: other) }

  public var kind: MarketKind { unsafe names.pointee.kind }

  /// The currency that profit and loss arise in.
  public var settlementAsset: String { settle ?? quote }

  // What is told apart has another place.
  public static func == (lhs: Symbol, rhs: Symbol) -> Bool { unsafe lhs.names == rhs.names }

  public func hash(into hasher: inout Hasher) { unsafe hasher.combine(UInt(bitPattern: names)) }
}

/// What a symbol is made of.
private struct Names {
  let base: String
  let quote: String
  let settle: String?
  let text: String
  let kind: MarketKind

  init(base: String, quote: String, settle: String?) {
    self.base = base
    self.quote = quote
    self.settle = settle
    text = settle.map { "\(base)/\(quote):\($0)" } ?? "\(base)/\(quote)"
    kind = settle.map { $0 == quote ? .linear : .inverse } ?? .spot
  }

  init(unified text: String) throws(SymbolError) {
    let bytes = Array(text.utf8)
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { throw .malformed(text) }
    let rest = bytes[(slash + 1)...]
    let colon = rest.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
    guard let base = Self.asset(bytes[..<slash]), let quote = Self.asset(rest[..<colon]) else {
      throw .malformed(text)
    }
    guard colon < bytes.count else {
      self.init(base: base, quote: quote, settle: nil)
      return
    }
    guard let settle = Self.asset(rest[(colon + 1)...]) else { throw .malformed(text) }
    guard settle == quote || settle == base else { throw .unknownSettlement(text) }
    self.init(base: base, quote: quote, settle: settle)
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

  func isSame(as other: Names) -> Bool {
    base == other.base && quote == other.quote && settle == other.settle
  }
}

/// The markets that this process has heard of.
private struct KnownSymbols: ~Copyable {
  /// By the texts that were read.
  private var read: [Spelling: Symbol] = [:]
  /// By all texts; more than one where an asset is named with a slash or a colon, which no text
  /// that is read does.
  private var all: [Spelling: [Symbol]] = [:]

  private static let shared = Mutex(KnownSymbols())

  /// The one that a text spells.
  static func symbol(unified text: String) throws(SymbolError) -> Symbol {
    let spelling = Spelling(text: text)
    if let known = shared.withLock({ $0.read[spelling] }) { return known }
    let names = try Names(unified: text)
    return shared.withLock { known in
      let symbol = known.symbol(of: names)
      known.read[spelling] = symbol
      return symbol
    }
  }

  /// The one with these names.
  static func symbol(of names: Names) -> Symbol { shared.withLock { $0.symbol(of: names) } }

  private mutating func symbol(of names: Names) -> Symbol {
    let spelling = Spelling(text: names.text)
    if let known = all[spelling]?.first(where: { $0.has(names) }) { return known }
    let symbol = Symbol(keeping: names)
    all[spelling, default: []].append(symbol)
    return symbol
  }
}

/// A text by its bytes: strings are equal already where they look alike, as K and the sign for Kelvin.
private struct Spelling: Hashable {
  let text: String

  static func == (lhs: Spelling, rhs: Spelling) -> Bool {
    lhs.text.utf8.elementsEqual(rhs.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
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
