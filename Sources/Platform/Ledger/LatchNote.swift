package import Domain

/// Who set the emergency latch, when and why: what stands in its file, for people too.
package struct LatchNote: Hashable, Sendable {
  package let time: Timestamp
  package let who: String
  package let reason: String

  /// As much as is ever read of it.
  static let sizeMax = 4096

  package init(time: Timestamp, who: String, reason: String) {
    self.time = time
    self.who = who
    self.reason = reason
  }

  /// A line each.
  var text: String {
    let reason = String(decoding: reason.utf8.prefix(Self.sizeMax - 512), as: UTF8.self)
    return "\(time.text)\n\(who.prefix(200))\n\(reason)\n"
  }

  /// Reads what was written; nil for anything else.
  init?(text: String) {
    let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3, let time = try? Timestamp(rfc3339: Array(lines[0].utf8).span)
    else { return nil }
    self.time = time
    who = String(lines[1])
    reason = String(lines[2].hasSuffix("\n") ? lines[2].dropLast() : lines[2])
  }
}
