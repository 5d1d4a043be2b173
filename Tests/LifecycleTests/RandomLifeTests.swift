import Domain
import Lifecycle
import Testing

/// Whatever is told in whatever order, the rules hold.
@Suite struct RandomLifeTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `no sequence of events breaks an invariant`(seed: UInt64) throws {
    var random = RandomNumbers(seed: seed)
    for _ in 0..<200 {
      var life = OrderLife(.buy(1 + random.below(6)), createdAt: .seconds(0))
      var log: [Transition] = []
      for step in 0..<30 {
        let event = Self.event(&random)
        let before = life
        do throws(IllegalTransition) {
          log.append(try life.apply(event, at: .seconds(Int64(step))))
        } catch {
          #expect(life == before, "seed \(seed)")
        }
        #expect(life.brokenInvariant() == nil, "seed \(seed)")
        #expect(!before.state.isFinal || life.state.isFinal, "seed \(seed): it came back")
        #expect(life.filledQuantity >= before.filledQuantity, "seed \(seed)")
      }
      for (earlier, later) in zip(log, log.dropFirst()) {
        #expect(earlier.after == later.before, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `replaying the transitions gives the same order`(seed: UInt64) throws {
    var random = RandomNumbers(seed: seed &+ 1_000)
    let terms = OrderTerms.buy(1 + random.below(6))
    var life = OrderLife(terms, createdAt: .seconds(0))
    var log: [Transition] = []
    for step in 0..<60 {
      let event = Self.event(&random)
      do throws(IllegalTransition) {
        log.append(try life.apply(event, at: .seconds(Int64(step))))
      } catch {
        continue
      }
    }
    var again = OrderLife(terms, createdAt: .seconds(0))
    for transition in log { _ = try again.apply(transition.event, at: transition.time) }
    #expect(again == life, "seed \(seed)")
  }

  private static func event(_ random: inout RandomNumbers) -> OrderEvent {
    let kinds = OrderEvent.Kind.allCases
    switch kinds[random.below(kinds.count)] {
    case .filled: return .filled(.of(1 + random.below(3), at: 90 + random.below(20)))
    case .amended: return .amended(OrderAmendment(quantity: Quantity(random.below(8))))
    case let kind: return .plain(kind)
    }
  }
}
