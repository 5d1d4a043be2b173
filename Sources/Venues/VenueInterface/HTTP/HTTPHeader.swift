/// One line of the head of a request or of an answer.
package struct HTTPHeader: Hashable, Sendable {
  /// Written by us as it is given here; in an answer of HTTP/2 in small letters.
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether it is the header of that name, in capital or small letters.
  package func isNamed(_ other: String) -> Bool {
    let (ours, theirs) = (name.utf8.span, other.utf8.span)
    guard ours.count == theirs.count else { return false }
    for index in ours.indices where ours[index].lowercaseASCII != theirs[index].lowercaseASCII {
      return false
    }
    return true
  }
}

extension UInt8 {
  /// The small letter where it is a capital one, else itself.
  var lowercaseASCII: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }
}
