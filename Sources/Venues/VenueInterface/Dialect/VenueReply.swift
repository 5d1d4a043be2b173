package import Wire

/// What a venue answered with, read by name.
package struct VenueReply {
  /// What problems call the whole of it.
  package static let name = "reply"
  /// The longest answer that is taken in; lists of all instruments are the longest.
  package static let bytesMax = 1 << 26

  private let root: ReplyObject
  /// Found once, because failures are looked for in it before anything else.
  private let whole: ReplyObject?

  /// - Parameters:
  ///   - body: One JSON value.
  ///   - reader: Its working memory.
  /// - Throws: Where it is not JSON.
  package init(_ body: [UInt8], _ reader: ReplyReader) throws(RecordProblem) {
    root = try reader.read(body.span, as: Self.name, bytesMax: Self.bytesMax)
    whole = try? root.object(Self.name)
  }

  /// The object that the whole of it is.
  package var object: ReplyObject {
    get throws(RecordProblem) {
      guard let whole else { throw root.problem(Self.name, "is not an object") }
      return whole
    }
  }

  /// The list that the whole of it is.
  package var list: ReplyList {
    get throws(RecordProblem) { try root.list(Self.name) }
  }

  /// The objects of the list that the whole of it is.
  package var objects: [ReplyObject] {
    get throws(RecordProblem) { try root.objects(Self.name) }
  }

  /// Whether the whole of it is a list.
  package var isList: Bool { whole == nil && (try? root.list(Self.name)) != nil }
}
