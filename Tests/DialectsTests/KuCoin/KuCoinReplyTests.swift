import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct KuCoinReplyTests {
  private let dialect = KuCoinDialect()
  private let bitcoin = Instrument.kucoinSpot.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "KuCoin/\(name)", to: call, .kucoin)
  }

  @Test func `markets and prices are read`() throws {
    let time = Timestamp.test(1_795_176_000_123)
    #expect(
      try read("symbols", dialect.instruments()[0]).items == [
        Instrument(
          symbol: bitcoin, venueSymbol: "BTC-USDT", tick: Price("0.1"),
          lot: Quantity("0.00000001"), minimumQuantity: Quantity("0.00001"),
          maximumQuantity: Quantity(10_000_000_000), minimumNotional: Notional("0.1"))
      ])
    #expect(try read("time", dialect.time()) == time)
    #expect(
      try read("level1", dialect.ticker(.kucoinSpot))
        == VenueTicker(
          price: Price("50000.1"), bid: Price(50000), ask: Price("50000.2"), time: time))
    #expect(
      try read("all_tickers", try dialect.tickers()[0])
        == [bitcoin: VenueTicker(price: Price("50000.1"), bid: Price(50000), time: time)])
    let book = try read("level2", dialect.book(.kucoinSpot, depth: 1))
    #expect(book.bids == [VenueBook.Level(price: Price(50000), quantity: Quantity("1.5"))])
    #expect(book.asks.count == 1)
    let trades = try read("histories", dialect.trades(.kucoinSpot, limit: 1))
    #expect(
      trades == [
        Trade(
          time: .test(1_795_176_000_124), price: Price(50001), quantity: Quantity("0.02"),
          aggressor: .sell)
      ])
    let candles = try read(
      "candles", try dialect.candles(.kucoinSpot, .oneMinute, since: nil, limit: nil))
    #expect(
      candles.first
        == Candle(
          openTime: .test(1_795_176_000_000), open: Price(50000), high: Price(50010),
          low: Price(49990), close: Price(50005), volume: Quantity("1.5")))
    #expect(candles.count == 2)
  }

  @Test func `what can be traded with is what is told`() throws {
    #expect(
      try read("accounts", dialect.balances()[0])
        == [Balance(asset: "USDT", free: Notional(140), locked: Notional(10))])
    #expect(
      try read("trade_fees", try dialect.fees(in: .kucoinSpot))
        == TradingFees(maker: Rate("-0.0001"), taker: Rate("0.001")))
    #expect(
      try read("api_key", try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: true, canWithdraw: true))
    let futuresOnly = #"{"code":"200000","data":{"permission":"General,Futures"}}"#
    #expect(
      try dialect.answer(futuresOnly, to: try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: false, canWithdraw: false))
  }

  @Test func `new orders and cancels are acknowledged`() throws {
    func id(_ answer: OrderAnswer) -> String? {
      if case .acknowledged(let id) = answer { id } else { "none" }
    }
    #expect(
      id(try read("placed", try dialect.place(.test(.market), in: .kucoinSpot)))
        == "670fd33bf9406e0007ab3945")
    let stop = PlaceRequest.test(.stop, .sell) { $0.stopPrice = Price(1) }
    #expect(
      id(try read("placed", try dialect.place(stop, in: .kucoinSpot)))
        == "algo:670fd33bf9406e0007ab3945")
    let cancels = try dialect.cancel(.test(.kucoinSpot, .stop))
    #expect(id(try read("stop_cancelled", cancels[0])) == "algo:vs8hoo8ql6np8hgl003s8dec")
    let other = try dialect.place(.test(.market) { $0.clientOrderID = "other" }, in: .kucoinSpot)
    #expect(throws: VenueError.self) { try read("placed", other) }
  }

  @Test func `what waited and neither waits nor was triggered is over`() throws {
    let call = try dialect.order(.test(.kucoinSpot, .stop))[0]
    for (word, status) in [("NEW", OrderStatus.accepted), ("CANCEL", .cancelled)] {
      let body =
        #"{"code":"200000","data":[{"id":"vs1","symbol":"BTC-USDT","status":"\#(word)","#
        + #""type":"market","side":"sell","price":null,"size":"0.00400000000000000000","#
        + #""clientOid":"tcabc","stop":"loss","stopPrice":"48000.00000000000000000000"}]}"#
      #expect(try dialect.answer(body, to: call, .kucoin).order?.status == status)
    }
  }

  @Test func `open orders are told market by market, waiting ones apart`() throws {
    let first = try read("symbols_active", try dialect.openOrders(in: nil)[0])
    let call = try #require(first.next)
    #expect(first.items.isEmpty && call.line.hasSuffix("active?symbol=BTC-USDT"))
    let page = try read("active", call)
    #expect(
      page.items == [
        VenueOrder(
          clientOrderID: "tcabc", orderID: "670fd33b", symbol: bitcoin, side: .buy, type: .limit,
          status: .partiallyFilled, quantity: Quantity("0.1"), filledQuantity: Quantity("0.04"),
          averagePrice: Price(49000), price: Price(49000))
      ])
    #expect(page.unknownMarkets == ["GONE-USDT"])
    let last = try #require(page.next)
    #expect(last.line.hasSuffix("active?symbol=GONE-USDT"))
    #expect(try read("order_none", last).next == nil)
    let waiting = try read("stop_orders", try dialect.openOrders(in: nil)[1])
    #expect(waiting.items.map(\.orderID) == ["algo:vs1", "algo:vs3"])
    #expect(waiting.items.map(\.type) == [.takeProfit, .stopLimit])
    #expect(waiting.items.map(\.price) == [nil, Price(47900)])
    #expect(waiting.next?.line.hasSuffix("pageSize=500&currentPage=2") == true)
  }

  @Test func `an order is told as it stands, one that waited as what it became`() throws {
    let found = try read("order", try dialect.order(.test(.kucoinSpot, .market))[0]).order
    #expect(
      found
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "670fd33bf9406e0007ab3945", symbol: bitcoin, side: .buy,
          type: .market, status: .cancelled, quantity: Quantity("0.004"),
          filledQuantity: Quantity("0.004"), averagePrice: Price(49975)))
    let calls = try dialect.order(.test(.kucoinSpot, .stop))
    guard case .elsewhere(let call) = try read("stop_by_client", calls[0]) else {
      Issue.record("it has become another one")
      return
    }
    #expect(call.line.contains("/hf/orders/client-order/tcabc?"))
    let became = try read("order", call).order
    #expect(became?.orderID == "algo:vs8hoo8ql6np8hgl003s8dec" && became?.type == .stop)
    #expect(became?.filledQuantity == Quantity("0.004"))
    // Its child may be forgotten, but that it was there is certain.
    let forgotten = try dialect.answer(#"{"code":"200000","data":null}"#, to: call, .kucoin).order
    #expect(forgotten?.orderID == "algo:vs8hoo8ql6np8hgl003s8dec")
    #expect(forgotten?.status == .unknown && forgotten?.reason != nil)
    #expect(call.answerIfNotFound()?.order == forgotten)
    #expect(calls[0].answerIfNotFound() == nil)
    for body in [#"{"code":"200000","data":[]}"#, #"{"code":"200000","data":null}"#] {
      guard case .unknown = try dialect.answer(body, to: calls[0], .kucoin) else {
        Issue.record("it is not known")
        return
      }
    }
    let other = try dialect.order(.test(.kucoinSpot, .market, id: "other"))[0]
    #expect(throws: VenueError.self) { try read("order", other) }
  }

  @Test func `histories are walked through week by week`() throws {
    let days = Timestamp.test(0)...Timestamp.test(8 * 86_400_000)
    let done = try read("done", try dialect.orders(in: .kucoinSpot, during: days, limit: 2)[2])
    #expect(done.items.map(\.status) == [.cancelled, .filled])
    let more = try #require(done.next)
    #expect(more.line.hasSuffix("&limit=2&lastId=19814995255305"))
    #expect(throws: VenueError.self) { try read("done", more) }
    let short = try read("done", try dialect.orders(in: .kucoinSpot, during: days, limit: 3)[2])
    #expect(short.next?.line.contains("startAt=604800000&endAt=691200000") == true)
    let fills = try read("fills", try dialect.fills(in: .kucoinSpot, during: nil, limit: nil)[0])
    #expect(
      fills.items == [
        VenueFill(
          fillID: "11029373945659391", clientOrderID: nil, orderID: "other", symbol: bitcoin,
          side: .sell, price: Price(49001), quantity: Quantity("0.03"), fee: Notional("0.7"),
          feeAsset: "USDT", liquidity: .taker, time: .test(1_795_176_000_123)),
        VenueFill(
          fillID: "11029373945659392", clientOrderID: nil, orderID: "670fd33b", symbol: bitcoin,
          side: .buy, price: Price(49000), quantity: Quantity("0.01"), fee: Notional("-0.049"),
          feeAsset: "USDT", liquidity: .maker, time: .test(1_795_176_000_456)),
      ])
    let week = Timestamp.test(1_795_176_000_123)...Timestamp.test(1_795_176_000_455)
    let asked = try read("fills", try dialect.fills(in: .kucoinSpot, during: week, limit: nil)[0])
    #expect(asked.items.map(\.fillID) == ["11029373945659391"])
    let own = try read("order", try dialect.fills(of: .test(.kucoinSpot, .market))[0])
    #expect(own.next?.line.contains("orderId=670fd33bf9406e0007ab3945") == true)
  }
}
