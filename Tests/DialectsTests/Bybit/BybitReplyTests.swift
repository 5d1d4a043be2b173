import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct BybitReplyTests {
  private let dialect = BybitDialect()
  private let bitcoin = Instrument.futures.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "Bybit/\(name)", to: call)
  }

  // MARK: Markets

  @Test func `what can be traded is a market, with its grid`() throws {
    #expect(
      try read("instruments_spot", dialect.instruments()[0]).items == [
        Instrument(
          symbol: Instrument.spot.symbol, venueSymbol: "BTCUSDT", tick: Price("0.1"),
          lot: Quantity("0.000001"), maximumQuantity: Quantity(83),
          maximumMarketQuantity: Quantity("41.5"), minimumNotional: Notional(5))
      ])
    #expect(
      try read("instruments_linear", dialect.instruments()[1]).items == [
        Instrument(
          symbol: bitcoin, venueSymbol: "BTCUSDT", tick: Price("0.1"), lot: Quantity("0.001"),
          minimumQuantity: Quantity("0.001"), maximumQuantity: Quantity(1190),
          maximumMarketQuantity: Quantity(500), minimumNotional: Notional(5)),
        Instrument(
          symbol: Symbol(base: "ETH", quote: "USDC", settle: "USDC"), venueSymbol: "ETHPERP",
          tick: Price("0.01"), lot: Quantity("0.01"), minimumQuantity: Quantity("0.01"),
          maximumQuantity: Quantity(1500)),
      ])
  }

  @Test func `markets that do not fit on a page are on the next one`() throws {
    func page(_ name: String, _ mark: String) -> String {
      #"{"retCode":0,"result":{"nextPageCursor":"\#(mark)","list":[{"symbol":"\#(name)USDT","#
        + #""contractType":"LinearPerpetual","status":"Trading","baseCoin":"\#(name)","#
        + #""quoteCoin":"USDT","settleCoin":"USDT","priceFilter":{"tickSize":"0.1"},"#
        + #""lotSizeFilter":{"qtyStep":"0.1"}}]}}"#
    }
    let first = try dialect.answer(page("A", "first%3D1"), to: dialect.instruments()[1])
    #expect(first.items.map(\.venueSymbol) == ["AUSDT"])
    let next = try #require(first.next)
    #expect(
      next.line
        == "GET /v5/market/instruments-info?category=linear&limit=1000&cursor=first%253D1")
    let second = try dialect.answer(page("B", ""), to: next)
    #expect(second.items.map(\.venueSymbol) == ["BUSDT"])
    #expect(second.next.map(\.line) == nil)
    #expect(throws: VenueError.self) { try dialect.answer(page("A", "first%3D1"), to: next) }
    let empty = #"{"retCode":0,"result":{"nextPageCursor":"x","list":[]}}"#
    #expect(try dialect.answer(empty, to: next).next.map(\.line) == nil)
  }

  @Test func `prices, books, trades and candles are read oldest or best first`() throws {
    let time = Timestamp.test(1_795_176_000_123)
    #expect(try read("time", dialect.time()) == time)
    #expect(
      try read("ticker", dialect.ticker(.spot))
        == VenueTicker(
          price: Price("50000.15"), bid: Price("50000.1"), ask: Price("50000.2"), time: time))
    let tickers = try read("tickers", try dialect.tickers()[1])
    #expect(Set(tickers.keys) == [bitcoin, Instrument.ether.symbol])
    #expect(tickers[Instrument.ether.symbol] == VenueTicker(price: Price(3000), time: time))
    let book = try read("orderbook", dialect.book(.spot, depth: 1))
    #expect(book.bids == [VenueBook.Level(price: Price(50000), quantity: Quantity("1.5"))])
    #expect(book.asks == [VenueBook.Level(price: Price(50001), quantity: Quantity("0.25"))])
    let trades = try read("recent_trade", dialect.trades(.spot, limit: nil))
    #expect(trades.map(\.price) == [Price(50000), Price(50001)])
    #expect(trades.map(\.aggressor) == [.buy, .sell])
    let candles = try read(
      "kline", try dialect.candles(.spot, .oneMinute, since: nil, limit: nil))
    #expect(candles.map(\.close) == [Price(50005), Price(50010)])
    let later = try read(
      "kline", try dialect.candles(.spot, .oneMinute, since: time, limit: nil))
    #expect(later.map(\.close) == [Price(50010)])
    // Both of them begin later: one was asked for, and the other beside it.
    let before = Timestamp.test(1_795_175_990_000)
    let one = try read("kline", try dialect.candles(.spot, .oneMinute, since: before, limit: 1))
    #expect(one.map(\.close) == [Price(50005)])
  }

  // MARK: Account

  @Test func `what orders and positions hold back is not free`() throws {
    #expect(
      try read("wallet_balance", dialect.balances()[0]) == [
        Balance(asset: "USDT", free: Notional(900), locked: Notional(100)),
        Balance(asset: "BTC", free: Notional("0.5"), locked: .zero),
        Balance(asset: "USDC", free: Notional(-5), locked: .zero),
      ])
  }

  @Test func `positions are read, and unknown ones are not passed over`() throws {
    let page = try read("position_list", dialect.positions()[0])
    #expect(
      page.items == [
        VenuePosition(
          symbol: bitcoin, side: .short, quantity: Quantity("0.02"), entryPrice: Price("50000.5"),
          markPrice: Price(50100), leverage: Rate(5), unrealizedPnL: Notional("-1.99"),
          liquidationPrice: Price(61000)),
        VenuePosition(
          symbol: Instrument.ether.symbol, side: .long, quantity: Quantity(3),
          entryPrice: Price(3000), isHedged: true),
      ])
    #expect(page.unknownMarkets == ["BTCUSD"])
    let next = try #require(page.next)
    #expect(next.line.hasSuffix("&cursor=page_args%253D1"))
    // The same mark again would be a circle.
    #expect(throws: VenueError.self) { try read("position_list", next) }
  }

  @Test func `leverage, fees and permissions are read`() throws {
    #expect(
      try read("position_list", try dialect.leverage(in: .futures))
        == LeverageSetting(leverage: Rate(5), marginMode: nil))
    #expect(
      try read("fee_rate", try dialect.fees(in: .futures))
        == TradingFees(maker: Rate("0.0002"), taker: Rate("0.00055")))
    #expect(
      try read("query_api", try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: true, canWithdraw: true))
    let readOnly =
      #"{"retCode":0,"result":{"readOnly":1,"permissions":{"Spot":["SpotTrade"],"Wallet":[]}}}"#
    #expect(
      try dialect.answer(readOnly, to: try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: false, canWithdraw: false))
  }

  // MARK: Orders

  @Test func `a new order is acknowledged, and only ours`() throws {
    let call = try dialect.place(.test(.market), in: .spot)
    guard case .acknowledged(let id) = try read("acknowledged", call) else {
      Issue.record("it is acknowledged")
      return
    }
    #expect(id == "1321003749386327552")
    let other = try dialect.place(.test(.market) { $0.clientOrderID = "tcother" }, in: .spot)
    #expect(throws: VenueError.self) { try read("acknowledged", other) }
    let cancel = try dialect.cancel(.test(.spot, .limit, id: "1"))[0]
    #expect(throws: VenueError.self) { try read("acknowledged", cancel) }
    #expect(throws: Never.self) { try read("cancel_all", try dialect.cancelAll(in: .spot)[0]) }
  }

  @Test func `open orders of both kinds are read oldest first`() throws {
    let page = try read("order_list", try dialect.openOrders(in: .futures)[0])
    #expect(page.items.map(\.type) == [.stop, .takeProfit, .stop, .limit])
    #expect(page.items.map(\.isReduceOnly) == [true, true, true, false])
    #expect(page.items.map(\.stopPrice) == [Price(50000), Price(51000), Price(48000), nil])
    #expect(page.unknownMarkets == ["BTCUSD"])
    #expect(
      page.items[3]
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "fd4300ae", symbol: bitcoin, side: .buy, type: .limit,
          status: .partiallyFilled, quantity: Quantity("0.1"), filledQuantity: Quantity("0.04"),
          averagePrice: Price(49000), price: Price(49000)))
    #expect(page.items[0].clientOrderID == nil)
    #expect(page.next?.line.hasSuffix("&limit=50&cursor=page_token%253D39380%2526") == true)
  }

  @Test func `what was bought for an amount of money has the quantity that it got`() throws {
    let found = try read("order_spot", try dialect.order(.test(.spot, .market))[0])
    #expect(
      found.order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "1616024329462743808", symbol: Instrument.spot.symbol,
          side: .buy, type: .market, status: .cancelled, quantity: Quantity("0.0039"),
          filledQuantity: Quantity("0.0039"), averagePrice: Price("50000.1"),
          reason: "EC_NoEnoughQtyToFill"))
    guard case .unknown = try read("order_none", try dialect.order(.test(.spot, .market))[1])
    else {
      Issue.record("it is not known")
      return
    }
    let other = try dialect.order(.test(.spot, .market, client: "tcother"))[0]
    #expect(throws: VenueError.self) { try read("order_spot", other) }
  }

  @Test func `fills are read oldest first, those of an order asked for`() throws {
    let page = try read("execution_list", try dialect.fills(in: .futures, during: nil, limit: 2)[0])
    #expect(
      page.items == [
        VenueFill(
          fillID: "e1", clientOrderID: nil, orderID: "other", symbol: bitcoin, side: .sell,
          price: Price(49001), quantity: Quantity("0.03"), fee: Notional("0.0001"), feeAsset: "BTC",
          liquidity: .taker, time: .test(1_795_176_000_123)),
        VenueFill(
          fillID: "e2", clientOrderID: "tcabc", orderID: "fd4300ae", symbol: bitcoin, side: .buy,
          price: Price(49000), quantity: Quantity("0.01"), fee: Notional("-0.049"),
          feeAsset: "USDT", liquidity: .maker, time: .test(1_795_176_000_456)),
      ])
    #expect(page.next == nil)
    let own = try read("execution_list", try dialect.fills(of: .test(.futures, .limit))[0])
    #expect(own.items.map(\.fillID) == ["e2"])
    #expect(own.next?.line.contains("&cursor=132766") == true)
  }

  private func executions(_ kinds: [String], from number: Int, mark: String = "m") -> String {
    let list = kinds.enumerated().map { place, kind in
      #"{"symbol":"BTCUSDT","orderLinkId":"","side":"Sell","orderId":"o","isMaker":false,"#
        + #""execTime":"\#(100 - number - place)","execFee":"0","feeCurrency":"","#
        + #""execId":"e\#(number + place)","execPrice":"49000","execQty":"0.1","#
        + #""execType":"\#(kind)"}"#
    }
    return
      #"{"retCode":0,"result":{"nextPageCursor":"\#(mark)","list":[\#(list.joined(separator: ","))]}}"#
  }

  @Test func `what the exchange closes by itself is a trade, and funding is none`() throws {
    let kinds = [
      "Trade", "Funding", "AdlTrade", "Settle", "BustTrade", "Delivery", "MovePosition", "Other",
    ]
    let day = Timestamp.test(0)...Timestamp.test(86_400_000)
    let call = try dialect.fills(in: .futures, during: day, limit: 8)[0]
    let page = try dialect.answer(executions(kinds, from: 1), to: call)
    #expect(page.items.map(\.fillID) == ["e5", "e3", "e1"])
    #expect(page.next?.line.hasSuffix("&limit=8&cursor=m") == true)
    // A page without any trade is not the last one.
    let empty = try dialect.answer(executions(["Funding", "Funding"], from: 1), to: call)
    #expect(empty.items.isEmpty && empty.next != nil)
  }

  @Test func `the newest trades are as many as were asked for, whatever lies between them`() throws
  {
    let call = try dialect.fills(in: .futures, during: nil, limit: 3)[0]
    let first = try dialect.answer(
      executions(["Trade", "Funding", "Funding"], from: 1, mark: "a"), to: call)
    #expect(first.items.map(\.fillID) == ["e1"])
    let next = try #require(first.next)
    #expect(next.line.hasSuffix("&limit=3&cursor=a"))
    let second = try dialect.answer(
      executions(["Funding", "Trade", "BustTrade"], from: 4, mark: "b"), to: next)
    #expect(second.items.map(\.fillID) == ["e6", "e5"])
    #expect(second.next.map(\.line) == nil)
    let more = try dialect.answer(
      executions(["Trade", "Trade", "Trade"], from: 4, mark: "b"), to: next)
    #expect(more.items.map(\.fillID) == ["e5", "e4"])
    #expect(more.next.map(\.line) == nil)
    #expect(throws: VenueError.self) {
      try dialect.answer(executions(["Funding"], from: 4, mark: "a"), to: next)
    }
    let over = try dialect.answer(executions(["Funding"], from: 4, mark: ""), to: next)
    #expect(over.next.map(\.line) == nil)
  }

  @Test func `a long period is walked through week by week`() throws {
    let days = Timestamp.test(0)...Timestamp.test(8 * 86_400_000)
    let first = try dialect.fills(in: .futures, during: days, limit: nil)[0]
    let more = try #require(try read("execution_list", first).next)
    #expect(more.line.contains("startTime=0&endTime=604799999&cursor="))
    let second = try #require(try read("order_none", more).next)
    #expect(second.line.contains("startTime=604800000&endTime=691200000"))
    #expect(!second.line.contains("cursor"))
    #expect(try read("order_none", second).next == nil)
  }
}
