/// The figures of a report: their names in records, units and meanings, in the order of writing.
package enum ReportField: String, CaseIterable, Hashable, Sendable {
  case startTime = "start_time"
  case endTime = "end_time"
  case durationSeconds = "duration_seconds"
  case startEquity = "start_equity"
  case endEquity = "end_equity"
  case endBalance = "end_balance"
  case realizedProfit = "realized_pnl"
  case unrealizedProfit = "unrealized_pnl"
  case netProfit = "net_pnl"
  case fees
  case slippage
  case returnPercent = "return_percent"
  case cagrPercent = "cagr_percent"
  case volatilityPercent = "volatility_percent"
  case sharpe
  case sortino
  case calmar
  case maximumDrawdownPercent = "max_drawdown_percent"
  case maximumDrawdownSeconds = "max_drawdown_seconds"
  case maximumDrawdownPeakTime = "max_drawdown_peak_time"
  case maximumDrawdownTroughTime = "max_drawdown_trough_time"
  case trades
  case wins
  case losses
  case winRatePercent = "win_rate_percent"
  case profitFactor = "profit_factor"
  case expectancy
  case averageWin = "average_win"
  case averageLoss = "average_loss"
  case largestWin = "largest_win"
  case largestLoss = "largest_loss"
  case averageHoldingSeconds = "average_holding_seconds"
  case exposurePercent = "exposure_percent"
  case peakExposure = "peak_exposure"
  case turnover
  case tradedNotional = "traded_notional"
  case orders
  case fills
  case makerSharePercent = "maker_share_percent"
  case returns

  package var name: String { rawValue }

  package var unit: ReportUnit {
    switch self {
    case .startTime, .endTime, .maximumDrawdownPeakTime, .maximumDrawdownTroughTime: .time
    case .durationSeconds, .maximumDrawdownSeconds, .averageHoldingSeconds: .seconds
    case .startEquity, .endEquity, .endBalance, .realizedProfit, .unrealizedProfit, .netProfit,
      .fees, .slippage, .expectancy, .averageWin, .averageLoss, .largestWin, .largestLoss,
      .peakExposure, .tradedNotional:
      .money
    case .returnPercent, .cagrPercent, .volatilityPercent, .maximumDrawdownPercent,
      .winRatePercent, .exposurePercent, .makerSharePercent:
      .percent
    case .sharpe, .sortino, .calmar, .profitFactor, .turnover: .ratio
    case .trades, .wins, .losses, .orders, .fills, .returns: .count
    }
  }

  /// Whether every report has it, also that of a run in which nothing happened.
  package var isAlwaysPresent: Bool {
    switch self {
    case .durationSeconds, .endBalance, .realizedProfit, .unrealizedProfit, .netProfit, .fees,
      .slippage, .trades, .wins, .losses, .peakExposure, .tradedNotional, .orders, .fills,
      .returns:
      true
    default: false
    }
  }

  /// The meaning in one line, and when it is missing.
  package var description: String {
    switch self {
    case .startTime: "Time of the first equity sample."
    case .endTime: "Time of the last equity sample."
    case .durationSeconds: "Time from the first to the last equity sample."
    case .startEquity: "Equity at the first sample."
    case .endEquity: "Equity at the last sample."
    case .endBalance: "Cash at the end."
    case .realizedProfit: "Profit of everything that was closed, before fees."
    case .unrealizedProfit: "Profit of the open positions at the last prices, before fees."
    case .netProfit: "Realized profit less fees."
    case .fees: "Fees paid, less rebates."
    case .slippage: "Cost of filling at worse prices than expected; negative when better."
    case .returnPercent: "Gain over the start equity; absent unless that is above zero."
    case .cagrPercent:
      "Yearly growth rate from start to end equity, a year being 365.25 days; absent under a day."
    case .volatilityPercent:
      "Yearly standard deviation of the returns from sample to sample; absent under a day."
    case .sharpe:
      "Mean excess return over its deviation, yearly; absent under a day or if returns do not vary."
    case .sortino:
      "Mean excess return over its downside deviation, yearly; absent under a day or without one."
    case .calmar: "Yearly growth rate over the maximum drawdown."
    case .maximumDrawdownPercent:
      "Deepest fall of the sampled equity, in percent of the high before."
    case .maximumDrawdownSeconds: "Time from that high until it was reached again, or to the end."
    case .maximumDrawdownPeakTime: "Time of the high before the deepest fall."
    case .maximumDrawdownTroughTime: "Time of the lowest equity of the deepest fall."
    case .trades: "Round trips that ended: a position from flat to flat, or until it turned around."
    case .wins: "Round trips with a profit after fees."
    case .losses: "Round trips with a loss after fees."
    case .winRatePercent: "Wins per hundred round trips."
    case .profitFactor: "Sum of the wins over the sum of the losses; absent without a loss."
    case .expectancy: "Mean profit of a round trip after fees."
    case .averageWin: "Mean profit of the wins."
    case .averageLoss: "Mean profit of the losses, a negative amount."
    case .largestWin: "Profit of the best round trip."
    case .largestLoss: "Profit of the worst losing round trip, a negative amount."
    case .averageHoldingSeconds: "Mean time from the first to the last fill of a round trip."
    case .exposurePercent: "Share of the time with an open position."
    case .peakExposure: "Largest sampled market value of all positions."
    case .turnover: "Traded notional over start equity."
    case .tradedNotional: "Sum of price times quantity over all fills."
    case .orders: "Orders, whatever became of them."
    case .fills: "Executions."
    case .makerSharePercent: "Share of the traded notional that gave liquidity."
    case .returns: "Number of returns that volatility, Sharpe and Sortino ratio rest on."
    }
  }
}

/// The figures of a row by symbol or by strategy, in the order of writing.
package enum ReportRowField: String, CaseIterable, Hashable, Sendable {
  case name
  case trades
  case wins
  case losses
  case winRatePercent = "win_rate_percent"
  case realizedProfit = "realized_pnl"
  case fees
  case netProfit = "net_pnl"
  case tradedNotional = "traded_notional"
  case fills

  package var unit: ReportUnit {
    switch self {
    case .name: .text
    case .trades, .wins, .losses, .fills: .count
    case .winRatePercent: .percent
    case .realizedProfit, .fees, .netProfit, .tradedNotional: .money
    }
  }

  /// Whether every row has it.
  package var isAlwaysPresent: Bool { self != .name && self != .winRatePercent }

  /// The meaning in one line, and when it is missing.
  package var description: String {
    switch self {
    case .name: "The symbol or the strategy; absent for fills that belong to no strategy."
    case .trades: "Round trips that ended; they count under the strategy that opened them."
    case .wins: "Round trips with a profit after fees."
    case .losses: "Round trips with a loss after fees."
    case .winRatePercent: "Wins per hundred round trips."
    case .realizedProfit: "Profit of everything that was closed, before fees."
    case .fees: "Fees paid, less rebates."
    case .netProfit: "Realized profit less fees."
    case .tradedNotional: "Sum of price times quantity over all fills."
    case .fills: "Executions."
    }
  }
}
