import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct KuCoinFuturesReplyTests {
  private let dialect = KuCoinFuturesDialect()
  private let bitcoin = Instrument.kucoinFutures.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "KuCoinFutures/\(name)", to: call, .kucoin)
  }

  @Test func `markets and prices are read in base units`() throws {
    let time = Timestamp.test(1_795_176_000_123)
    #expect(
      try read("contracts", dialect.instruments()[0]).items == [
        Instrument(
          symbol: bitcoin, venueSymbol: "XBTUSDTM", tick: Price("0.1"), lot: Quantity("0.001"),
          minimumQuantity: Quantity("0.001"), maximumQuantity: Quantity(1000),
          maximumMarketQuantity: Quantity(40), contractSize: Quantity("0.001"))
      ])
    #expect(
      try read("ticker", dialect.ticker(.kucoinFutures))
        == VenueTicker(
          price: Price("50000.1"), bid: Price(50000), ask: Price("50000.2"), time: time))
    #expect(
      try read("all_tickers", try dialect.tickers()[0])
        == [bitcoin: VenueTicker(price: Price("50000.1"), ask: Price("50000.2"), time: time)])
    let book = try read("depth", dialect.book(.kucoinFutures, depth: 1))
    #expect(book.bids == [VenueBook.Level(price: Price(50000), quantity: Quantity("1.5"))])
    let trades = try read("trades", dialect.trades(.kucoinFutures, limit: nil))
    #expect(trades.map(\.quantity) == [Quantity("0.01"), Quantity("0.02")])
    let candles = try read(
      "kline", try dialect.candles(.kucoinFutures, .oneMinute, since: nil, limit: 1))
    #expect(candles.map(\.volume) == [Quantity("2.5")])
  }

  @Test func `balances, positions and settings are read`() throws {
    #expect(
      try read("account", dialect.balances()[0])
        == [Balance(asset: "USDT", free: Notional(900), locked: Notional(100))])
    #expect(
      try read("account_xbt", dialect.balances()[2])
        == [Balance(asset: "BTC", free: Notional("0.5"), locked: .zero)])
    let page = try read("positions", dialect.positions()[0])
    #expect(
      page.items == [
        VenuePosition(
          symbol: bitcoin, side: .short, quantity: Quantity("0.02"), entryPrice: Price("50000.5"),
          markPrice: Price(50100), leverage: Rate(5), unrealizedPnL: Notional("-1.99"),
          liquidationPrice: Price(61000), marginMode: .cross),
        VenuePosition(
          symbol: Instrument.kucoinLitecoin.symbol, side: .long, quantity: Quantity("0.3"),
          entryPrice: Price("72.5"), leverage: Rate("2.5"), isHedged: true,
          marginMode: .isolated),
      ])
    #expect(page.unknownMarkets == ["XBTUSDM"])
    #expect(
      try read("leverage", try dialect.leverage(in: .kucoinFutures))
        == LeverageSetting(leverage: Rate(5), marginMode: .cross))
    #expect(throws: Never.self) {
      try read("done", try dialect.setLeverage(Rate(5), in: .kucoinFutures))
      try read("margin_mode", try dialect.setMarginMode(.isolated, in: .kucoinFutures))
    }
    #expect(throws: VenueError.self) {
      try read("margin_mode", try dialect.setMarginMode(.cross, in: .kucoinFutures))
    }
    #expect(
      try read("fees", try dialect.fees(in: .kucoinFutures))
        == TradingFees(maker: Rate("0.0002"), taker: Rate("0.0006")))
  }

  @Test func `orders of both kinds are read in base units`() throws {
    let page = try read("orders", try dialect.openOrders(in: nil)[0])
    #expect(page.items.map(\.type) == [.takeProfit, .stop, .limit])
    #expect(page.items.map(\.status) == [.cancelled, .accepted, .partiallyFilled])
    #expect(page.items.map(\.isReduceOnly) == [true, true, false])
    #expect(page.items.map(\.stopPrice) == [Price(54900), Price(48000), nil])
    #expect(page.unknownMarkets == ["XBTUSDM"])
    #expect(page.next?.line == "GET /api/v1/orders?status=active&currentPage=2")
    #expect(
      page.items.last
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "28", symbol: bitcoin, side: .buy, type: .limit,
          status: .partiallyFilled, quantity: Quantity("0.1"), filledQuantity: Quantity("0.04"),
          averagePrice: Price(49000), price: Price(49000)))
    let found = try read("order", try dialect.order(.test(.kucoinFutures, .market))[0]).order
    #expect(found?.status == .filled && found?.averagePrice == Price(50001))
    #expect(found?.filledQuantity == Quantity("0.01") && found?.isReduceOnly == true)
    let other = try dialect.order(.test(.kucoinFutures, .market, id: "29"))[0]
    #expect(throws: VenueError.self) { try read("order", other) }
  }

  @Test func `new orders and cancels are acknowledged, and only ours`() throws {
    let placed = try read("placed", try dialect.place(.test(.market), in: .kucoinFutures))
    guard case .acknowledged(let id) = placed else {
      Issue.record("it is acknowledged")
      return
    }
    #expect(id == "234125150956625920")
    let other = try dialect.place(
      .test(.market) { $0.clientOrderID = "other" }, in: .kucoinFutures)
    #expect(throws: VenueError.self) { try read("placed", other) }
    #expect(throws: Never.self) {
      try read("cancelled", try dialect.cancel(.test(.kucoinFutures, .limit, id: "28"))[0])
    }
    #expect(throws: VenueError.self) {
      try read("cancelled", try dialect.cancel(.test(.kucoinFutures, .limit, id: "29"))[0])
    }
  }

  @Test func `fills are read oldest first, settlements left out`() throws {
    let page = try read("fills", try dialect.fills(in: .kucoinFutures, during: nil, limit: nil)[0])
    #expect(page.items.map(\.fillID) == ["5", "6"] && page.next == nil)
    #expect(page.items.map(\.quantity) == [Quantity("0.03"), Quantity("0.01")])
    #expect(page.items.map(\.feeAsset) == ["BTC", "USDT"])
    #expect(page.items.map(\.time) == [.test(1_795_176_000_123), .test(1_795_176_000_456)])
    let week = Timestamp.test(1_795_176_000_400)...Timestamp.test(1_795_176_000_500)
    let asked = try read(
      "fills", try dialect.fills(in: .kucoinFutures, during: week, limit: nil)[0])
    #expect(asked.items.map(\.fillID) == ["6"])
    let own = try read("order", try dialect.fills(of: .test(.kucoinFutures, .limit))[0])
    let call = try #require(own.next)
    #expect(call.line.contains("orderId=28"))
    #expect(try read("fills", call).items.map(\.clientOrderID) == ["tcabc"])
    let days = Timestamp.test(0)...Timestamp.test(8 * 86_400_000)
    let first = try dialect.fills(in: .kucoinFutures, during: days, limit: nil)[0]
    let second = try #require(try read("none", first).next)
    #expect(second.line.contains("startAt=604800000&endAt=691200000"))
  }
}
