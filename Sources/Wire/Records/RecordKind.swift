/// The kinds of record, by the word in `record`.
package enum RecordKind: String, CaseIterable, Hashable, Sendable {
  case signal, intent, order, fill, position, balance, equity, account, instrument
  case ticker, book, request
  case trade, candle, report, summary, setting, check, error
  case riskStatus = "risk_status"
  case orderEvent = "order_event"
  case notice, metric, latch, credential, limit, venue, health
}
