package import Domain
package import VenueInterface

extension DialectVenue {
  package func permissions() throws(VenueError) -> KeyPermissions? {
    do throws(VenueError) {
      return try client.ask(try client.askingPermissions())
    } catch {
      // Some networks do not answer it.
      guard case .unsupported = error else { throw error }
      return nil
    }
  }

  /// Orders of a market as the venue has them, those too that the ledger does not know.
  ///
  /// - Parameters:
  ///   - symbol: The market.
  ///   - period: When they were; nil for the newest ones.
  ///   - limit: So many on a page.
  /// - Returns: Them, each once; open ones too.
  /// - Throws: Why they are not known.
  package func orders(
    in symbol: Symbol, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(VenueError) -> [VenueOrder] {
    let told = try joined(try listing(ordersIn: symbol, during: period, limit: limit))
    var places: [String: Int] = [:]
    var orders: [VenueOrder] = []
    for order in told {
      let name = order.orderID ?? order.clientOrderID ?? ""
      // One that has ended between two lists is in both.
      if let place = places[name] {
        if order.status.isFinal { orders[place] = order }
      } else {
        places[name] = orders.count
        orders.append(order)
      }
    }
    return orders
  }

  func listing(
    ordersIn symbol: Symbol, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(VenueError) -> [VenueCall<Page<VenueOrder>>] {
    let market = try cache.market(symbol)
    return try supported { () throws(Unsupported) in
      try dialect.orders(in: market, during: period, limit: limit)
    }
  }

  /// What the account pays for trading in a market.
  package func fees(in symbol: Symbol) throws(VenueError) -> TradingFees {
    try client.ask(try asking(feesIn: symbol))
  }

  func asking(feesIn symbol: Symbol) throws(VenueError) -> VenueCall<TradingFees> {
    let market = try cache.market(symbol)
    return try supported { () throws(Unsupported) in try dialect.fees(in: market) }
  }

  /// How positions of a market are borrowed for, flat ones too.
  package func leverage(in symbol: Symbol) throws(VenueError) -> LeverageSetting {
    try client.ask(try asking(leverageIn: symbol))
  }

  func asking(leverageIn symbol: Symbol) throws(VenueError) -> VenueCall<LeverageSetting> {
    let market = try cache.market(symbol)
    return try supported { () throws(Unsupported) in try dialect.leverage(in: market) }
  }

  package func worth(
    of balances: [Balance], in asset: String
  ) throws(VenueError) -> Notional? {
    guard dialect.profile.markets.contains(.spot) else { return nil }
    let markets = try cache.listing().markets
    var worth = Notional.zero
    for balance in balances {
      // What is owed makes the account worth less.
      guard let total = try? balance.total, !total.isZero else { continue }
      if balance.asset == asset {
        worth = (try? worth + total) ?? worth
        continue
      }
      // What no market pays that asset for counts for nothing.
      guard let market = markets[Symbol(base: balance.asset, quote: asset)] else { continue }
      let price = try client.ask(dialect.ticker(market)).price
      let value = try? price * Quantity(scaled: total.scaled)
      worth = value.flatMap { try? worth + $0 } ?? worth
    }
    return worth
  }

  /// What the dialect makes of something, or that the venue does not have it.
  func supported<Result>(
    _ body: () throws(Unsupported) -> Result
  ) throws(VenueError) -> Result {
    do throws(Unsupported) { return try body() } catch {
      throw .unsupported(reason: error.explanation)
    }
  }

  /// The items of lists, all pages of them.
  ///
  /// - Throws: Why one could not be read to its end: what is missing must not look like nothing.
  func joined<Item>(_ calls: [VenueCall<Page<Item>>]) throws(VenueError) -> [Item] {
    let (items, unknown) = try joined(calls, try cache.listing().markets)
    guard !unknown.isEmpty else { return items }
    // A market that was listed of late.
    let (renewed, missing) = try joined(calls, try cache.renewed().markets)
    guard missing.isEmpty || tellsKnown && !renewed.isEmpty else {
      throw .notSent(
        reason: "the venue tells of markets that it does not list: "
          + missing.joined(separator: ", "))
    }
    return renewed
  }

  private func joined<Item>(
    _ calls: [VenueCall<Page<Item>>], _ markets: VenueMarkets
  ) throws(VenueError) -> (items: [Item], unknownMarkets: [String]) {
    var items: [Item] = []
    var unknown: [String] = []
    for call in calls {
      var next: VenueCall<Page<Item>>? = call
      while let call = next {
        do throws(VenueError) {
          let page = try client.ask(call, markets)
          items += page.items
          unknown += page.unknownMarkets
          next = page.next
        } catch {
          // That there are none is an answer.
          guard case .notFound = error else { throw error }
          next = nil
        }
      }
    }
    return (items, unknown)
  }
}
