/// The orders that can still change, each in a slot that stays its own until it ends.
struct OpenOrders: Sendable {
  private var slots: [OpenOrder] = []
  private var free: [Int] = []
  private var slotsByNumber: [Int: Int] = [:]

  subscript(slot: Int) -> OpenOrder {
    get { slots[slot] }
    _modify { yield &slots[slot] }
  }

  /// In ascending order.
  var numbers: [Int] { slotsByNumber.keys.sorted() }

  func slot(of number: Int) -> Int? { slotsByNumber[number] }

  @discardableResult
  mutating func insert(_ order: OpenOrder) -> Int {
    let slot: Int
    if let reused = free.popLast() {
      slot = reused
      slots[slot] = order
    } else {
      slot = slots.count
      slots.append(order)
    }
    slotsByNumber[order.number] = slot
    return slot
  }

  mutating func remove(_ slot: Int) {
    slotsByNumber[slots[slot].number] = nil
    free.append(slot)
  }
}
