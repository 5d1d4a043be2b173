/// The orders that can still change, each in a slot that stays its own until it ends.
struct OpenOrders: Sendable {
  private var slots: [OpenOrder] = []
  private var free: [Int] = []
  private var slotsByNumber: [Int: Int] = [:]
  /// The orders that are not any more what they were when the changes were taken; nil where
  /// nobody asks.
  private var changed: Set<Int>?

  subscript(slot: Int) -> OpenOrder {
    get { slots[slot] }
    _modify {
      changed?.insert(slots[slot].number)
      yield &slots[slot]
    }
  }

  /// Keeps account of changes from now on.
  mutating func beginChanges() { changed = [] }

  /// The numbers of the orders that came, changed or ended since this was asked last, ascending.
  mutating func takeChanges() -> [Int] {
    defer { if changed != nil { changed = [] } }
    return changed?.sorted() ?? []
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
    changed?.insert(order.number)
    return slot
  }

  mutating func remove(_ slot: Int) {
    changed?.insert(slots[slot].number)
    slotsByNumber[slots[slot].number] = nil
    free.append(slot)
  }
}
