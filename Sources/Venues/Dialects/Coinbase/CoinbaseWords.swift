import Domain
import VenueInterface

/// What the venue's words mean.
///
/// Source: "Get Order" of docs.cdp.coinbase.com/api-reference/advanced-trade-api.
enum CoinbaseWords {
  static let sides: [String: Side] = ["BUY": .buy, "SELL": .sell]

  static let statuses: [String: OrderStatus] = [
    "PENDING": .pending, "OPEN": .accepted, "QUEUED": .accepted, "CANCEL_QUEUED": .accepted,
    "EDIT_QUEUED": .accepted, "FILLED": .filled, "CANCELLED": .cancelled, "EXPIRED": .expired,
    "FAILED": .rejected,
  ]

  static let liquidities: [String: Liquidity] = ["MAKER": .maker, "TAKER": .taker]

  /// Everything that ids may consist of; what is longer than a UUID is not documented to be taken.
  static let identifierCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
}

extension RequestDraft {
  /// A request of Advanced Trade that only asks.
  static func coinbase(
    _ name: String, _ query: [Parameter] = [], access: Access = .signed
  ) -> RequestDraft {
    RequestDraft(.get, "/api/v3/brokerage/\(name)", query: query, access: access)
  }

  /// A request of Advanced Trade that may change something.
  static func coinbase(
    _ name: String, _ body: JSONBody, purpose: Purpose = .place
  ) -> RequestDraft {
    RequestDraft(
      .post, "/api/v3/brokerage/\(name)", body: body.body, access: .signed, purpose: purpose)
  }
}
