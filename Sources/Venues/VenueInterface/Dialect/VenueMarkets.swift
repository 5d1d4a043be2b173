package import Domain
package import Wire

/// The markets of a venue, by their unified symbols and by the venue's own.
package struct VenueMarkets: Sendable {
  private var bySymbol: [Symbol: Instrument] = [:]
  private var byVenueSymbol: [Name: Symbol] = [:]

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

  package var instruments: [Instrument] {
    bySymbol.values.sorted { $0.symbol.description < $1.symbol.description }
  }

  package subscript(_ symbol: Symbol) -> Instrument? { bySymbol[symbol] }

  /// The market that a venue's own name means.
  ///
  /// - Parameters:
  ///   - name: As the venue writes it.
  ///   - isSpot: Whether it is a name of spot or of contracts.
  /// - Returns: Nil for a market that is not known.
  package func instrument(named name: String, isSpot: Bool) -> Instrument? {
    byVenueSymbol[Name(text: name, isSpot: isSpot)].flatMap { bySymbol[$0] }
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
