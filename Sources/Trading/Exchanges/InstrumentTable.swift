package import Domain
internal import Glibc
internal import VenueInterface
package import Wire

/// The markets of one venue as lines of a file, found by looking for their names in it.
///
/// Of thousands of markets an order needs one; the others are never read.
struct InstrumentTable: MarketList {
  /// Instrument records, a line each, the first of which says when they were asked for; then a zero.
  private let bytes: [UInt8]
  /// When the venue was asked.
  let time: Timestamp

  /// - Parameter bytes: What a file holds; nil comes of anything but such records.
  init?(_ bytes: [UInt8]) {
    guard bytes.last == Self.feed, let end = bytes.firstIndex(of: Self.feed),
      let first = try? ReplyReader().read(bytes.span.extracting(..<end)),
      let time = try? first.time(Field.ts.rawValue)
    else { return nil }
    self.bytes = bytes + [0]
    self.time = time
  }

  /// - Parameters:
  ///   - instruments: At least one.
  ///   - venue: What users call it.
  ///   - time: When it told them.
  init(_ instruments: [Instrument], of venue: String, at time: Timestamp) {
    var text = JSONText()
    for instrument in instruments {
      text.begin(.instrument)
      text.add(.ts, time)
      text.add(.venue, venue)
      text.add(instrument)
      text.append(literal: "}\n")
    }
    bytes = text.bytes.array(from: 0) + [0]
    self.time = time
  }

  /// What a file of them holds.
  var content: ArraySlice<UInt8> { bytes.dropLast() }

  var instruments: [Instrument] {
    content.split(separator: Self.feed).compactMap { instrument($0.startIndex..<$0.endIndex) }
  }

  func instrument(of symbol: Symbol) -> Instrument? {
    first(with: ",\"symbol\":\"\(symbol)\"") { $0.symbol == symbol }
  }

  func instrument(named name: String, isSpot: Bool) -> Instrument? {
    // A name that a line would have to escape is not found, and so not known.
    first(with: ",\"venue_symbol\":\"\(name)\"") {
      $0.venueSymbol == name && ($0.symbol.kind == .spot) == isSpot
    }
  }

  private static let feed = UInt8(ascii: "\n")

  /// The first of the markets whose lines hold a text that is wanted.
  private func first(with text: String, where isWanted: (Instrument) -> Bool) -> Instrument? {
    var start = 0
    while let place = find(text, from: start) {
      let first = bytes[..<place].lastIndex(of: Self.feed).map { $0 + 1 } ?? 0
      let end = bytes[place...].firstIndex(of: Self.feed) ?? bytes.count
      if let instrument = instrument(first..<end), isWanted(instrument) { return instrument }
      start = end
    }
    return nil
  }

  private func find(_ text: String, from start: Int) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return nil }
      let base = unsafe UnsafeRawPointer(first).assumingMemoryBound(to: CChar.self)
      guard let found = unsafe strstr(base + start, text) else { return nil }
      return unsafe UnsafePointer(found) - base
    }
  }

  private func instrument(_ line: Range<Int>) -> Instrument? {
    guard let content = try? ReplyReader().read(bytes.span.extracting(line)) else { return nil }
    return try? Instrument(content)
  }
}

extension JSONText {
  /// What a venue says about a market.
  package mutating func add(_ instrument: Instrument) {
    add(.symbol, instrument.symbol.description)
    if let name = instrument.venueSymbol { add(.venueSymbol, name) }
    if instrument.tick.isPositive { add(.tick, instrument.tick) }
    if instrument.lot.isPositive { add(.lot, instrument.lot) }
    if instrument.minimumQuantity.isPositive { add(.minimumQuantity, instrument.minimumQuantity) }
    if instrument.maximumQuantity.isPositive { add(.maximumQuantity, instrument.maximumQuantity) }
    if instrument.maximumMarketQuantity.isPositive {
      add(.maximumMarketQuantity, instrument.maximumMarketQuantity)
    }
    if instrument.minimumNotional.isPositive { add(.minimumNotional, instrument.minimumNotional) }
    if instrument.contractSize != .one { add(.contractSize, instrument.contractSize) }
  }
}

extension Instrument {
  /// - Throws: A problem that names the member.
  fileprivate init(_ content: ReplyObject) throws(RecordProblem) {
    func decimal<Unit: Decimal>(_ field: Field) throws(RecordProblem) -> Unit? {
      try content.ifAny(field.rawValue, content.decimal)
    }
    let name = Field.symbol.rawValue
    guard let symbol = try? Symbol(unified: try content.text(name)) else {
      throw content.problem(name, "is no symbol")
    }
    self.init(symbol: symbol)
    venueSymbol = try content.ifAny(Field.venueSymbol.rawValue, content.text)
    tick = try decimal(.tick) ?? .zero
    lot = try decimal(.lot) ?? .zero
    minimumQuantity = try decimal(.minimumQuantity) ?? .zero
    maximumQuantity = try decimal(.maximumQuantity) ?? .zero
    maximumMarketQuantity = try decimal(.maximumMarketQuantity) ?? .zero
    minimumNotional = try decimal(.minimumNotional) ?? .zero
    contractSize = try decimal(.contractSize) ?? .one
  }
}
