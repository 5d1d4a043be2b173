import Domain
import Testing
import VenueInterface

@testable import Dialects

/// Orders that waited, and the orders that they became.
@Suite struct OKXTriggeredOrderTests {
  private let dialect = OKXDialect()
  private static let unknown = #"{"code":"51603","msg":"Order does not exist","data":[]}"#

  private func algo(
    _ state: String, _ children: [String], last: String = "", failCode: String = ""
  ) -> String {
    let list = children.map { #""\#($0)""# }.joined(separator: ",")
    return #"{"code":"0","data":[{"algoId":"9","algoClOrdId":"tcabc","instId":"BTC-USDT-SWAP","#
      + #""ordType":"conditional","side":"sell","sz":"10","state":"\#(state)","slTriggerPx":"48000","#
      + #""slOrdPx":"-1","tpTriggerPx":"","reduceOnly":"true","failCode":"\#(failCode)","#
      + #""ordId":"\#(last)","ordIdList":[\#(list)]}]}"#
  }

  private func child(
    _ id: String, _ state: String, filled: String, price: String, of size: String = "5"
  ) -> String {
    #"{"code":"0","data":[{"instId":"BTC-USDT-SWAP","ordId":"\#(id)","clOrdId":"","px":"","#
      + #""sz":"\#(size)","ordType":"market","side":"sell","accFillSz":"\#(filled)","#
      + #""avgPx":"\#(price)","state":"\#(state)","algoClOrdId":"tcabc","reduceOnly":"true"}]}"#
  }

  /// What the venue is found to have, and what it was asked for.
  private func found(_ replies: String...) throws -> (order: VenueOrder?, lines: [String]) {
    var call = try dialect.order(.test(.okxSwap, .stop))[0]
    var lines: [String] = []
    for reply in replies {
      lines.append(call.line)
      switch try dialect.answer(reply, to: call, .okx) {
      case .order(let order): return (order, lines)
      case .unknown: return (nil, lines)
      case .elsewhere(let next): call = next
      }
    }
    Issue.record("there is more to ask: \(call.line)")
    return (nil, lines)
  }

  @Test func `what it became is asked for one by one, and told as one order`() throws {
    let (order, lines) = try found(
      algo("effective", ["21", "22"], last: "22"),
      child("21", "filled", filled: "4", price: "48000", of: "4"),
      child("22", "filled", filled: "6", price: "47000", of: "6"))
    let head = "GET /api/v5/trade/order?instId=BTC-USDT-SWAP&ordId="
    let asked = ["21", "22"].map { head + $0 }
    #expect(lines.dropFirst() == asked[...])
    #expect(
      order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "algo:9", symbol: Instrument.okxSwap.symbol,
          side: .sell, type: .stop, status: .filled, quantity: Quantity("0.1"),
          filledQuantity: Quantity("0.1"), averagePrice: Price(47400), stopPrice: Price(48000),
          isReduceOnly: true))
  }

  @Test func `the latest number alone is taken where there is no list`() throws {
    let (order, lines) = try found(
      algo("effective", [], last: "21"), child("21", "live", filled: "0", price: ""))
    #expect(lines[1].hasSuffix("ordId=21") && order?.status == .accepted)
    #expect(order?.averagePrice == nil && order?.reason == nil)
  }

  static let ends: [(String, String, String, OrderStatus)] = [
    ("effective", "filled", "live", .partiallyFilled),
    ("effective", "filled", "canceled", .cancelled),
    ("partially_effective", "filled", "filled", .partiallyFilled),
    ("partially_failed", "filled", "filled", .filled),
    ("partially_failed", "filled", "partially_filled", .partiallyFilled),
    ("canceled", "filled", "live", .partiallyFilled),
  ]

  @Test(arguments: ends)
  func `it is over once all of them are`(
    state: String, first: String, second: String, status: OrderStatus
  ) throws {
    let order = try found(
      algo(state, ["21", "22"]), child("21", first, filled: "5", price: "48000"),
      child("22", second, filled: second == "filled" ? "5" : "1", price: "48000")
    ).order
    #expect(order?.status == status)
    #expect(order?.filledQuantity == (second == "filled" ? Quantity("0.1") : Quantity("0.06")))
  }

  @Test func `what could not become an order is not open when the rest has filled`() throws {
    let order = try found(
      algo("partially_failed", ["21"], failCode: "51008"),
      child("21", "filled", filled: "5", price: "48000")
    ).order
    #expect(order?.status == .cancelled && order?.filledQuantity == Quantity("0.05"))
    #expect(order?.reason == "51008")
    let none = try found(algo("order_failed", [], failCode: "51008")).order
    #expect(none?.status == .rejected && none?.reason == "51008")
  }

  @Test func `a code beside an order that took effect is no failure`() throws {
    let order = try found(
      algo("effective", ["21"], failCode: "1"), child("21", "filled", filled: "10", price: "1")
    ).order
    #expect(order?.status == .filled && order?.reason == nil)
    for state in ["live", "canceled"] {
      #expect(try found(algo(state, [], failCode: "1")).order?.reason == nil)
    }
  }

  @Test(arguments: ["effective", "partially_failed"])
  func `it is in question where nothing tells what it became`(state: String) throws {
    let order = try found(algo(state, [])).order
    #expect(order?.status == .unknown && order?.orderID == "algo:9")
    #expect(order?.reason?.contains("does not tell what it became") == true)
  }

  @Test func `it is there, though what it became is not known any more`() throws {
    for reply in [Self.unknown, #"{"code":"0","data":[]}"#] {
      let order = try found(algo("effective", ["21"]), reply).order
      #expect(order?.status == .unknown && order?.filledQuantity == .zero)
      #expect(order?.clientOrderID == "tcabc" && order?.orderID == "algo:9")
      #expect(order?.reason?.contains("does not know any more") == true)
      // The others are asked for all the same.
      let some = try found(
        algo("effective", ["21", "22"]), reply, child("22", "filled", filled: "5", price: "48000")
      ).order
      #expect(some?.status == .unknown && some?.filledQuantity == Quantity("0.05"))
    }
    // Only the venue's own word that there is none counts as that.
    let lookup = try dialect.order(.test(.okxSwap, .stop))[0]
    guard
      case .elsewhere(let call) = try dialect.answer(algo("effective", ["21"]), to: lookup, .okx)
    else {
      Issue.record("it has become another one")
      return
    }
    #expect(
      dialect.failure(#"{"code":"50001","msg":"m"}"#, to: call, .okx)
        == .notSent(reason: "m (50001)"))
    #expect(
      dialect.failure(Self.unknown, to: lookup, .okx) == .notFound(message: "Order does not exist"))
  }

  // MARK: Cancelling

  private func cancelling(_ children: [String]) throws -> VenueCall<OrderAnswer> {
    let calls = try dialect.cancel(.test(.okxSwap, .stop))
    guard
      case .elsewhere(let next) = try dialect.answer(
        algo("effective", children), to: calls[1], .okx)
    else {
      throw Unsupported("it has become another one")
    }
    return next
  }

  @Test func `all that it became is cancelled, and looked up by its own number`() throws {
    let one = try cancelling(["21"])
    #expect(
      one.line == #"POST /api/v5/trade/cancel-order {"instId":"BTC-USDT-SWAP","ordId":"21"}"#)
    let heard = #"{"code":"0","data":[{"ordId":"21","sCode":"0","sMsg":""}]}"#
    guard case .acknowledged("algo:9") = try dialect.answer(heard, to: one, .okx) else {
      Issue.record("the order that waited stands for it")
      return
    }
    #expect(
      dialect.failure(
        #"{"code":"1","data":[{"sCode":"51400","sMsg":"m"}]}"#, to: one, .okx)
        == .notFound(message: "m"))
    let two = try cancelling(["21", "22"])
    let orders = ["21", "22"].map { #"{"instId":"BTC-USDT-SWAP","ordId":"\#($0)"}"# }
    let list = "[" + orders.joined(separator: ",") + "]"
    #expect(two.line == "POST /api/v5/trade/cancel-batch-orders " + list)
    #expect(two.draft.purpose == .cancel && two.draft.orders == 2)
    let many = try cancelling((1...21).map(String.init))
    let done = (1...20).map { _ in #"{"sCode":"0"}"# }.joined(separator: ",")
    guard
      case .elsewhere(let last) = try dialect.answer(
        #"{"code":"0","data":[\#(done)]}"#, to: many, .okx)
    else {
      Issue.record("there is one more")
      return
    }
    #expect(last.line.hasSuffix(#"cancel-order {"instId":"BTC-USDT-SWAP","ordId":"21"}"#))
  }

  @Test func `one of them that is over is no failure, and one that is refused is one`() throws {
    let two = try cancelling(["21", "22"])
    func reply(_ code: Int) -> String {
      #"{"code":"2","data":[{"ordId":"21","sCode":"\#(code)","sMsg":"m"},"#
        + #"{"ordId":"22","sCode":"0","sMsg":""}]}"#
    }
    for code in [51400, 51410] {
      guard case .acknowledged("algo:9") = try dialect.answer(reply(code), to: two, .okx) else {
        Issue.record("\(code)")
        return
      }
    }
    guard case .outcomeUnknown = dialect.failure(reply(51404), to: two, .okx) else {
      Issue.record("it is open")
      return
    }
  }

  // MARK: Fills

  private func fills(_ id: String, _ trades: [(id: Int, size: String)]) -> String {
    let list = trades.map { trade in
      #"{"instId":"BTC-USDT-SWAP","tradeId":"\#(trade.id)","ordId":"\#(id)","billId":"\#(trade.id)","#
        + #""fillPx":"48000","fillSz":"\#(trade.size)","side":"sell","execType":"T","fee":"-1","#
        + #""feeCcy":"USDT","ts":"1795176000123"}"#
    }
    return #"{"code":"0","data":[\#(list.joined(separator: ","))]}"#
  }

  /// The trades that are told, and what was asked for after the first question.
  private func trades(
    of call: VenueCall<Page<VenueFill>>, _ replies: String...
  ) throws -> (fills: [String], lines: [String]) {
    var (fills, lines): ([String], [String]) = ([], [])
    var next: VenueCall<Page<VenueFill>>? = call
    for reply in replies {
      let call = try #require(next)
      lines.append(String(call.line.split(separator: "/trade/")[1]))
      let page = try dialect.answer(reply, to: call, .okx)
      fills += page.items.map { String($0.fillID.split(separator: ":")[1]) }
      next = page.next
    }
    #expect(next == nil)
    return (fills, lines)
  }

  private let swap = "instType=SWAP&instId=BTC-USDT-SWAP&ordId="

  @Test func `its fills are those of all that it became`() throws {
    let call = try dialect.fills(of: .test(.okxSwap, .stop))[0]
    let (told, lines) = try trades(
      of: call, algo("effective", ["21", "22"]), fills("21", [(1, "4")]), fills("22", [(2, "6")]))
    #expect(told == ["1", "2"])
    let young = ["21", "22"].map { "fills?\(swap)\($0)" }
    #expect(lines.dropFirst() == young[...])
    // What the young list does not have is in the other one.
    let (all, more) = try trades(
      of: call, algo("effective", ["21", "22"]), fills("21", []), fills("22", [(2, "6")]),
      fills("21", [(1, "4")]), fills("22", [(2, "6")]))
    #expect(all == ["2", "1"])
    let older = ["21", "22"].map { "fills-history?\(swap)\($0)" }
    #expect(more.suffix(2) == older[...])
    #expect(try trades(of: call, algo("effective", [])).fills.isEmpty)
  }

  @Test func `fills of both sides of three days are told, each once`() throws {
    var order = OrderTarget.test(.okxSwap, .limit, id: "21")
    order.quantity = Quantity("0.1")
    let call = try dialect.fills(of: order)[0]
    // One question is enough for an order that is whole.
    #expect(try trades(of: call, fills("21", [(3, "4"), (2, "6")])).fills == ["2", "3"])
    let (told, lines) = try trades(
      of: call, fills("21", [(3, "4")]), fills("21", [(3, "4"), (2, "5"), (1, "1")]))
    #expect(told == ["3", "1", "2"])
    #expect(lines == ["fills?\(swap)21", "fills-history?\(swap)21"])
    let full = (1...100).map { (id: 200 - $0, size: "0.05") }
    let (many, pages) = try trades(
      of: call, fills("21", full), fills("21", [(99, "1")]),
      fills("21", full), fills("21", [(99, "1"), (98, "4")]))
    #expect(many.count == 102 && Set(many).count == 102)
    #expect(pages[1].hasSuffix("&after=100") && pages[3].hasSuffix("&after=100"))
    #expect(pages[2].hasPrefix("fills-history?") && !pages[2].contains("after"))
    // Of an order whose size is not known nobody knows whether that was all.
    order.quantity = .zero
    let open = try dialect.fills(of: order)[0]
    #expect(try trades(of: open, fills("21", [(3, "4")]), fills("21", [])).fills == ["3"])
  }
}
