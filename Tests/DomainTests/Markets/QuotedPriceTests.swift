import Domain
import Testing

@Suite struct QuotedPriceTests {
  private let now = Timestamp(nanoseconds: 1_700_000_000_000_000_000)

  @Test(arguments: [(0, 0), (1, 1), (86_400_000_000_000, 86_400_000_000_000), (-1, 0)])
  func `a price is as old as the time since it was paid, and never younger than now`(
    since: Int64, age: Int64
  ) {
    let quote = QuotedPrice(
      Price(100), at: now.advanced(by: TimeInterval(nanoseconds: -since)))
    #expect(quote.age(at: now) == TimeInterval(nanoseconds: age))
  }

  @Test func `a price of no time has no age`() {
    #expect(QuotedPrice(Price(100), at: nil).age(at: now) == nil)
  }

  @Test func `the age of a price from the beginning of time does not overflow`() {
    let oldest = QuotedPrice(Price(100), at: .distantPast)
    #expect(oldest.age(at: .distantFuture) == TimeInterval(nanoseconds: .max))
    #expect(QuotedPrice(Price(100), at: .distantFuture).age(at: .distantPast) == .zero)
  }
}
