import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct OKXReplyTests {
  private let dialect = OKXDialect()
  private let bitcoin = Instrument.okxSwap.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "OKX/\(name)", to: call, .okx)
  }

  // MARK: Markets

  @Test func `what can be traded is a market, in base units`() throws {
    #expect(
      try read("instruments_spot", dialect.instruments()[0]).items == [
        Instrument(
          symbol: Instrument.okxSpot.symbol, venueSymbol: "BTC-USDT", tick: Price("0.1"),
          lot: Quantity("0.00000001"), minimumQuantity: Quantity("0.00001"),
          maximumQuantity: Quantity(9_999_999_999))
      ])
    #expect(
      try read("instruments_swap", dialect.instruments()[1]).items == [
        Instrument(
          symbol: bitcoin, venueSymbol: "BTC-USDT-SWAP", tick: Price("0.1"),
          lot: Quantity("0.0001"), minimumQuantity: Quantity("0.0001"),
          maximumQuantity: Quantity(1_000_000), maximumMarketQuantity: Quantity(120),
          contractSize: Quantity("0.01")),
        Instrument(
          symbol: Instrument.okxInverse.symbol, venueSymbol: "BTC-USD-SWAP", tick: Price("0.1"),
          lot: Quantity(100), minimumQuantity: Quantity(100),
          maximumQuantity: Quantity(10_000_000_000), maximumMarketQuantity: Quantity(50_000_000),
          contractSize: Quantity(100)),
      ])
  }

  @Test func `prices, books, trades and candles are read, contracts as base units`() throws {
    let time = Timestamp.test(1_795_176_000_123)
    #expect(try read("time", dialect.time()) == time)
    #expect(
      try read("ticker", dialect.ticker(.okxSwap))
        == VenueTicker(
          price: Price("50000.1"), bid: Price(50000), ask: Price("50000.2"), time: time))
    #expect(
      try read("tickers", try dialect.tickers()[0]) == [
        Instrument.okxSpot.symbol: VenueTicker(price: Price(50000), bid: Price(49999), time: time)
      ])
    let book = try read("books", dialect.book(.okxSwap, depth: 1))
    #expect(book.bids == [VenueBook.Level(price: Price(50000), quantity: Quantity("1.5"))])
    #expect(book.asks == [VenueBook.Level(price: Price(50001), quantity: Quantity("0.25"))])
    let trades = try read("trades", dialect.trades(.okxSwap, limit: nil))
    #expect(trades.map(\.quantity) == [Quantity("0.01"), Quantity("0.02")])
    #expect(trades.map(\.aggressor) == [.buy, .sell])
    let candles = try read(
      "candles", try dialect.candles(.okxSwap, .oneMinute, since: nil, limit: nil))
    #expect(candles.map(\.volume) == [Quantity("1.5"), Quantity("2.5")])
    let spot = try read(
      "candles", try dialect.candles(.okxSpot, .oneMinute, since: time, limit: nil))
    #expect(spot.map(\.volume) == [Quantity(250)])
  }

  // MARK: Account

  @Test func `what is free is no more than there is`() throws {
    #expect(
      try read("balance", dialect.balances()[0]) == [
        Balance(asset: "USDT", free: Notional(900), locked: Notional(100)),
        Balance(asset: "BTC", free: Notional("0.4"), locked: Notional("0.1")),
        Balance(asset: "USDC", free: Notional(5), locked: .zero),
        Balance(asset: "EUR", free: Notional(-5), locked: .zero),
      ])
  }

  @Test func `positions are read in base units, and unknown ones are not passed over`() throws {
    let page = try read("positions", dialect.positions()[0])
    #expect(
      page.items == [
        VenuePosition(
          symbol: bitcoin, side: .short, quantity: Quantity("0.02"), entryPrice: Price("50000.5"),
          markPrice: Price(50100), leverage: Rate(5), unrealizedPnL: Notional("-1.99"),
          liquidationPrice: Price(61000), marginMode: .cross),
        VenuePosition(
          symbol: Instrument.okxEther.symbol, side: .short, quantity: Quantity(3),
          entryPrice: Price(3000), isHedged: true, marginMode: .isolated),
      ])
    #expect(page.unknownMarkets == ["BTC-USD-SWAP"])
  }

  @Test func `leverage, fees and permissions are read`() throws {
    #expect(
      try read("leverage_info", try dialect.leverage(in: .okxSwap))
        == LeverageSetting(leverage: Rate(5), marginMode: .cross))
    #expect(throws: Never.self) {
      try read("leverage_info", try dialect.setLeverage(Rate(5), in: .okxSwap))
    }
    #expect(throws: VenueError.self) {
      try read("leverage_info", try dialect.setLeverage(Rate(6), in: .okxSwap))
    }
    #expect(
      try read("trade_fee", try dialect.fees(in: .okxSwap))
        == TradingFees(maker: Rate("0.0002"), taker: Rate("0.0005")))
    #expect(
      try read("trade_fee", try dialect.fees(in: .okxSpot))
        == TradingFees(maker: Rate("0.0008"), taker: Rate("0.001")))
    func fees(_ groups: String, _ old: String = #""maker":"","taker":"""#) throws -> TradingFees {
      try dialect.answer(
        #"{"code":"0","data":[{\#(old),"feeGroup":[\#(groups)]}]}"#,
        to: dialect.fees(in: .okxSpot), .okx)
    }
    let group = #"{"groupId":"1","maker":"-0.0007","taker":"-0.0009","elpMaker":""}"#
    #expect(try fees(group) == TradingFees(maker: Rate("0.0007"), taker: Rate("0.0009")))
    // Of several nobody knows here which is meant.
    let old = #""maker":"-0.0008","taker":"-0.001""#
    let usual = TradingFees(maker: Rate("0.0008"), taker: Rate("0.001"))
    #expect(try fees(group, old) == TradingFees(maker: Rate("0.0007"), taker: Rate("0.0009")))
    #expect(try fees("\(group),\(group)", old) == usual && fees("", old) == usual)
    #expect(throws: VenueError.self) { try fees("\(group),\(group)") }
    #expect(throws: VenueError.self) { try fees("") }
    #expect(
      try read("config", try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: true, canWithdraw: true))
  }

  // MARK: Orders

  private func acknowledged(_ answer: OrderAnswer) -> String? {
    if case .acknowledged(let id) = answer { id } else { nil }
  }

  @Test func `a new order is acknowledged, and only ours`() throws {
    let plain = try dialect.place(.test(.market), in: .okxSpot)
    #expect(acknowledged(try read("placed", plain)) == "312269865356374016")
    let stop = try dialect.place(
      .test(.stop, .sell) { $0.stopPrice = Price(1) }, in: .okxSpot)
    #expect(acknowledged(try read("algo_placed", stop)) == "algo:1836489397437468672")
    #expect(throws: VenueError.self) { try read("algo_placed", plain) }
    let other = try dialect.place(.test(.market) { $0.clientOrderID = "tcother" }, in: .okxSpot)
    #expect(throws: VenueError.self) { try read("placed", other) }
  }

  @Test func `open orders of both kinds are read oldest first, in base units`() throws {
    let plain = try read("orders", try dialect.openOrders(in: nil)[0])
    #expect(plain.unknownMarkets == ["BTC-USD-SWAP"] && plain.next == nil)
    #expect(
      plain.items == [
        VenueOrder(
          clientOrderID: "tcstop", orderID: "311", symbol: bitcoin, side: .sell, type: .market,
          status: .accepted, quantity: Quantity("0.01"), isReduceOnly: true),
        VenueOrder(
          clientOrderID: "tcabc", orderID: "312", symbol: bitcoin, side: .buy, type: .limit,
          status: .partiallyFilled, quantity: Quantity("0.1"), filledQuantity: Quantity("0.04"),
          averagePrice: Price(49000), price: Price(49000)),
      ])
    let algo = try read("algo_orders", try dialect.openOrders(in: nil)[1])
    #expect(algo.items.map(\.orderID) == ["algo:9", "algo:10", "algo:11", "algo:12", "algo:13"])
    #expect(algo.items.map(\.type) == [nil, .stop, .takeProfit, .stop, .stopLimit])
    #expect(
      algo.items.map(\.stopPrice)
        == [nil, Price(51000), Price(55000), Price(48000), Price(52000)])
    #expect(algo.items.map(\.trailingPercent) == [nil, Rate(5), nil, nil, nil])
    #expect(algo.items.map(\.price) == [nil, nil, Price(54900), nil, Price(52100)])
    #expect(algo.items.map(\.isReduceOnly) == [true, true, false, true, false])
    #expect(
      algo.items.map(\.quantity)
        == [Quantity("0.01"), Quantity("0.01"), Quantity("0.5"), .zero, Quantity("0.1")])
    #expect(algo.items[2].symbol == Instrument.okxSpot.symbol)
  }

  @Test func `a full list goes on after its last order`() throws {
    var call = try dialect.orders(
      in: .okxSwap, during: .test(0)...(.test(1_795_176_000_200)), limit: 3)[1]
    call = try #require(try read("orders", call).next)
    #expect(call.line.hasSuffix("&limit=3&after=310"))
    #expect(throws: VenueError.self) { try read("orders", call) }
    #expect(try read("none", call).next == nil)
    // Of the newest ones one page is enough.
    let newest = try dialect.orders(in: .okxSwap, during: nil, limit: 3)[1]
    #expect(try read("orders", newest).next == nil)
    // The other history knows no times.
    let period = Timestamp.test(1_795_176_000_121)...Timestamp.test(1_795_176_000_122)
    let algo = try dialect.orders(in: .okxSwap, during: period, limit: 5)[4]
    let page = try read("algo_orders", algo)
    #expect(page.items.map(\.orderID) == ["algo:11", "algo:12"] && page.next == nil)
  }

  @Test func `an order that waited is told as what it became`() throws {
    let lookup = try read(
      "algo_triggered", try dialect.order(.test(.okxSwap, .stop))[0])
    guard case .elsewhere(let call) = lookup else {
      Issue.record("it has become another one")
      return
    }
    #expect(call.line == "GET /api/v5/trade/order?instId=BTC-USDT-SWAP&ordId=312")
    #expect(
      try read("order_triggered", call).order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "algo:1836489397437468672", symbol: bitcoin,
          side: .sell, type: .stop, status: .filled, quantity: Quantity("0.1"),
          filledQuantity: Quantity("0.1"), averagePrice: Price(47990), stopPrice: Price(48000),
          isReduceOnly: true))
    let cancels = try dialect.cancel(.test(.okxSwap, .stop))
    guard case .elsewhere(let cancel) = try read("algo_triggered", cancels[1]) else {
      Issue.record("it has become another one")
      return
    }
    #expect(cancel.line.hasSuffix(#"cancel-order {"instId":"BTC-USDT-SWAP","ordId":"312"}"#))
    let fills = try read("algo_triggered", try dialect.fills(of: .test(.okxSwap, .stop))[0])
    #expect(fills.next?.line.hasSuffix("&ordId=312") == true)
  }

  @Test func `what was bought for an amount of money has the quantity that it got`() throws {
    let found = try read("order_spot", try dialect.order(.test(.okxSpot, .market))[0]).order
    #expect(found?.quantity == Quantity("0.00192834") && found?.status == .cancelled)
    #expect(found?.filledQuantity == Quantity("0.00192834") && found?.reason == "User cancelled")
    guard case .unknown = try read("none", try dialect.order(.test(.okxSpot, .market))[0]) else {
      Issue.record("it is not known")
      return
    }
    let other = try dialect.order(.test(.okxSpot, .market, client: "tcother"))[0]
    #expect(throws: VenueError.self) { try read("order_spot", other) }
  }

  @Test func `fills are read oldest first, and what is paid is above zero`() throws {
    let page = try read("fills", try dialect.fills(in: .okxSwap, during: nil, limit: nil)[0])
    #expect(
      page.items == [
        VenueFill(
          fillID: "BTC-USDT-SWAP:5", clientOrderID: nil, orderID: "311", symbol: bitcoin,
          side: .sell, price: Price(49001), quantity: Quantity("0.03"), fee: Notional("0.7"),
          feeAsset: "USDT", liquidity: nil, time: .test(1_795_176_000_123)),
        VenueFill(
          fillID: "BTC-USDT-SWAP:6", clientOrderID: "tcabc", orderID: "312", symbol: bitcoin,
          side: .buy, price: Price(49000), quantity: Quantity("0.01"), fee: Notional("-0.049"),
          feeAsset: "USDT", liquidity: .maker, time: .test(1_795_176_000_456)),
      ])
    let own = try dialect.fills(of: .test(.okxSwap, .limit, id: "312"))[0]
    #expect(try read("fills", own).items.map(\.orderID) == ["312"])
    let older = try #require(try read("none", own).next)
    #expect(older.line.contains("/fills-history?") && older.line.hasSuffix("ordId=312"))
    #expect(try read("none", older).next == nil)
  }
}
