package import Wire

/// One thing that a venue can be asked: how it is asked, and how the answer is read.
///
/// Both are pure. A type for each endpoint of a venue, named after it.
package protocol Endpoint<Answer>: Sendable {
  associatedtype Answer: Sendable
  var draft: RequestDraft { get }
  /// Takes a reply in that tells of no failure.
  ///
  /// - Parameters:
  ///   - reply: An object whose only member, `reply`, is what came back.
  ///   - markets: What the names in it stand for.
  /// - Returns: What it says.
  /// - Throws: What is missing or of another form.
  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) -> Answer
}

/// What a venue answered with, read by name.
package struct VenueReply {
  /// What problems call the whole of it.
  package static let name = "reply"
  /// The longest answer that is taken in; lists of all instruments are the longest.
  package static let bytesMax = 1 << 26

  private let root: ReplyObject

  /// - Parameters:
  ///   - body: One JSON value.
  ///   - reader: Its working memory.
  /// - Throws: Where it is not JSON.
  package init(_ body: [UInt8], _ reader: ReplyReader) throws(RecordProblem) {
    root = try reader.read(body.span, as: Self.name, bytesMax: Self.bytesMax)
  }

  /// The object that the whole of it is.
  package var object: ReplyObject {
    get throws(RecordProblem) { try root.object(Self.name) }
  }

  /// The list that the whole of it is.
  package var list: ReplyList {
    get throws(RecordProblem) { try root.list(Self.name) }
  }

  /// The objects of the list that the whole of it is.
  package var objects: [ReplyObject] {
    get throws(RecordProblem) { try root.objects(Self.name) }
  }

  /// Whether the whole of it is a list.
  package var isList: Bool { (try? root.list(Self.name)) != nil }
}

/// An endpoint of which only the answer matters to who asks.
package struct VenueCall<Answer: Sendable>: Sendable {
  package let draft: RequestDraft
  private let read: @Sendable (VenueReply, VenueMarkets) throws(RecordProblem) -> Answer

  package init(_ endpoint: some Endpoint<Answer>) {
    draft = endpoint.draft
    read = { (reply, markets) throws(RecordProblem) in
      try endpoint.answer(from: reply, markets)
    }
  }

  /// The same question whose answer is seen as something else.
  package init<Other>(
    _ endpoint: some Endpoint<Other>,
    _ change: @escaping @Sendable (Other) throws(RecordProblem) -> Answer
  ) {
    draft = endpoint.draft
    read = { (reply, markets) throws(RecordProblem) in
      try change(try endpoint.answer(from: reply, markets))
    }
  }

  package func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Answer {
    try read(reply, markets)
  }
}

/// Some items of a long list, and how to ask for those that follow.
package struct Page<Item: Sendable>: Sendable {
  package let items: [Item]
  /// Nil where there are no more.
  package let next: VenueCall<Page<Item>>?

  package init(_ items: [Item], next: VenueCall<Page<Item>>? = nil) {
    self.items = items
    self.next = next
  }
}
