import Domain
import Testing

@Suite struct IntentTests {
  @Test func `a bare intent is a market order that rests on no one's defaults but these`() {
    let intent = Intent(
      symbol: Symbol(base: "BTC", quote: "USDT"), side: .buy, quantity: Quantity(1))
    #expect(intent.type == .market)
    #expect(intent.timeInForce == .goodTillCancelled)
    #expect(!intent.isPostOnly && !intent.isReduceOnly)
    #expect(intent.price == nil && intent.stopPrice == nil)
    #expect(intent.stopLoss == nil && intent.takeProfit == nil)
    #expect(intent.leverage == nil && intent.strategy == nil && intent.id == nil)
  }
}
