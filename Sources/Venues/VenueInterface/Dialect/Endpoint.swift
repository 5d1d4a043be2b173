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
  /// What follows where the venue answers `.notFound`; nil where nothing does but that.
  func answerIfNotFound() -> Answer?
}

extension Endpoint {
  package func answerIfNotFound() -> Answer? { nil }
}

/// An endpoint of which only the answer matters to who asks.
package struct VenueCall<Answer: Sendable>: Sendable {
  package let draft: RequestDraft
  private let read: @Sendable (VenueReply, VenueMarkets) throws(RecordProblem) -> Answer
  private let conclude: @Sendable () -> Answer?

  package init(_ endpoint: some Endpoint<Answer>) {
    draft = endpoint.draft
    read = { (reply, markets) throws(RecordProblem) in
      try endpoint.answer(from: reply, markets)
    }
    conclude = { endpoint.answerIfNotFound() }
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
    conclude = { endpoint.answerIfNotFound().flatMap { try? change($0) } }
  }

  private init(
    _ draft: RequestDraft,
    _ read: @escaping @Sendable (VenueReply, VenueMarkets) throws(RecordProblem) -> Answer
  ) {
    self.draft = draft
    self.read = read
    conclude = { nil }
  }

  package func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Answer {
    try read(reply, markets)
  }

  /// What follows where the venue answers `.notFound`; nil where nothing does but that.
  package func answerIfNotFound() -> Answer? { conclude() }

  /// The same question, whose reply is read as that of another one as well, if it can be.
  package func and<Other>(_ other: VenueCall<Other>) -> VenueCall<(Answer, Other?)> {
    let own = read
    return VenueCall<(Answer, Other?)>(draft) { (reply, markets) throws(RecordProblem) in
      (try own(reply, markets), try? other.answer(from: reply, markets))
    }
  }
}
