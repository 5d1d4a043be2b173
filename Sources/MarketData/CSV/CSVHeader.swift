/// What the columns of a file mean, found out from their names in the header row.
struct CSVHeader {
  /// The columns of a trade.
  struct Trades {
    var price: Int
    var quantity: Int
    var aggressor: Aggressor?
  }

  struct Candles {
    var open: Int
    var high: Int
    var low: Int
    var close: Int
    var volume: Int
  }

  /// How a row says which side took liquidity.
  enum Aggressor {
    case side(column: Int)
    /// True where the order that rested was the buyer's.
    case buyerIsMaker(column: Int)
  }

  enum Rows {
    case trades(Trades)
    case candles(Candles)
  }

  /// The names as they are written in the file.
  let names: [String]
  let rows: Rows
  let time: Int
  let timeNotation: TimeNotation
  /// Nil where rows do not name their market.
  let symbol: Int?

  /// Names that mean one thing each; times have a table of their own.
  private static let meanings: [String: Meaning] = [
    "price": .price, "qty": .quantity, "quantity": .quantity, "amount": .quantity,
    "size": .quantity, "base_qty": .quantity, "side": .side, "is_buyer_maker": .buyerIsMaker,
    "buyer_is_maker": .buyerIsMaker, "symbol": .symbol, "pair": .symbol, "open": .open,
    "high": .high, "low": .low, "close": .close, "volume": .volume,
  ]

  /// Columns of times, the best one lowest; units are no part of these names.
  ///
  /// The venue's time of the trade comes before its time of sending, and that before our time of
  /// receiving.
  private static let timeRanks: [String: Int] = [
    "trade": 0, "trade_time": 0, "transact_time": 0, "open_time": 0, "time": 1, "timestamp": 1,
    "ts": 1, "date": 1, "event": 2, "event_time": 2, "local": 3, "local_time": 3,
  ]

  private enum Meaning: Hashable {
    case price, quantity, side, buyerIsMaker, symbol, open, high, low, close, volume
  }

  /// Reads the fields of the header row.
  ///
  /// - Throws: The names of the columns that are missing.
  init(_ fields: [String]) throws(Missing) {
    names = fields
    var columns: [Meaning: Int] = [:]
    var bestTime: (rank: Int, column: Int, notation: TimeNotation)?
    for (column, field) in fields.enumerated() {
      let name = field.lowercased()
      if let meaning = Self.meanings[name] {
        if columns[meaning] == nil { columns[meaning] = column }
      } else if let (rank, notation) = Self.timeColumn(name), rank < bestTime?.rank ?? .max {
        bestTime = (rank, column, notation)
      }
    }
    var missing: [String] = []
    if bestTime == nil { missing.append("time") }
    func need(_ meaning: Meaning) -> Int {
      if columns[meaning] == nil { missing.append("\(meaning)") }
      return columns[meaning] ?? -1
    }
    let isCandles = [.open, .high, .low, .close].contains { columns[$0] != nil }
    if isCandles {
      rows = .candles(
        Candles(
          open: need(.open), high: need(.high), low: need(.low), close: need(.close),
          volume: need(.volume)))
    } else {
      let aggressor =
        columns[.side].map { Aggressor.side(column: $0) }
        ?? columns[.buyerIsMaker].map { .buyerIsMaker(column: $0) }
      rows = .trades(
        Trades(price: need(.price), quantity: need(.quantity), aggressor: aggressor))
    }
    symbol = columns[.symbol]
    guard let bestTime, missing.isEmpty else { throw Missing(columns: missing) }
    time = bestTime.column
    timeNotation = bestTime.notation
  }

  struct Missing: Error {
    var columns: [String]
  }

  /// The rank and the unit of a column of times; nil for any other column.
  private static func timeColumn(_ name: String) -> (rank: Int, notation: TimeNotation)? {
    let units: [(suffix: String, notation: TimeNotation)] = [
      ("_ns", .nanoseconds), ("_us", .microseconds), ("_ms", .milliseconds), ("_s", .seconds),
    ]
    for (suffix, notation) in units where name.hasSuffix(suffix) {
      let base = String(name.dropLast(suffix.count))
      // Without its unit, `open` would be a price.
      return (timeRanks[base] ?? (base == "open" ? 0 : nil)).map { ($0, notation) }
    }
    // Without a unit, `trade`, `event` and `local` say nothing of time.
    guard !["trade", "event", "local"].contains(name) else { return nil }
    return timeRanks[name].map { ($0, .unknown) }
  }
}
