internal import Domain
internal import Lifecycle
internal import Signing

/// The tables of the ledger, written in the SQL that every database of ours understands.
///
/// It is used inside a transaction only, and forgets at the next one what may have changed.
final class LedgerSession: LedgerTransaction {
  /// It owns this session, so that both end together.
  unowned let database: any Database
  /// The last link of the chain, once it was looked up in this transaction.
  var chainEnd: (number: Int64, hash: Digest)?
  /// The number of the last order, likewise.
  var lastOrder: Int64?
  /// What was read or written since others have written last.
  var orders: [Int64: StoredOrder] = [:]
  /// More of them are not kept beyond a transaction.
  private static let ordersMax = 1_000
  /// Orders that are in `orders` and not yet in the table.
  private var unwritten = UnwrittenOrders()
  /// The account that orders were judged for last; nil when it may have changed.
  var standing: Standing?
  /// Keys that no order of an account uses, as far as was asked since others have written last.
  var freeKeys: (account: Int64, keys: Set<String>) = (0, [])
  /// The leverages that were asked for since then, by account.
  var leverages: [Int64: [Symbol: Rate?]] = [:]
  /// Tells whether others have written since.
  private var changeCount: Int64?
  /// Accounts get a number once and keep it.
  private var numbers: [AccountScope: Int64] = [:]
  /// The account that was asked for last, which is nearly always the next one too.
  private var latest: (scope: AccountScope, number: Int64)?
  private var scopesByNumber: [Int64: AccountScope] = [:]
  /// How the account reads that was written last.
  private var scopeText: (scope: AccountScope, text: String)?

  init(_ database: any Database) { self.database = database }

  /// Begins a transaction: what others have written since is read again.
  func begin() throws(LedgerError) {
    let count = try database.changeCount()
    if count == nil || count != changeCount { forgetChanging() }
    changeCount = count
    if orders.count > Self.ordersMax { orders.removeAll(keepingCapacity: true) }
    if freeKeys.keys.count > Self.ordersMax { freeKeys.keys.removeAll(keepingCapacity: true) }
  }

  /// Keeps an order, and writes it down before anybody looks for it in the table.
  func keep(_ order: StoredOrder, isNew: Bool) {
    let change: RowChange =
      if isNew {
        .isNew
      } else if let before = orders[order.number], before.isIndexed(like: order) {
        .progress
      } else {
        .all
      }
    orders[order.number] = order
    freeKeys.keys.remove(order.key.text)
    standing?.note(order)
    unwritten.add(order, change)
  }

  /// Writes down what was kept; before each look into the table of orders, and at the end.
  func writeOrders() throws(LedgerError) {
    for number in unwritten.numbers {
      guard let order = orders[number] else { continue }
      switch unwritten.change(of: number) {
      case .isNew:
        let account = try self.number(of: order.scope)
        try database.run(OrderRow.insert) { row in order.insert(into: &row, account: account) }
      case .all: try database.run(OrderRow.update) { row in order.update(&row) }
      case .progress: try database.run(OrderRow.progress) { row in order.updateProgress(&row) }
      case nil: break
      }
    }
    unwritten.removeAll()
  }

  /// A new order that is not in the table yet and has used its key and its name up.
  ///
  /// Where there is none, the table tells whether another one has.
  func unwrittenOrder(
    in scope: AccountScope, _ find: (UnwrittenOrders) -> Int64?
  ) throws(LedgerError) -> StoredOrder? {
    // A change may free a key that the table still calls used.
    if unwritten.hasChanges { try writeOrders() }
    guard let order = find(unwritten).flatMap({ orders[$0] }), order.isKeyUsed else { return nil }
    guard order.scope == scope else {
      try writeOrders()
      return nil
    }
    return order
  }

  private func forgetChanging() {
    orders.removeAll(keepingCapacity: true)
    chainEnd = nil
    lastOrder = nil
    freeKeys.keys.removeAll(keepingCapacity: true)
    leverages.removeAll()
    standing = nil
  }

  /// Forgets everything, because it was undone.
  func forget() {
    forgetChanging()
    unwritten.removeAll()
    latest = nil
    numbers.removeAll()
    scopesByNumber.removeAll()
  }

  func damage(_ what: String) -> LedgerError { .corrupt(path: database.path, reason: what) }

  // MARK: Accounts and their numbers

  private static let account = Query(
    "SELECT number FROM accounts WHERE mode = $1 AND venue = $2 AND account = $3")
  private static let addAccount = Query(
    "INSERT INTO accounts (mode, venue, account) VALUES ($1, $2, $3)")
  private static let accountOfNumber = Query(
    "SELECT mode, venue, account FROM accounts WHERE number = $1")
  private static let allAccounts = Query(
    "SELECT mode, venue, account FROM accounts ORDER BY number")

  /// The number of an account; nil where the ledger has not heard of it.
  func knownNumber(of scope: AccountScope) throws(LedgerError) -> Int64? {
    if let latest, latest.scope == scope { return latest.number }
    if let number = numbers[scope] {
      latest = (scope, number)
      return number
    }
    let number = try database.number(Self.account) { row in
      row.add(scope)
    }
    if let number { numbers[scope] = number }
    return number
  }

  /// The number of an account, which is given one where it has none.
  func number(of scope: AccountScope) throws(LedgerError) -> Int64 {
    if let number = try knownNumber(of: scope) { return number }
    try database.run(Self.addAccount) { row in row.add(scope) }
    guard let number = try knownNumber(of: scope) else { throw damage("an account is missing") }
    return number
  }

  /// How an account reads in an event.
  func text(of scope: AccountScope) -> String {
    if let scopeText, scopeText.scope == scope { return scopeText.text }
    let text = scope.description
    scopeText = (scope, text)
    return text
  }

  func scope(ofNumber number: Int64) throws(LedgerError) -> AccountScope {
    if let scope = scopesByNumber[number] { return scope }
    var scope: AccountScope?
    try database.rows(Self.accountOfNumber) { row in
      row.add(number)
    } each: { row throws(LedgerError) in
      scope = try row.scope()
    }
    guard let scope else { throw damage("account \(number) is missing") }
    scopesByNumber[number] = scope
    return scope
  }

  func scopes() throws(LedgerError) -> [AccountScope] {
    var scopes: [AccountScope] = []
    try database.rows(Self.allAccounts) { _ in
    } each: { row throws(LedgerError) in
      scopes.append(try row.scope())
    }
    return scopes
  }
}

extension RowWriter {
  mutating func add(_ scope: AccountScope) {
    add(scope.mode.rawValue)
    add(scope.venue)
    add(scope.account)
  }
}

extension RowReader {
  mutating func scope() throws(LedgerError) -> AccountScope {
    AccountScope(mode: try word(), venue: text(), account: text())
  }
}
