internal import Domain
internal import MarketData
internal import Matching
internal import Wire

/// The markets of a run: the exchange's index of each symbol, opened when it is first met.
struct PaperMarkets {
  private let instruments: InstrumentRules
  /// Whether every file has a symbol that was named, so that others have no data.
  private let isClosed: Bool
  /// In order of the exchange's indices.
  private(set) var symbols: [Symbol] = []
  private(set) var indices: [MarketIndex] = []
  private var indexOfSymbol: [Symbol: Int] = [:]
  /// The place in `indices` of each number of the stream; negative where it is not met yet.
  private var placeOfNumber: [Int] = []

  init(_ instruments: InstrumentRules, isClosed: Bool) {
    self.instruments = instruments
    self.isClosed = isClosed
  }

  /// The symbol of a market of the exchange.
  func symbol(of index: MarketIndex) -> Symbol { symbols[place(of: index)] }

  /// The place of a symbol that is known already.
  func place(of symbol: Symbol) -> Int? { indexOfSymbol[symbol] }

  private func place(of index: MarketIndex) -> Int {
    guard let place = indices.firstIndex(of: index) else {
      preconditionFailure("The exchange has no markets but these")
    }
    return place
  }

  /// The place of a symbol that orders name.
  ///
  /// - Throws: A problem when there is no data for it, or the exchange cannot trade it.
  mutating func place(
    of symbol: Symbol, in exchange: inout PaperExchange
  ) throws(RecordProblem) -> Int {
    if let place = indexOfSymbol[symbol] { return place }
    guard !isClosed else {
      throw RecordProblem(
        code: "UNKNOWN_SYMBOL", field: Field.symbol.rawValue,
        "there is no market data for \(symbol), only for "
          + symbols.map(\.description).joined(separator: ", "))
    }
    return try open(symbol, in: &exchange)
  }

  /// The place of the market that the stream gives a number; nil where it is not met yet.
  @inline(__always)
  func place(ofNumber number: Int) -> Int? {
    guard number < placeOfNumber.count, placeOfNumber[number] >= 0 else { return nil }
    return placeOfNumber[number]
  }

  /// Opens the market of a symbol that data or orders name for the first time.
  mutating func meet(
    _ number: Int, _ name: String, in exchange: inout PaperExchange
  ) throws(RecordProblem) -> Int {
    let symbol: Symbol
    do throws(SymbolError) {
      symbol = try Symbol(unified: name)
    } catch {
      throw RecordProblem(
        .badValue, field: Field.symbol.rawValue,
        "symbol \(error.explanation); name it, as in --data BTC/USDT=FILE")
    }
    let known = indexOfSymbol[symbol]
    let place = if let known { known } else { try open(symbol, in: &exchange) }
    while placeOfNumber.count <= number { placeOfNumber.append(-1) }
    placeOfNumber[number] = place
    return place
  }

  private mutating func open(
    _ symbol: Symbol, in exchange: inout PaperExchange
  ) throws(RecordProblem) -> Int {
    // The account is in the currency of its first market.
    if symbols.isEmpty {
      exchange = PaperExchange(
        exchange.rules, startingEquity: exchange.cash, currency: symbol.settlementAsset)
    }
    do throws(PaperError) {
      let index = try exchange.addMarket(instruments.instrument(for: symbol))
      indexOfSymbol[symbol] = symbols.count
      symbols.append(symbol)
      indices.append(index)
      return symbols.count - 1
    } catch {
      throw RecordProblem(
        code: "UNSUPPORTED_MARKET", field: Field.symbol.rawValue, error.explanation)
    }
  }
}
