internal import Domain
internal import Ledger
internal import Matching

/// A market of a paper account: the engine's name of it, and what is kept beside the engine's state.
struct PaperMarket {
  let index: MarketIndex
  let instrument: Instrument
  var clock = PaperMarketClock()
  /// As it is in the ledger.
  var stored = ""

  var symbol: Symbol { instrument.symbol }

  /// What the ledger keeps of it.
  func state(in exchange: PaperExchange) -> String {
    var writer = StateWriter()
    writer.add("symbol", symbol.description)
    writer.add("tick", amount: instrument.tick)
    writer.add("lot", amount: instrument.lot)
    writer.add("min_quantity", amount: instrument.minimumQuantity)
    writer.add("max_quantity", amount: instrument.maximumQuantity)
    writer.add("min_notional", amount: instrument.minimumNotional)
    writer.add("contract_size", instrument.contractSize)
    if clock.seen > 0 {
      writer.add("time", clock.time)
      writer.add("seen", clock.seen)
    }
    return writer.text + " " + exchange.state(of: index)
  }

  /// Opens the market again, as it is in the ledger.
  init(_ row: PaperRow, in exchange: inout PaperExchange) throws(PaperError) {
    let reader = try StateReader(row.state)
    guard let text = reader.text("symbol"), let symbol = try? Symbol(unified: text) else {
      throw .invalidState("symbol")
    }
    instrument = Instrument(
      symbol: symbol, tick: try reader.amount("tick"), lot: try reader.amount("lot"),
      minimumQuantity: try reader.amount("min_quantity"),
      maximumQuantity: try reader.amount("max_quantity"),
      minimumNotional: try reader.amount("min_notional"),
      contractSize: try reader.decimal("contract_size") ?? .one)
    index = try exchange.addMarket(instrument, state: row.state)
    if let time = try reader.time("time") {
      clock = PaperMarketClock(time: time, seen: try reader.number("seen"))
    }
    stored = row.state
  }

  /// Opens a market for the first time.
  init(_ instrument: Instrument, in exchange: inout PaperExchange) throws(PaperError) {
    self.instrument = instrument
    index = try exchange.addMarket(instrument)
  }
}
