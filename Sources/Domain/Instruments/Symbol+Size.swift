/// What orders, fills and positions of a market count in.
///
/// Sizes are base units. An inverse contract, though, is an amount of the quote currency, and what
/// that is in base units changes with every price; so its sizes are quote units. Only so do fills
/// add up to their order, and does an order that closes a position end it, to the last digit.
extension Symbol {
  /// Whether sizes are in quote units.
  @inlinable public var isInverse: Bool { kind == .inverse }

  /// What a size is worth in the quote currency.
  @inlinable public func notional(
    of size: Quantity, at price: Price
  ) throws(DecimalError) -> Notional {
    isInverse ? Notional(scaled: size.scaled) : try price * size
  }

  /// What a size changes hands for in the settlement currency, half to even at the 18th digit.
  @inlinable public func settlementValue(
    of size: Quantity, at price: Price
  ) throws(DecimalError) -> Notional {
    guard isInverse else { return try price * size }
    return Notional(
      scaled: try FixedPoint.divide(size.scaled, by: price.scaled, rounding: .toNearestOrEven))
  }

  /// The price at which a size changes hands for a value in the settlement currency, half to even
  /// at the 18th digit.
  ///
  /// The value of an inverse contract was rounded before, so its price has no more than the twelve
  /// significant digits that are sure.
  ///
  /// - Throws: `.divisionByZero` for nothing, which has no price, or `.overflow`.
  public func price(
    of size: Quantity, for value: Notional
  ) throws(DecimalError) -> Price {
    guard isInverse else { return try value.divided(by: size, rounding: .toNearestOrEven) }
    let price = Price(
      scaled: try FixedPoint.divide(size.scaled, by: value.scaled, rounding: .toNearestOrEven))
    var step: Int128 = 1
    while price.scaled / step >= 1_000_000_000_000 { step *= 10 }
    return try price.rounded(.toNearestOrEven, toMultipleOf: Price(scaled: step))
  }

  /// The base units that a size is, half to even at the 18th digit.
  @inlinable public func baseQuantity(
    of size: Quantity, at price: Price
  ) throws(DecimalError) -> Quantity {
    isInverse ? Quantity(scaled: try settlementValue(of: size, at: price).scaled) : size
  }

  /// What an amount of the settlement currency is in the quote currency, at a price.
  @inlinable public func quoteValue(
    of amount: Notional, at price: Price
  ) throws(DecimalError) -> Notional {
    isInverse ? try price * Quantity(scaled: amount.scaled) : amount
  }
}
