import Domain
import Testing
import VenueInterface
import Wire

@testable import Dialects

@Suite struct HistoryWindowTests {
  private static func text(_ window: HistoryWindow?) -> String? {
    window.map { $0.parameters("fromId").encoded }
  }

  @Test func `a long period is told in windows, each as long as may be`() throws {
    let period = Timestamp.test(0)...Timestamp.test(250_000)
    var window: HistoryWindow? = HistoryWindow(period, span: .seconds(100))
    var seen: [String] = []
    while let current = window {
      seen.append(current.parameters("fromId").encoded)
      window = try current.next(after: nil, isFull: false)
    }
    #expect(
      seen == [
        "startTime=0&endTime=99999", "startTime=100000&endTime=199999",
        "startTime=200000&endTime=250000",
      ])
  }

  @Test func `a period that begins within a millisecond begins with the next one`() {
    let begin = Timestamp(nanoseconds: 1_000_001)
    #expect(
      Self.text(HistoryWindow(begin...Timestamp.test(9), span: .day)) == "startTime=2&endTime=9")
    let before = Timestamp(nanoseconds: -1_500_000)
    #expect(
      Self.text(HistoryWindow(before...Timestamp.test(9), span: .day)) == "startTime=-1&endTime=9")
  }

  @Test func `a full page goes on where it ended, and tells nothing twice`() throws {
    let window = HistoryWindow(.test(0)...(.test(1000)), span: .seconds(100))
    let last = HistoryItem(id: 7, time: .test(600))
    let next = try #require(try window.next(after: last, isFull: true))
    #expect(Self.text(next) == "startTime=600&endTime=1000")
    #expect(!next.holds(last) && next.holds(HistoryItem(id: 8, time: .test(600))))
    #expect(!next.holds(HistoryItem(id: 9, time: .test(1001))))
    #expect(try next.next(after: HistoryItem(id: 9, time: .test(700)), isFull: false) == nil)
  }

  @Test func `no request ends where it begins`() throws {
    let one = HistoryWindow(.test(7)...(.test(7)), span: .day)
    #expect(Self.text(one) == "startTime=6&endTime=7")
    #expect(!one.holds(HistoryItem(id: 1, time: .test(6))))
    #expect(one.holds(HistoryItem(id: 2, time: .test(7))))
    let window = HistoryWindow(.test(0)...(.test(1000)), span: .seconds(1))
    let last = try #require(try window.next(after: nil, isFull: false))
    #expect(Self.text(last) == "startTime=999&endTime=1000")
    #expect(!last.holds(HistoryItem(id: 8, time: .test(999))))
    #expect(last.holds(HistoryItem(id: 9, time: .test(1000))))
    let full = HistoryWindow(.test(0)...(.test(1000)), span: .day)
    let rest = try #require(
      try full.next(after: HistoryItem(id: 9, time: .test(1000)), isFull: true))
    #expect(Self.text(rest) == "startTime=999&endTime=1000")
    #expect(!rest.holds(HistoryItem(id: 8, time: .test(999))))
    #expect(rest.holds(HistoryItem(id: 10, time: .test(1000))))
  }

  @Test func `more items in one millisecond than fit are asked for by number`() throws {
    var window = HistoryWindow(.test(5)...(.test(1000)), span: .seconds(100))
    window = try #require(
      try window.next(after: HistoryItem(id: 500, time: .test(5)), isFull: true))
    #expect(Self.text(window) == "fromId=501")
    // Still the same millisecond.
    window = try #require(
      try window.next(after: HistoryItem(id: 1000, time: .test(5)), isFull: true))
    #expect(Self.text(window) == "fromId=1001")
    let later = try #require(
      try window.next(after: HistoryItem(id: 1500, time: .test(80)), isFull: true))
    #expect(Self.text(later) == "startTime=80&endTime=1000")
    // By number everything up to now is told, so that a page with room is the last one.
    #expect(try window.next(after: HistoryItem(id: 1001, time: .test(80)), isFull: false) == nil)
    #expect(try window.next(after: HistoryItem(id: 1500, time: .test(1001)), isFull: true) == nil)
    #expect(throws: RecordProblem.self) {
      try window.next(after: HistoryItem(id: 1000, time: .test(5)), isFull: true)
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `whatever a history is like, all of it is told once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // A venue that holds bursts of items, and tells pages of at most five.
    var items: [HistoryItem] = []
    var time: Int64 = 0
    for id in 1...200 {
      if random.chance(1, in: 3) { time += Int64.random(in: 0...70, using: &random) }
      items.append(HistoryItem(id: id, time: .test(time)))
    }
    let period = Timestamp.test(Int64.random(in: 0...300, using: &random))...Timestamp.test(1500)
    var window: HistoryWindow? = HistoryWindow(
      period, span: TimeInterval(nanoseconds: 100_000_000))
    var told: [HistoryItem] = []
    var requests = 0
    while let current = window {
      requests += 1
      try #require(requests < 1000)
      let page = Self.page(of: items, current)
      told += page.filter(current.holds)
      window = try current.next(after: page.last, isFull: page.count == 5)
    }
    #expect(told == items.filter { period.contains($0.time) }, "seed \(seed)")
  }

  private static func page(of items: [HistoryItem], _ window: HistoryWindow) -> [HistoryItem] {
    var values: [String: Int64] = [:]
    for parameter in window.parameters("fromId") {
      values[parameter.name] = Int64(parameter.value)
    }
    return Array(
      items.filter { item in
        let time = item.time.nanoseconds / 1_000_000
        return item.id >= Int(values["fromId"] ?? 0) && time >= values["startTime"] ?? .min
          && time <= values["endTime"] ?? .max
      }.prefix(5))
  }

  @Test func `pages of orders and fills follow each other`() throws {
    let dialect = BinanceFuturesDialect()
    let period = Timestamp.test(0)...Timestamp.test(1000)
    let body =
      #"[{"symbol":"BTCUSDT","id":5,"orderId":1,"side":"BUY","maker":true,"price":"1","#
      + #""qty":"1","commission":"0","commissionAsset":"USDT","time":400}]"#
    let fills = try dialect.fills(in: .futures, during: period, limit: 1)[0]
    let next = try dialect.answer(body, to: fills).next
    #expect(
      next?.line == "GET /fapi/v1/userTrades?symbol=BTCUSDT&startTime=400&endTime=1000&limit=1")
    let again = try next.map { try dialect.answer(body, to: $0) }
    #expect(again?.items.isEmpty == true)
    #expect(again?.next?.line == "GET /fapi/v1/userTrades?symbol=BTCUSDT&fromId=6&limit=1")
    // The newest ones are the last ones.
    let newest = try dialect.fills(in: .futures, during: nil, limit: 1)[0]
    #expect(try dialect.answer(body, to: newest).next?.line == nil)
    let algo = try dialect.orders(in: .futures, during: period, limit: 1)[1]
    let order =
      #"[{"symbol":"BTCUSDT","algoId":5,"clientAlgoId":"a","orderType":"STOP_MARKET","#
      + #""side":"BUY","quantity":"1","algoStatus":"NEW","triggerPrice":"1","createTime":400}]"#
    let page = try dialect.answer(order, to: algo)
    #expect(page.items.map(\.orderID) == ["algo:5"])
    #expect(
      page.next?.line
        == "GET /fapi/v1/allAlgoOrders?symbol=BTCUSDT&startTime=400&endTime=1000&limit=1")
  }

  @Test func `more fills of an order than fit on a page are asked for by number`() throws {
    let dialect = BinanceDialect()
    let one =
      #"{"symbol":"BTCUSDT","id":ID,"orderId":28,"price":"1","qty":"1","commission":"0","#
      + #""commissionAsset":"BTC","time":400,"isBuyer":true,"isMaker":false}"#
    let all = (1...500).map { one.replacing("ID", with: String($0)) }.joined(separator: ",")
    let call = try dialect.fills(of: .test(.spot, .limit, id: "28"))[0]
    let page = try dialect.answer("[\(all)]", to: call)
    #expect(page.items.count == 500)
    #expect(
      page.next?.line == "GET /api/v3/myTrades?symbol=BTCUSDT&orderId=28&fromId=501")
  }
}
