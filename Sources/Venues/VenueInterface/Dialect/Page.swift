package import Domain
package import Wire

/// Some items of a list that may be long, and how to ask for those that follow.
package struct Page<Item: Sendable>: Sendable {
  package var items: [Item]
  /// The venue's names of markets that are not known here, but have items in the list too.
  ///
  /// What they hold cannot be told, and must not be taken for nothing.
  package var unknownMarkets: [String]
  /// Nil where there are no more.
  package var next: VenueCall<Page<Item>>?

  package init(
    _ items: [Item], unknownMarkets: [String] = [], next: VenueCall<Page<Item>>? = nil
  ) {
    self.items = items
    self.unknownMarkets = unknownMarkets
    self.next = next
  }

  /// Reads the objects of a list that each name their market.
  ///
  /// - Parameters:
  ///   - objects: Of the reply.
  ///   - name: The member that names the market.
  ///   - markets: What is known.
  ///   - isSpot: Whether they are names of spot or of contracts.
  ///   - read: Makes an item of an object; nil leaves it out.
  /// - Throws: What is missing in an object or of another form.
  package init(
    _ objects: [ReplyObject], marketIn name: String, _ markets: VenueMarkets, isSpot: Bool,
    _ read: (ReplyObject, Instrument) throws(RecordProblem) -> Item?
  ) throws(RecordProblem) {
    var items: [Item] = []
    var unknown: [String] = []
    for object in objects {
      let text = try object.text(name)
      if let market = markets.instrument(named: text, isSpot: isSpot) {
        if let item = try read(object, market) { items.append(item) }
      } else if !unknown.contains(text) {
        unknown.append(text)
      }
    }
    self.init(items, unknownMarkets: unknown)
  }
}
