package import Domain
internal import Glibc
internal import Synchronization
package import VenueInterface
internal import Wire

/// The markets of one venue, kept in a file for all processes of the user, and asked for when it is
/// too old or does not know what is looked for.
package final class InstrumentCache: Sendable {
  private let client: DialectClient
  private let clock: any TradingClock
  /// Nil keeps them for this process alone.
  private let path: String?
  private let known = Mutex<InstrumentTable?>(nil)
  /// Those that were looked for, with the time of the list that they are of.
  private let found = Mutex<[Symbol: (market: Instrument, time: Timestamp)]>([:])

  /// After so long the venue is asked again.
  package static let freshness = TimeInterval(nanoseconds: 12 * 3_600_000_000_000)
  /// Whoever misses a market believes a list that is not older.
  private static let youth = TimeInterval(nanoseconds: 60_000_000_000)
  /// No list of a venue comes near this.
  private static let bytesMax = 64 << 20

  /// - Parameters:
  ///   - client: Asks the venue.
  ///   - path: The file, in a folder that is there, for this venue and network alone.
  ///   - clock: Tells how old it is.
  package init(_ client: DialectClient, path: String?, clock: any TradingClock) {
    self.client = client
    self.path = path
    self.clock = clock
  }

  /// The markets, and when the venue told them.
  package struct Listing: Sendable {
    package let markets: VenueMarkets
    package let time: Timestamp

    fileprivate init(_ table: InstrumentTable) {
      markets = VenueMarkets(table)
      time = table.time
    }
  }

  /// The markets as they were told of late; older ones where the venue cannot be asked.
  package func listing() throws(VenueError) -> Listing {
    Listing(try table(notOlderThan: Self.freshness))
  }

  /// The markets as they were told just now.
  package func renewed() throws(VenueError) -> Listing {
    Listing(try table(notOlderThan: Self.youth))
  }

  /// A market by its name.
  ///
  /// - Throws: `.unsupported` where the venue does not have it, or why it cannot be asked.
  package func market(_ symbol: Symbol) throws(VenueError) -> Instrument {
    let table = try table(notOlderThan: Self.freshness)
    if let found = found.withLock({ $0[symbol] }), found.time == table.time {
      return found.market
    }
    if let market = table.instrument(of: symbol) {
      found.withLock { $0[symbol] = (market, table.time) }
      return market
    }
    let renewed = try renewed()
    if let market = renewed.markets[symbol] { return market }
    let other = [symbol.quote, symbol.base, nil].lazy
      .map { Symbol(base: symbol.base, quote: symbol.quote, settle: $0) }
      .first { renewed.markets[$0] != nil }
    throw .unsupported(
      reason: "'\(symbol)' cannot be traded at \(client.dialect.profile.name)"
        + (other.map { ", but '\($0)' can" } ?? "; 'tradectl market instruments' lists what can"))
  }

  /// What is known was wrong, as a venue says: whoever needs it next asks anew.
  package func distrust() {
    let isYoung = known.withLock { table in
      defer { table = nil }
      return table.map { clock.now().since($0.time) < Self.youth } ?? false
    }
    if let path, !isYoung { unsafe unlink(path) }
  }

  /// Whoever needs a market next asks the venue.
  package func forget() {
    known.withLock { $0 = nil }
    if let path { unsafe unlink(path) }
  }

  // MARK: What is kept

  private func table(notOlderThan age: TimeInterval) throws(VenueError) -> InstrumentTable {
    try known.withLock { (known) throws(VenueError) in
      if known == nil { known = read() }
      if let table = known, isWithin(age, table) { return table }
      // Another process may have asked meanwhile.
      if let table = read(), isWithin(age, table) {
        known = table
        return table
      }
      do throws(VenueError) {
        let table = try ask()
        known = table
        keep(table)
        return table
      } catch {
        // The old list is better than none: what it has wrong, the venue refuses.
        guard let table = known, case .notSent = error else { throw error }
        return table
      }
    }
  }

  /// One from the future is as good as none.
  private func isWithin(_ age: TimeInterval, _ table: InstrumentTable) -> Bool {
    let since = clock.now().since(table.time)
    return since >= TimeInterval(nanoseconds: -Self.youth.nanoseconds) && since < age
  }

  private func ask() throws(VenueError) -> InstrumentTable {
    let now = clock.now()
    let instruments = try client.instruments()
    guard !instruments.isEmpty else {
      throw .notSent(reason: "\(client.dialect.profile.name) lists no market")
    }
    return InstrumentTable(instruments, of: client.dialect.profile.name, at: now)
  }

  private func read() -> InstrumentTable? {
    guard let path else { return nil }
    return InputFile.content(of: path, bytesMax: Self.bytesMax).flatMap { InstrumentTable($0) }
  }

  /// One thread at a time: they would write to one file beside it.
  private static let writing = Mutex<Void>(())

  private func keep(_ table: InstrumentTable) {
    guard let path else { return }
    Self.writing.withLock { _ in
      // Without success where there is no room: it is asked for again.
      try? OutputFile.replace(path, with: table.content.span, mode: 0o600)
    }
  }
}
