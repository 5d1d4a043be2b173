package import Domain
import Wire

/// A request together with how its answer is read.
package struct GatewayQuestion<Answer: Sendable>: Sendable {
  package let request: GatewayRequest
  private let read: @Sendable (GatewayReply) throws(RecordProblem) -> Answer

  init(
    _ request: GatewayRequest,
    _ read: @escaping @Sendable (GatewayReply) throws(RecordProblem) -> Answer
  ) {
    self.request = request
    self.read = read
  }

  /// Takes the reply in.
  ///
  /// - Throws: What the venue said, or `.outcomeUnknown` with the name of what is missing or of
  ///   another form.
  package func answer(from reply: GatewayReply) throws(VenueError) -> Answer {
    if let refusal = reply.refusal { throw refusal }
    do {
      return try read(reply)
    } catch {
      throw .outcomeUnknown(reason: "the answer cannot be used: \(error.message)")
    }
  }
}

extension GatewayQuestion<VenueCapabilities> {
  package static var hello: Self {
    Self(.hello) { (reply) throws(RecordProblem) in try reply.capabilities() }
  }
}

extension GatewayQuestion<VenueOrder> {
  package static func place(_ order: PlaceRequest) -> Self {
    about(order.clientOrderID, .place(order))
  }

  /// Cancels an order; what is cancelled already, or filled, is answered as it is.
  package static func cancel(_ order: OrderReference) -> Self {
    about(order.clientOrderID, .cancel(order))
  }

  /// Changes what is not nil, and leaves the rest as it is.
  package static func amend(
    _ order: OrderReference, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) -> Self {
    about(
      order.clientOrderID,
      .amend(order, quantity: quantity, price: price, stopPrice: stopPrice))
  }

  package static func order(_ order: OrderReference) -> Self {
    about(order.clientOrderID, .order(order))
  }

  private static func about(_ clientOrderID: String?, _ request: GatewayRequest) -> Self {
    Self(request) { (reply) throws(RecordProblem) in
      try reply.order(clientOrderID: clientOrderID)
    }
  }
}

extension GatewayQuestion<[VenueOrder]> {
  /// The open orders of one market, or of all.
  package static func openOrders(_ symbol: Symbol? = nil) -> Self {
    Self(.openOrders(symbol)) { (reply) throws(RecordProblem) in try reply.orders() }
  }
}

extension GatewayQuestion<[VenueFill]> {
  /// The fills that are `since` or later, of one market or order or of all, in order of time.
  package static func fills(
    _ symbol: Symbol? = nil, since: Timestamp? = nil, clientOrderID: String? = nil
  ) -> Self {
    Self(.fills(symbol, since: since, clientOrderID: clientOrderID)) {
      (reply) throws(RecordProblem) in try reply.fills()
    }
  }
}

extension GatewayQuestion<[VenuePosition]> {
  package static var positions: Self {
    Self(.positions) { (reply) throws(RecordProblem) in try reply.positions() }
  }
}

extension GatewayQuestion<[Balance]> {
  package static var balances: Self {
    Self(.balances) { (reply) throws(RecordProblem) in try reply.balances() }
  }
}

extension GatewayQuestion<Rate> {
  /// Sets the leverage of a market; the answer is what holds from now on.
  package static func leverage(_ symbol: Symbol, _ leverage: Rate) -> Self {
    Self(.leverage(symbol, leverage)) { (reply) throws(RecordProblem) in try reply.leverage() }
  }
}

extension GatewayQuestion<VenueTicker> {
  package static func ticker(_ symbol: Symbol) -> Self {
    Self(.ticker(symbol)) { (reply) throws(RecordProblem) in try reply.ticker() }
  }
}
