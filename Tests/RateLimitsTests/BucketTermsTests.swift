import Domain
import Testing
import VenueInterface

@testable import RateLimits

@Suite struct BucketTermsTests {
  private static let second: Int64 = 1_000_000_000

  private static func terms(_ amount: Int, burst: Int? = nil, seconds: Int64 = 1) -> BucketTerms {
    var limit = RequestLimit(
      "l", .address, amount, per: TimeInterval(nanoseconds: seconds * second))
    limit.burst = burst
    return BucketTerms(limit)
  }

  /// Takes one after the other, waiting whenever it is told to, and says when each was taken.
  private func times(
    _ terms: BucketTerms, count: Int, of size: Int = 1, share: Int = 100
  ) -> [Int64] {
    var now = 5 * Self.second
    var fullAt: Int64 = 0
    return (0..<count).map { _ in
      while let wait = terms.take(size, share: share, from: &fullAt, at: now) { now += wait }
      return now
    }
  }

  @Test(
    arguments: [(10, 1), (100, 10), (600, 60), (7, 3), (1, 1), (2, 1), (1200, 60)]
      as [(Int, Int64)])
  func `no interval ever sees more than the venue takes`(amount: Int, seconds: Int64) {
    let times = times(Self.terms(amount, seconds: seconds), count: amount * 3 + 5)
    for start in times {
      let inWindow = times.count { $0 >= start && $0 < start + seconds * Self.second }
      // One of one cannot be split into what is there and what flows in.
      #expect(inWindow <= max(amount, 2))
    }
  }

  @Test func `a burst of one's own comes on top of what flows in`() {
    let times = times(Self.terms(50, burst: 50), count: 600)
    #expect(times.count { $0 == times[0] } == 50)
    #expect(times.count { $0 <= times[0] + 10 * Self.second } == 550)
  }

  @Test func `what is more than fits in needs a full bucket, and is not refused for ever`() {
    let terms = Self.terms(10)
    let times = times(terms, count: 3, of: 8)
    #expect(times[0] == 5 * Self.second)
    #expect(times[1] == times[0] + 8 * Self.second / 5)
    #expect(times[2] == times[1] + 8 * Self.second / 5)
  }

  @Test func `a share leaves the rest to others`() {
    let terms = Self.terms(100, burst: 100)
    var fullAt: Int64 = 0
    for _ in 0..<70 { #expect(terms.take(1, share: 70, from: &fullAt, at: 0) == nil) }
    #expect(terms.take(1, share: 70, from: &fullAt, at: 0) == Self.second / 100)
    #expect(terms.available(fullAt, at: 0) == 30)
    for _ in 0..<30 { #expect(terms.take(1, share: 100, from: &fullAt, at: 0) == nil) }
    #expect(terms.take(1, share: 100, from: &fullAt, at: 0) == Self.second / 100)
    #expect(terms.available(fullAt, at: 0) == 0)
  }

  @Test func `a clock that was put back costs a full bucket at most`() {
    let terms = Self.terms(10, burst: 10)
    var fullAt = 3600 * Self.second
    #expect(terms.take(1, share: 100, from: &fullAt, at: 0) == Self.second / 10)
    #expect(terms.available(fullAt, at: 0) == 0)
    #expect(fullAt == 3600 * Self.second, "nothing was taken")
  }

  @Test func `a price beyond all numbers waits and does not overflow`() {
    var fullAt: Int64 = 0
    #expect(Self.terms(1, seconds: 3600).take(.max, share: 100, from: &fullAt, at: 0) ?? 0 > 0)
  }
}
