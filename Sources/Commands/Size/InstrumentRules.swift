internal import Domain
internal import Sizing
internal import Trading
internal import Wire

/// The grid and limits of each symbol, from a file of instruments, flags going before it.
struct InstrumentRules {
  private var bySymbol: [String: Instrument] = [:]
  private let options: InstrumentOptions
  /// What holds for every symbol where there is no file.
  private(set) var general = QuantityRules()
  /// Asked about what is in no file.
  private var fallback: (@Sendable (Symbol) -> Instrument?)?

  init(_ options: InstrumentOptions) throws(CommandFailure) {
    self.options = options
    general.lot = options.lot
    general.tick = options.tick
    general.minimumNotional = options.minimumNotional
    guard let path = options.file else { return }
    for instrument in try InstrumentFile.read(path) {
      bySymbol[instrument.symbol.description] = instrument
    }
  }

  /// Has a venue asked about what is in no file.
  mutating func ask(_ market: OrderDesk.Market) {
    guard case .venue(let client) = market else { return }
    fallback = { (try? client.instrument(of: $0)) ?? nil }
  }

  /// Whether the rules differ by symbol.
  var needsSymbol: Bool { options.file != nil }

  /// What applies to a symbol.
  ///
  /// - Throws: When there is a file of instruments and the symbol is not in it: sizing without
  ///   the rules that were asked for would end in an order that the venue refuses.
  func rules(for symbol: String?) throws(RecordProblem) -> QuantityRules {
    guard options.file != nil else { return general }
    guard let symbol else { throw .missing(.symbol) }
    guard let instrument = bySymbol[symbol] else {
      throw .badValue(.symbol, "'\(symbol)' is not in the file of instruments")
    }
    return QuantityRules(changed(instrument))
  }

  /// Every instrument of the file, by its symbol.
  var all: [Symbol: Instrument] {
    var all: [Symbol: Instrument] = [:]
    for instrument in bySymbol.values { all[instrument.symbol] = changed(instrument) }
    return all
  }

  /// The instrument of a symbol where something is known about it, from the file or by flags.
  func known(_ symbol: Symbol) -> Instrument? {
    let isKnown = bySymbol[symbol.description] != nil || fallback?(symbol) != nil
    return options.hasRules || isKnown ? instrument(for: symbol) : nil
  }

  /// What is known about a symbol; nothing but the flags where the file does not have it.
  func instrument(for symbol: Symbol) -> Instrument {
    changed(
      bySymbol[symbol.description] ?? fallback?(symbol) ?? Instrument(symbol: symbol))
  }

  /// What the flags make of what is known about a symbol.
  var ruled: @Sendable (Symbol, Instrument?) -> Instrument? {
    guard options.hasRules else { return { $1 } }
    return { [options] symbol, known in options.changed(known ?? Instrument(symbol: symbol)) }
  }

  private func changed(_ instrument: Instrument) -> Instrument { options.changed(instrument) }
}

extension InstrumentOptions {
  fileprivate var hasRules: Bool {
    lot.isPositive || tick.isPositive || minimumNotional.isPositive
  }

  /// The instrument with the rules that were given by flags.
  fileprivate func changed(_ instrument: Instrument) -> Instrument {
    var instrument = instrument
    if lot.isPositive { instrument.lot = lot }
    if tick.isPositive { instrument.tick = tick }
    if minimumNotional.isPositive { instrument.minimumNotional = minimumNotional }
    return instrument
  }
}
