package import Domain
package import Lifecycle

/// Which orders are asked for; what is nil does not matter.
package struct OrderQuery: Hashable, Sendable {
  package var scope: AccountScope?
  package var symbol: Symbol?
  package var strategy: String?
  package var parent: Int64?
  package var state: OrderState?
  package var isFinal: Bool?
  /// Written down at this time or later.
  package var since: Timestamp?
  /// Over since this time or later.
  package var endedSince: Timestamp?
  /// Written down before this time.
  package var until: Timestamp?
  /// At most so many.
  package var limit: Int?
  /// The latest first; else in the order in which they were written down.
  package var isNewestFirst = false

  package init(scope: AccountScope? = nil) { self.scope = scope }
}

/// Which fills are asked for; what is nil does not matter.
package struct FillQuery: Hashable, Sendable {
  package var scope: AccountScope?
  package var symbol: Symbol?
  package var order: Int64?
  /// Traded at this time or later.
  package var since: Timestamp?
  package var until: Timestamp?
  package var limit: Int?

  package init(scope: AccountScope? = nil) { self.scope = scope }
}
