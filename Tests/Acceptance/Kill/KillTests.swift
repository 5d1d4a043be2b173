import Foundation
import TestSupport
import Testing

/// Orders happen once, wherever the program that places them is ended.
///
/// One test after the other: each of them uses every core.
@Suite(.serialized) struct KillTests {
  /// How many seeded trials the binary has to stand; `make soak` asks for more.
  private static let trials =
    ProcessInfo.processInfo.environment["TRADECTL_TRIALS"].flatMap(Int.init) ?? 2_000

  private func check(_ program: [String], in place: String?, _ plans: [KillPlan]) async {
    let problems = await Lanes.problems(plans, bench: { try KillBench(program, in: place) }) {
      try $0.problems(after: $1)
    }
    #expect(problems.isEmpty)
  }

  /// Where the seeds begin: the same plans each time, unless others are asked for.
  private static let firstSeed =
    ProcessInfo.processInfo.environment["TRADECTL_SEED"].flatMap(UInt64.init) ?? 1

  /// So many plans, each from a seed of its own.
  private func seeded(
    _ count: Int, _ program: [String], in place: String?
  ) throws -> [KillPlan] {
    let calls = try KillBench(program, in: place).calls().count
    try #require(calls > 3 * KillBench.lineCount)
    return (0..<UInt64(count)).map { KillPlan(seed: Self.firstSeed &+ $0, calls: calls) }
  }

  // MARK: The binary

  @Test(arguments: [1, 4])
  func `every call of a run over ten lines can be its last`(batch: Int) async throws {
    let program = try KillBench.tradectl()
    var plan = KillPlan()
    plan.batch = batch
    let calls = try KillBench(program, in: KillBench.memory).calls(plan)
    // Between two calls nothing leaves a trace, so the end after one is the end before the next.
    var faults = (1...calls.count).map { SystemFault(at: $0, what: .killBefore) }
    for (index, call) in calls.enumerated() where !call.contains(" pwrite ") {
      faults.append(SystemFault(at: index + 1, what: .killHalf))
    }
    let plans = faults.map { fault in
      plan.systemFault = fault
      return plan
    }
    await check(program, in: KillBench.memory, plans)
  }

  @Test func `lines without ids, alike ones among them, are placed once each in their run`()
    async throws
  {
    let program = try KillBench.tradectl()
    var plan = KillPlan()
    plan.hasIDs = false
    let calls = try KillBench(program, in: KillBench.memory).calls(plan)
    var plans: [KillPlan] = []
    // What is between them leaves the same traces as one of them.
    let names = [" send ", " write ", " fdatasync "]
    for (index, call) in calls.enumerated() where names.contains(where: call.contains) {
      plan.systemFault = SystemFault(at: index + 1, what: .killBefore)
      plans.append(plan)
    }
    await check(program, in: KillBench.memory, plans)
  }

  @Test func `seeded kills and faults of the venue lose nothing and place nothing twice`()
    async throws
  {
    let program = try KillBench.tradectl()
    let plans = try seeded(Self.trials, program, in: KillBench.memory)
    await check(program, in: KillBench.memory, plans)
  }

  @Test func `so it is on a disk`() async throws {
    let program = try KillBench.tradectl()
    await check(program, in: nil, try seeded(50, program, in: nil))
  }

  @Test func `an order is on disk before it is sent`() throws {
    let bench = try KillBench(try KillBench.tradectl(), in: nil)
    #expect(try bench.sendsAheadOfLedger() == 0)
    var plan = KillPlan()
    plan.batch = 4
    #expect(try bench.sendsAheadOfLedger(plan) == 0)
  }

  // MARK: The harness itself

  @Test func `a program that is right passes`() async throws {
    let program = KillBench.standIn()
    var plans = try seeded(12, program, in: KillBench.memory)
    // It knows nothing of stops and targets, nor of batches.
    for index in plans.indices {
      plans[index].isProtected = false
      plans[index].batch = 1
    }
    await check(program, in: KillBench.memory, plans)
  }

  /// What each bug of the stand-in is found out by.
  private static let traps: [(bug: String, plan: KillPlan)] = [
    // The first thing that is sent is the greeting.
    ("send_first", KillPlan(SystemFault(at: 2, what: .killAfter, only: ["send"]))),
    ("send_again", KillPlan(atVenue: "drop_after")),
    // A run is ended between the fills of its first order and the order's end.
    ("fill_again", KillPlan(SystemFault(at: 3, what: .killBefore, only: ["fsync"]))),
    ("forget", KillPlan(atVenue: "unknown")),
  ]

  @Test(arguments: traps)
  func `a program that is wrong is found out, where one that is right passes`(
    bug: String, plan: KillPlan
  ) throws {
    let right = try KillBench(KillBench.standIn(), in: KillBench.memory).problems(after: plan)
    #expect(right.isEmpty)
    let wrong = try KillBench(KillBench.standIn(bug: bug), in: KillBench.memory)
      .problems(after: plan)
    #expect(!wrong.isEmpty)
  }

  @Test func `an order that is sent before it is on disk is found out`() throws {
    let right = try KillBench(KillBench.standIn(), in: nil).sendsAheadOfLedger()
    let wrong = try KillBench(KillBench.standIn(bug: "send_first"), in: nil).sendsAheadOfLedger()
    #expect(right == 0 && wrong > 0)
  }
}
