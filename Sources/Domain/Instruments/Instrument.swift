/// What a venue says about a market: the grid of its prices and quantities, and its limits.
///
/// Quantities are in base units, also for contracts; those of inverse contracts are in quote units.
/// Zero means that the venue sets no such rule.
public struct Instrument: Hashable, Sendable {
  public let symbol: Symbol
  /// The venue's own name of the market, where it differs.
  public var venueSymbol: String?
  /// The smallest step of a price.
  public var tick: Price
  /// The smallest step of a quantity.
  public var lot: Quantity
  public var minimumQuantity: Quantity
  public var maximumQuantity: Quantity
  /// The largest quantity of an order without a limit price, where the venue takes less of those.
  public var maximumMarketQuantity: Quantity
  public var minimumNotional: Notional
  /// Base units in one contract, or quote units in an inverse one; one on spot.
  public var contractSize: Quantity

  public init(
    symbol: Symbol, venueSymbol: String? = nil, tick: Price = .zero, lot: Quantity = .zero,
    minimumQuantity: Quantity = .zero, maximumQuantity: Quantity = .zero,
    maximumMarketQuantity: Quantity = .zero, minimumNotional: Notional = .zero,
    contractSize: Quantity = .one
  ) {
    self.symbol = symbol
    self.venueSymbol = venueSymbol
    self.tick = tick
    self.lot = lot
    self.minimumQuantity = minimumQuantity
    self.maximumQuantity = maximumQuantity
    self.maximumMarketQuantity = maximumMarketQuantity
    self.minimumNotional = minimumNotional
    self.contractSize = contractSize
  }

  /// The largest quantity of one order.
  ///
  /// - Parameter isAtMarket: Whether the order has no limit price.
  /// - Returns: Zero where the venue sets none.
  public func maximumQuantity(isAtMarket: Bool) -> Quantity {
    guard isAtMarket, maximumMarketQuantity.isPositive else { return maximumQuantity }
    return maximumQuantity.isPositive
      ? min(maximumQuantity, maximumMarketQuantity) : maximumMarketQuantity
  }

  /// The largest tradable quantity not above what is wanted.
  ///
  /// - Parameters:
  ///   - quantity: In base units; of inverse contracts in quote units.
  ///   - isAtMarket: Whether the order has no limit price.
  /// - Returns: Zero when it is below the minimum.
  /// - Throws: `.overflow`, `.divisionByZero` never in practice: a lot of zero rounds nothing.
  public func tradable(
    _ quantity: Quantity, isAtMarket: Bool = false
  ) throws(DecimalError) -> Quantity {
    var result = quantity
    let maximum = maximumQuantity(isAtMarket: isAtMarket)
    if maximum.isPositive { result = min(result, maximum) }
    if lot.isPositive { result = try result.rounded(.towardZero, toMultipleOf: lot) }
    return result < minimumQuantity ? .zero : result
  }

  /// The rules that an order breaks, all of them.
  ///
  /// - Parameters:
  ///   - quantity: In base units; of inverse contracts in quote units.
  ///   - price: The limit price; nil for an order without one.
  ///   - stopPrice: The trigger price; nil for an order without one.
  ///   - reference: The price that the notional is reckoned with where there is no limit price.
  /// - Returns: Empty for an order that the venue would take.
  public func breaches(
    quantity: Quantity, price: Price?, stopPrice: Price? = nil, reference: Price?
  ) -> [FilterBreach] {
    var breaches: [FilterBreach] = []
    if !quantity.isMultiple(of: lot) { breaches.append(.lotSize(lot: lot)) }
    if let price, !price.isMultiple(of: tick) { breaches.append(.tickSize(tick: tick)) }
    if let stopPrice, !stopPrice.isMultiple(of: tick) {
      breaches.append(.stopTickSize(tick: tick))
    }
    if quantity < minimumQuantity { breaches.append(.minimumQuantity(minimumQuantity)) }
    let maximum = maximumQuantity(isAtMarket: price == nil)
    if maximum.isPositive, quantity > maximum { breaches.append(.maximumQuantity(maximum)) }
    if minimumNotional.isPositive, let basis = price ?? reference {
      // An order too large to reckon is not too small.
      if let notional = try? symbol.notional(of: quantity, at: basis), notional < minimumNotional {
        breaches.append(.minimumNotional(minimumNotional, actual: notional))
      }
    }
    return breaches
  }
}

/// A rule of an instrument that an order breaks, with the rule's value.
public enum FilterBreach: Hashable, Sendable {
  case lotSize(lot: Quantity)
  case tickSize(tick: Price)
  case stopTickSize(tick: Price)
  case minimumQuantity(Quantity)
  case maximumQuantity(Quantity)
  case minimumNotional(Notional, actual: Notional)
}
