package import Domain
package import Ledger
internal import Lifecycle
package import Risk
internal import VenueInterface
package import Wire

/// Where orders are placed, changed and looked after, for one account.
///
/// It is the one way from a wish to a venue: the risk policy approves, the ledger writes down, and
/// only then something is sent.
package final class OrderDesk {
  /// Where the orders of the account are matched.
  package enum Market {
    /// Here, by the paper engine.
    case paper(PaperVenue)
    case venue(any VenueClient)
  }

  package let ledger: Ledger
  package let scope: AccountScope
  package let market: Market
  package let terms: DeskTerms
  /// What a person has said of the grids and limits of markets, applied to what is known of one.
  package var ruled: @Sendable (Symbol, Instrument?) -> Instrument? = { $1 }
  package let latch: EmergencyLatch
  package let clock: any TradingClock
  var run: OrderRun
  /// What was written down last of what the account is worth.
  var lastEquity: Notional?
  /// What the venue told a moment ago.
  var word = VenueWord()
  /// What the venue has told of markets, where nobody else says it.
  var told: [Symbol: Instrument] = [:]
  /// Further connections to the venue, for orders that leave at once.
  package var lanes: [any VenueClient] = []
  /// Whether orders that are placed together leave in one request where the venue takes them so.
  package var sharesRequests = false
  /// How many orders are written down before the first of them leaves.
  var pace = SendingPace()
  /// All connections together, from the first time on that they are needed.
  var allLanes: VenueLanes?
  /// What is wrong with orders beside where they stand: the venue could not be asked, or protection
  /// is missing; by the number of the order.
  package internal(set) var obstacles: [Int64: FailureDetail] = [:]
  /// Why orders of this desk did not get through to the venue; by the number of the order.
  package internal(set) var failedSends: [Int64: FailureDetail] = [:]
  /// What nobody has been told about yet.
  var news: [DeskNews] = []
  /// Tells somebody.
  package var tell: ((DeskNews) -> Void)?

  package init(
    _ ledger: Ledger, scope: AccountScope, market: Market, terms: DeskTerms,
    latch: EmergencyLatch, clock: any TradingClock, run: OrderRun
  ) {
    self.ledger = ledger
    self.scope = scope
    self.market = market
    self.terms = terms
    self.latch = latch
    self.clock = clock
    self.run = run
  }

  /// The name of the run that orders without an id belong to.
  package var runName: String { run.name }

  deinit { tellNews() }

  /// Tells what a person should know at once; for the pauses of long work.
  package func tellNews() {
    guard let tell else { return }
    for item in news { tell(item) }
    news.removeAll()
  }

  /// Places orders.
  ///
  /// - Parameter wishes: They share one sync; on paper all become true together, at a venue they
  ///   leave at once as far as there are connections.
  /// - Returns: What became of each, in their order.
  /// - Throws: When the ledger cannot be written; nothing was sent that is not in it.
  package func place(_ wishes: [OrderWish]) throws(LedgerError) -> [Placement] {
    let keyed = wishes.map { KeyedWish($0, run.key(of: $0)) }
    switch market {
    case .paper(let paper):
      return try placeOnPaper(keyed, paper)
    case .venue(let client):
      guard keyed.count > 1 else {
        return try keyed.map { one throws(LedgerError) in try place(one.wish, one.key, client) }
      }
      return try placeTogether(keyed, client)
    }
  }

  /// What the ledger is to write down for a wish.
  ///
  /// - Parameters:
  ///   - wish: What is wished for.
  ///   - key: What it is known by.
  ///   - reference: What the market pays.
  ///   - time: When the order is sent, by the clock of that price.
  ///   - view: The ledger.
  /// - Returns: Nil for a close without a position.
  /// - Throws: When the ledger cannot be read.
  func request(
    for wish: OrderWish, _ key: OrderKey, reference: QuotedPrice?, at time: Timestamp,
    _ view: any LedgerView
  ) throws(LedgerError) -> JournalRequest? {
    var intent = wish.intent
    let holdsSidesApart = holdsSidesApart(in: intent.symbol)
    if intent.quantity == nil {
      guard try complete(close: &intent, view) else { return nil }
    } else if holdsSidesApart == true, intent.isReduceOnly, intent.positionSide == nil {
      // Only one of the two can be made smaller by an order of that side.
      intent.positionSide = intent.side == .sell ? .long : .short
    }
    var content = OrderContent(
      scope: scope, key: key, fingerprint: wish.fingerprint,
      clientOrderID: wish.clientOrderID ?? clientOrderID(key))
    content.id = intent.id
    content.parent = wish.parent
    content.role = wish.role
    content.strategy = intent.strategy
    content.arrivalPrice = wish.arrivalPrice ?? reference?.price
    content.line = wish.line
    var market = RiskMarket(
      instrument: instrument(of: intent.symbol), reference: reference?.price,
      referenceAge: reference?.age(at: time), entry: wish.entry,
      leverage: try view.leverage(of: intent.symbol, in: scope))
    market.holdsSidesApart = holdsSidesApart
    market.availableBalance = availableBalance(for: intent.symbol, at: reference?.price)
    return JournalRequest(content, intent, market: market)
  }

  /// Gives a close the side and the quantity of its position.
  ///
  /// One that could mean either of two positions stays without, and the policy refuses it.
  ///
  /// - Returns: Whether there is anything to close.
  private func complete(
    close intent: inout Intent, _ view: any LedgerView
  ) throws(LedgerError) -> Bool {
    let held = try positions(in: intent.symbol, intent.positionSide, view)
    guard let position = held.first, let side = position.position.side else { return false }
    intent.isReduceOnly = true
    guard held.count == 1 else { return true }
    intent.side = side.entrySide.opposite
    intent.quantity = position.position.quantity.magnitude
    intent.positionSide = position.positionSide
    return true
  }

  /// What is held of a market by the ledger.
  ///
  /// - Parameters:
  ///   - symbol: The market.
  ///   - side: Which of two positions that are held apart; nil for both, or for the only one.
  ///   - view: The ledger.
  /// - Returns: None, one, or one for each side.
  /// - Throws: When the ledger cannot be read.
  func positions(
    in symbol: Symbol, _ side: PositionSide?, _ view: any LedgerView
  ) throws(LedgerError) -> [StoredPosition] {
    try view.positions(in: scope, symbol: symbol).filter { held in
      held.position.side != nil && (side == nil || held.positionSide == side)
    }
  }

  /// Whether the account holds long and short of a market apart; nil where nobody has told.
  private func holdsSidesApart(in symbol: Symbol) -> Bool? {
    guard case .venue(let client) = market else { return nil }
    return client.holdsSidesApart(in: symbol)
  }

  /// The name that an order goes by, no longer than its venue lets it be.
  private func clientOrderID(_ key: OrderKey) -> String {
    guard case .venue(let client) = market, let venue = try? client.capabilities() else {
      return ClientOrderID.make(key, in: scope)
    }
    return ClientOrderID.make(key, in: scope, length: venue.clientOrderIDs.lengthMax)
  }

  /// Why an order is not sent any more; nil where nobody wants an end.
  func endWanted(before wish: OrderWish) -> OrderRefusal? {
    guard !wish.completes, terms.isInterrupted() else { return nil }
    return OrderRefusal(.unsent, .interrupted)
  }

  /// The grid and the limits of a market, as far as anybody has told them.
  func instrument(of symbol: Symbol) -> Instrument? {
    ruled(symbol, terms.instruments[symbol] ?? told[symbol])
  }

  /// The order that has used the key up, if there is one.
  ///
  /// A close has no quantity any more once it is done, so this comes before one is looked for.
  func earlier(
    _ wish: OrderWish, _ key: OrderKey, _ view: any LedgerView
  ) throws(LedgerError) -> Placement? {
    guard let stored = try view.order(key: key, in: scope) else { return nil }
    if stored.fingerprint == wish.fingerprint { return .order(stored, isReplayed: true) }
    return OrderRefusal(.idReused(stored)).map { .refused($0) }
  }

  static let nothingToClose = OrderRefusal(
    .denied,
    FailureDetail("NOTHING_TO_CLOSE", .risk, "there is no position in this symbol to close"))
}

/// What an account's orders are judged by.
package struct DeskTerms: Sendable {
  package var policy: RiskPolicy
  /// What trips the breaker of the account, whatever the orders of this desk are judged by: it
  /// stops every process, so that no flag of one may trip it or keep it from tripping.
  package let accountPolicy: RiskPolicy
  /// When the day began that a time belongs to.
  package var dayStart: @Sendable (Timestamp) -> Timestamp
  package var instruments: [Symbol: Instrument] = [:]
  /// Whether somebody wants an end: what was sent is settled, and nothing new is sent.
  package var isInterrupted: @Sendable () -> Bool = { false }
  /// What the account reckons in where no position says it.
  package var currency = "USDT"

  package init(
    policy: RiskPolicy, dayStart: @escaping @Sendable (Timestamp) -> Timestamp
  ) {
    self.policy = policy
    accountPolicy = policy
    self.dayStart = dayStart
  }
}
