extension CommandTree {
  /// Reads a command line.
  ///
  /// Nothing but the words and the variables is looked at: no file, clock or terminal.
  ///
  /// - Parameters:
  ///   - words: The command line without the program's name.
  ///   - environment: Looks up an environment variable.
  /// - Returns: The chosen command with its arguments, or the request for help and the like.
  /// - Throws: `UsageError` when the command line is wrong.
  package func parse(
    _ words: [String], environment: @escaping (String) -> String?
  ) throws(UsageError) -> Outcome<Product> {
    var route = Route(node: root)
    do throws(WrongUse) {
      return try follow(words, &route, environment: environment)
    } catch {
      throw UsageError(
        message: error.message, usage: usage(of: route.node, path: route.path),
        helpCommand: ([name] + route.path + ["--help"]).joined(separator: " "))
    }
  }

  private func follow(
    _ words: [String], _ route: inout Route<Product>, environment: @escaping (String) -> String?
  ) throws(WrongUse) -> Outcome<Product> {
    if let request = try programRequest(words) { return request }
    var asksForHelp = false
    var index = 0
    // Below a command without subcommands every word is for the command to read.
    scan: while index < words.count, !route.children.isEmpty {
      switch Word(words[index]) {
      case .terminator:
        break scan
      case .plain:
        guard route.descend(to: words[index]) else { break scan }
      case .option(let name, let value):
        if BuiltInOption.help.contains(name) {
          asksForHelp = true
        } else if let global = globals.declarations.first(where: { $0.isNamed(name) }) {
          route.words.append(words[index])
          let isValueNext = global.kind == .option && value == nil && index + 1 < words.count
          if isValueNext, Word(words[index + 1]).canBeValue {
            index += 1
            route.words.append(words[index])
          }
        } else {
          break scan
        }
      }
      index += 1
    }
    let rest = words[index...]
    route.words += rest
    let options = rest.prefix { $0 != "--" }
    if asksForHelp || options.contains(where: { BuiltInOption.help.contains($0) }) {
      return .help(path: route.path)
    }
    if options.contains(BuiltInOption.version) { return .version }
    guard let read = route.node.read else {
      throw missingSubcommand(after: route, next: rest.first)
    }
    let result = try read(
      CommandLineReader(
        words: route.words, environmentPrefix: environmentPrefix, lookUp: environment,
        subcommands: { [children = route.children] in children.map(\.name) }))
    return .command(result.product, Invocation(path: route.path, sources: result.sources))
  }

  /// What is asked of the program itself, by its first word.
  private func programRequest(_ words: [String]) throws(WrongUse) -> Outcome<Product>? {
    guard let first = words.first else { return nil }
    if first == "help" { return try help(for: words.dropFirst()) }
    guard case .option(BuiltInOption.completionScript, let value) = Word(first) else { return nil }
    let shells = Shell.wantedForm
    guard let name = value ?? words.dropFirst().first else {
      throw WrongUse("Missing value for '\(BuiltInOption.completionScript) <shell>'.")
    }
    guard let shell = Shell(rawValue: name) else {
      throw WrongUse("Unknown shell '\(name.printable)': expected \(shells).")
    }
    return .completionScript(shell)
  }

  private func help(for words: some Sequence<String>) throws(WrongUse) -> Outcome<Product> {
    var route = Route(node: root)
    for word in words where Word(word).canBeValue {
      guard route.descend(to: word) else { throw missingSubcommand(after: route, next: word) }
    }
    return .help(path: route.path)
  }

  private func missingSubcommand(after route: Route<Product>, next: String?) -> WrongUse {
    let visible = route.children.filter { !$0.isHidden }.map(\.name)
    guard let next else {
      return route.path.isEmpty
        ? WrongUse("Missing command.")
        : WrongUse("Missing subcommand: one of \(visible.joined(separator: ", ")).")
    }
    if case .option(let option, _) = Word(next) {
      let candidates = globals.declarations.flatMap(\.optionNames) + BuiltInOption.names
      return WrongUse(
        "Unknown option '\(option.printable)' before the subcommand.", typed: option,
        candidates: candidates)
    }
    let what = route.path.isEmpty ? "command" : "subcommand"
    return WrongUse("Unknown \(what) '\(next.printable)'.", typed: next, candidates: visible)
  }
}

/// How far the words of a command line have led into the tree.
private struct Route<Product> {
  private(set) var node: CommandNode<Product>
  private(set) var children: [CommandNode<Product>]
  private(set) var path: [String] = []
  /// Words that were passed on the way and are the command's to read.
  var words: [String] = []

  init(node: CommandNode<Product>) {
    self.node = node
    children = node.children
  }

  mutating func descend(to word: String) -> Bool {
    // By index, because an iterator of a generic type would be made at run time.
    for index in children.indices where children[index].name == word {
      node = children[index]
      children = node.children
      path.append(word)
      return true
    }
    return false
  }
}
