internal import Domain
internal import Ledger
internal import Lifecycle
internal import VenueInterface
internal import Wire

/// What a venue told of an account and its markets a moment ago.
///
/// Orders in a stream are judged by the same word for a while: to ask before each of them would use
/// the venue's limits up four times as fast, and take four times as long.
struct VenueWord {
  /// How long it holds, where nothing trades meanwhile.
  static let validity = TimeInterval(nanoseconds: 1_000_000_000)

  var account: (basis: RiskBasis, time: Timestamp)?
  /// What the account had of each asset then.
  var balances: [Balance] = []
  var quotes: [Symbol: (price: QuotedPrice?, time: Timestamp)] = [:]

  /// Whether what was told at a time still holds; a clock that was put back makes it void.
  static func holds(_ told: Timestamp, at now: Timestamp) -> Bool {
    let age = now.since(told)
    return age >= .zero && age < validity
  }
}

extension OrderDesk {
  /// Asks about the market of an order, and whether the venue has such orders.
  func learn(of wish: OrderWish, _ client: any VenueClient) throws(VenueError) {
    let symbol = wish.intent.symbol
    told[symbol] = try client.instrument(of: symbol)
    // A position can be closed in any currency.
    if symbol.isInverse, !wish.intent.isReduceOnly, terms.currency == symbol.base {
      throw .unsupported(
        reason: "an account that counts in \(symbol.base) cannot judge what is sized in "
          + "\(symbol.quote); give it a currency that is worth about one \(symbol.quote)")
    }
    if let terms = OrderTerms(wish.intent) { try client.check(terms) }
  }

  /// What the market of an order pays: what the user says, else the venue's word.
  func quote(
    for wish: OrderWish, _ client: any VenueClient
  ) throws(VenueError) -> QuotedPrice? {
    if let quote = wish.price { return quote }
    let symbol = wish.intent.symbol
    let now = clock.now()
    if let known = word.quotes[symbol], VenueWord.holds(known.time, at: now) { return known.price }
    var quote = try client.price(of: symbol)
    // What has no time of its own grows old from here on.
    if let price = quote?.price { quote = QuotedPrice(price, at: quote?.time ?? now) }
    word.quotes[symbol] = (quote, now)
    return quote
  }

  /// What the account is worth by the venue.
  func basis(_ client: any VenueClient) throws(VenueError) -> RiskBasis {
    let now = clock.now()
    var basis: RiskBasis
    if let known = word.account, VenueWord.holds(known.time, at: now) {
      basis = known.basis
    } else {
      basis = try worth(client)
      word.account = (basis, now)
    }
    basis.now = now
    basis.dayStart = terms.dayStart(now)
    basis.measure(terms.policy)
    return basis
  }

  /// The account is not what it was: whoever needs it next asks the venue.
  func forgetAccount(after events: [OrderEvent]) {
    if events.contains(where: { $0.kind == .filled || $0.kind == .rejected }) { word = VenueWord() }
  }

  private func worth(_ client: any VenueClient) throws(VenueError) -> RiskBasis {
    let now = clock.now()
    var basis = RiskBasis(now: now, dayStart: now)
    let positions = try client.positions()
    var unrealized = Notional.zero
    // The same of inverse contracts, at their marks.
    var inverse = Notional.zero
    var balances = try client.balances()
    word.balances = balances
    for position in positions {
      if let mark = position.markPrice { basis.marks[position.symbol] = mark }
      basis.leverages[position.symbol] = position.leverage
      guard let profit = position.profit else { continue }
      if position.symbol.isInverse {
        // It is an amount of the base currency, and worth what that is worth.
        balances.add(profit, of: position.symbol.settlementAsset)
        let mark = position.markPrice ?? position.entryPrice
        let value = try? position.symbol.quoteValue(of: profit, at: mark)
        inverse = value.flatMap { try? inverse + $0 } ?? inverse
      } else {
        unrealized = (try? unrealized + profit) ?? .zero
      }
    }
    // The money of the account: the asset that its positions settle in, or the only one it has.
    let asset =
      positions.first { !$0.symbol.isInverse }?.symbol.settlementAsset ?? terms.currency
    let money = balances.first { $0.asset == asset }
    basis.availableBalance = money?.free
    var total = try? money?.total
    // What was bought on spot is no loss.
    if let worth = try client.worth(of: balances, in: asset) {
      total = worth
    } else {
      total = total.flatMap { try? $0 + inverse }
    }
    if let total { basis.equity = try? total + unrealized }
    return basis
  }

  /// What can be put up for an inverse contract, in its quote currency: what is free of the asset
  /// that it settles in, at what the market pays; nil for other markets.
  func availableBalance(for symbol: Symbol, at price: Price?) -> Notional? {
    guard symbol.isInverse, let price, word.account != nil else { return nil }
    let free = word.balances.first { $0.asset == symbol.settlementAsset }?.free ?? .zero
    return try? symbol.quoteValue(of: free, at: price)
  }
}
