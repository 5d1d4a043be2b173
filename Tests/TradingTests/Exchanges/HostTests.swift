import Domain
import Testing
import VenueInterface

@testable import Trading

/// Which host is asked next, and when.
@Suite struct HostTests {
  private let first = HTTPOrigin(https: "a.example.com")
  private let second = HTTPOrigin(https: "b.example.com")

  private func at(_ seconds: Int64) -> Timestamp {
    Timestamp(nanoseconds: seconds * 1_000_000_000)
  }

  @Test func `the preferred host is asked until it fails, and again after a while`() {
    var health = OriginHealth([first, second])
    #expect(health.best(at: at(100)) == first)
    health.fail(first, at: at(100))
    #expect(health.best(at: at(100)) == second)
    #expect(health.best(at: at(104)) == second)
    #expect(health.best(at: at(105)) == first)
  }

  @Test func `the more often a host fails the longer it rests, and success forgets all of it`() {
    var health = OriginHealth([first, second])
    for _ in 1...3 { health.fail(first, at: at(0)) }
    #expect(health.best(at: at(19)) == second)
    #expect(health.best(at: at(20)) == first)
    for _ in 1...100 { health.fail(first, at: at(0)) }
    #expect(health.best(at: at(639)) == second)
    #expect(health.best(at: at(640)) == first)
    health.succeed(first)
    health.fail(first, at: at(0))
    #expect(health.best(at: at(5)) == first)
  }

  @Test func `where all hosts rest the one is asked that has rested for the longest`() {
    var health = OriginHealth([first, second])
    health.fail(second, at: at(0))
    health.fail(first, at: at(1))
    #expect(health.best(at: at(2)) == second)
    // A place that is none of them changes nothing.
    health.fail(HTTPOrigin(https: "c.example.com"), at: at(2))
    #expect(health.best(at: at(2)) == second)
  }

  @Test func `the next process knows which hosts rest`() {
    var health = OriginHealth([first, second])
    #expect(health.text == "")
    for _ in 1...3 { health.fail(first, at: at(100)) }
    var other = OriginHealth([first, second])
    other.learn(health.text, at: at(101))
    #expect(other.best(at: at(119)) == second)
    #expect(other.best(at: at(120)) == first)
    let wasResting = other.succeed(first)
    #expect(wasResting)
    #expect(other.text == "")
    let isResting = other.succeed(first)
    #expect(!isResting)
  }

  @Test(arguments: [
    "", "\n\n", "https://a.example.com", "https://a.example.com 1 x", "https://a.example.com 0 9",
    "https://a.example.com 9 1", "https://x.example.com 1 999000000000",
    "https://a.example.com 1 9000000000000000000", "https://a.example.com 1 200000000000 more",
  ])
  func `what another process has not written is passed over`(text: String) {
    var health = OriginHealth([first, second])
    health.learn(text, at: at(100))
    #expect(health.best(at: at(100)) == first)
    #expect(health.text == "")
  }

  @Test func `waiting doubles up to a bound, and is never longer or shorter than half of it`() {
    var longest = Backoff()
    var shortest = Backoff()
    let wanted: [Int64] = [200, 400, 800, 1600, 3200, 5000, 5000]
    for milliseconds in wanted {
      #expect(longest.next(1) == TimeInterval(nanoseconds: milliseconds * 1_000_000))
      #expect(shortest.next(0) == TimeInterval(nanoseconds: milliseconds * 500_000))
    }
    for _ in 1...200 { #expect(longest.next(1) == TimeInterval(nanoseconds: 5_000_000_000)) }
  }

  @Test func `a clock is compared half-way between question and answer`() {
    let skew = ClockSkew(told: at(3605), asked: at(0), answered: at(10))
    #expect(skew == ClockSkew(.hour))
    #expect(skew.venueTime(at: at(50)) == at(3650))
    #expect(skew.ownTime(at: at(3650)) == at(50))
    #expect(ClockSkew(told: at(0), asked: at(59), answered: at(61)) == ClockSkew(-.minute))
  }
}

extension TimeInterval {
  fileprivate static prefix func - (interval: TimeInterval) -> TimeInterval {
    TimeInterval(nanoseconds: -interval.nanoseconds)
  }
}
