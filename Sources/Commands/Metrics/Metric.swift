internal import Domain
internal import Wire

/// What is measured; the raw value is the metric's name.
///
/// The names follow the conventions of Prometheus: base units, `_total` for what only grows.
enum Metric: String, CaseIterable {
  case orders = "tradectl_orders"
  case openOrders = "tradectl_orders_open"
  case unknownOrders = "tradectl_orders_unknown"
  case successRatio = "tradectl_order_success_ratio"
  case oldestOrderAge = "tradectl_order_oldest_open_age_seconds"
  case fillSeconds = "tradectl_order_fill_seconds"
  case slippage = "tradectl_order_slippage_ratio"
  case refusals = "tradectl_refusals_total"
  case equity = "tradectl_equity"
  case peak = "tradectl_equity_peak"
  case drawdown = "tradectl_drawdown_ratio"
  case dayStartEquity = "tradectl_day_start_equity"
  case dailyLoss = "tradectl_daily_loss_ratio"
  case realizedProfit = "tradectl_realized_pnl"
  case unrealizedProfit = "tradectl_unrealized_pnl"
  case fees = "tradectl_fees"
  case positions = "tradectl_positions"
  case positionQuantity = "tradectl_position_quantity"
  case positionValue = "tradectl_position_value"
  case breakerOpen = "tradectl_breaker_open"
  case breakerTrips = "tradectl_breaker_trips_total"
  case latchHalted = "tradectl_latch_halted"
  case lastEvent = "tradectl_last_event_timestamp_seconds"

  enum Kind: String {
    case gauge, counter, histogram
  }

  var kind: Kind {
    switch self {
    case .fillSeconds, .slippage: .histogram
    case .refusals, .breakerTrips: .counter
    default: .gauge
    }
  }

  /// One sentence, with the unit.
  var help: String {
    switch self {
    case .orders: "Orders in the ledger by the status they have now."
    case .openOrders: "Orders that are not over."
    case .unknownOrders: "Orders whose outcome nobody knows."
    case .successRatio: "Share of the orders that are over which their venue took."
    case .oldestOrderAge: "Age of the order that has been open for the longest time."
    case .fillSeconds: "Time from sending an order to its last fill, of orders that filled."
    case .slippage: "How much worse orders filled than the market was at their arrival."
    case .refusals: "Orders that were not sent, by the code of the reason."
    case .equity: "What the account was worth when it was looked at last."
    case .peak: "The most the account has been worth."
    case .drawdown: "Fall of the equity from its peak, as a share of the peak."
    case .dayStartEquity: "What the account was worth when the day began."
    case .dailyLoss: "Loss since the day began, as a share of the equity then."
    case .realizedProfit: "Profit of what was closed, fees not counted."
    case .unrealizedProfit: "Profit of what is open, at the prices that were seen last."
    case .fees: "Fees that were paid, less rebates."
    case .positions: "Open positions."
    case .positionQuantity: "What is held, in base units; negative is short."
    case .positionValue: "What is held, at the price that was seen last."
    case .breakerOpen: "Whether the circuit breaker is open."
    case .breakerTrips: "How often the circuit breaker has tripped, by cause."
    case .latchHalted: "Whether the emergency stop holds."
    case .lastEvent: "When the latest order changed, in seconds since 1970."
    }
  }

  /// Upper bounds of the buckets of a histogram.
  var bounds: [Rate] {
    switch self {
    case .fillSeconds:
      // From a venue near by to an order that rests for a day.
      Self.rates(
        "0.01", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30", "60", "300", "1800",
        "3600", "86400")
    case .slippage:
      // Basis points around zero; better than arrival is below it.
      Self.rates(
        "-0.01", "-0.005", "-0.002", "-0.001", "-0.0005", "-0.0001", "0", "0.0001", "0.0005",
        "0.001", "0.002", "0.005", "0.01", "0.05")
    default: []
    }
  }

  private static func rates(_ texts: String...) -> [Rate] {
    texts.compactMap { try? Rate(decimal: $0) }
  }
}

/// One number of a metric, or one histogram.
struct Sample {
  enum Value {
    case number(Rate)
    case histogram(Histogram)
  }

  let metric: Metric
  /// Which account, market or status; none for what holds for all.
  let labels: [(field: Field, text: String)]
  let value: Value
}

/// How observations are distributed over the buckets of a metric.
struct Histogram {
  let bounds: [Rate]
  /// How many observations are at most each bound.
  private(set) var counts: [Int]
  private(set) var count = 0
  private(set) var sum = Rate.zero

  init(_ metric: Metric) {
    bounds = metric.bounds
    counts = [Int](repeating: 0, count: bounds.count)
  }

  /// Takes an observation in; one that the sum has no room for is left out.
  mutating func observe(_ value: Rate) {
    guard let total = try? sum + value else { return }
    sum = total
    count += 1
    for index in bounds.indices where value <= bounds[index] { counts[index] += 1 }
  }
}
