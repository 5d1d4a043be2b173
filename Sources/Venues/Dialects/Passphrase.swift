package import Signing

/// What some venues want beside a key and its secret; its users chose it when they made the key.
///
/// Shown nowhere, and erased when its last owner ends.
package final class Passphrase: Sendable {
  private let secret: Secret

  package init(_ secret: consuming Secret) { self.secret = secret }

  /// As a header has it; who puts it into one names it as a secret of the request.
  var text: String {
    secret.withBytes { bytes in
      var copy: [UInt8] = []
      copy.reserveCapacity(bytes.count)
      for index in bytes.indices { copy.append(bytes[index]) }
      return String(decoding: copy, as: UTF8.self)
    }
  }

  /// Its code under a key, for venues that want it so.
  func code(_ key: HMACKey) -> Digest { secret.withBytes { key.sha256($0) } }
}

extension Passphrase: CustomStringConvertible, CustomReflectable {
  package var description: String { "a passphrase" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
