import Domain
import Testing

@testable import Reports

@Suite struct RecentRoundTripsTests {
  @Test func `the newest are kept in their order and all are counted`() {
    var recent = RecentRoundTrips(limit: 3)
    #expect(recent.elements.isEmpty)
    for hour in 0..<8 {
      recent.add(
        RoundTrip(
          symbol: bitcoin, strategy: nil, side: .long, openTime: .hours(0),
          closeTime: .hours(Double(hour)), quantity: .one, entryPrice: .one, exitPrice: .one,
          fees: .zero, profit: .zero))
      let kept = (max(0, hour - 2)...hour).map { Timestamp.hours(Double($0)) }
      #expect(recent.elements.map(\.closeTime) == kept)
      #expect(recent.count == hour + 1)
    }
  }
}
