internal import Domain
internal import Wire

/// A file of instrument records.
enum InstrumentFile {
  /// Reads them all.
  ///
  /// - Throws: At the first line that is no instrument, with its number.
  static func read(_ path: String) throws(CommandFailure) -> [Instrument] {
    var instruments: [Instrument] = []
    try RecordFile(path).forEach { record throws(RecordProblem) in
      instruments.append(try Instrument(record))
    }
    return instruments
  }
}

extension Instrument {
  /// - Throws: A problem that names the field.
  init(_ record: borrowing Record) throws(RecordProblem) {
    self.init(symbol: try record.required(symbol: .symbol))
    venueSymbol = try record.text(.venueSymbol)
    tick = try record.decimal(.tick) ?? .zero
    lot = try record.decimal(.lot) ?? .zero
    minimumQuantity = try record.decimal(.minimumQuantity) ?? .zero
    maximumQuantity = try record.decimal(.maximumQuantity) ?? .zero
    minimumNotional = try record.decimal(.minimumNotional) ?? .zero
    contractSize = try record.decimal(.contractSize) ?? .one
  }
}
