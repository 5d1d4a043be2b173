package import Ledger

/// What a market event, or the arrival of an order, did to one order of a paper account.
package final class PaperChange: Sendable {
  /// The order as it stood then.
  package let order: StoredOrder
  package let fills: [StoredFill]

  init(_ order: StoredOrder, fills: [StoredFill]) {
    self.order = order
    self.fills = fills
  }
}
