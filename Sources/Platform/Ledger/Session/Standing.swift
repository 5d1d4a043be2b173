internal import Domain
internal import Lifecycle
internal import Risk

/// What is open in an account and what holds it back, as this process last read or wrote it.
///
/// It is good until another process writes, so that a stream of orders need not read it each time.
final class Standing {
  let scope: AccountScope
  private(set) var orders: [StoredOrder]
  private(set) var positions: [StoredPosition]
  /// Those of `orders` that may or may not be at the venue.
  private(set) var questions: [StoredOrder]
  /// What is open as the policy sees it, and what it was valued by; nil where that is to be worked
  /// out anew.
  private var interest: (open: OpenInterest, values: OpenValues)?
  let isLatchSet: Bool
  let breaker: Breaker

  init(
    scope: AccountScope, orders: [StoredOrder], positions: [StoredPosition], isLatchSet: Bool,
    breaker: Breaker
  ) {
    self.scope = scope
    self.orders = orders
    questions = orders.filter(\.isInQuestion)
    self.positions = positions
    self.isLatchSet = isLatchSet
    self.breaker = breaker
  }

  /// Takes in an order that was written.
  func note(_ order: StoredOrder) {
    guard order.scope == scope else { return }
    note(question: order)
    let place = Self.place(of: order.number, in: orders)
    let isThere = place < orders.endIndex && orders[place].number == order.number
    switch (isThere, order.life.isFinal) {
    case (true, true):
      interest = nil
      orders.remove(at: place)
    case (true, false):
      if let marks = interest?.values.marks,
        OpenOrder(orders[place], marks) != OpenOrder(order, marks)
      {
        interest = nil
      }
      orders[place] = order
    case (false, true): break
    case (false, false):
      if place < orders.endIndex { interest = nil }
      if let marks = interest?.values.marks { interest?.open.append(OpenOrder(order, marks)) }
      orders.insert(order, at: place)
    }
  }

  private func note(question order: StoredOrder) {
    let place = Self.place(of: order.number, in: questions)
    let isThere = place < questions.endIndex && questions[place].number == order.number
    switch (isThere, order.isInQuestion) {
    case (true, true): questions[place] = order
    case (true, false): questions.remove(at: place)
    case (false, true): questions.insert(order, at: place)
    case (false, false): break
    }
  }

  /// The place of the first order of this number or a higher one.
  private static func place(of number: Int64, in orders: [StoredOrder]) -> Int {
    // Nearly always a new one, behind all others, or the last.
    guard let last = orders.last, last.number >= number else { return orders.endIndex }
    if last.number == number { return orders.endIndex - 1 }
    var range = orders.indices
    while let middle = range.isEmpty ? nil : (range.lowerBound + range.upperBound) / 2 {
      range =
        orders[middle].number < number ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  /// What is open as the policy sees it.
  ///
  /// Whoever keeps it while an order is written has it copied.
  func interest(_ basis: RiskBasis) -> OpenInterest {
    let values = OpenValues(basis)
    if let interest, interest.values == values { return interest.open }
    let open = OpenInterest(
      basis.positions ?? positions.map { $0.open(basis) },
      orders.map { OpenOrder($0, basis.marks) })
    interest = (open, values)
    return open
  }

  /// Takes in a position that was written; nil for one that is over.
  func note(_ position: StoredPosition?, of symbol: Symbol, _ side: PositionSide?) {
    interest = nil
    positions.removeAll { $0.symbol == symbol && $0.positionSide == side }
    guard let position else { return }
    let place = (symbol.description, side?.rawValue ?? "")
    let end =
      positions.firstIndex { ($0.symbol.description, $0.positionSide?.rawValue ?? "") > place }
      ?? positions.endIndex
    positions.insert(position, at: end)
  }
}

/// What positions and orders are valued by.
private struct OpenValues: Equatable {
  let marks: [Symbol: Price]
  let leverages: [Symbol: Rate]
  let positions: [OpenPosition]?

  init(_ basis: RiskBasis) {
    marks = basis.marks
    leverages = basis.leverages
    positions = basis.positions
  }
}
