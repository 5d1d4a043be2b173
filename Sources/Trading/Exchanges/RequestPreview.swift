package import Domain

/// How requests are shown that are not sent.
package struct RequestPreview: Hashable, Sendable {
  /// What they are signed with; nil for now.
  package var time: Timestamp?
  /// Whether key and signature stay in them, but never a passphrase.
  package var showsSignature: Bool

  package init(at time: Timestamp? = nil, showsSignature: Bool = false) {
    self.time = time
    self.showsSignature = showsSignature
  }
}
