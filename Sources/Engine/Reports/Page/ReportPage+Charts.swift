internal import Domain

extension ReportPage {
  /// Equity, drawdown and prices below each other, over the same time.
  func writeCharts(to page: inout MarkupWriter) {
    guard let times = timeAxis else { return }
    var charts: [Chart] = []
    if !equity.isEmpty { charts += [equityChart(times), drawdownChart(times)] }
    charts += prices.indices.filter { !prices[$0].points.isEmpty }.map { priceChart($0, times) }
    // One width of the labels for all, so that a moment is at the same place in each.
    let width = charts.map(\.labelWidth).max() ?? 0
    page.raw("<section class=\"charts\" style=\"--label:\(width)ch\" aria-labelledby=\"course\">\n")
    page.raw("<h2 id=\"course\">Course of the run</h2>\n")
    for chart in charts { chart.write(to: &page) }
    if charts.contains(where: { !$0.marks.isEmpty }) {
      page.raw(
        """
        <p class="legend"><span><i class="dot"></i>entry</span> <span><i class="ring"></i>exit</span> \
        <span><i class="stroke"></i>with a profit</span> \
        <span><i class="stroke dashed"></i>without</span>
        """)
      if let marked = omission { page.element("span", content: marked) }
      page.raw("</p>\n")
    }
    page.raw("</section>\n")
  }

  private var timeAxis: TimeAxis? {
    let times = equity.map(\.time) + prices.flatMap { $0.points.map(\.time) }
    guard let first = times.min(), let last = times.max() else { return nil }
    return TimeAxis(from: first, to: last)
  }

  private func equityChart(_ times: TimeAxis) -> Chart {
    let (low, high) = Self.range(equity.map(\.value))
    let axis = ValueAxis(covering: low, high)
    return Chart(
      identifier: "equity", title: "Equity",
      summary: "Equity in \(currency) from \(text(of: .startEquity)) to \(text(of: .endEquity)), "
        + "between \(NumberText.fixed(low, digits: 2)) and \(NumberText.fixed(high, digits: 2)).",
      unit: currency, times: times, values: axis, points: equity, areaBase: axis.lower,
      reference: equity.first?.value)
  }

  /// The fall below the highest equity before, from the points of the equity chart.
  private func drawdownChart(_ times: TimeAxis) -> Chart {
    var high = -Double.infinity
    let points = equity.map { point in
      high = max(high, point.value)
      let fall = high > 0 ? (point.value - high) / high * 100 : 0
      return SeriesPoint(time: point.time, value: fall)
    }
    let (low, _) = Self.range(points.map(\.value))
    let axis =
      low < 0 ? ValueAxis(covering: low, 0, count: 3) : ValueAxis(covering: -1, 0, count: 1)
    return Chart(
      identifier: "drawdown", title: "Drawdown",
      summary: "How far the equity is below its highest value before, in percent; "
        + "the deepest fall is \(text(of: .maximumDrawdownPercent)).",
      unit: "%", times: times, values: axis, points: points, areaBase: 0, isLow: true)
  }

  private func priceChart(_ index: Int, _ times: TimeAxis) -> Chart {
    let series = prices[index]
    let marks = roundTrips.filter { $0.symbol == series.symbol }.compactMap { trip in
      Self.mark(trip, within: times)
    }
    let shown = series.points + marks.flatMap { [$0.entry, $0.exit].compactMap(\.self) }
    let (low, high) = Self.range(shown.map(\.value))
    return Chart(
      identifier: "price-\(index + 1)", title: "\(series.symbol) and trades",
      summary: "Price of \(series.symbol) between \(NumberText.fixed(low, digits: 2)) and "
        + "\(NumberText.fixed(high, digits: 2)), with the entries and exits of "
        + "\(NumberText.count(marks.count)) round trips.",
      unit: series.symbol.quote, times: times, values: ValueAxis(covering: low, high),
      points: series.points, marks: marks, isBackdrop: true)
  }

  /// Nil for a round trip that ended outside the chart.
  private static func mark(_ trip: RoundTrip, within times: TimeAxis) -> Chart.Mark? {
    let range = times.start...times.end
    guard range.contains(trip.closeTime) else { return nil }
    let entry = trip.entryPrice.map {
      SeriesPoint(time: trip.openTime, value: $0.approximation)
    }
    return Chart.Mark(
      entry: range.contains(trip.openTime) ? entry : nil,
      exit: SeriesPoint(time: trip.closeTime, value: trip.exitPrice.approximation),
      isWin: trip.profit.isPositive)
  }

  private static func range(_ values: [Double]) -> (low: Double, high: Double) {
    (values.min() ?? 0, values.max() ?? 0)
  }
}
