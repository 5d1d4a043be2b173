package import Domain

/// What a venue is and has.
package struct VenueProfile: Hashable, Sendable {
  /// What users call it: `binance-futures`.
  package var name: String
  /// What is traded there.
  package var markets: Set<MarketKind>
  /// The hosts of each network and service, all of one operator; the first one is preferred.
  ///
  /// What a network does not have is missing.
  package var origins: [VenueNetwork: [VenueService: [HTTPOrigin]]]
  package var capabilities: VenueCapabilities
  /// The order types that it takes.
  package var orderTypes: Set<OrderType>
  package var timesInForce: Set<TimeInForce>
  /// What its keys are made of.
  package var credentials: Set<CredentialForm>
  /// How many requests it takes, as its documentation says; what it says itself counts more.
  package var limits: [RequestLimit]
  /// What its users mostly pay with, and so count what they have in.
  package var currency: String
  /// Whether some modes of its accounts want orders on spot to be ones on cross margin.
  package var hasSpotMargin: Bool

  package init(
    _ name: String, markets: Set<MarketKind>,
    origins: [VenueNetwork: [VenueService: [HTTPOrigin]]], capabilities: VenueCapabilities,
    orderTypes: Set<OrderType>, timesInForce: Set<TimeInForce>,
    credentials: Set<CredentialForm>, limits: [RequestLimit], currency: String = "USDT",
    hasSpotMargin: Bool = false
  ) {
    self.name = name
    self.markets = markets
    self.origins = origins
    self.capabilities = capabilities
    self.orderTypes = orderTypes
    self.timesInForce = timesInForce
    self.credentials = credentials
    self.limits = limits
    self.currency = currency
    self.hasSpotMargin = hasSpotMargin
  }
}

/// Whether money is at stake.
package enum VenueNetwork: String, CaseIterable, Hashable, Sendable {
  case live
  /// The exchange's own test network or demo trading.
  case test
}

/// What a key of a venue consists of, beside its name.
package enum CredentialForm: String, CaseIterable, Hashable, Sendable {
  case hmac
  case hmacWithPassphrase = "hmac_passphrase"
  case ed25519
  case rsa
  case p256
  case secp256k1
}
