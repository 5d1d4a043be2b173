import Arguments
import Domain
import Testing

@testable import Commands

/// The values of options that commands define themselves.
@Suite struct ArgumentValueTests {
  @Test(arguments: [
    ("order", PaperRecords.order), ("fill,report", PaperRecords.fill.union(.report)),
    ("all", PaperRecords.all),
    ("order,fill,equity,position,balance,report", PaperRecords.all),
    ("fill,fill", PaperRecords.fill), ("fill,", PaperRecords.fill),
  ])
  func `kinds of records are a list`(text: String, wanted: PaperRecords) throws {
    #expect(try PaperRecords(argument: text) == wanted)
  }

  @Test(arguments: ["", ",", "fills", "order fill", "order,none", "ORDER"])
  func `what is no list of kinds is refused`(text: String) {
    #expect(throws: InvalidValue.self) { try PaperRecords(argument: text) }
  }

  @Test func `the default is shown by its name`() {
    #expect(PaperRecords.all.argumentText == "all")
  }

  @Test(arguments: [
    ("50000", String?.none, "50000"), ("BTC/USDT=50000", "BTC/USDT", "50000"),
    ("BTC/USDT:USDT=0.5", "BTC/USDT:USDT", "0.5"),
  ])
  func `a reference price may name its symbol`(
    text: String, symbol: String?, price: String
  ) throws {
    let reference = try ReferencePrice(argument: text)
    #expect(reference.symbol?.description == symbol)
    #expect(reference.price.description == price)
    #expect(reference.argumentText == text)
  }

  @Test(arguments: ["", "=", "BTC/USDT=", "=5", "BTC=5", "BTC/USDT=0", "-5", "0", "5=BTC/USDT"])
  func `what is no reference price is refused`(text: String) {
    #expect(throws: InvalidValue.self) { try ReferencePrice(argument: text) }
  }

  @Test func `the last reference price of a symbol counts, then the last without one`() throws {
    var account = AccountOptions()
    let btc = try Symbol(unified: "BTC/USDT")
    let eth = try Symbol(unified: "ETH/USDT")
    #expect(account.reference(btc) == nil)
    account.referencePrices = try ["1", "BTC/USDT=2", "BTC/USDT=3", "4"].map {
      try ReferencePrice(argument: $0)
    }
    #expect(account.reference(btc)?.description == "3")
    #expect(account.reference(eth)?.description == "4")
  }

  @Test(arguments: ["1..2", "abc", "", " 5", "0x10", "1e400", "NaN", "1_000"])
  func `what is no decimal number is refused`(text: String) {
    #expect(throws: InvalidValue.self) { try Price(argument: text) }
  }
}
