internal import Domain

// The records of those who look after trading.
extension RecordSchema {
  static let riskStatus: [SchemaMember] = [
    .required(.ts), .required(.mode), .required(.account), .required(.venue),
    .field(.equity), .field(.peak), .field(.drawdownPercent), .required(.dayStart),
    .field(.dayStartEquity), .field(.dailyLoss), .field(.dailyLossPercent),
    .required(.openPositions), .field(.grossExposure), .required(.openOrders),
    .required(.unknownOrders), .field(.recentOrders), .field(.recentFailures),
    .required(.policy), .required(.breaker), .required(.latch), .field(.warning),
  ]

  static let breaker: [SchemaMember] = [
    .required(.status, as: .word(["open", "closed"]), summary: "Open lets only reductions pass"),
    .field(.cause), .field(.reason), .field(.who), .field(.since), .field(.until),
  ]

  static let latch: [SchemaMember] = [
    .required(
      .status, as: .word(["armed", "halted"]), summary: "Halted stops all but the way out"),
    .field(.reason), .field(.who), .field(.since),
  ]

  static let notice: [SchemaMember] = [
    .required(.ts), .field(.mode), .field(.account), .field(.venue),
    .required(
      .event, as: .word(["trip", "halt", "unknown"]),
      summary: "The breaker tripped, trading was halted, or nobody knows what became of an order"),
    .required(.message), .field(.cause), .field(.who), .field(.until), .field(.hint),
    .field(.id), .field(.clientOrderID), .field(.symbol), .field(.side), .field(.orderType),
    .field(.quantity),
  ]

  static let metric: [SchemaMember] = [
    .required(.ts), .required(.name, summary: "The metric's name"), .required(.type),
    .field(.mode), .field(.account), .field(.venue), .field(.symbol), .field(.status),
    .field(.code), .field(.asset), .field(.cause),
    .field(.value, as: .decimal, summary: "The number, of a gauge or a counter"),
    .field(.sum), .field(.count), .field(.buckets),
  ]
}
