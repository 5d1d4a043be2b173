internal import Configuration
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// What a command about a paper account works with.
struct PaperPlace {
  let place: TradingPlace
  let desk: OrderDesk
  let venue: PaperVenue
}

extension Context {
  /// The paper account of the account that is meant, whatever mode that is configured for.
  ///
  /// - Parameters:
  ///   - options: Which account.
  ///   - isMade: Whether a missing ledger is made.
  ///   - instruments: What is known about the markets.
  /// - Returns: Nil where there is no ledger, and none is to be made.
  /// - Throws: Wrong usage where another mode is asked for.
  func paper(
    _ options: TradingOptions, isMade: Bool, instruments: [Symbol: Instrument] = [:]
  ) throws(CommandFailure) -> PaperPlace? {
    var options = options
    guard options.desk.settings.mode ?? .paper == .paper else {
      throw .usage("\(commandName) is about paper accounts only.")
    }
    options.desk.settings.mode = .paper
    options.desk.settings.live = false
    let place = try place(options)
    let desk: OrderDesk
    if isMade {
      desk = try self.desk(place, instruments: instruments)
    } else {
      guard let reading = try readingDesk(place) else { return nil }
      desk = reading
    }
    guard case .paper(let venue) = desk.market else {
      preconditionFailure("In paper mode the market is the paper exchange")
    }
    return PaperPlace(place: place, desk: desk, venue: venue)
  }
}
