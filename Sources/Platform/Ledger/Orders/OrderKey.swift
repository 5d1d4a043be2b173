package import Signing

/// What makes an order the same as one that was sent before.
package struct OrderKey: Hashable, Sendable {
  package let text: String

  /// - Parameter id: The user's own name of the order.
  package init(id: String) { text = "id:\(id)" }

  /// The key of an order without an id.
  ///
  /// - Parameters:
  ///   - run: The run's name.
  ///   - fingerprint: Of the order's fields.
  ///   - occurrence: Which order with these fields it is in the run, from 1.
  package init(run: String, fingerprint: Digest, occurrence: Int) {
    var text = "run:"
    text.reserveCapacity(run.utf8.count + 90)
    for part in [run, ":", fingerprint.hexadecimal, ":", String(occurrence)] { text += part }
    self.text = text
  }

  init(text: String) { self.text = text }
}
