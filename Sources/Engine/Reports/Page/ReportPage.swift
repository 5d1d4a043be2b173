package import Domain

/// A report as one page of HTML that opens from disk and asks nothing of any network.
///
/// Everything is inside: style, pictures, and a small script that shows numbers under the pointer
/// and that the page does not need. The same values always give the same bytes.
package struct ReportPage: Sendable {
  /// The price of one market over the run.
  package struct PriceSeries: Sendable {
    package let symbol: Symbol
    package let points: [SeriesPoint]

    package init(symbol: Symbol, points: [SeriesPoint]) {
      self.symbol = symbol
      self.points = points
    }
  }

  let title: String
  let subtitle: String?
  let currency: String
  let report: PerformanceReport
  let equity: [SeriesPoint]
  let prices: [PriceSeries]
  let roundTrips: [RoundTrip]

  /// - Parameters:
  ///   - title: The heading, such as the name of the strategy.
  ///   - subtitle: A line under it, such as mode and venue; nil for none.
  ///   - currency: The asset that all money is in.
  ///   - report: The figures.
  ///   - equity: The equity over the run in order of time, thinned to what a chart can show.
  ///   - prices: A chart each, in this order.
  ///   - roundTrips: Newest last; may be the newest of more.
  ///   - roundTripLimit: The most round trips to list and to mark in the charts.
  package init(
    title: String, subtitle: String? = nil, currency: String, report: PerformanceReport,
    equity: [SeriesPoint], prices: [PriceSeries] = [], roundTrips: [RoundTrip] = [],
    roundTripLimit: Int = 200
  ) {
    self.title = title
    self.subtitle = subtitle
    self.currency = currency
    self.report = report
    self.equity = equity.filter(\.value.isFinite)
    self.prices = prices.map { series in
      PriceSeries(symbol: series.symbol, points: series.points.filter(\.value.isFinite))
    }
    self.roundTrips = Array(roundTrips.suffix(max(0, roundTripLimit)))
  }

  /// The page in UTF-8.
  package func html() -> [UInt8] {
    var page = MarkupWriter()
    page.raw(
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>

      """)
    page.element("title", content: title)
    page.raw("\n<style>\n\(PageStyle.sheet)</style>\n</head>\n<body>\n<main>\n")
    writeHeader(to: &page)
    writeKeyFigures(to: &page)
    writeCharts(to: &page)
    writeFigures(to: &page)
    writeTables(to: &page)
    page.raw("</main>\n<script>\n\(PageStyle.script)</script>\n</body>\n</html>\n")
    return page.bytes
  }

  private func writeHeader(to page: inout MarkupWriter) {
    page.raw("<header>\n")
    page.element("h1", content: title)
    page.raw("\n")
    if let subtitle { page.element("p", "class=\"subtitle\"", content: subtitle) }
    page.element("p", "class=\"meta\"", content: period)
    page.raw("\n</header>\n")
  }

  private var period: String {
    guard let start = report.start?.time, let end = report.end?.time else {
      return "Nothing was recorded · \(currency)"
    }
    let length = NumberText.duration(seconds: report.length.seconds)
    return "\(CalendarTime(start).text) to \(CalendarTime(end).text) UTC · \(length) · \(currency)"
  }
}
