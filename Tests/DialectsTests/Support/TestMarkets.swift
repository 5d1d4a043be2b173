import Domain
import VenueInterface

extension Instrument {
  static let spot = Instrument(
    symbol: Symbol(base: "BTC", quote: "USDT"), venueSymbol: "BTCUSDT")
  static let futures = Instrument(
    symbol: Symbol(base: "BTC", quote: "USDT", settle: "USDT"), venueSymbol: "BTCUSDT")
  static let ether = Instrument(
    symbol: Symbol(base: "ETH", quote: "USDT", settle: "USDT"), venueSymbol: "ETHUSDT")
  static let aster = Instrument(
    symbol: Symbol(base: "ASTER", quote: "USDT", settle: "USDT"), venueSymbol: "ASTERUSDT")
  static let inverse = Instrument(
    symbol: Symbol(base: "BTC", quote: "USD", settle: "BTC"), venueSymbol: "BTCUSD")
}

extension VenueMarkets {
  static let test = VenueMarkets([
    .spot, .futures, .ether, .aster,
    Instrument(symbol: Symbol(base: "SHIB", quote: "BTC"), venueSymbol: "SHIBBTC"),
  ])
}

// A number that a test writes down is one.

extension Decimal {
  init(_ text: StaticString) {
    do {
      try self.init(decimal: text.description)
    } catch {
      preconditionFailure("\(text) is no number")
    }
  }
}

extension Timestamp {
  static func test(_ milliseconds: Int64) -> Timestamp {
    Timestamp(nanoseconds: milliseconds * 1_000_000)
  }
}

extension KeyInUse {
  /// The wallet of the tests, as it is written where there are no capitals.
  static let test = KeyInUse(
    name: "0x7d931fd3f5a12c18cd77f9cb90ff58e677df9479", at: .test(1_795_176_000_000))
}

extension PlaceRequest {
  /// An order of one bitcoin, changed by what a test is about.
  static func test(
    _ type: OrderType, _ side: Side = .buy, in market: Instrument = .spot,
    _ change: (inout PlaceRequest) -> Void = { _ in }
  ) -> PlaceRequest {
    var order = PlaceRequest(
      clientOrderID: "tcabc", symbol: market.symbol, side: side, type: type, quantity: .one)
    change(&order)
    return order
  }
}

extension OrderTarget {
  static func test(
    _ market: Instrument, _ type: OrderType?, client: String? = "tcabc", id: String? = nil,
    price: Price? = nil, age: TimeInterval? = TimeInterval(nanoseconds: 1)
  ) -> OrderTarget {
    var target = OrderTarget(
      market, clientOrderID: client, orderID: id, side: .buy, type: type, quantity: .one,
      price: price)
    target.age = age
    return target
  }
}
