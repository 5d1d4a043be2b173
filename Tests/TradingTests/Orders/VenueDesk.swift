import Domain
import Ledger
import Risk
import TestSupport
import Trading

/// A desk at a venue in memory, and all that a test turns there.
struct VenueDesk {
  let folder: TemporaryFolder
  let clock = ManualClock(seconds: 1_000)
  let venue = ForgetfulVenue()
  let desk: OrderDesk

  init() throws {
    folder = try TemporaryFolder()
    desk = OrderDesk(
      try Ledger.open(path: "\(folder.path)/ledger.db"),
      scope: AccountScope(mode: .demo, venue: "forgetful", account: "main"),
      market: .venue(venue), terms: DeskTerms(policy: Self.policy) { $0.startOfDay },
      latch: EmergencyLatch(folder: folder.path), clock: clock, run: OrderRun(name: "run"))
  }

  /// Lets orders of any size through.
  static let policy = {
    var policy = RiskPolicy()
    policy.maximumPosition = nil
    policy.maximumRisk = nil
    policy.maximumDrawdown = nil
    policy.dailyLoss = nil
    policy.maximumPriceAge = TimeInterval(nanoseconds: 30_000_000_000)
    return policy
  }()
}
