import Domain
import VenueInterface

/// What the venues of the family ask differently.
struct BinanceForm: Hashable, Sendable {
  let isSpot: Bool
  /// What stands before the name of an endpoint: `/api/v3/`.
  let root: String
  /// Whether what `DELETE` is about stands in the body, as that of `POST` does.
  let deletesByBody: Bool
  /// Whether the fills of one order can be asked for by its number.
  let findsFillsByOrder: Bool
  /// What the newest trades of a market weigh.
  let tradesWeight: Int

  /// Whether all fills of an order come where no time is asked for.
  ///
  /// - Parameter age: How long ago it was placed; nil where nobody knows.
  /// - Returns: False on futures for one that may have traded before the last week; a day is left for
  ///   clocks that differ.
  func tellsAllFills(ofAge age: TimeInterval?) -> Bool {
    if isSpot { return true }
    guard let age else { return false }
    return age >= .zero && age.nanoseconds < Self.week.nanoseconds - TimeInterval.day.nanoseconds
  }

  static let week = TimeInterval(nanoseconds: 7 * TimeInterval.day.nanoseconds)

  /// The longest time that histories tell of at once.
  var historySpan: TimeInterval { isSpot ? .day : Self.week }

  /// Of an endpoint that every version has under the same name.
  func path(_ name: String) -> String { root + name }

  /// A request that changes nothing.
  ///
  /// - Parameters:
  ///   - path: Of the endpoint.
  ///   - parameters: Stand in the query.
  ///   - access: Who may ask.
  ///   - weight: What it takes of the budget.
  /// - Returns: It.
  func reading(
    _ path: String, _ parameters: [RequestDraft.Parameter] = [],
    access: RequestDraft.Access = .signed, weight: Int
  ) -> RequestDraft {
    RequestDraft(.get, path, query: parameters, access: access, weight: weight)
  }

  /// A signed request that may change something.
  func writing(
    _ method: HTTPMethod, _ path: String, _ parameters: [RequestDraft.Parameter],
    purpose: RequestDraft.Purpose = .place, weight: Int = 1
  ) -> RequestDraft {
    let isByBody = method != .delete || deletesByBody
    return RequestDraft(
      method, path, query: isByBody ? [] : parameters, body: isByBody ? .form(parameters) : .none,
      access: .signed, purpose: purpose, weight: weight)
  }
}

extension RequestDraft.Parameter {
  /// The market, by the venue's own name.
  static func symbol(_ market: String) -> Self { Self("symbol", market) }
}
