import Domain
import VenueInterface

extension PlaceRequest {
  /// Looks whether its terms agree with each other, and its id with the venue.
  ///
  /// - Throws: What is wrong.
  func check(for dialect: some Dialect) throws(Unsupported) {
    try checkTerms()
    let profile = dialect.profile
    guard profile.capabilities.clientOrderIDs.accepts(clientOrderID) else {
      throw Unsupported("'\(clientOrderID)' is not a client order id of \(profile.name)")
    }
  }

  /// Refuses what contracts have and spot has not.
  func checkSpot() throws(Unsupported) {
    guard positionSide == nil else { throw Unsupported("spot has no positions") }
    guard leverage == nil || leverage == .one else { throw Unsupported("spot has no leverage") }
    // What is sold there was held before, so a sale never does anything but reduce.
    guard !isReduceOnly || side == .sell else {
      throw Unsupported("a buy order reduces nothing on spot")
    }
  }

  /// Refuses orders that cannot hide a part of themselves.
  func refuseIceberg(at venue: String) throws(Unsupported) {
    guard icebergQuantity == nil else { throw Unsupported("\(venue) has no iceberg orders") }
  }

  /// Refuses orders that follow a price.
  func refuseTrailing(at venue: String) throws(Unsupported) {
    guard trailingPercent == nil else {
      throw Unsupported("\(venue) has no orders that follow a price")
    }
  }

  /// Whether it waits for the price to rise; of an order that waits.
  ///
  /// A stop follows the market and a take-profit waits for a better price.
  var waitsForRise: Bool { (type == .takeProfit) == (side == .sell) }
}
