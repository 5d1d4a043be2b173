import Domain
import Glibc
import Testing
import VenueInterface
import Wire

@testable import Dialects

/// Replies that are damaged in random ways, read by every reader.
@Suite struct ReplyFuzzTests {
  /// A reader: whether it took a reply, and what it made of it that must not be.
  private typealias Reader = (HTTPResponse, ReplyReader) -> (isTaken: Bool, fault: String?)

  private static let pieces: [String] = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "0", "-1", "1e400", "1e-30", ".", "null", "true",
    "\"\"", "\"0\"", "{}", "[]", "99999999999999999999999", "0.0000000000000000001", "é", "\u{0}",
    "\"code\":-2013,", "\"code\":200,", "\"symbol\":\"BTCUSDT\",", "-9223372036854775808",
    "\"status\":\"NEW\",", "\"orderId\":28,", "\"retCode\":10016,", "\"code\":\"0\",",
    "\"success\":false,", "\"has_next\":true,",
  ]

  /// More by `TRADECTL_TRIALS`, as other random tests take it.
  private static let rounds = trials(1500)

  private static func trials(_ usual: Int) -> Int {
    max(usual, unsafe getenv("TRADECTL_TRIALS").flatMap { unsafe Int(String(cString: $0)) } ?? 0)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `no reply traps, and what is taken makes sense`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let fixtures = try Fixture.all.map { try Fixture.bytes($0) }
    let readers = try Self.readers()
    let working = ReplyReader()
    var taken = 0
    for _ in 0..<Self.rounds {
      let body = Self.damaged(fixtures, &random)
      let status = random.chance(4, in: 5) ? 200 : random.pick([204, 302, 400, 403, 409, 429, 503])
      let response = HTTPResponse(
        status: status,
        headers: HTTPHeaders([HTTPHeader("Retry-After", random.pick(["1", "", "-", "9e9"]))]),
        body: body)
      for _ in 0..<4 {
        let (isTaken, fault) = random.pick(readers)(response, working)
        if isTaken { taken += 1 }
        if let fault {
          Issue.record("seed \(seed): \(fault) in \(String(decoding: body, as: UTF8.self))")
        }
      }
    }
    // A fuzzer that never gets anything past the readers tests nothing behind them.
    #expect(taken > Self.rounds / 30, "seed \(seed)")
  }

  /// A reply, as it is or with a few places changed.
  private static func damaged(
    _ fixtures: [[UInt8]], _ random: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = random.pick(fixtures)
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(place + Int.random(in: 1...12, using: &random), bytes.count)
      switch Int.random(in: 0...5, using: &random) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.insert(contentsOf: Array(random.pick(pieces).utf8), at: place)
      case 3: bytes.replaceSubrange(place..<end, with: Array(random.pick(pieces).utf8))
      case 4: bytes.replaceSubrange(digits(in: bytes, from: place), with: random.pick(pieces).utf8)
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }

  /// The next number of a text, which is where most meaning is.
  private static func digits(in bytes: [UInt8], from place: Int) -> Range<Int> {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let start = bytes[place...].firstIndex(where: isDigit) ?? bytes.endIndex
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.endIndex
    return start..<end
  }

  // MARK: Every reader of every dialect

  private static func readers() throws -> [Reader] {
    let spot = BinanceDialect()
    let futures = BinanceFuturesDialect()
    let aster = AsterDialect(.wallets)
    var all = try readers(spot, .spot) + readers(futures, .futures) + readers(aster, .aster)
    for market in [Instrument.spot, .futures] { all += try readers(BybitDialect(), market) }
    for market in [Instrument.okxSpot, .okxSwap] {
      all += try readers(OKXDialect(), market, .okx)
    }
    all += try readers(KuCoinDialect(), .kucoinSpot, .kucoin)
    all += try readers(KuCoinFuturesDialect(), .kucoinFutures, .kucoin)
    all += try readers(CoinbaseDialect(), .coinbaseSpot, .coinbase)
    all += try readers(CoinbaseExchangeDialect(), .coinbaseSpot, .coinbase)
    return all
  }

  private static func readers(
    _ dialect: some SigningDialect, _ market: Instrument, _ markets: VenueMarkets = .test
  ) throws -> [Reader] {
    func reader<Answer>(
      _ dialect: some SigningDialect, _ call: VenueCall<Answer>,
      _ fault: @escaping (Answer) -> String?
    ) -> Reader { Self.reader(dialect, call, markets, fault) }
    let period = Timestamp.test(0)...Timestamp.test(1_795_176_000_000)
    let limit = OrderTarget.test(market, .limit, price: Price(1))
    let unknown = OrderTarget.test(market, nil)
    var readers: [Reader] = [
      reader(dialect, dialect.time()) { _ in nil },
      reader(dialect, dialect.ticker(market)) { $0.price.isPositive ? nil : "a price" },
      reader(dialect, dialect.book(market, depth: 5)) { $0.bids.count <= 5 ? nil : "a depth" },
      reader(dialect, dialect.trades(market, limit: 5)) {
        $0.allSatisfy { $0.quantity.isPositive } ? nil : "a trade"
      },
      reader(dialect, try dialect.candles(market, .oneDay, since: .test(0), limit: 5)) {
        $0.count <= 5 ? nil : "candles"
      },
      reader(dialect, try dialect.fees(in: market)) { _ in nil },
      reader(dialect, try dialect.place(.test(.market), in: market), fault),
    ]
    if let batch = try? dialect.place([.test(.market), .test(.market)], in: [market, market]) {
      readers.append(
        reader(dialect, batch) { answers in
          guard answers.count == 2 else { return "an answer for each order" }
          return answers.lazy.compactMap { (try? $0.get()).flatMap(fault) }.first
        })
    }
    if let permissions = try? dialect.permissions(of: .test) {
      readers.append(reader(dialect, permissions) { _ in nil })
    }
    if let limits = try? dialect.limits() {
      readers.append(reader(dialect, limits) { $0.allSatisfy { $0.amount > 0 } ? nil : "a limit" })
    }
    readers += dialect.instruments().map { call in
      reader(dialect, call) { $0.items.contains { $0.lot.isNegative } ? "an instrument" : nil }
    }
    readers += ((try? dialect.tickers()) ?? []).map { reader(dialect, $0) { _ in nil } }
    readers += dialect.balances().map { reader(dialect, $0) { _ in nil } }
    readers += dialect.positions().map { call in
      reader(dialect, call) { $0.items.allSatisfy { $0.quantity.isPositive } ? nil : "a position" }
    }
    for target in [limit, unknown] {
      readers += try dialect.order(target).map { reader(dialect, $0, fault) }
      readers += try dialect.cancel(target).map { reader(dialect, $0, fault) }
      readers += try dialect.fills(of: target).map { reader(dialect, $0, fault) }
    }
    readers += ((try? dialect.cancelAll(in: market)) ?? []).map {
      reader(dialect, $0) { _ in nil }
    }
    readers += try dialect.openOrders(in: nil).map { reader(dialect, $0, fault) }
    readers += try dialect.orders(in: market, during: period, limit: 2).map {
      reader(dialect, $0, fault)
    }
    readers += try dialect.fills(in: market, during: period, limit: 1).map {
      reader(dialect, $0, fault)
    }
    if market.symbol.kind != .spot {
      readers.append(reader(dialect, try dialect.leverage(in: market)) { _ in nil })
      readers.append(reader(dialect, try dialect.setLeverage(.one, in: market)) { _ in nil })
    }
    let amended = try? dialect.amend(
      limit, quantity: Quantity("0.5"), price: nil, stopPrice: nil)
    if let amended { readers.append(reader(dialect, amended, fault)) }
    return readers
  }

  private static func reader<Answer>(
    _ dialect: some SigningDialect, _ call: VenueCall<Answer>, _ markets: VenueMarkets,
    _ fault: @escaping (Answer) -> String?
  ) -> Reader {
    { (response, working) in
      do throws(VenueError) {
        return (true, fault(try dialect.answer(response, to: call, markets, working)))
      } catch {
        return (false, nil)
      }
    }
  }

  private static func fault(_ order: VenueOrder) -> String? {
    let prices = [order.price, order.stopPrice, order.averagePrice].compactMap(\.self)
    let isSound =
      !order.quantity.isNegative && !order.filledQuantity.isNegative
      && prices.allSatisfy(\.isPositive) && order.orderID?.isEmpty == false
      && order.fills.allSatisfy { $0.quantity.isPositive && $0.price.isPositive }
    return isSound ? nil : "an order: \(order)"
  }

  private static func fault(_ answer: OrderAnswer) -> String? { answer.order.flatMap(fault) }

  private static func fault(_ lookup: OrderLookup) -> String? { lookup.order.flatMap(fault) }

  private static func fault(_ page: Page<VenueOrder>) -> String? {
    page.items.lazy.compactMap(fault).first
  }

  private static func fault(_ page: Page<VenueFill>) -> String? {
    page.items.allSatisfy { $0.quantity.isPositive && $0.price.isPositive } ? nil : "a fill"
  }
}
