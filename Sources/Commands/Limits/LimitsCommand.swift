internal import Arguments
internal import Domain
internal import RateLimits
internal import VenueInterface
internal import Wire

/// `tradectl limits`: what an exchange still lets this machine ask.
struct LimitsCommand: Command {
  static let name = "limits"
  static let summary = "Show how much of an exchange's request limits is used."
  static let discussion = """
    All processes of the user share one count. `available` is what may be asked at once, and \
    `per` how long `limit` lasts; without a burst of its own half of a limit may be used at once, \
    so that no interval of the exchange ever sees more than it takes. Reads leave a part of each \
    limit to orders, and orders a part to cancels. `wait_ms` is there while the exchange wants to \
    be left alone. Nothing is asked of the exchange.
    """
  static let examples = [
    Example("tradectl limits --venue binance", "What may still be asked of spot."),
    Example(
      "tradectl limits --venue binance --history | jq '.history | add'",
      "What was used within the last hour."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var history = false
  var options = VenueLimitsOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("LIMIT OPTIONS"),
    .flag("--history", \.history, help: "What was used in each of the last sixty minutes."),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let (venue, budget) = try options.open(context)
    let now = SystemClock().now()
    let readings: [BudgetReading]
    do throws(BudgetFailure) {
      readings = try budget.readings(at: now, symbol: options.symbol)
    } catch {
      throw CommandFailure(error)
    }
    var answers = try Answers(output, context, onTerminal: .table)
    for reading in readings {
      answers.succeed()
      try answers.write { output throws(StreamFailure) in
        try output.write(reading, of: venue, symbol: options.symbol, history: history)
      }
    }
    return try answers.close()
  }
}

/// `tradectl limits reset`: forgets what was counted.
struct LimitsReset: Command {
  static let name = "reset"
  static let summary = "Forget what was counted of an exchange's request limits."
  static let discussion = """
    For the day on which the count is wrong, after the clock was changed for instance. If the \
    exchange has counted as well, it will say so with the next requests.
    """
  static let examples = [Example("tradectl limits reset --venue binance", "Begins to count anew.")]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var options = VenueLimitsOptions()

  static let arguments: [Argument<Self>] = [.group(\.options)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let (_, budget) = try options.open(context)
    do throws(BudgetFailure) { try budget.reset(symbol: options.symbol) } catch {
      throw CommandFailure(error)
    }
    return .success
  }
}

extension CommandFailure {
  init(_ error: BudgetFailure) {
    switch error {
    case .exhausted: self.init(.tryLater, "The request limits are used up.")
    case .unusable(let reason): self.init(.inputOutput, "The count is not known: \(reason).")
    }
  }
}

extension RecordOutput {
  fileprivate mutating func write(
    _ reading: BudgetReading, of venue: String, symbol: String?, history: Bool
  ) throws(StreamFailure) {
    begin(.limit)
    text.add(.venue, venue)
    if reading.limit.scope == .symbol, let symbol { text.add(.symbol, symbol) }
    text.add(.name, reading.limit.name)
    text.add(.scope, word: reading.limit.scope.rawValue)
    text.add(.limit, reading.limit.amount)
    text.add(.per, reading.limit.interval.text)
    text.add(.burst, reading.burst)
    text.add(.available, reading.available)
    text.add(.used, reading.history.last ?? 0)
    if reading.closed > .zero { text.add(.waitTime, Int(reading.closed.nanoseconds / 1_000_000)) }
    if history {
      text.key(.history)
      text.append(literal: "[")
      for (index, used) in reading.history.enumerated() {
        if index > 0 { text.append(literal: ",") }
        text.append(used)
      }
      text.append(literal: "]")
    }
    try end()
  }
}
