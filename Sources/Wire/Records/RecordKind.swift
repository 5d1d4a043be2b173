/// The kinds of record, by the word in `record`.
package enum RecordKind: String, CaseIterable, Hashable, Sendable {
  case signal, intent, order, fill, position, balance, equity, instrument
  case trade, candle, report, summary, error
}
