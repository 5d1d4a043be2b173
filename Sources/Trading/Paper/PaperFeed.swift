package import Domain
package import Ledger
package import MarketData
internal import Matching

/// Shows a paper account what happened on its markets, many events to a transaction.
///
/// Where nothing but prices moved, a transaction need not survive the loss of power: the markets
/// then stand where they stood, and can be shown the same again. What an order did is synced before
/// anybody is told.
package final class PaperFeed {
  /// What became of the events that were shown together.
  package struct Outcome {
    /// What they did to orders, in order.
    package var changes: [PaperChange] = []
    /// Events that could not be shown, as sentences without their full stop.
    package var problems: [String] = []
    /// Events that were new to their market.
    package var shown = 0
    /// Events that their market had seen.
    package var seen = 0

    package init() {}
  }

  /// So many events at most share a transaction.
  package static let batchMax = 4096
  /// How often the worth of the account is kept while no order changes, by the clock.
  private static let noteInterval = TimeInterval(nanoseconds: 10_000_000_000)

  private let desk: OrderDesk
  private let paper: PaperVenue
  private var waiting: [(event: MarketEvent, ordinal: Int)] = []
  private var sources: [Source] = []
  /// Of the markets that were read last.
  private var generation = -1
  private var lastNote = Timestamp.distantPast
  /// The hour of the markets when the worth of the account was kept last.
  private var lastHour: Int64 = .min

  /// A market of the source.
  private struct Source {
    /// Nil for one that cannot be simulated; that has been told.
    var symbol: Symbol?
    var place: Int?
    /// The latest time, and how many events of that time there were.
    var time = Timestamp.distantPast
    var count = 0
  }

  package init(_ desk: OrderDesk, _ paper: PaperVenue) {
    self.desk = desk
    self.paper = paper
    waiting.reserveCapacity(Self.batchMax)
  }

  package var isEmpty: Bool { waiting.isEmpty }
  package var isFull: Bool { waiting.count >= Self.batchMax }

  /// Makes the market known that the source gives the next number.
  ///
  /// - Parameter symbol: Nil for a market whose events are passed over.
  package func meet(_ symbol: Symbol?) { sources.append(Source(symbol: symbol)) }

  /// How many markets the source has named.
  package var sourceCount: Int { sources.count }

  /// Takes an event, to be shown with the next `commit`.
  ///
  /// - Parameter event: Of a market that is known; its time is not before that market's last.
  package func add(_ event: MarketEvent) {
    let number: Int
    switch event {
    case .trade(_, symbol: let source), .candle(_, symbol: let source): number = source
    case .problem: return
    }
    guard let time = event.time, sources[number].symbol != nil else { return }
    let isSame = sources[number].time == time
    sources[number].count = isSame ? sources[number].count + 1 : 1
    sources[number].time = time
    waiting.append((event, sources[number].count))
  }

  /// Shows the account what waits, and writes down what came of it.
  ///
  /// - Returns: What came of it; it is on disk.
  /// - Throws: When the ledger cannot be written; nothing has happened then.
  package func commit() throws(LedgerError) -> Outcome {
    guard !waiting.isEmpty else { return Outcome() }
    let now = desk.clock.now()
    var outcome = Outcome()
    do throws(LedgerError) {
      outcome = try desk.ledger.write(.relaxed) { transaction throws(LedgerError) in
        try paper.open(transaction)
        paper.keepsChanges = true
        defer { paper.keepsChanges = false }
        var outcome = try show(transaction, at: now)
        // What was on its way has arrived with the events; nothing else is written.
        if outcome.shown > 0 { try paper.settle(transaction, at: now) }
        outcome.changes = paper.changes
        paper.changes = []
        return outcome
      }
      if !outcome.changes.isEmpty || isNoteDue(at: now) { try note(at: now) }
    } catch {
      paper.forget()
      throw error
    }
    waiting.removeAll(keepingCapacity: true)
    return outcome
  }

  private func show(
    _ transaction: any LedgerTransaction, at now: Timestamp
  ) throws(LedgerError) -> Outcome {
    var outcome = Outcome()
    if generation != paper.generation {
      generation = paper.generation
      for number in sources.indices { sources[number].place = nil }
    }
    for (event, ordinal) in waiting {
      do throws(PaperError) {
        guard let place = try place(of: event) else { continue }
        if try paper.show(event, at: place, ordinal: ordinal) {
          outcome.shown += 1
        } else {
          outcome.seen += 1
        }
      } catch {
        outcome.problems.append(error.explanation)
      }
      // One event at a time, so that what is told does not depend on how many came together.
      if !paper.events.isEmpty { try paper.tell(transaction, at: now) }
    }
    return outcome
  }

  /// The place of the event's market; nil for one that cannot be simulated.
  @inline(__always)
  private func place(of event: MarketEvent) throws(PaperError) -> Int? {
    let number: Int
    switch event {
    case .trade(_, symbol: let source), .candle(_, symbol: let source): number = source
    case .problem: return nil
    }
    if let place = sources[number].place { return place }
    guard let symbol = sources[number].symbol else { return nil }
    do throws(PaperError) {
      let place = try paper.openMarket(symbol)
      sources[number].place = place
      return place
    } catch {
      sources[number].symbol = nil
      throw error
    }
  }

  // MARK: The worth of the account

  private func isNoteDue(at now: Timestamp) -> Bool {
    let hour = paper.time.nanoseconds / TimeInterval.hour.nanoseconds
    defer { lastHour = hour }
    return hour != lastHour || now.since(lastNote) >= Self.noteInterval
  }

  /// Keeps what the account is worth; the sync covers everything that was written before.
  private func note(at now: Timestamp) throws(LedgerError) {
    lastNote = now
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try paper.open(transaction)
      try desk.note(paper, transaction, at: now)
    }
  }

  /// Keeps what the account is worth at the end of the source.
  package func finish() throws(LedgerError) { try note(at: desk.clock.now()) }
}
