internal import Domain
internal import Matching
internal import Wire

/// What an intent's line brought along for the records that it causes.
struct CarriedLine {
  /// The members that travel on to the order's own records.
  let members: [UInt8]
  /// The members that travel on to its fills and protective orders: the user's own, and the id.
  let userMembers: [UInt8]
  let strategy: String?
  /// How many orders that came of it are open.
  fileprivate var openOrders = 0

  /// Fields of an order that the market decides, not the line that asked for it.
  private static let decided: Set<Field> = [
    .ts, .mode, .account, .venue, .clientOrderID, .orderID, .status, .final, .filledQuantity,
    .averagePrice, .fee, .feeAsset, .parentID, .reason, .error, .side, .orderType, .quantity,
    .reduceOnly, .line, .arrivalPrice, .fillTime, .slippageBasisPoints, .role, .replayed,
    .filledQuoteQuantity,
  ]
  /// What the ledger keeps beside that of what was asked for.
  private static let ledgerTerms: Set<Field> = [
    .price, .stopPrice, .icebergQuantity, .trailingPercent, .positionSide,
  ]
  /// The same where there is no order, so that what was asked for stays as it was.
  private static let decidedUnplaced: Set<Field> = [
    .ts, .mode, .account, .venue, .status, .final, .error, .line,
  ]

  init(_ record: borrowing Record, strategy: String?) {
    members = record.members { field in field.map { !Self.decided.contains($0) } ?? true }
    userMembers = record.members { field in
      field == nil || field == .id || field == .strategy || field == .x
    }
    self.strategy = strategy
  }

  /// The members that travel on to an order of the ledger, which writes its terms itself.
  ///
  /// Those of an inverse contract say how large it is by `quote_quantity`.
  static func orderMembers(of record: borrowing Record, in symbol: Symbol) -> [UInt8] {
    let isInverse = symbol.isInverse
    return record.members { field in
      guard let field else { return true }
      if isInverse, field == .quoteQuantity { return false }
      return !decided.contains(field) && !ledgerTerms.contains(field)
    }
  }

  /// The members of a line that travel on, without what a filter before this one found of its risk,
  /// for records that tell what was found here.
  static func withoutRisk(_ members: [UInt8]) -> [UInt8] {
    guard let first = members.first else { return [] }
    precondition(first == UInt8(ascii: ","), "Members that travel on each begin with a comma")
    var line = [UInt8(ascii: "{")] + members.dropFirst() + [UInt8(ascii: "}")]
    let length = line.count
    line += Array(repeating: 0, count: Record.padding)
    var record = Record()
    guard (try? record.parse(paddedLine: line.span.extracting(..<length))) != nil else {
      return members
    }
    return record.members { $0 != .risk }
  }

  /// The members that travel on to the record of an order that never reached the market.
  static func members(of record: borrowing Record) -> [UInt8] {
    record.members { field in field.map { !decidedUnplaced.contains($0) } ?? true }
  }
}

/// The lines of all orders that something can still come of.
struct CarriedLines {
  private var lines: [Int: CarriedLine] = [:]
  private var last = 0
  /// The numbers of open orders, protective ones too.
  private var open: Set<Int> = []
  /// References whose orders ended since `forgetFinished`.
  private var ended: [Int] = []

  /// Keeps a line.
  ///
  /// - Returns: The reference to submit its order with.
  mutating func add(_ line: CarriedLine) -> Int {
    last += 1
    lines[last] = line
    return last
  }

  func line(of reference: Int?) -> CarriedLine? { reference.flatMap { lines[$0] } }

  /// Takes note of whether an order is open.
  ///
  /// - Returns: Its line; nil for an order without one, such as a liquidation.
  mutating func note(_ update: PaperOrderUpdate) -> CarriedLine? {
    guard let reference = update.reference else { return nil }
    if update.status.isFinal {
      if open.remove(update.number) != nil { lines[reference]?.openOrders -= 1 }
      ended.append(reference)
    } else if open.insert(update.number).inserted {
      lines[reference]?.openOrders += 1
    }
    return lines[reference]
  }

  /// Lets go of the lines that nothing can come of any more.
  ///
  /// Protective orders appear among the same events as the fill that they protect, so this is
  /// called when all of those have been noted.
  mutating func forgetFinished() {
    for reference in ended where lines[reference]?.openOrders == 0 { lines[reference] = nil }
    ended.removeAll(keepingCapacity: true)
  }
}
