/// What a venue says to a request that changes an order.
package enum OrderAnswer: Sendable {
  /// How the order stands.
  case order(VenueOrder)
  /// That it was heard; how the order stands has to be asked.
  case acknowledged(orderID: String?)
  /// That the order has become another one, which has to be asked to change.
  case elsewhere(VenueCall<OrderAnswer>)
}

/// What a venue says of one of the orders that were placed with one request.
package typealias BatchedAnswer = Result<OrderAnswer, VenueError>

/// What a venue says to the question how an order stands.
package enum OrderLookup: Sendable {
  case order(VenueOrder)
  /// That it knows none.
  case unknown
  /// That the order has become another one, which tells how it stands.
  case elsewhere(VenueCall<OrderLookup>)
}
