package import Domain
package import VenueInterface

extension DialectVenue {
  package func permissions() throws(VenueError) -> KeyPermissions? {
    do throws(VenueError) {
      return try client.ask(
        try supported { () throws(Unsupported) in try dialect.permissions() })
    } catch {
      // Some networks do not answer it.
      guard case .unsupported = error else { throw error }
      return nil
    }
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
