import Testing
import Wire

@testable import Commands

/// The exit status that follows from what became of the lines.
@Suite struct TallyTests {
  private func status(succeeded: Int = 0, _ failures: FailureClass...) -> Commands.ExitStatus {
    var tally = Tally()
    for _ in 0..<succeeded { tally.succeed() }
    for failure in failures { tally.fail(failure, code: "X") }
    return tally.status
  }

  @Test func `nothing at all and nothing but success are success`() {
    #expect(status() == .success)
    #expect(status(succeeded: 3) == .success)
  }

  @Test(arguments: [
    (FailureClass.auth, Commands.ExitStatus.notPermitted), (.config, .configuration),
    (.network, .unreachable), (.rate, .tryLater), (.input, .badInput), (.risk, .negative),
    (.venue, .negative), (.halt, .halted), (.internal, .internalFault),
  ])
  func `where no line succeeded, the kind of failure decides`(
    failure: FailureClass, wanted: Commands.ExitStatus
  ) {
    #expect(status(failure) == wanted)
    #expect(status(failure, failure) == wanted)
  }

  @Test func `every class of failure has a status`() {
    for failure in FailureClass.allCases { #expect(status(failure) != .success) }
  }

  @Test(arguments: FailureClass.allCases)
  func `where some succeeded, only a fault of ours and a halt are more than mixed`(
    failure: FailureClass
  ) {
    let wanted: Commands.ExitStatus =
      switch failure {
      case .internal: .internalFault
      case .halt: .halted
      default: .mixed
      }
    #expect(status(succeeded: 1, failure) == wanted)
  }

  @Test func `of several kinds the first in the contract's order counts`() {
    // From the top of the table of exit statuses to its end.
    let order: [FailureClass] = [
      .internal, .halt, .auth, .config, .network, .rate, .input, .risk,
    ]
    for (index, first) in order.enumerated() {
      for second in order.dropFirst(index + 1) {
        #expect(status(first, second) == status(first), "\(first) and \(second)")
        #expect(status(second, first) == status(first), "\(second) and \(first)")
      }
    }
  }

  @Test func `codes are counted in the order in which they came`() {
    var tally = Tally()
    for code in ["B", "A", "B"] { tally.fail(.input, code: code) }
    tally.succeed()
    #expect(tally.lines == 4)
    #expect(tally.succeeded == 1)
    #expect(tally.failed == 3)
    #expect(tally.codes.map(\.code) == ["B", "A"])
    #expect(tally.codes.map(\.count) == [2, 1])
  }

  @Test func `a sum of tallies is the tally of all lines`() {
    var (first, second, all) = (Tally(), Tally(), Tally())
    for (number, code) in ["A", "", "B", "A", "C", "B", "", "D"].enumerated() {
      func count(in tally: inout Tally) {
        if code.isEmpty {
          tally.succeed()
        } else {
          tally.fail(number < 4 ? .input : .risk, code: code)
        }
      }
      if number < 4 { count(in: &first) } else { count(in: &second) }
      count(in: &all)
    }
    first.add(second)
    #expect(first.lines == all.lines)
    #expect(first.succeeded == all.succeeded)
    #expect(first.failed == all.failed)
    #expect(first.codes.map(\.code) == all.codes.map(\.code))
    #expect(first.codes.map(\.count) == all.codes.map(\.count))
    #expect(first.status == all.status)
  }
}
