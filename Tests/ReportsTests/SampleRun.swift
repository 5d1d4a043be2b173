import Domain

@testable import Reports

/// A made-up run of two strategies on two markets, the same for the same seed.
struct SampleRun {
  let report: PerformanceReport
  let equity: [SeriesPoint]
  let prices: [ReportPage.PriceSeries]
  let trips: [RoundTrip]

  init(seed: UInt64, hours: Int, strategies: [String] = ["breakout", "mean reversion"]) throws {
    var random = SeededGenerator(seed: seed)
    var desk = Desk(interval: .hour)
    var recent = RecentRoundTrips(limit: 60)
    var thinEquity = SeriesThinner(limit: 600)
    let symbols = [bitcoin, ether]
    var thinPrices = [SeriesThinner](repeating: SeriesThinner(limit: 600), count: 2)
    var prices = [64_250.0, 3_120.0]
    var held = [0, 0]
    var entries = [0.0, 0.0]
    var cash = 10_000.0
    for hour in 0...hours {
      var exposure = 0.0
      for market in 0..<2 {
        prices[market] *= 1 + random.normal() * 0.006 + 0.00008
        thinPrices[market].add(.hours(Double(hour)), prices[market])
        let size = [0.05, 1.0][market]
        if Int.random(in: 0..<30, using: &random) == 0 {
          let isOpening = held[market] == 0
          let direction = isOpening ? (Bool.random(using: &random) ? 1 : -1) : -held[market]
          let price = (prices[market] * 100).rounded() / 100
          let fee = (price * size * 0.04).rounded() / 100
          if !isOpening { cash += Double(held[market]) * (price - entries[market]) * size }
          cash -= fee
          entries[market] = price
          held[market] = isOpening ? direction : 0
          let trip = try desk.trade(
            direction > 0 ? .buy : .sell, "\(size)", at: "\(price)", hours: Double(hour),
            fee: "\(fee)", slippage: "0.31", symbol: symbols[market],
            strategy: strategies[market], liquidity: market == 0 ? .taker : .maker)
          desk.recorder.order(status: .filled)
          if let trip { recent.add(trip) }
        }
        exposure += Double(held[market].magnitude) * prices[market] * size
      }
      var open = 0.0
      for market in 0..<2 where held[market] != 0 {
        open += Double(held[market]) * (prices[market] - entries[market]) * [0.05, 1.0][market]
      }
      let cents = Notional(scaled: Int128((cash + open) * 100) * (FixedPoint.one / 100))
      thinEquity.add(.hours(Double(hour)), cents.approximation)
      desk.recorder.sample(
        .hours(Double(hour)), equity: cents,
        exposure: Notional(scaled: Int128(exposure * 100) * (FixedPoint.one / 100)))
    }
    for _ in 0..<7 { desk.recorder.order(status: .cancelled) }
    for _ in 0..<2 { desk.recorder.order(status: .denied) }
    report = desk.recorder.report(
      balance: Notional(scaled: Int128(cash * 100) * (FixedPoint.one / 100)), unrealized: .zero)
    equity = thinEquity.points
    self.prices = zip(symbols, thinPrices).map { .init(symbol: $0, points: $1.points) }
    trips = recent.elements
  }

  func page(title: String = "Breakout and mean reversion") -> ReportPage {
    ReportPage(
      title: title, subtitle: "Paper run on recorded trades, Binance", currency: "USDT",
      report: report, equity: equity, prices: prices, roundTrips: trips)
  }
}
