import Arguments
import Domain
import Sizing
import Testing
import Wire

@testable import Commands

/// What the sizing options mean, and what they say when they make no sense.
@Suite struct SizingOptionsTests {
  private func plan(
    _ change: (inout SizingOptions) throws -> Void, _ instrument: InstrumentOptions = .init()
  ) throws -> SizingPlan {
    var options = SizingOptions()
    options.equity = try Notional(decimal: "10000")
    try change(&options)
    return try SizingPlan(options, instrument, decimals: .number)
  }

  private func complaint(_ change: (inout SizingOptions) throws -> Void) -> String? {
    do {
      _ = try plan(change)
      return nil
    } catch let failure as CommandFailure {
      return failure.showsUsage ? failure.message : "no usage: \(failure.message ?? "")"
    } catch {
      return "\(error)"
    }
  }

  @Test func `the defaults make a plan`() throws {
    #expect(complaint { _ in } == nil)
  }

  @Test(arguments: MethodName.allCases)
  func `every method but risk says what it needs`(method: MethodName) {
    let complaint = complaint { $0.method = method }
    if method == .risk {
      #expect(complaint == nil)
    } else {
      #expect(complaint?.hasSuffix(" is missing: --method \(method.rawValue) needs it.") == true)
    }
  }

  @Test func `a flag outside its range is named`() {
    #expect(complaint { $0.equity = .zero } == "--equity must be above 0.")
    #expect(complaint { $0.leverage = Rate(126) } == "--leverage must be from 1 to 125.")
    #expect(
      complaint { $0.risk = Rate(101) } == "--risk must be above 0 and at most 100 percent.")
    #expect(
      complaint { $0.maximumRisk = .zero }
        == "--max-risk must be above 0 and at most 100 percent.")
    #expect(complaint { $0.fees = Rate(100) } == "--fees must be from 0 to less than 100 percent.")
    #expect(
      complaint { $0.maximumPosition = .zero }
        == "--max-position must be above 0 and at most 12500 percent.")
    #expect(
      complaint {
        $0.method = .kelly
        $0.winProbability = Rate(2)
        $0.averageWin = .one
        $0.averageLoss = .one
      } == "--win-probability must be from 0 to 1.")
  }

  @Test func `what differs from trade to trade is left to the trade`() throws {
    let plan = try plan {
      $0.method = .atr
      $0.averageTrueRange = try Price(decimal: "800")
    }
    let size = try plan.size(
      symbol: nil, side: .buy, entry: try Price(decimal: "50000"), stop: nil, leverage: nil,
      confidence: nil)
    #expect(size.stop?.description == "48400")
  }
}
