import Domain
import Testing

@Suite struct OrderTypeTests {
  @Test(arguments: [
    (OrderType.market, false, false), (.limit, true, false), (.stop, false, true),
    (.stopLimit, true, true), (.takeProfit, false, true),
  ])
  func `knows which prices a type carries`(type: OrderType, hasPrice: Bool, isTriggered: Bool) {
    #expect(type.hasPrice == hasPrice)
    #expect(type.isTriggered == isTriggered)
  }

  @Test func `only a status that can still change is not final`() {
    let open = OrderStatus.allCases.filter { !$0.isFinal }
    #expect(open == [.pending, .accepted, .partiallyFilled, .unknown])
  }

  /// These words are in records that other people's scripts read.
  @Test func `is spelled as records spell it`() {
    #expect(
      OrderType.allCases.map(\.rawValue) == [
        "market", "limit", "stop", "stop_limit", "take_profit",
      ])
    #expect(TimeInForce.allCases.map(\.rawValue) == ["gtc", "ioc", "fok"])
    #expect(
      OrderStatus.allCases.map(\.rawValue) == [
        "pending", "accepted", "partially_filled", "filled", "cancelled", "expired", "rejected",
        "denied", "invalid", "skipped", "unsent", "unknown",
      ])
  }
}
