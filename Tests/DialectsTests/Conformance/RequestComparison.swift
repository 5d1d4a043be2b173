import VenueInterface

/// How a request differs from the one that a case expects.
///
/// As the README of the cases says: host left out; verb and path equal; the bodies where there is
/// one and else the queries, as keys and values in any order; some keys left out at any depth.
struct RequestComparison {
  /// What is wrong, on one line each; empty where nothing is.
  private(set) var differences: [String] = []
  /// What is sent beside that which is expected.
  private(set) var additions: Set<String> = []
  /// Whether the path of the case was taken for a newer one.
  private(set) var isUnderNewPath = false

  /// - Parameters:
  ///   - draft: What is asked here.
  ///   - call: What is expected.
  ///   - ids: Parameters with ids of ours, left out where the case has none.
  ///   - quirks: The beginnings of paths that are quirks of that client, and those that are meant.
  ///   - paths: The beginnings of paths that are other ones by now.
  ///   - leaks: What the expected request has and is not meant to have.
  init(
    _ draft: RequestDraft, _ call: ConformanceCase, ids: Set<String> = [],
    quirks: [String: String] = [:], paths: [String: String] = [:], leaks: Set<String> = []
  ) {
    let expected = call.content["expected"] ?? .null
    compare("verb", draft.method.rawValue, expected["http_method"]?.text ?? "")
    let path = expected["path"]?.text ?? ""
    let meant = Self.other(quirks, than: path, draft)
    let newer = Self.other(paths, than: path, draft)
    isUnderNewPath = newer != nil
    compare("path", draft.path, meant ?? newer ?? path)
    let skipped = Set((call.content["not_compared"]?.list ?? []).compactMap(\.text))
    let wanted: JSONTree
    let found: JSONTree
    // A body of nothing but what is not meant to be there is none.
    if let body = expected["body"], leaks.isEmpty || Self.without(leaks, body) != .object([:]) {
      // One order through an endpoint for several.
      wanted = body.list?.count == 1 && meant != nil ? body.list?.first ?? body : body
      found = Self.body(of: draft)
    } else {
      if draft.body != .none { differences.append("there is a body") }
      wanted = expected["query"] ?? .object([:])
      found = Self.tree(draft.query)
    }
    let ours = skipped.union(ids.filter { !Self.names($0, wanted) })
    compare("", Self.without(ours, found), Self.without(skipped.union(leaks), wanted))
  }

  /// The path that stands for another one; nil where it is that one.
  private static func other(
    _ paths: [String: String], than path: String, _ draft: RequestDraft
  ) -> String? {
    guard draft.path != path else { return nil }
    // The longest beginning says most.
    return paths.filter { path.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }
      .map { $0.value + path.dropFirst($0.key.count) }
  }

  private mutating func compare(_ name: String, _ found: String, _ wanted: String) {
    if found != wanted { differences.append("\(name) is \(found), not \(wanted)") }
  }

  private mutating func compare(_ way: String, _ found: JSONTree, _ wanted: JSONTree) {
    guard case .object(let ours) = found, case .object(let theirs) = wanted else {
      if found != wanted {
        let name = way.isEmpty ? "the body" : way
        differences.append(
          "\(name) is \(Self.text(found)), not \(Self.text(wanted))")
      }
      return
    }
    for key in Set(ours.keys).union(theirs.keys).sorted() {
      let name = way.isEmpty ? key : "\(way).\(key)"
      switch (ours[key], theirs[key]) {
      case (let value?, nil):
        differences.append("\(name)=\(Self.text(value)) is sent too")
        additions.insert(name)
      case (nil, let value?): differences.append("\(name)=\(Self.text(value)) is missing")
      case (let ours?, let theirs?): compare(name, ours, theirs)
      case (nil, nil): break
      }
    }
  }

  /// Whether a key stands anywhere in what is expected.
  private static func names(_ key: String, _ tree: JSONTree) -> Bool {
    switch tree {
    case .object(let members): members[key] != nil || members.values.contains { names(key, $0) }
    case .list(let list): list.contains { names(key, $0) }
    default: false
    }
  }

  private static func text(_ tree: JSONTree) -> String {
    String(decoding: tree.bytes, as: UTF8.self)
  }

  private static func without(_ keys: Set<String>, _ tree: JSONTree) -> JSONTree {
    switch tree {
    case .object(let members):
      .object(members.filter { !keys.contains($0.key) }.mapValues { without(keys, $0) })
    case .list(let list): .list(list.map { without(keys, $0) })
    default: tree
    }
  }

  private static func body(of draft: RequestDraft) -> JSONTree {
    switch draft.body {
    case .none: .null
    case .form(let parameters): tree(parameters)
    case .json(let text): (try? JSONTree(text)) ?? .null
    }
  }

  /// Values are texts, lists where a name stands several times, and JSON where they look like it.
  private static func tree(_ parameters: [RequestDraft.Parameter]) -> JSONTree {
    var members: [String: JSONTree] = [:]
    for parameter in parameters {
      var value = JSONTree.text(parameter.value)
      if parameter.value.hasPrefix("[") || parameter.value.hasPrefix("{") {
        value = (try? JSONTree(Array(parameter.value.utf8))) ?? value
      }
      switch members[parameter.name] {
      case nil: members[parameter.name] = value
      case .list(let list): members[parameter.name] = .list(list + [value])
      case let other?: members[parameter.name] = .list([other, value])
      }
    }
    return .object(members)
  }
}
