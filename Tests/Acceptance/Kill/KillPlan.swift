import Glibc

/// What goes wrong in one trial, on our side and at the venue.
struct KillPlan: CustomStringConvertible {
  /// Faults of the venue that an order can be healed of, without any time-out to wait for.
  static let venueFaults = [
    "drop_before", "drop_after", "late", "delay", "unknown", "duplicate", "garbage", "half_line",
    "unavailable", "rate_limited", "restart_before", "restart_after",
  ]
  /// How many requests an undisturbed run makes, and some more.
  private static let requests = 60
  /// How many calls an undisturbed reconciliation makes that has something to do.
  private static let reconcileCalls = 60

  /// What befalls the run that begins everything.
  var systemFault: SystemFault?
  /// What it was made from; nil where it was not.
  private(set) var seed: UInt64?
  /// How many seconds after the first attempt to heal it the second one is made.
  private(set) var pause = 3600
  /// What befalls the runs that are to heal it.
  var laterFaults: [SystemFault?] = [nil, nil]
  /// Each with the number of the request that it befalls.
  var venueFaults: [(at: Int, name: String)] = []
  /// Whether the venue refuses a client order id for ever, or only a request that comes late.
  var refusesRepeatedIDs = false
  /// Whether the lines have ids; otherwise they are known by the run, and some are alike.
  var hasIDs = true
  /// Whether the lines have stops and targets, which are orders of their own.
  var isProtected = false
  /// So many lines may share a sync.
  var batch = 1

  /// Nothing goes wrong, or one thing on our side, or one with the venue's first order.
  init(_ systemFault: SystemFault? = nil, atVenue name: String? = nil) {
    self.systemFault = systemFault
    if let name { venueFaults = [(at: 1, name: name)] }
  }

  /// - Parameters:
  ///   - seed: The same seed gives the same plan.
  ///   - calls: How many calls an undisturbed run makes.
  init(seed: UInt64, calls: Int) {
    self.seed = seed
    var random = SplitMix(state: seed)
    // At once, within the validity of the requests, soon after it, or when they have expired.
    pause = [1, 4, 20, 3600][Int.random(in: 0..<4, using: &random)]
    systemFault = Self.fault(in: calls, chance: 90, &random)
    laterFaults = [
      Self.fault(in: calls, chance: 30, &random),
      Self.fault(in: Self.reconcileCalls, chance: 20, &random),
    ]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let name = Self.venueFaults[Int.random(in: 0..<Self.venueFaults.count, using: &random)]
      venueFaults.append((at: Int.random(in: 1...Self.requests, using: &random), name: name))
    }
    refusesRepeatedIDs = Bool.random(using: &random)
    hasIDs = Int.random(in: 0..<4, using: &random) > 0
    isProtected = Int.random(in: 0..<4, using: &random) == 0
    if Int.random(in: 0..<4, using: &random) == 0 { batch = 4 }
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
      + ([systemFault] + laterFaults).map { $0?.description ?? "no kill" }.joined(separator: ", ")
      + venueFaults.map { ", \($0.name) at \($0.at)" }.joined()
      + (refusesRepeatedIDs ? ", ids refused for ever" : "") + (hasIDs ? "" : ", no ids")
      + (isProtected ? ", protected" : "") + (batch > 1 ? ", \(batch) a sync" : "")
  }

  /// The script of the venue.
  func script(in folder: String) -> String {
    let faults = venueFaults.map { #"{"at":\#($0.at),"do":"\#($0.name)","ms":20}"# }
    // What nobody starts again need not be kept.
    let isKept = venueFaults.contains { $0.name.hasPrefix("restart") }
    return #"{"name":"desk","refuses_repeated_client_ids":\#(refusesRepeatedIDs),"#
      + #""request_validity_ms":5000,"fee_rate":"0.0004","fills_per_order":2,"#
      + #""prices":{"BTC/USDT:USDT":"50000"},"balances":{"USDT":"1000000"},"#
      + (isKept ? #""state":"\#(folder)/venue","# : "")
      + #""faults":[\#(faults.joined(separator: ","))]}"#
  }
}

/// SplitMix64: the same seed gives the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
