import Testing
import VenueInterface

@testable import Dialects

@Suite struct MarketRefusalTests {
  static let refusals: [(String, String, String)] = [
    ("bybit", "170136", "Order quantity lower than the minimum."),
    ("bybit", "170341", "Request order quantity exceeds maximum limit"),
    ("bybit", "110074", "This contract is not live"),
    ("bybit", "110094", "Order notional value below the lower limit"),
    ("okx", "51121", "Order quantity must be a multiple of the lot size."),
    ("okx", "50122", "Order amount must exceed minimum amount"),
    ("kucoin", "900001", "symbol not exists"),
    ("kucoin", "400100", "Order size increment invalid."),
    ("kucoin-futures", "400100", "The quantity is below the minimum requirement."),
    ("coinbase", "INVALID_SIZE_PRECISION", "m"),
    ("coinbase", "PREVIEW_INVALID_BASE_SIZE_TOO_SMALL", "m"),
    ("coinbase-exchange", "HTTP 400", "price is too accurate. Smallest unit is 0.01000000"),
  ]

  @Test(arguments: refusals)
  func `a refusal of the grid says that the market has changed`(
    name: String, code: String, message: String
  ) throws {
    let dialect = try #require(DialectList.dialect(named: name))
    #expect(dialect.isAboutMarket(.rejected(code: code, message: message)))
  }

  @Test(arguments: DialectList.profiles.map(\.name))
  func `other refusals do not`(name: String) throws {
    let dialect = try #require(DialectList.dialect(named: name))
    for error in [
      VenueError.rejected(code: "1", message: "Insufficient funds"), .notFound(message: "900001"),
      .rejected(code: "400100", message: "clientOid is missing"),
      .outcomeUnknown(reason: "too small"),
    ] {
      #expect(!dialect.isAboutMarket(error), "\(error)")
    }
  }
}
