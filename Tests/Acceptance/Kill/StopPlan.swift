import Glibc

/// What goes wrong in one trial of the emergency stop, on our side and at the venue.
struct StopPlan: CustomStringConvertible {
  /// Faults of the venue that leave nothing on its way.
  private static let venueFaults = [
    "drop_before", "drop_after", "unknown", "late", "duplicate", "garbage", "half_line",
    "unavailable", "rate_limited", "refuse", "restart_before", "restart_after",
  ]
  /// How many requests an undisturbed stop makes, and some more.
  private static let requests = 30

  /// What befalls the first stop.
  var systemFault: SystemFault?
  /// What befalls the one that is to heal it.
  private(set) var laterFault: SystemFault?
  /// What it was made from; nil where it was not.
  private(set) var seed: UInt64?
  /// How many seconds after the first stop the second one is made.
  private(set) var pause = 0
  /// Each with the number of the request that it befalls, counted from the first stop on.
  private(set) var venueFaults: [(at: Int, name: String)] = []

  init(_ systemFault: SystemFault? = nil) { self.systemFault = systemFault }

  /// - Parameters:
  ///   - seed: The same seed gives the same plan.
  ///   - calls: How many calls an undisturbed stop makes.
  init(seed: UInt64, calls: Int) {
    self.seed = seed
    var random = SplitMix(state: seed)
    pause = [0, 4, 20, 3600][Int.random(in: 0..<4, using: &random)]
    systemFault = Self.fault(in: calls, chance: 80, &random)
    laterFault = Self.fault(in: calls, chance: 30, &random)
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let name = Self.venueFaults[Int.random(in: 0..<Self.venueFaults.count, using: &random)]
      venueFaults.append((at: Int.random(in: 1...Self.requests, using: &random), name: name))
    }
  }

  private static func fault(
    in calls: Int, chance percent: Int, _ random: inout SplitMix
  ) -> SystemFault? {
    guard Int.random(in: 0..<100, using: &random) < percent else { return nil }
    let whats = SystemFault.What.allCases
    return SystemFault(
      at: Int.random(in: 1...calls, using: &random),
      what: whats[Int.random(in: 0..<whats.count, using: &random)],
      error: Bool.random(using: &random) ? EIO : ENOSPC)
  }

  var description: String {
    (seed.map { "seed \($0): " } ?? "")
      + [systemFault, laterFault].map { $0?.description ?? "no kill" }.joined(separator: ", ")
      + venueFaults.map { ", \($0.name) at \($0.at)" }.joined() + ", pause \(pause)"
  }

  /// The faults as the script of the venue has them.
  var script: [String] {
    // Later than anybody waits for it.
    venueFaults.map { #"{"at":\#($0.at),"do":"\#($0.name)","ms":\#(StopBench.patience + 200)}"# }
  }
}
