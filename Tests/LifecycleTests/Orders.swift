import Domain
import Lifecycle

extension Timestamp {
  static func seconds(_ count: Int64) -> Timestamp { Timestamp(nanoseconds: count * 1_000_000_000) }
}

extension OrderTerms {
  static func buy(_ quantity: Int) -> OrderTerms {
    var terms = OrderTerms(
      symbol: Symbol(base: "BTC", quote: "USDT"), side: .buy, type: .limit,
      quantity: Quantity(quantity))
    terms.price = Price(100)
    return terms
  }
}

extension OrderFill {
  static func of(
    _ quantity: Int, at price: Int = 100, fee: Int = 1, id: String = "f", side: Side = .buy
  ) -> OrderFill {
    OrderFill(
      id: id,
      fill: Fill(
        side: side, price: Price(price), quantity: Quantity(quantity), fee: Notional(fee),
        liquidity: .taker, time: .seconds(5)),
      feeAsset: "USDT")
  }
}

extension OrderEvent {
  /// An event of each kind that changes as little as it can.
  static func plain(_ kind: Kind) -> OrderEvent {
    switch kind {
    case .journaled: .journaled
    case .adopted: .adopted
    case .sent: .sent
    case .acknowledged: .acknowledged(orderID: "v-1")
    case .rejected: .rejected(OrderFault(code: "-2010", message: "no"))
    case .outcomeUnknown: .outcomeUnknown(reason: "timed out")
    case .filled: .filled(.of(1))
    case .cancelRequested: .cancelRequested(reason: "user")
    case .cancelled: .cancelled(reason: "user")
    case .expired: .expired(reason: "ioc")
    case .unsent: .unsent(reason: "halted")
    case .amended: .amended(OrderAmendment(price: Price(99)))
    case .resolvedAsPlaced: .resolvedAsPlaced(reason: "seen")
    case .resolvedAsNotPlaced: .resolvedAsNotPlaced(reason: "not seen")
    }
  }
}

extension OrderState {
  /// Events that lead an order of ten to this state, without a fill but for `filled`.
  var way: [OrderEvent] {
    switch self {
    case .journaled: []
    case .sent: [.sent]
    case .open: [.sent, .plain(.acknowledged)]
    case .unknown: [.sent, .plain(.outcomeUnknown)]
    case .filled: [.sent, .filled(.of(10))]
    case .cancelled: [.sent, .plain(.acknowledged), .plain(.cancelled)]
    case .expired: [.sent, .plain(.expired)]
    case .rejected: [.sent, .plain(.rejected)]
    case .unsent: [.plain(.unsent)]
    }
  }

  /// An order of ten that came to this state.
  func order() throws -> OrderLife {
    var life = OrderLife(.buy(10), createdAt: .seconds(1))
    for event in way { _ = try life.apply(event, at: .seconds(2)) }
    return life
  }
}
