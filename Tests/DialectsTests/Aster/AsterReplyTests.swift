import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct AsterReplyTests {
  private let dialect = AsterDialect(.keys)
  private let symbol = Instrument.aster.symbol

  private func read<Answer>(_ name: String, _ call: VenueCall<Answer>) throws -> Answer {
    try dialect.answer(fixture: "Aster/\(name)", to: call)
  }

  @Test func `the account is read`() throws {
    #expect(
      try read("account", dialect.balances()[0])
        == [Balance(asset: "USDT", free: Notional("23.72469206"), locked: .zero)])
    #expect(
      try read("account", try dialect.permissions(of: .test))
        == KeyPermissions(canTrade: true, canWithdraw: nil))
  }

  @Test func `what an account may do with its assets says nothing of its key`() throws {
    let call = try dialect.permissions(of: .test)
    for word in ["true", "false"] {
      #expect(
        try dialect.answer(#"{"canTrade":false,"canWithdraw":\#(word)}"#, to: call)
          == KeyPermissions(canTrade: false, canWithdraw: nil))
    }
  }

  @Test func `a wallet is found among those that sign for the account`() throws {
    let dialect = AsterDialect(.wallets)
    func permissions(_ name: String, at milliseconds: Int64) throws -> KeyPermissions {
      let key = KeyInUse(name: name, at: .test(milliseconds))
      return try dialect.answer(
        fixture: "Aster/agents", to: try dialect.permissions(of: key))
    }
    let own = "0x7D931FD3F5a12c18cd77f9cb90ff58e677df9479"
    #expect(
      try permissions(own, at: 1_795_176_000_000)
        == KeyPermissions(canTrade: true, canWithdraw: false))
    // Its time is over.
    #expect(
      try permissions(own, at: 1_795_176_000_001)
        == KeyPermissions(canTrade: false, canWithdraw: false))
    let other = "0x2610d3935a008036af0ae12d014c8904b75fc5e9"
    #expect(
      try permissions(other, at: 0) == KeyPermissions(canTrade: true, canWithdraw: true))
    // One that is not among them signs for nobody.
    #expect(
      try permissions("0x0000000000000000000000000000000000000001", at: 0)
        == KeyPermissions(canTrade: false, canWithdraw: nil))
    let call = try dialect.permissions(of: .test)
    let spot = #"[{"agentAddress":"\#(own)","expired":1867945395040,"canPerpTrade":false,"#
    #expect(
      try dialect.answer(spot + #""canSpotTrade":true,"canWithdraw":false}]"#, to: call)
        == KeyPermissions(canTrade: false, canWithdraw: false))
    // What does not tell whether it can withdraw tells nothing.
    #expect(throws: VenueError.self) { try dialect.answer(spot + #""canRead":true}]"#, to: call) }
  }

  @Test func `hedged positions are read, and leverage with them`() throws {
    let page = try read("position_risk", dialect.positions()[0])
    #expect(
      page.items == [
        VenuePosition(
          symbol: symbol, side: .long, quantity: Quantity(20), entryPrice: Price("0.7"),
          markPrice: Price("0.75"), leverage: Rate(10), unrealizedPnL: Notional(1),
          liquidationPrice: Price("0.62"), isHedged: true),
        VenuePosition(
          symbol: symbol, side: .short, quantity: Quantity(5), entryPrice: Price("0.8"),
          markPrice: Price("0.75"), leverage: Rate(10), unrealizedPnL: Notional("0.25"),
          liquidationPrice: Price("0.93"), isHedged: true),
      ])
    #expect(
      try read("position_risk", try dialect.leverage(in: .aster))
        == LeverageSetting(leverage: Rate(10), marginMode: .isolated))
    let other = try dialect.leverage(in: .ether)
    #expect(throws: VenueError.self) { try read("position_risk", other) }
    #expect(throws: VenueError.self) { try dialect.answer("[]", to: other) }
  }

  @Test func `a trailing order is told with the price from which on it trails`() throws {
    let order = try read("order", try dialect.order(.test(.aster, .stop))[0]).order
    #expect(
      order
        == VenueOrder(
          clientOrderID: "tcabc", orderID: "1917641", symbol: symbol, side: .buy, type: .stop,
          status: .accepted, quantity: Quantity("0.4"), stopPrice: Price(9020),
          trailingPercent: Rate("0.3")))
  }

  @Test func `an order keeps the type that it waited as`() throws {
    let order = try read("order_filled", try dialect.order(.test(.aster, .stopLimit))[0]).order
    #expect(order?.type == .stopLimit && order?.status == .filled)
    #expect(order?.averagePrice == Price("0.725"))
  }

  @Test func `the fills of an order are picked from those of its time`() throws {
    let first = try read("order_filled", try dialect.fills(of: .test(.aster, .stopLimit))[0])
    let next = try #require(first.next)
    #expect(
      next.line == "GET /fapi/v1/userTrades?symbol=ASTERUSDT"
        + "&startTime=1795176000500&endTime=1795176900500")
    let page = try read("user_trades", next)
    #expect(page.items.map(\.fillID) == ["698759"])
    #expect(page.items.map(\.clientOrderID) == ["tcabc"])
    #expect(page.next.map(\.line) == nil)
    let unfilled = try read("order", try dialect.fills(of: .test(.aster, .stop))[0])
    #expect(unfilled.items.isEmpty && unfilled.next.map(\.line) == nil)
  }
}
