import Domain
import Testing

@testable import Reports

/// What the fills lead to: totals, round trips and rows.
@Suite struct TradeStatisticsTests {
  /// Three round trips by hand: +20 − 0.4, −10 − 0.3, and a short one +30 − 0.2; a rest stays open.
  private func three() throws -> Desk {
    var desk = Desk(interval: .hour)
    try desk.sample(0, "1000")
    try desk.trade(.buy, "2", at: "100", hours: 1, fee: "0.2", slippage: "0.1", liquidity: .maker)
    try desk.trade(.sell, "1", at: "110", hours: 2, fee: "0.1")
    try desk.trade(.sell, "1", at: "110", hours: 3, fee: "0.1", slippage: "-0.05")
    try desk.trade(.buy, "1", at: "100", hours: 5, fee: "0.1")
    try desk.trade(.sell, "1", at: "90", hours: 6, fee: "0.2")
    try desk.trade(.sell, "3", at: "100", hours: 7, fee: "0.1", strategy: "fade")
    try desk.trade(.buy, "3", at: "90", hours: 8, fee: "0.1", strategy: "fade")
    try desk.trade(.buy, "1", at: "90", hours: 9, fee: "0.5")
    try desk.sample(10, "1038.5", exposure: "90")
    return desk
  }

  @Test func `three round trips add up as by hand`() throws {
    let totals = try three().report.totals
    #expect(totals.fills == 8)
    #expect(totals.trades == 3 && totals.wins == 2 && totals.losses == 1)
    #expect(totals.realized == (try .of("40")))
    #expect(totals.fees == (try .of("1.4")))
    #expect(totals.net == (try .of("38.6")))
    #expect(totals.slippage == (try .of("0.05")))
    #expect(totals.grossProfit == (try .of("49.4")))
    #expect(totals.grossLoss == (try .of("-10.3")))
    #expect(totals.averageWin == (try .of("24.7")))
    #expect(totals.averageLoss == (try .of("-10.3")))
    #expect(totals.largestWin == (try .of("29.8")))
    #expect(totals.largestLoss == (try .of("-10.3")))
    // 39.1 / 3, half to even at the 18th digit.
    #expect(totals.expectancy == (try .of("13.033333333333333333")))
    #expect(agree(totals.winRatePercent, 200 / 3.0))
    #expect(agree(totals.profitFactor, 49.4 / 10.3))
    // 2 h, 1 h and 1 h.
    #expect(agree(totals.averageHoldingSeconds, 4800))
    // 200 + 110 + 110 + 100 + 90 + 300 + 270 + 90.
    #expect(totals.tradedNotional == (try .of("1270")))
    #expect(agree(totals.makerSharePercent, 200 / 12.7))
  }

  @Test func `exposure and turnover follow the fills`() throws {
    let report = try three().report
    // Open from 1 to 3, 5 to 6, 7 to 8 and 9 to 10 of ten hours.
    #expect(agree(report.exposurePercent, 50))
    #expect(agree(report.turnover, 1.27))
    #expect(report.peakExposure == (try .of("90")))
  }

  @Test func `rows count under their strategies, the unnamed one first`() throws {
    let report = try three().report
    #expect(report.byStrategy.map(\.name) == [nil, "fade"])
    #expect(report.byStrategy.map(\.totals.trades) == [2, 1])
    #expect(report.byStrategy.map(\.totals.fills) == [6, 2])
    #expect(report.byStrategy.map(\.totals.net) == [try .of("8.8"), try .of("29.8")])
    #expect(report.bySymbol.map(\.name) == ["BTC/USDT"])
    #expect(report.bySymbol.first?.totals == report.totals)
  }

  @Test func `a round trip tells how it went`() throws {
    var desk = Desk()
    #expect(try desk.trade(.buy, "1", at: "100", hours: 0, fee: "1", strategy: "a") == nil)
    #expect(try desk.trade(.buy, "3", at: "120", hours: 1, fee: "1", strategy: "b") == nil)
    #expect(try desk.trade(.sell, "1", at: "130", hours: 2, strategy: "b") == nil)
    let trip = try desk.trade(.sell, "3", at: "150", hours: 5, fee: "0.5", strategy: "b")
    let expected = RoundTrip(
      symbol: bitcoin, strategy: "a", side: .long, openTime: .hours(0), closeTime: .hours(5),
      quantity: try .of("4"), entryPrice: try .of("115"), exitPrice: try .of("145"),
      fees: try .of("2.5"), profit: try .of("117.5"))
    #expect(trip == expected)
    // The round trip counts where it was opened, its fills where they were made.
    #expect(desk.report.byStrategy.map(\.totals.trades) == [1, 0])
    #expect(desk.report.byStrategy.map(\.totals.fills) == [1, 3])
  }

