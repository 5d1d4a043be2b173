/// What a look through the whole ledger found.
package struct Verification: Hashable, Sendable {
  package var eventCount = 0
  package var orderCount = 0
  package var fillCount = 0
  /// The first thing that is not as it was written; nil when all is.
  package var firstFault: String?

  package init() {}

  package var isIntact: Bool { firstFault == nil }
}
