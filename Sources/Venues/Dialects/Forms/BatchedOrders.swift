import Domain
import VenueInterface
import Wire

// Several orders in one request.

/// An order that its exchange takes together with others.
protocol BatchedOrder: Endpoint where Answer == OrderAnswer {
  static var batching: OrderBatching { get }
  /// The request that places them; how many they are, and until when it is good, is put in after that.
  static func request(placing orders: [Self]) -> RequestDraft
  /// What an answer tells of each order, at its place.
  static func items(in reply: VenueReply) throws(RecordProblem) -> ReplyList
  /// Where it says of each what became of it; nil where that stands in the items.
  static func verdicts(in reply: VenueReply) throws(RecordProblem) -> ReplyList?
  /// Why one was not placed; nil where it was.
  static func failure(
    _ verdict: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError?
  /// What is told of the order, which was placed.
  func answer(from item: ReplyObject) throws(RecordProblem) -> OrderAnswer
}

extension BatchedOrder {
  static func verdicts(in reply: VenueReply) throws(RecordProblem) -> ReplyList? { nil }
}

/// Places several orders with one request, which has to be in time for each of them.
private struct PlaceTogether<Order: BatchedOrder>: Endpoint {
  let draft: RequestDraft
  private let orders: [Order]

  init(_ orders: [Order]) {
    precondition(!orders.isEmpty, "A request places at least one order")
    var draft = Order.request(placing: orders)
    draft.orders = orders.count
    draft.validUntil = orders.compactMap(\.draft.validUntil).min()
    self.draft = draft
    self.orders = orders
  }

  /// What is said of each order, at its place.
  ///
  /// Where what is said of an order cannot be read, nobody knows what became of that one, and the
  /// others are as they are told. Where it tells of more orders or of fewer, nobody knows of any.
  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [BatchedAnswer] {
    let verdicts = try Order.verdicts(in: reply)
    let items = try Order.items(in: reply)
    guard items.count == orders.count else {
      throw RecordProblem(
        .badValue, "it tells of \(items.count) orders, and not of \(orders.count)")
    }
    var answers: [BatchedAnswer] = []
    for (place, order) in orders.enumerated() {
      do throws(RecordProblem) {
        let item = try items.object(place)
        if let failure = try Order.failure(try verdicts?.object(place) ?? item, to: draft) {
          answers.append(.failure(failure))
        } else {
          answers.append(.success(try order.answer(from: item)))
        }
      } catch {
        answers.append(
          .failure(.outcomeUnknown(reason: "the answer cannot be used: \(error.message)")))
      }
    }
    return answers
  }
}

extension Dialect {
  /// What places several orders with one request.
  ///
  /// - Parameters:
  ///   - orders: Their terms.
  ///   - markets: The one of each, at the same place.
  ///   - make: Makes one of them.
  /// - Returns: The question, answered for each order at its place.
  /// - Throws: Where one of them cannot be placed.
  func together<Order: BatchedOrder>(
    _ orders: [PlaceRequest], in markets: [Instrument],
    _ make: (PlaceRequest, Instrument) throws(Unsupported) -> Order
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]> {
    var made: [Order] = []
    for (order, market) in zip(orders, markets) {
      try order.check(for: self)
      made.append(try make(order, market))
    }
    return VenueCall(PlaceTogether(made))
  }
}

extension Array {
  /// Its elements in the same order, at most so many at a time.
  func pieces(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map {
      self[$0..<Swift.min($0 + count, self.count)]
    }
  }
}

extension HTTPResponse {
  /// By what a part of an answer is judged, which has no status and no headers of its own.
  static let part = HTTPResponse(status: 200)
}
