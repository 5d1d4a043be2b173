extension CommandTree {
  /// One line: the command's words, what it needs, `[options]`, and its positionals.
  func usage(of node: CommandNode<Product>, path: [String]) -> String {
    UsageLine.text(
      words: [name] + path, arguments: node.command?.declarations ?? [],
      takesSubcommand: !node.children.isEmpty, runs: node.command != nil)
  }
}

enum UsageLine {
  static func text(
    words: [String], arguments: [ArgumentDeclaration], takesSubcommand: Bool, runs: Bool
  ) -> String {
    var parts = words
    for argument in arguments where argument.kind != .positional && argument.isRequired {
      parts.append(argument.isRepeatable ? "\(argument.label) ..." : argument.label)
    }
    if arguments.contains(where: { $0.kind != .positional && !$0.isRequired }) {
      parts.append("[options]")
    }
    if takesSubcommand { parts.append(runs ? "[<subcommand>]" : "<subcommand>") }
    for argument in arguments where argument.kind == .positional {
      let label = argument.isRepeatable ? "\(argument.label) ..." : argument.label
      parts.append(argument.isRequired ? label : "[\(label)]")
    }
    return parts.joined(separator: " ")
  }
}
