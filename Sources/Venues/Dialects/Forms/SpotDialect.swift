package import Domain
package import VenueInterface

/// A venue of spot markets alone, which have neither positions nor leverage.
package protocol SpotDialect: Dialect {
  /// What is told to whoever asks about leverage.
  static var noLeverage: Unsupported { get }
}

extension SpotDialect {
  package func positions(in market: Instrument?) -> [VenueCall<Page<VenuePosition>>] { [] }

  package func leverage(in market: Instrument) throws(Unsupported) -> VenueCall<LeverageSetting> {
    throw Self.noLeverage
  }

  package func setLeverage(
    _ leverage: Rate, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    throw Self.noLeverage
  }

  package func setMarginMode(
    _ mode: MarginMode, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    throw Self.noLeverage
  }
}
