internal import Domain

extension PerformanceReport {
  /// The figure that a field stands for.
  package func value(of field: ReportField) -> ReportValue {
    switch field {
    case .startTime: ReportValue(start?.time)
    case .endTime: ReportValue(end?.time)
    case .durationSeconds: .number(length.seconds)
    case .startEquity: ReportValue(start?.equity)
    case .endEquity: ReportValue(end?.equity)
    case .endBalance: .money(balance)
    case .realizedProfit: .money(totals.realized)
    case .unrealizedProfit: .money(unrealized)
    case .netProfit: .money(totals.net)
    case .fees: .money(totals.fees)
    case .slippage: .money(totals.slippage)
    case .returnPercent: ReportValue(returnPercent)
    case .cagrPercent: ReportValue(cagrPercent)
    case .volatilityPercent: ReportValue(volatilityPercent)
    case .sharpe: ReportValue(sharpe)
    case .sortino: ReportValue(sortino)
    case .calmar: ReportValue(calmar)
    case .maximumDrawdownPercent: ReportValue(maximumDrawdownPercent)
    case .maximumDrawdownSeconds: ReportValue(maximumDrawdownLength?.seconds)
    case .maximumDrawdownPeakTime: ReportValue(drawdown?.peak.time)
    case .maximumDrawdownTroughTime: ReportValue(drawdown?.trough.time)
    case .trades: .count(totals.trades)
    case .wins: .count(totals.wins)
    case .losses: .count(totals.losses)
    case .winRatePercent: ReportValue(totals.winRatePercent)
    case .profitFactor: ReportValue(totals.profitFactor)
    case .expectancy: ReportValue(totals.expectancy)
    case .averageWin: ReportValue(totals.averageWin)
    case .averageLoss: ReportValue(totals.averageLoss)
    case .largestWin: ReportValue(totals.largestWin)
    case .largestLoss: ReportValue(totals.largestLoss)
    case .averageHoldingSeconds: ReportValue(totals.averageHoldingSeconds)
    case .exposurePercent: ReportValue(exposurePercent)
    case .peakExposure: .money(peakExposure)
    case .turnover: ReportValue(turnover)
    case .tradedNotional: .money(totals.tradedNotional)
    case .orders: .count(orders.reduce(0) { $0 + $1.count })
    case .fills: .count(totals.fills)
    case .makerSharePercent: ReportValue(totals.makerSharePercent)
    case .returns: .count(returnCount)
    }
  }
}

extension PerformanceRow {
  /// The figure that a field stands for.
  package func value(of field: ReportRowField) -> ReportValue {
    switch field {
    case .name: name.map(ReportValue.text) ?? .none
    case .trades: .count(totals.trades)
    case .wins: .count(totals.wins)
    case .losses: .count(totals.losses)
    case .winRatePercent: ReportValue(totals.winRatePercent)
    case .realizedProfit: .money(totals.realized)
    case .fees: .money(totals.fees)
    case .netProfit: .money(totals.net)
    case .tradedNotional: .money(totals.tradedNotional)
    case .fills: .count(totals.fills)
    }
  }
}
