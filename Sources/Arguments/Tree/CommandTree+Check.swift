extension CommandTree {
  /// What is wrong with the tree itself, one sentence each; empty when all is well.
  ///
  /// For tests: a program never needs to ask.
  package var flaws: [String] {
    var flaws: [String] = []
    check(root, [name], &flaws)
    return flaws
  }

  private func check(_ node: CommandNode<Product>, _ words: [String], _ flaws: inout [String]) {
    let title = words.joined(separator: " ")
    func flaw(_ text: String) { flaws.append("\(title): \(text).") }

    if !node.summary.isSentence { flaw("the summary is not a sentence ending in a period") }
    for example in node.examples where !example.explanation.isSentence {
      flaw("the explanation of '\(example.command)' is not a sentence ending in a period")
    }
    if let command = node.command {
      for text in flawsOfArguments(of: command) { flaw(text) }
      for text in flawsOfShadowing(of: command) { flaw(text) }
    } else {
      if node.children.isEmpty { flaw("neither a command nor a group of commands") }
      if words.count == 1 { for text in flawsOfArguments(of: globals) { flaw(text) } }
    }
    for name in node.children.map(\.name).repeated { flaw("two subcommands '\(name)'") }
    for child in node.children {
      if !child.name.isWord { flaw("the subcommand '\(child.name)' is not a lower-case word") }
      if words.count == 1, child.name == "help" { flaw("'help' is there without being declared") }
      check(child, words + [child.name], &flaws)
    }
  }

  private func flawsOfArguments(of type: any OptionGroup.Type) -> [String] {
    var flaws: [String] = []
    let declarations = type.declarations
    let names = declarations.flatMap(\.optionNames)
    for name in names.repeated { flaws.append("two options '\(name)'") }
    for name in names where (BuiltInOption.names + BuiltInOption.help).contains(name) {
      flaws.append("the option '\(name)' is there without being declared")
    }
    let variables = declarations.compactMap { $0.variable(prefix: environmentPrefix) }
    for variable in variables.repeated { flaws.append("two options read \(variable)") }
    for declaration in declarations {
      if !declaration.help.isSentence {
        flaws.append("the help of '\(declaration.name)' is not a sentence ending in a period")
      }
      if declaration.kind != .positional, !declaration.isWellNamed {
        flaws.append("the option '\(declaration.name)' is not named --like-this and -l")
      }
    }
    let positionals = declarations.filter { $0.kind == .positional }
    if let place = positionals.firstIndex(where: \.isRepeatable), place + 1 < positionals.count {
      flaws.append("nothing can follow '\(positionals[place].label) ...'")
    }
    let optional = positionals.drop(while: \.isRequired)
    if let late = optional.first(where: \.isRequired) {
      flaws.append("the required '\(late.label)' follows an optional argument")
    }
    return flaws
  }

  /// An option with a global one's name has to be the global one.
  private func flawsOfShadowing(of type: any OptionGroup.Type) -> [String] {
    var flaws: [String] = []
    for declaration in type.declarations {
      for global in globals.declarations {
        let shared = Set(declaration.optionNames).intersection(global.optionNames)
        if !shared.isEmpty, declaration.name != global.name || declaration.help != global.help {
          flaws.append("the option '\(declaration.name)' shadows the global '\(global.name)'")
        }
      }
    }
    return flaws
  }
}

extension ArgumentDeclaration {
  fileprivate var isWellNamed: Bool {
    let short = shortName.map { $0.utf8.count == 2 && $0.hasPrefix("-") && $0.dropFirst().isWord }
    return name.hasPrefix("--") && name.dropFirst(2).isWord && short ?? true
  }
}

extension StringProtocol {
  fileprivate var isSentence: Bool {
    count > 1 && last == "."
  }

  /// Lower-case letters and digits, with single dashes between them.
  fileprivate var isWord: Bool {
    split(separator: "-", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
      && utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}

extension [String] {
  /// What occurs more than once, each once.
  fileprivate var repeated: [String] {
    var seen: Set<String> = []
    var result: [String] = []
    for element in self where !seen.insert(element).inserted && !result.contains(element) {
      result.append(element)
    }
    return result
  }
}
