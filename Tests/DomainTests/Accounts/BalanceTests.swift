import Domain
import Testing

@Suite struct BalanceTests {
  @Test func `the total is what is free and what is locked`() throws {
    let balance = Balance(
      asset: "USDT", free: try Notional(decimal: "0.1"), locked: try Notional(decimal: "0.2"))
    #expect(try balance.total == Notional(decimal: "0.3"))
  }

  @Test func `a total out of range is an overflow`() {
    let balance = Balance(
      asset: "USDT", free: Notional(scaled: .max), locked: Notional(scaled: 1))
    #expect(throws: DecimalError.overflow) { try balance.total }
  }
}
