internal import CSimdjson

/// One JSON object of a reply; its members are found by name and read as exact values.
///
/// Members that nobody asks for are never looked at. A member that is asked for must be there and
/// of the wanted form, or the problem names it with its way, such as `orders[2].price`; `ifAny`
/// makes it optional.
package struct ReplyObject: ReplyContainer {
  private let source: ReplySource
  /// Where the object lies in the text; the offsets of its members count from here.
  private let start: Int
  /// What stands before a member's name in a problem: nothing, or such as `orders[2].`.
  private let path: String
  private let members: [tradectl_json_field]

  init(_ source: ReplySource, start: Int, path: String, members: [tradectl_json_field]) {
    self.source = source
    self.start = start
    self.path = path
    self.members = members
  }

  init(_ value: ReplyValue, path: String) throws(RecordProblem) {
    let source = value.source
    self.init(
      source, start: value.range.lowerBound, path: path,
      members: try source.reader.members(of: source, in: value.range))
  }

  // MARK: Finding

  package func way(to name: String) -> String { path + name }

  package func value(at name: String) throws(RecordProblem) -> ReplyValue? {
    let length = name.utf8.count
    var found: Int?
    for place in members.indices {
      // Most members are not the wanted one, and of another length.
      guard members[place].key_length == length || members[place].key_is_escaped != 0,
        isNamed(members[place], name)
      else { continue }
      // Two readers could understand two values.
      guard found == nil else { throw .duplicateKey(path + name) }
      found = place
    }
    guard let found, let kind = ReplyValue.Kind(members[found]) else { return nil }
    return ReplyValue(
      kind: kind, source: source,
      range: range(members[found].value_offset, members[found].value_length),
      isEscaped: members[found].value_is_escaped != 0)
  }

  /// The members' names, in order.
  package var names: [String] {
    members.map { member in
      source.text(
        range(member.key_offset, member.key_length), isEscaped: member.key_is_escaped != 0)
    }
  }

  private func isNamed(_ member: tradectl_json_field, _ name: String) -> Bool {
    let key = range(member.key_offset, member.key_length)
    return member.key_is_escaped == 0
      ? source.isSame(key, as: name) : source.text(key, isEscaped: true) == name
  }

  private func range(_ offset: UInt32, _ length: UInt32) -> Range<Int> {
    (start + Int(offset))..<(start + Int(offset) + Int(length))
  }
}
