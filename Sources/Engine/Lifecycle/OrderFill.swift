package import Domain

/// One execution of an order, by the name that the venue gives it.
package struct OrderFill: Hashable, Sendable {
  /// Unique within a venue's account.
  package let id: String
  package let fill: Fill
  package let feeAsset: String

  package init(id: String, fill: Fill, feeAsset: String) {
    self.id = id
    self.fill = fill
    self.feeAsset = feeAsset
  }
}
