import Domain
import Lifecycle
import Testing

@Suite struct OrderLifeTests {
  static let pairs = OrderState.allCases.flatMap { state in
    OrderEvent.Kind.allCases.map { (state, $0) }
  }

  @Test(arguments: OrderState.allCases)
  func `every state can be reached`(state: OrderState) throws {
    let life = try state.order()
    #expect(life.state == state)
    #expect(life.brokenInvariant() == nil)
    #expect(life.isFinal == state.isFinal)
  }

  @Test(arguments: pairs)
  func `an event leads where the table says or changes nothing`(
    state: OrderState, kind: OrderEvent.Kind
  ) throws {
    let before = try state.order()
    var life = before
    if let next = state.next(after: kind) {
      let transition = try life.apply(.plain(kind), at: .seconds(9))
      #expect(life.state == next)
      #expect(transition.before == state)
      #expect(transition.after == next)
      #expect(transition.event == .plain(kind))
      #expect(transition.time == .seconds(9))
      #expect(life.brokenInvariant() == nil)
    } else {
      #expect(throws: IllegalTransition(state: state, event: kind, obstacle: .state)) {
        _ = try life.apply(.plain(kind), at: .seconds(9))
      }
      #expect(life == before)
    }
  }

  @Test func `fills add up to the last digit`() throws {
    var life = try OrderState.open.order()
    _ = try life.apply(.filled(.of(3, at: 100, fee: 2)), at: .seconds(4))
    #expect(life.status == .partiallyFilled)
    #expect(life.openQuantity == Quantity(7))
    let last = try life.apply(.filled(.of(7, at: 110, fee: 3)), at: .seconds(6))
    #expect(last.after == .filled)
    #expect(life.status == .filled)
    #expect(life.averagePrice == Price(107))
    #expect(life.tradedValue == Notional(1070))
    #expect(life.fee == Notional(5))
    #expect(life.feeAsset == "USDT")
    #expect(life.firstFilledAt == .seconds(4))
    #expect(life.finalAt == .seconds(6))
    #expect(life.openQuantity == .zero)
  }

  @Test func `a fill may come before the answer, and its order id after it`() throws {
    var life = try OrderState.sent.order()
    _ = try life.apply(.filled(.of(10)), at: .seconds(3))
    #expect(life.state == .filled)
    #expect(life.orderID == nil)
    _ = try life.apply(.acknowledged(orderID: "v-9"), at: .seconds(4))
    #expect(life.state == .filled)
    #expect(life.orderID == "v-9")
    #expect(life.finalAt == .seconds(3))
  }

  @Test(arguments: [OrderState.cancelled, .expired])
  func `a late fill of an ended order counts`(state: OrderState) throws {
    var life = try state.order()
    _ = try life.apply(.filled(.of(4)), at: .seconds(7))
    #expect(life.state == state)
    #expect(life.filledQuantity == Quantity(4))
    _ = try life.apply(.filled(.of(6)), at: .seconds(8))
    #expect(life.state == .filled)
    #expect(life.finalAt == .seconds(2))
  }

  @Test(arguments: [OrderState.sent, .open, .unknown, .cancelled, .expired])
  func `no more fills than was ordered`(state: OrderState) throws {
    var life = try state.order()
    let before = life
    #expect(throws: IllegalTransition(state: state, event: .filled, obstacle: .overfilled)) {
      _ = try life.apply(.filled(.of(11)), at: .seconds(3))
    }
    #expect(life == before)
  }

  @Test func `a fill of the other side or of nothing is foreign`() throws {
    var life = try OrderState.open.order()
    for fill in [OrderFill.of(1, side: .sell), .of(0), .of(-1)] {
      #expect(throws: IllegalTransition(state: .open, event: .filled, obstacle: .foreignFill)) {
        _ = try life.apply(.filled(fill), at: .seconds(3))
      }
    }
  }

  @Test(arguments: [
    (OrderState.unknown, OrderEvent.Kind.unsent), (.unknown, .resolvedAsNotPlaced),
    (.unknown, .rejected), (.open, .rejected),
  ])
  func `what has traded did reach the venue`(state: OrderState, kind: OrderEvent.Kind) throws {
    var life = try state.order()
    _ = try life.apply(.filled(.of(1)), at: .seconds(3))
    if state == .unknown { _ = try life.apply(.plain(.outcomeUnknown), at: .seconds(4)) }
    #expect(throws: IllegalTransition(state: state, event: kind, obstacle: .hasFills)) {
      _ = try life.apply(.plain(kind), at: .seconds(5))
    }
  }

  @Test func `an amendment changes the terms`() throws {
    var life = try OrderState.open.order()
    let change = OrderAmendment(quantity: Quantity(20), price: Price(90), stopPrice: Price(80))
    _ = try life.apply(.amended(change), at: .seconds(3))
    #expect(life.terms.quantity == Quantity(20))
    #expect(life.terms.price == Price(90))
    #expect(life.terms.stopPrice == Price(80))
    _ = try life.apply(.amended(OrderAmendment()), at: .seconds(4))
    #expect(life.terms.quantity == Quantity(20))
  }

  @Test func `an order that is amended down to what has filled is filled`() throws {
    var life = try OrderState.open.order()
    _ = try life.apply(.filled(.of(4)), at: .seconds(3))
    #expect(throws: IllegalTransition(state: .open, event: .amended, obstacle: .belowFilled)) {
      _ = try life.apply(.amended(OrderAmendment(quantity: Quantity(3))), at: .seconds(4))
    }
    _ = try life.apply(.amended(OrderAmendment(quantity: Quantity(4))), at: .seconds(4))
    #expect(life.state == .filled)
    #expect(life.brokenInvariant() == nil)
  }

  @Test func `an adopted order is open from the start`() throws {
    var life = OrderLife(adopting: .buy(2), orderID: "v-3", at: .seconds(1))
    #expect(life.state == .open)
    #expect(life.status == .accepted)
    #expect(life.sentAt == nil)
    _ = try life.apply(.filled(.of(2)), at: .seconds(2))
    #expect(life.brokenInvariant() == nil)
  }

  @Test func `sums that leave the range are refused`() throws {
    var terms = OrderTerms.buy(1)
    terms.quantity = Quantity(scaled: FixedPoint.largest)
    var life = OrderLife(terms, createdAt: .seconds(1))
    _ = try life.apply(.sent, at: .seconds(1))
    let fill = OrderFill(
      id: "f",
      fill: Fill(
        side: .buy, price: Price(2), quantity: Quantity(scaled: FixedPoint.largest), fee: .zero,
        liquidity: .maker, time: .seconds(1)),
      feeAsset: "USDT")
    #expect(throws: IllegalTransition(state: .sent, event: .filled, obstacle: .notReckonable)) {
      _ = try life.apply(.filled(fill), at: .seconds(1))
    }
  }

  @Test func `a refusal says why`() throws {
    var texts: Set<String> = []
    for (state, kind) in Self.pairs {
      var life = try state.order()
      do throws(IllegalTransition) {
        _ = try life.apply(.plain(kind), at: .seconds(3))
      } catch {
        texts.insert(error.explanation)
        #expect(!error.explanation.hasSuffix("."))
      }
    }
    #expect(texts.contains("an order that is rejected cannot be filled"))
  }
}
