import Arguments
import Domain
import Testing
import Trading
import Wire

@testable import Commands

/// What an order is judged by that flags or a line ask for.
@Suite struct WishReaderTests {
  private let start = Timestamp(nanoseconds: 1_700_000_000_000_000_000)

  private func reader(_ change: (inout PlacingOptions) throws -> Void) throws -> WishReader {
    var order = OrderOptions()
    order.symbol = Symbol(base: "BTC", quote: "USDT")
    order.side = .buy
    order.quantity = Quantity(1)
    var placing = PlacingOptions()
    placing.referencePrices = [try ReferencePrice(argument: "100")]
    try change(&placing)
    return WishReader(
      order: order, more: PlaceOptions(), placing: placing,
      instruments: try InstrumentRules(InstrumentOptions()), start: start)
  }

  /// What the market pays for an order by flags, and for one by a line that says its time.
  private func quotes(
    _ change: (inout PlacingOptions) throws -> Void
  ) throws -> (flags: QuotedPrice?, line: QuotedPrice?) {
    let reader = try reader(change)
    let line = Array(
      #"{"ts":1600000000000,"symbol":"BTC/USDT","side":"buy","quantity":1}"#.utf8)
    let padded = line + Array(repeating: 0, count: Record.padding)
    var record = Record()
    var nested = Record()
    try record.parse(paddedLine: padded.span.extracting(..<line.count))
    guard case .order(let wish) = try reader.fate(of: record, nested: &nested) else {
      return (nil, nil)
    }
    return (try reader.wish { .zero }.price, wish.price)
  }

  @Test func `a price that was given is of when the command began`() throws {
    let quotes = try quotes { _ in }
    #expect(quotes.flags == QuotedPrice(Price(100), at: start))
    #expect(quotes.line == QuotedPrice(Price(100), at: start))
  }

  @Test func `or as much older as was said`() throws {
    let age = TimeInterval(nanoseconds: 5_000_000_000)
    let quotes = try quotes { $0.referenceAge = age }
    let time = Timestamp(nanoseconds: start.nanoseconds - age.nanoseconds)
    #expect(quotes.flags == QuotedPrice(Price(100), at: time))
    #expect(quotes.line == QuotedPrice(Price(100), at: time))
  }

  @Test func `in a replay it is of the time of each line`() throws {
    let quotes = try quotes {
      $0.paperTime = .line
      $0.referenceAge = TimeInterval(nanoseconds: 1)
    }
    #expect(quotes.flags?.time == Timestamp(nanoseconds: start.nanoseconds - 1))
    #expect(quotes.line?.time == Timestamp(nanoseconds: 1_600_000_000_000_000_000 - 1))
  }

  @Test func `without one there is none`() throws {
    let quotes = try quotes { $0.referencePrices = [] }
    #expect(quotes.flags == nil)
    #expect(quotes.line == nil)
  }
}
