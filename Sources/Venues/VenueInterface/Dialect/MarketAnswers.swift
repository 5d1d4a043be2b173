package import Domain

/// The best prices of a market and what can be had at them.
package struct VenueBook: Hashable, Sendable {
  package struct Level: Hashable, Sendable {
    package let price: Price
    /// Base units.
    package let quantity: Quantity

    package init(price: Price, quantity: Quantity) {
      self.price = price
      self.quantity = quantity
    }
  }

  /// Best first.
  package let bids: [Level]
  /// Best first.
  package let asks: [Level]
  /// Nil where the venue does not tell.
  package let time: Timestamp?

  package init(bids: [Level], asks: [Level], time: Timestamp? = nil) {
    self.bids = bids
    self.asks = asks
    self.time = time
  }
}

/// What a candle is drawn of.
package enum CandlePrice: String, CaseIterable, Hashable, Sendable {
  /// What was traded.
  case last
  /// What positions are valued and liquidated at.
  case mark
  /// What the venue takes for the price of the base currency elsewhere.
  case index
}

/// The time that a candle covers.
package enum CandleLength: String, CaseIterable, Hashable, Sendable {
  case oneMinute = "1m"
  case threeMinutes = "3m"
  case fiveMinutes = "5m"
  case fifteenMinutes = "15m"
  case halfHour = "30m"
  case oneHour = "1h"
  case twoHours = "2h"
  case fourHours = "4h"
  case sixHours = "6h"
  case eightHours = "8h"
  case twelveHours = "12h"
  case oneDay = "1d"
  case oneWeek = "1w"

  package var interval: TimeInterval {
    let minutes: Int64 =
      switch self {
      case .oneMinute: 1
      case .threeMinutes: 3
      case .fiveMinutes: 5
      case .fifteenMinutes: 15
      case .halfHour: 30
      case .oneHour: 60
      case .twoHours: 120
      case .fourHours: 240
      case .sixHours: 360
      case .eightHours: 480
      case .twelveHours: 720
      case .oneDay: 1440
      case .oneWeek: 10080
      }
    return TimeInterval(nanoseconds: minutes * 60_000_000_000)
  }
}
