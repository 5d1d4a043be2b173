import Domain
import VenueInterface
import Wire

/// How the order stands that a conditional order became when its price was reached.
///
/// Source: as `QueryOrder`.
struct QueryTriggeredOrder: Endpoint {
  private let query: QueryOrder
  /// What it was placed as.
  private let algo: VenueOrder

  init(form: BinanceForm, market: Instrument, orderID: String, algo: VenueOrder) {
    query = QueryOrder(form: form, market: market, key: .orderID(orderID))
    self.algo = algo
  }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    .order(algo.triggered(as: try query.order(try reply.object)))
  }

  func answerIfNotFound() -> OrderLookup? { .order(algo.triggeredAndForgotten) }
}

/// Takes the order out of the book that a conditional order became, once its number is known.
///
/// Source: as `QueryAlgoOrder` and `CancelOrder`.
struct CancelTriggeredOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: AlgoOrderKey

  private var query: QueryAlgoOrder { QueryAlgoOrder(form: form, market: market, key: key) }

  var draft: RequestDraft {
    var draft = query.draft
    draft.purpose = .cancel
    return draft
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    let order = try query.order(content)
    guard let number = content.actualOrderID else { return .order(order) }
    let cancel = CancelOrder(form: form, market: market, key: .orderID(number))
    return .elsewhere(
      VenueCall(cancel) { (answer) throws(RecordProblem) in
        guard case .order(let other) = answer else { return answer }
        return .order(order.triggered(as: other))
      })
  }
}

/// The fills of a conditional order, which are those of the order that it became.
///
/// Source: as `QueryAlgoOrder`; `actualOrderId` is empty until the price is reached.
struct FillsOfAlgoOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: AlgoOrderKey
  let clientOrderID: String?
  /// How long ago it was placed; nil where nobody knows.
  let age: TimeInterval?

  private var query: QueryAlgoOrder { QueryAlgoOrder(form: form, market: market, key: key) }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let content = try reply.object
    let order = try query.order(content)
    guard let number = content.actualOrderID else { return Page([]) }
    let clientID = clientOrderID ?? order.clientOrderID
    guard form.tellsAllFills(ofAge: age) else {
      return Page(
        [],
        next: VenueCall(
          FillsOfOrder(
            form: form, market: market, key: .orderID(number), clientOrderID: clientID, age: age)))
    }
    return Page(
      [],
      next: VenueCall(
        AccountTrades(
          form: form, market: market, orderID: number, clientOrderID: clientID)))
  }
}
