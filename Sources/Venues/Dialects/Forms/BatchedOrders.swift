import Domain
import VenueInterface
import Wire

// Several orders in one request.

extension RequestDraft {
  /// Makes it one that places the orders of other requests, and is in time for each of them.
  mutating func takeTogether(_ drafts: [RequestDraft]) {
    orders = drafts.count
    validUntil = drafts.compactMap(\.validUntil).min()
  }
}

extension Array {
  /// Its elements in the same order, at most so many at a time.
  func pieces(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map {
      self[$0..<Swift.min($0 + count, self.count)]
    }
  }
}

extension ReplyList {
  /// What the list says of orders, one object for each at its place.
  ///
  /// - Parameters:
  ///   - orders: Those that were placed.
  ///   - read: Takes in what is said of one.
  /// - Returns: What is said of each. Where it cannot be read, nobody knows what became of that order,
  ///   and the others are as they are told.
  /// - Throws: Where it tells of more orders, or of fewer.
  func answers<Order>(
    to orders: [Order],
    _ read: (ReplyObject, Order) throws(RecordProblem) -> BatchedAnswer
  ) throws(RecordProblem) -> [BatchedAnswer] {
    guard count == orders.count else {
      throw RecordProblem(.badValue, "it tells of \(count) orders, and not of \(orders.count)")
    }
    var answers: [BatchedAnswer] = []
    for (place, order) in orders.enumerated() {
      do throws(RecordProblem) {
        answers.append(try read(try object(place), order))
      } catch {
        answers.append(
          .failure(.outcomeUnknown(reason: "the answer cannot be used: \(error.message)")))
      }
    }
    return answers
  }
}

extension HTTPResponse {
  /// By what a part of an answer is judged, which has no status and no headers of its own.
  static let part = HTTPResponse(status: 200)
}
