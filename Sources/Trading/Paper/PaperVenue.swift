package import Domain
package import Ledger
internal import Lifecycle
package import Matching

/// The paper account of one scope: the matching engine, whose state is in the ledger.
///
/// All of it happens inside transactions: each begins with `open` and ends with `settle`, so that
/// what other processes did is seen, and nothing fills twice.
package final class PaperVenue {
  package let scope: AccountScope
  package let terms: PaperTerms

  var exchange: PaperExchange
  var markets: [PaperMarket] = []
  var events = PaperEvents()
  /// The ledger's number of each open order of the engine.
  var rows: [Int: Int64] = [:]
  /// What has been written down since somebody asked, in order.
  var changes: [PaperChange] = []
  /// Whether `changes` is wanted.
  var keepsChanges = false
  /// Counts up when the markets were read anew, so that places of before mean nothing any more.
  private(set) var generation = 0
  /// Counts the transactions that changed the account, in any process.
  var version = 0
  /// The account as it is in the ledger; nil where it is not there yet.
  private(set) var stored: String?

  package init(_ terms: PaperTerms, scope: AccountScope) {
    self.terms = terms
    self.scope = scope
    exchange = PaperExchange(
      terms.rules, startingEquity: terms.startingEquity, currency: terms.currency)
    exchange.beginChanges()
  }

  // MARK: Transactions

  /// Whether the ledger has no account yet.
  var isNew: Bool { stored == nil }

  /// Takes the account in as it is now; little is read where nobody else has changed it.
  package func open(_ view: any LedgerView) throws(LedgerError) {
    let account = try view.paperAccount(of: scope)
    if account == stored { return }
    forget()
    guard let account, let book = try view.paperBook(of: scope) else { return }
    do throws(PaperError) {
      try restore(book)
      stored = account
    } catch {
      forget()
      throw .corrupt(path: "paper account \(scope)", reason: error.explanation)
    }
  }

  /// Writes down what has happened since `open`: events, fills, and the state of the engine.
  package func settle(
    _ transaction: any LedgerTransaction, at time: Timestamp
  ) throws(LedgerError) {
    try tell(transaction, at: time)
    version += 1
    var writer = StateWriter()
    writer.add("version", version)
    writer.add("currency", exchange.currency)
    let account = writer.text + " " + exchange.state
    try transaction.savePaperAccount(account, of: scope)
    stored = account
    for place in markets.indices {
      let state = markets[place].state(in: exchange)
      guard state != markets[place].stored else { continue }
      try transaction.savePaperMarket(PaperRow(number: Int64(place), state: state), of: scope)
      markets[place].stored = state
    }
    for number in exchange.takeChanges() {
      guard let state = exchange.state(of: number) else {
        rows[number] = nil
        try transaction.deletePaperOrder(Int64(number), of: scope)
        continue
      }
      try transaction.savePaperOrder(
        PaperRow(number: Int64(number), state: state, order: rows[number]), of: scope)
    }
  }

  /// Lets go of everything, so that the next `open` reads it again; after a transaction failed.
  package func forget() {
    exchange = PaperExchange(
      terms.rules, startingEquity: terms.startingEquity, currency: terms.currency)
    exchange.beginChanges()
    markets = []
    events.removeAll()
    rows = [:]
    changes = []
    generation += 1
    version = 0
    stored = nil
  }

  private func restore(_ book: PaperBook) throws(PaperError) {
    let reader = try StateReader(book.account)
    version = try reader.number("version")
    exchange = try PaperExchange(
      terms.rules, currency: reader.text("currency") ?? terms.currency, state: book.account)
    for row in book.markets { markets.append(try PaperMarket(row, in: &exchange)) }
    try exchange.restore(orders: book.orders.map(\.state))
    for row in book.orders { rows[Int(row.number)] = row.order }
    exchange.beginChanges()
  }

  // MARK: Markets

  /// The time of the latest thing that any market was shown.
  package var time: Timestamp { markets.map(\.clock.time).max() ?? .distantPast }

  func place(of symbol: Symbol) -> Int? { markets.firstIndex { $0.symbol == symbol } }

  /// The place of a market, opened where it is new.
  ///
  /// - Throws: What keeps the market from being simulated.
  func openMarket(_ symbol: Symbol) throws(PaperError) -> Int {
    if let place = place(of: symbol) { return place }
    let instrument = terms.instruments[symbol] ?? Instrument(symbol: symbol)
    markets.append(try PaperMarket(instrument, in: &exchange))
    return markets.count - 1
  }

  /// What a market paid last; nil before it was shown anything.
  package func lastPrice(of symbol: Symbol) -> Price? {
    place(of: symbol).flatMap { exchange.lastPrice(in: markets[$0].index) }
  }

  /// The same, with the time of what the market was shown last.
  func lastQuote(of symbol: Symbol) -> QuotedPrice? {
    guard let place = place(of: symbol), let price = lastPrice(of: symbol) else { return nil }
    let clock = markets[place].clock
    return QuotedPrice(price, at: clock.seen > 0 ? clock.time : nil)
  }

  /// Shows a market what it pays: a trade that is large enough for every order.
  ///
  /// - Parameters:
  ///   - price: Above zero.
  ///   - symbol: Of a market that can be simulated.
  ///   - time: When; what has arrived by then sees it.
  /// - Throws: What keeps the market from being simulated.
  package func show(
    _ price: Price, of symbol: Symbol, at time: Timestamp
  ) throws(PaperError) {
    let place = try openMarket(symbol)
    // Behind everything that was shown, or that was sent at this time and is on its way.
    var moment = max(time.advanced(by: terms.rules.latency), self.time)
    moment = moment.advanced(by: TimeInterval(nanoseconds: 1))
    _ = markets[place].clock.advance(to: moment, ordinal: 1)
    let trade = Trade(time: moment, price: price, quantity: Quantity(scaled: .max / 4))
    try exchange.trade(trade, in: markets[place].index, into: &events)
  }

  // MARK: Orders

  /// Sends an order of the ledger to the market.
  ///
  /// - Parameters:
  ///   - order: Its market can be simulated.
  ///   - time: When it is sent.
  ///   - isAhead: Whether the market has still to be shown what happened up to that time; the
  ///     order then arrives when it is.
  /// - Throws: What keeps the market from being simulated.
  package func place(
    _ order: JournaledOrder, at time: Timestamp, isAhead: Bool = false
  ) throws(PaperError) {
    let place = try openMarket(order.intent.symbol)
    let row = order.stored.number
    let number = exchange.submit(
      order.intent, in: markets[place].index, reference: Int(row), at: time)
    rows[number] = row
    if let reason = order.stored.role.guardReason { exchange.makeGuard(number, for: reason) }
    if !isAhead { arrive(by: time) }
  }

  /// Lets two orders that protect a position cancel each other.
  package func pair(_ first: StoredOrder, _ second: StoredOrder) {
    guard let one = number(of: first), let other = number(of: second) else { return }
    exchange.pair(one, other)
  }

  private func number(of order: StoredOrder) -> Int? {
    rows.first { $0.value == order.number }?.key
  }

  /// Sends a cancel; it changes nothing where the order is over when it arrives.
  package func cancel(_ order: StoredOrder, at time: Timestamp) {
    guard let number = number(of: order) else { return }
    exchange.cancel(number, at: time)
    arrive(by: time)
  }

  /// Lets arrive what was sent by a time, where nothing takes time on its way.
  private func arrive(by time: Timestamp) {
    guard terms.rules.latency == .zero else { return }
    exchange.advance(to: time, into: &events)
  }
}
