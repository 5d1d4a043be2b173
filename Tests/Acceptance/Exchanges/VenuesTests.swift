import TestSupport
import Testing

/// The list of exchanges.
@Suite struct VenuesTests {
  @Test func `every exchange says what it has`() throws {
    let run = try Running.tradectl("venues")
    #expect(run.status == 0)
    try RecordValidator.shared.get().check(Array(run.text.utf8))
    #expect(
      run.records.map { $0.text("venue") } == [
        "binance", "binance-futures", "aster", "bybit", "okx", "kucoin", "kucoin-futures",
        "coinbase", "coinbase-exchange",
      ])
    let kucoin = try Running.tradectl("venues kucoin").records
    #expect(kucoin.count == 1)
    #expect(kucoin[0]["networks"] == #"["live"]"#)
    #expect(kucoin[0]["key_forms"] == #"["hmac_passphrase"]"#)
    #expect(kucoin[0].text("can_amend") == "false")
  }

  @Test func `an exchange that is not there is told of`() throws {
    let run = try Running.tradectl("venues binnance")
    #expect(run.status == 64)
    #expect(run.errorText.contains("There is no exchange 'binnance'; there are binance, "))
  }
}
