/// The objects inside records.
extension RecordSchema {
  static let sizing: [SchemaMember] = [
    .required(.method), .field(.equity), .field(.entry), .field(.leverage),
    .field(.riskPercent), .field(.rawQuantity), .field(.cap), .field(.notional), .field(.margin),
    .field(.lossAtStop), .field(.lossPercent), .field(.feesAtStop), .field(.liquidationPrice),
    .required(.valid), .field(.warning), .field(.reason), .field(.message),
    .field(.percent), .field(.winProbability), .field(.averageWin), .field(.averageLoss),
    .field(.kellyFraction), .field(.volatility), .field(.targetVolatility), .field(.atr),
    .field(.atrMultiplier),
  ]

  static let risk: [SchemaMember] = [
    .required(.verdict), .required(.violations), .field(.policy), .field(.limits),
  ]

  static let setting: [SchemaMember] = [
    .required(.key), .required(.value), .required(.origin), .field(.variable),
    .field(.line, summary: "The line of the configuration file, from 1"),
  ]

  static let violation: [SchemaMember] = [
    .required(.code), .field(.limit), .field(.actual), .required(.message),
  ]

  static let stoppedAccount: [SchemaMember] = [
    .required(.mode), .required(.account), .required(.venue), .field(.flat), .field(.cancelled),
    .field(.closed), .field(.dust), .required(.openOrders), .required(.openPositions),
    .field(.elapsed), .field(.warning), .field(.error),
  ]

  static let problem: [SchemaMember] = [
    .required(.code), .required(.errorClass), .required(.message), .required(.retry),
    .field(.retryAfter), .field(.field), .field(.offset), .field(.hint), .field(.venueCode),
    .field(.venueMessage),
  ]
}
