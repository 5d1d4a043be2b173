/// The members that `--fields` asks for, in the order asked for.
///
/// A name is a key of the record, or with a dot the key of an object and a key inside it.
struct FieldSelection {
  /// One name of the list.
  struct Choice {
    let name: String
    /// The parts before and behind the first dot, where there is one.
    let path: (object: String, key: String)?
    /// `"name":`.
    let key: [UInt8]

    init(_ name: String) {
      self.name = name
      let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      path = parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
      var text = JSONText()
      text.append(name)
      text.append(literal: ":")
      key = text.bytes.array
    }
  }

  let choices: [Choice]
  /// What leads a record whatever is asked for.
  private let leading: [Choice]

  /// - Parameter names: A name that stands twice counts once.
  init(_ names: [String]) {
    var unique: [String] = []
    for name in names where !unique.contains(name) { unique.append(name) }
    choices = unique.map(Choice.init)
    leading = [Field.record, .v].map(\.rawValue).filter { !unique.contains($0) }.map(Choice.init)
  }

  /// Appends the record with nothing but the chosen members, in braces.
  func append(_ line: borrowing FinishedLine, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for choice in leading + choices {
      guard let member = member(choice, of: line) else { continue }
      if output.last != UInt8(ascii: "{") { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: choice.key)
      output.append(contentsOf: line.bytes(of: member.value))
    }
    output.append(UInt8(ascii: "}"))
  }

  /// The member that a choice names; a key with a dot in it wins over a path.
  func member(_ choice: Choice, of line: borrowing FinishedLine) -> FinishedLine.Member? {
    if let member = Self.find(choice.name, among: line.members, of: line) { return member }
    guard let path = choice.path,
      let object = Self.find(path.object, among: line.members, of: line),
      let members = line.members(in: object.value)
    else { return nil }
    return Self.find(path.key, among: members, of: line)
  }

  private static func find(
    _ key: String, among members: [FinishedLine.Member], of line: borrowing FinishedLine
  ) -> FinishedLine.Member? {
    for member in members {
      if member.keyIsEscaped {
        if line.key(of: member) == key { return member }
      } else if member.key.count == key.utf8.count,
        line.bytes(of: member.key).elementsEqual(key.utf8)
      {
        return member
      }
    }
    return nil
  }
}
