import Domain
import Testing

@Suite struct SideTests {
  @Test func `the opposite of the opposite is the side itself`() {
    #expect(Side.buy.opposite == .sell)
    #expect(Side.sell.opposite == .buy)
  }

  @Test func `a position is entered on its own side`() {
    #expect(PositionSide.long.entrySide == .buy)
    #expect(PositionSide.short.entrySide == .sell)
  }

  @Test(
    arguments: [
      (.buy, .buy), (.long, .buy), (.sell, .sell), (.short, .sell), (.close, nil), (.hold, nil),
    ] as [(SignalAction, Side?)])
  func `a signal has a side unless the position decides it`(action: SignalAction, side: Side?) {
    #expect(action.side == side)
  }

  @Test func `is spelled as records spell it`() {
    #expect(Side.allCases.map(\.rawValue) == ["buy", "sell"])
    #expect(PositionSide.allCases.map(\.rawValue) == ["long", "short"])
    #expect(Liquidity.allCases.map(\.rawValue) == ["maker", "taker"])
    #expect(
      SignalAction.allCases.map(\.rawValue) == ["buy", "sell", "long", "short", "close", "hold"])
  }
}
