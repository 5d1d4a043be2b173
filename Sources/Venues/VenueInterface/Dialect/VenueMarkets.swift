package import Domain
package import Wire

/// Where markets are looked up one by one, because there are many and few are needed.
package protocol MarketList: Sendable {
  var instruments: [Instrument] { get }
  func instrument(of symbol: Symbol) -> Instrument?
  /// The market that a venue's own name means, of spot or of contracts.
  func instrument(named name: String, isSpot: Bool) -> Instrument?
}

/// The markets of a venue, by their unified symbols and by the venue's own.
package struct VenueMarkets: Sendable {
  private var bySymbol: [Symbol: Instrument] = [:]
  private var byVenueSymbol: [Name: Symbol] = [:]
  /// Knows the rest; nil where there is none.
  private var list: (any MarketList)?

  /// The venue's own spelling; spot and contracts may share one.
  private struct Name: Hashable {
    let text: String
    let isSpot: Bool
  }

  package init(_ instruments: [Instrument] = []) {
    for instrument in instruments {
      bySymbol[instrument.symbol] = instrument
      guard let text = instrument.venueSymbol else { continue }
      byVenueSymbol[Name(text: text, isSpot: instrument.symbol.kind == .spot)] = instrument.symbol
    }
  }

  /// Those of a list that is looked at for each market that is needed.
  package init(_ list: any MarketList) { self.list = list }

  package var instruments: [Instrument] {
    let all = list?.instruments ?? Array(bySymbol.values)
    return all.sorted { $0.symbol.description < $1.symbol.description }
  }

  package subscript(_ symbol: Symbol) -> Instrument? {
    bySymbol[symbol] ?? list?.instrument(of: symbol)
  }

  /// The market that a venue's own name means.
  ///
  /// - Parameters:
  ///   - name: As the venue writes it.
  ///   - isSpot: Whether it is a name of spot or of contracts.
  /// - Returns: Nil for a market that is not known.
  package func instrument(named name: String, isSpot: Bool) -> Instrument? {
    if let list { return list.instrument(named: name, isSpot: isSpot) }
    return byVenueSymbol[Name(text: name, isSpot: isSpot)].flatMap { bySymbol[$0] }
  }

  /// The market that a member of a reply names.
  ///
  /// - Throws: A problem that names the member where the market is not known.
  package func instrument<Reply: ReplyContainer>(
    _ key: Reply.Key, in reply: Reply, isSpot: Bool
  ) throws(RecordProblem) -> Instrument {
    let name = try reply.text(key)
    guard let instrument = instrument(named: name, isSpot: isSpot) else {
      throw reply.problem(key, "'\(name)' is not among the known markets of the venue")
    }
    return instrument
  }
}
