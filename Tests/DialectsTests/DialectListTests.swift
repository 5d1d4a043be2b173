import Domain
import Testing
import VenueInterface

@testable import Dialects

@Suite struct DialectListTests {
  @Test func `every exchange has one name, hosts and rules`() {
    let profiles = DialectList.profiles
    #expect(
      profiles.map(\.name) == [
        "binance", "binance-futures", "aster", "bybit", "okx", "kucoin", "kucoin-futures",
        "coinbase", "coinbase-exchange",
      ])
    #expect(DialectList.names == profiles.map(\.name))
    for profile in profiles {
      #expect(profile.name == profile.capabilities.name)
      // Not every exchange has a test network.
      let hasNone = profile.name.hasPrefix("kucoin") || profile.name == "coinbase"
      for network in VenueNetwork.allCases where network == .live || !hasNone {
        #expect(profile.origins[network]?[.main]?.isEmpty == false, "\(profile.name)")
      }
      #expect(!profile.markets.isEmpty && !profile.credentials.isEmpty)
      #expect(!profile.capabilities.refusesRepeatedClientIDs)
      #expect(profile.capabilities.requestValidity != nil)
      #expect(profile.capabilities.clientOrderIDs.accepts("tc1a"))
    }
  }

  @Test func `a dialect is found by its name and the kind of key`() throws {
    #expect(DialectList.dialect(named: "nowhere") == nil)
    let old = try #require(DialectList.dialect(named: "aster", for: .hmac) as? AsterDialect)
    let new = try #require(DialectList.dialect(named: "aster", for: .secp256k1) as? AsterDialect)
    let open = try #require(DialectList.dialect(named: "aster") as? AsterDialect)
    #expect(old.generation == .keys && new.generation == .wallets && open.generation == .wallets)
    #expect(DialectList.dialect(named: "binance") is BinanceDialect)
    #expect(DialectList.dialect(named: "binance-futures", for: .rsa) is BinanceFuturesDialect)
  }
}
