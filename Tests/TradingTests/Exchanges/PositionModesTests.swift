import Domain
import Testing
import VenueInterface

@testable import Trading

/// How an account is set, as its positions tell.
@Suite struct PositionModesTests {
  private let bitcoin = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  private let ether = Symbol(base: "ETH", quote: "USDT", settle: "USDT")
  private let spot = Symbol(base: "BTC", quote: "USDT")

  private func modes(_ positions: (Symbol, Bool)...) -> PositionModes {
    var modes = PositionModes()
    modes.note(
      positions.map { symbol, isHedged in
        VenuePosition(
          symbol: symbol, side: .long, quantity: Quantity(1), entryPrice: Price(1),
          isHedged: isHedged)
      })
    return modes
  }

  @Test func `without positions nothing is known`() {
    #expect(modes().holdsSidesApart(in: bitcoin, isPerMarket: false) == nil)
    #expect(modes((spot, false)).holdsSidesApart(in: bitcoin, isPerMarket: false) == nil)
  }

  @Test(arguments: [true, false])
  func `a position tells for its market, and for all where the account is set as a whole`(
    isHedged: Bool
  ) {
    let modes = modes((bitcoin, isHedged))
    for isPerMarket in [true, false] {
      #expect(modes.holdsSidesApart(in: bitcoin, isPerMarket: isPerMarket) == isHedged)
      #expect(modes.holdsSidesApart(in: spot, isPerMarket: isPerMarket) == nil)
    }
    #expect(modes.holdsSidesApart(in: ether, isPerMarket: false) == isHedged)
    #expect(modes.holdsSidesApart(in: ether, isPerMarket: true) == nil)
  }

  @Test func `markets may differ where each has a mode of its own`() {
    let modes = modes((bitcoin, true), (ether, false))
    #expect(modes.holdsSidesApart(in: bitcoin, isPerMarket: true) == true)
    #expect(modes.holdsSidesApart(in: ether, isPerMarket: true) == false)
  }

  @Test func `what was closed tells nothing any more`() {
    var modes = modes((bitcoin, true))
    modes.note([])
    #expect(modes.holdsSidesApart(in: bitcoin, isPerMarket: false) == nil)
  }
}
