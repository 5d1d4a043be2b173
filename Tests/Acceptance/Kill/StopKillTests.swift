import Foundation
import TestSupport
import Testing

/// An emergency stop comes to its end, wherever it was ended before.
///
/// One test after the other: each of them uses every core.
@Suite(.serialized) struct StopKillTests {
  /// How many seeded trials it has to stand; `make soak` asks for more.
  private static let trials =
    max(1, (ProcessInfo.processInfo.environment["TRADECTL_TRIALS"].flatMap(Int.init) ?? 2_000) / 60)

  private func check(_ plans: [StopPlan]) async {
    let problems = await Lanes.problems(plans, bench: { try StopBench() }) {
      try $0.problems(after: $1)
    }
    #expect(problems.isEmpty)
  }

  @Test func `every call of a stop can be its last`() async throws {
    let calls = try StopBench().calls()
    try #require(calls.count > 100)
    // The pages of one commit become true together, so a few of them stand for all.
    let places = calls.indices.filter { !calls[$0].contains(" pwrite ") || $0 % 10 == 0 }
    var faults = places.map { SystemFault(at: $0 + 1, what: .killBefore) }
    for place in places where calls[place].contains(" send ") {
      faults.append(SystemFault(at: place + 1, what: .killHalf))
    }
    await check(faults.map { StopPlan($0) })
  }

  @Test func `seeded kills and faults of the venue leave nothing open and close nothing twice`()
    async throws
  {
    let calls = try StopBench().calls().count
    let first = UInt64.random(in: 0..<1 << 32)
    await check((0..<UInt64(Self.trials)).map { StopPlan(seed: first + $0, calls: calls) })
  }

  // MARK: The harness itself

  /// What a program that is wrong does before or after what the binary does.
  private static let bugs = [
    // The latch is opened again.
    #""$T" "$@"; status=$?; [ $1 = emergency-stop ] && rm -f "$XDG_STATE_HOME"/tradectl/halted"#,
    // Nothing is closed.
    #"[ "$1 $2" = "emergency-stop --config" ] && exit 0; "$T" "$@"; status=$?"#,
    // What it did is not in the ledger.
    #"[ $1 = emergency-stop ] && cp ledger.db* ..; "$T" "$@"; status=$?; [ $1 = emergency-stop ]"#
      + #" && mv ../ledger.db* ."#,
  ]

  @Test(arguments: bugs) func `a program that is wrong is found out`(bug: String) throws {
    let folder = try TemporaryFolder()
    let program = try folder.write("#!/bin/bash\n\(bug)\nexit $status\n", to: "tradectl")
    let wrong = try StopBench(["/bin/bash", program]).problems(after: StopPlan())
    #expect(!wrong.isEmpty)
    let right = try StopBench().problems(after: StopPlan())
    #expect(right.isEmpty)
  }
}
