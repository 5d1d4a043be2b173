/// Which orders of a transaction are not in their table yet.
///
/// An order that is placed and filled in one transaction so is written once.
struct UnwrittenOrders {
  /// In the order in which they were added.
  private(set) var numbers: [Int64] = []
  private var changes: [Int64: RowChange] = [:]
  /// The new ones by their keys, and by their names.
  private var byKey: [String: Int64] = [:]
  private var byName: [String: Int64] = [:]
  /// Whether the table has older rows of some.
  private(set) var hasChanges = false

  mutating func add(_ order: StoredOrder, _ change: RowChange) {
    if let known = changes[order.number] {
      changes[order.number] = max(known, change)
      return
    }
    numbers.append(order.number)
    changes[order.number] = change
    if change == .isNew {
      byKey[order.key.text] = order.number
      byName[order.clientOrderID] = order.number
    } else {
      hasChanges = true
    }
  }

  /// What is to be written of an order; nil where it is in the table as it is.
  func change(of number: Int64) -> RowChange? { changes[number] }

  /// The last new one of a key.
  func newOrder(key: String) -> Int64? { byKey[key] }

  /// The last new one of a name.
  func newOrder(name: String) -> Int64? { byName[name] }

  mutating func removeAll() {
    numbers.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
    byKey.removeAll(keepingCapacity: true)
    byName.removeAll(keepingCapacity: true)
    hasChanges = false
  }
}

/// What is to be written of an order; each kind has what those before it have.
enum RowChange: Comparable {
  /// How far it has come, while it stays open.
  case progress
  /// All that can change.
  case all
  /// The table has no row of it.
  case isNew
}