  @Test func `a fill without a strategy counts under the one that opened the position`() throws {
    var desk = Desk()
    try desk.trade(.buy, "2", at: "100", fee: "0.2", strategy: "a")
    try desk.trade(.sell, "1", at: "110", hours: 1, fee: "0.1")
    try desk.trade(.sell, "1", at: "110", hours: 2, fee: "0.1")
    // Flat again: nothing is left that an unnamed fill could belong to.
    try desk.trade(.buy, "1", at: "100", hours: 3, fee: "0.5")
    try desk.trade(.sell, "1", at: "101", hours: 4, symbol: ether, strategy: "b")
    let rows = desk.report.byStrategy
    #expect(rows.map(\.name) == [nil, "a", "b"])
    #expect(rows.map(\.totals.trades) == [0, 1, 0])
    #expect(rows.map(\.totals.fills) == [1, 3, 1])
    #expect(rows.map(\.totals.realized) == [.zero, try .of("20"), .zero])
    #expect(rows.map(\.totals.fees) == [try .of("0.5"), try .of("0.4"), .zero])
  }

  @Test func `a turn ends one round trip and begins another, its fee divided by quantity`() throws {
    var desk = Desk()
    try desk.trade(.buy, "1", at: "100", fee: "0.1")
    let first = try desk.trade(.sell, "3", at: "110", hours: 1, fee: "0.3")
    #expect(first?.profit == (try .of("9.8")))
    #expect(first?.fees == (try .of("0.2")))
    #expect(first?.quantity == .one)
    let second = try desk.trade(.buy, "2", at: "115", hours: 2, fee: "0.1")
    #expect(second?.side == .short)
    #expect(second?.openTime == .hours(1))
    #expect(second?.profit == (try .of("-10.3")))
    #expect(second?.entryPrice == (try .of("110")))
    #expect(desk.report.totals.fees == (try .of("0.5")))
  }

  @Test func `a position from before the run ends as a round trip without an entry price`() throws {
    var recorder = PerformanceRecorder(sampleInterval: .day)
    let fill = Fill(
      side: .buy, price: try .of("90"), quantity: try .of("2"), fee: .one, liquidity: .maker,
      time: .hours(3))
    let trip = try recorder.fill(
      symbol: bitcoin, strategy: nil, fill: fill, realized: try .of("20"), slippage: .zero,
      positionAfter: .zero)
    #expect(trip?.side == .short && trip?.entryPrice == nil)
    #expect(trip?.exitPrice == (try .of("90")))
    #expect(trip?.profit == (try .of("19")))
    #expect(trip?.holdingTime == .zero)
  }

  @Test func `symbols are followed apart`() throws {
    var desk = Desk()
    try desk.sample(0, "1000")
    try desk.trade(.buy, "1", at: "100", hours: 2)
    try desk.trade(.sell, "5", at: "10", hours: 4, symbol: ether)
    try desk.trade(.sell, "1", at: "99", hours: 6)
    try desk.trade(.buy, "5", at: "9", hours: 8, symbol: ether)
    try desk.sample(12, "1004")
    let report = desk.report
    #expect(report.bySymbol.map(\.name) == ["BTC/USDT", "ETH/USDT"])
    #expect(report.bySymbol.map(\.totals.wins) == [0, 1])
    #expect(report.bySymbol.map(\.totals.losses) == [1, 0])
    #expect(agree(report.exposurePercent, 50))
  }

  @Test func `a position without fills counts from sample to sample`() throws {
    var desk = Desk(interval: .hour)
    try desk.sample(0, "1000", exposure: "500")
    try desk.sample(1, "1000", exposure: "-700")
    try desk.sample(2, "1000")
    try desk.sample(4, "1000")
    #expect(agree(desk.report.exposurePercent, 50))
    #expect(desk.report.peakExposure == (try .of("700")))
  }

  @Test func `no fills give zeros and no means`() throws {
    var desk = Desk()
    try desk.sample(0, "1000")
    try desk.sample(24, "1000")
    let report = desk.report
    #expect(report.totals == TradeTotals())
    #expect(report.totals.winRatePercent == nil && report.totals.profitFactor == nil)
    #expect(report.totals.expectancy == nil && report.totals.averageHoldingSeconds == nil)
    #expect(report.totals.makerSharePercent == nil && report.totals.largestWin == nil)
    #expect(report.turnover == 0 && report.exposurePercent == 0)
    #expect(report.bySymbol.isEmpty && report.byStrategy.isEmpty && report.orders.isEmpty)
  }

  @Test func `only wins have no profit factor`() throws {
    var desk = Desk()
    try desk.trade(.buy, "1", at: "100")
    try desk.trade(.sell, "1", at: "101")
    #expect(desk.report.totals.profitFactor == nil)
    #expect(desk.report.totals.winRatePercent == 100)
    #expect(desk.report.totals.averageLoss == nil && desk.report.totals.largestLoss == nil)
    #expect(desk.report.totals.expectancy == .one)
  }

