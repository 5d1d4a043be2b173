package import Wire

extension Dialect {
  /// What an answer says, or why there is none.
  ///
  /// - Parameters:
  ///   - response: What came back.
  ///   - call: What was asked.
  ///   - markets: What the names in it stand for.
  ///   - reader: Working memory.
  /// - Returns: What it says.
  /// - Throws: What the venue said. An answer that cannot be used leaves open what became of a
  ///   request that may have changed something, and is as good as none to one that only asks.
  package func answer<Answer>(
    _ response: HTTPResponse, to call: VenueCall<Answer>, _ markets: VenueMarkets,
    _ reader: ReplyReader
  ) throws(VenueError) -> Answer {
    var reply: VenueReply?
    var problem = ""
    do throws(RecordProblem) {
      reply = try VenueReply(response.body, reader)
    } catch {
      problem = error.message
    }
    if let failure = failure(response, reply, to: call.draft) {
      if case .notFound = failure, let answer = call.answerIfNotFound() { return answer }
      throw failure
    }
    if let reply {
      do throws(RecordProblem) {
        return try call.answer(from: reply, markets)
      } catch {
        problem = error.message
      }
    }
    let reason = "the answer cannot be used: \(problem)"
    throw call.draft.isWrite ? .outcomeUnknown(reason: reason) : .notSent(reason: reason)
  }
}
