internal import Domain
internal import Glibc
internal import Matching
internal import Reports

/// What a run adds up to: the statistics, and what its page shows.
struct PaperResults {
  /// More points than a chart of this width can show would only make the page larger.
  private static let pointsMax = 2_000
  /// A page with more price charts than this is no longer looked at.
  private static let chartsMax = 8

  private(set) var recorder: PerformanceRecorder
  private(set) var peak: Notional
  private var equity = SeriesThinner(limit: pointsMax)
  private var prices: [SeriesThinner] = []
  private var trips = RecentRoundTrips(limit: 200)
  /// Whether the series for the page are kept.
  let drawsPage: Bool

  init(startingEquity: Notional, sampleInterval: TimeInterval, drawsPage: Bool) {
    recorder = PerformanceRecorder(sampleInterval: sampleInterval)
    peak = startingEquity
    self.drawsPage = drawsPage
  }

  mutating func sample(_ time: Timestamp, equity: Notional, exposure: Notional) {
    peak = max(peak, equity)
    recorder.sample(time, equity: equity, exposure: exposure)
    if drawsPage { self.equity.add(time, equity.approximation) }
  }

  mutating func price(_ time: Timestamp, _ price: Price, market: Int) {
    guard market < Self.chartsMax else { return }
    while prices.count <= market { prices.append(SeriesThinner(limit: Self.pointsMax)) }
    prices[market].add(time, price.approximation)
  }

  mutating func fill(
    _ fill: PaperFill, symbol: Symbol, strategy: String?
  ) throws(DecimalError) {
    try self.fill(
      fill.fill, symbol: symbol, strategy: strategy, realized: fill.realizedProfit,
      slippage: fill.slippageCost, positionAfter: fill.position.quantity)
  }

  mutating func fill(
    _ fill: Fill, symbol: Symbol, strategy: String?, realized: Notional, slippage: Notional,
    positionAfter: Quantity
  ) throws(DecimalError) {
    let trip = try recorder.fill(
      symbol: symbol, strategy: strategy, fill: fill, realized: realized, slippage: slippage,
      positionAfter: positionAfter)
    if let trip { trips.add(trip) }
  }

  mutating func order(_ status: OrderStatus) { recorder.order(status: status) }

  /// The page of a finished run.
  func page(
    _ report: PerformanceReport, title: String, subtitle: String = "Paper run",
    symbols: [Symbol], currency: String
  ) -> [UInt8] {
    ReportPage(
      title: title, subtitle: subtitle, currency: currency, report: report,
      equity: equity.points,
      prices: zip(symbols, prices).map { .init(symbol: $0, points: $1.points) },
      roundTrips: trips.elements
    ).html()
  }
}