  @Test func `only losses have a profit factor of zero`() throws {
    var desk = Desk()
    try desk.trade(.sell, "1", at: "100")
    try desk.trade(.buy, "1", at: "101")
    #expect(desk.report.totals.profitFactor == 0)
    #expect(desk.report.totals.winRatePercent == 0)
    #expect(desk.report.totals.averageWin == nil && desk.report.totals.largestWin == nil)
  }

  @Test func `a round trip without profit or loss is neither`() throws {
    var desk = Desk()
    try desk.trade(.buy, "1", at: "100")
    try desk.trade(.sell, "1", at: "100.2", fee: "0.2")
    let totals = desk.report.totals
    #expect(totals.trades == 1 && totals.wins == 0 && totals.losses == 0)
    #expect(totals.profitFactor == nil && totals.winRatePercent == 0)
    #expect(totals.expectancy == .zero)
  }

  @Test func `a rebate lowers the fees`() throws {
    var desk = Desk()
    try desk.trade(.buy, "1", at: "100", fee: "-0.01", liquidity: .maker)
    try desk.trade(.sell, "1", at: "100", fee: "0.04")
    #expect(desk.report.totals.fees == (try .of("0.03")))
    #expect(desk.report.totals.net == (try .of("-0.03")))
    #expect(desk.report.totals.makerSharePercent == 50)
  }

  @Test func `a fill beyond the range changes nothing`() throws {
    var desk = Desk()
    try desk.trade(.buy, "1", at: "60000000000000000000")
    let before = desk.report
    #expect(throws: DecimalError.overflow) {
      try desk.trade(.buy, "1", at: "100", symbol: ether, strategy: "other")
      try desk.trade(.sell, "1", at: "60000000000000000000", symbol: ether)
    }
    let after = desk.report
    #expect(after.totals.fills == before.totals.fills + 1)
    #expect(after.totals.trades == 0)
    #expect(after.byStrategy.map(\.totals.fills) == [1, 1])
    #expect(after.bySymbol.map(\.totals.fills) == [1, 1])
  }

  @Test func `orders are counted by status in the order of the statuses`() {
    var recorder = PerformanceRecorder(sampleInterval: .day)
    for status in [OrderStatus.denied, .filled, .cancelled, .filled] {
      recorder.order(status: status)
    }
    let report = recorder.report(balance: .zero, unrealized: .zero)
    #expect(report.orders.map(\.status) == [.filled, .cancelled, .denied])
    #expect(report.orders.map(\.count) == [2, 1, 1])
    #expect(report.value(of: .orders) == .count(4))
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `random fills add up to the last digit`(seed: UInt64) throws {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    var desk = Desk()
    var trips: [RoundTrip] = []
    let symbols = [bitcoin, ether, Symbol(base: "SOL", quote: "USDT")]
    for hour in 0..<2000 {
      let trip = try desk.trade(
        Bool.random(using: &random) ? .buy : .sell,
        "\(Int.random(in: 1...4, using: &random)).\(Int.random(in: 1...9, using: &random))",
        at: "\(Int.random(in: 90...110, using: &random)).37", hours: Double(hour),
        fee: "0.0\(Int.random(in: 1...99, using: &random))",
        symbol: symbols[Int.random(in: 0..<3, using: &random)],
        strategy: [nil, "a", "b"][Int.random(in: 0..<3, using: &random)])
      if let trip { trips.append(trip) }
    }
    let report = desk.report
    let wins = trips.filter { $0.profit.isPositive }
    let losses = trips.filter { $0.profit.isNegative }
    #expect(trips.count > 40)
    #expect(report.totals.trades == trips.count)
    #expect(report.totals.wins == wins.count && report.totals.losses == losses.count)
    #expect(report.totals.grossProfit.scaled == wins.reduce(0) { $0 + $1.profit.scaled })
    #expect(report.totals.grossLoss.scaled == losses.reduce(0) { $0 + $1.profit.scaled })
    #expect(report.totals.largestWin == wins.map(\.profit).max())
    #expect(report.totals.largestLoss == losses.map(\.profit).min())
    #expect(report.totals.net == (try report.totals.realized - report.totals.fees))
    for rows in [report.bySymbol, report.byStrategy] {
      #expect(rows.reduce(0) { $0 + $1.totals.net.scaled } == report.totals.net.scaled)
      #expect(rows.reduce(0) { $0 + $1.totals.trades } == report.totals.trades)
      #expect(rows.reduce(0) { $0 + $1.totals.fills } == 2000)
      #expect(
        rows.reduce(0) { $0 + $1.totals.tradedNotional.scaled }
          == report.totals.tradedNotional.scaled)
    }
  }
}
