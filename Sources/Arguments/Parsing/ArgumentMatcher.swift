/// Decides which word of a command line belongs to which argument.
///
/// It knows names and counts only; whether a text is a good value is for the value's type to say.
struct ArgumentMatcher {
  let declarations: [ArgumentDeclaration]
  /// Names of subcommands, for suggestions only.
  let subcommands: () -> [String]
  private(set) var matches: [ArgumentMatch] = []

  init(declarations: [ArgumentDeclaration], subcommands: @escaping () -> [String]) {
    self.declarations = declarations
    self.subcommands = subcommands
  }

  mutating func match(_ words: [String]) throws(WrongUse) {
    var index = 0
    var areOptionsOver = false
    while index < words.count {
      let word = words[index]
      index += 1
      switch areOptionsOver ? .plain : Word(word) {
      case .terminator:
        areOptionsOver = true
      case .plain:
        try matchPositional(word)
      case .option(let name, let value):
        let next = index < words.count ? words[index] : nil
        if try matchOption(name, value: value, next: next) { index += 1 }
      }
    }
  }

  /// - Returns: Whether the next word was taken as the option's value.
  private mutating func matchOption(
    _ name: String, value: String?, next: String?
  ) throws(WrongUse) -> Bool {
    guard let place = place(ofOption: name) else { throw unknownOption(name) }
    let declaration = declarations[place]
    guard declaration.kind == .option else {
      if value != nil { throw WrongUse("Option '\(name)' takes no value.") }
      try matchFlag(place, text: name == declaration.negativeName ? "false" : "true")
      return false
    }
    if !declaration.isRepeatable, hasMatch(place) {
      throw WrongUse("Option '\(declaration.name)' was given more than once.")
    }
    if let value {
      add(place, value)
      return false
    }
    guard let next else { throw WrongUse("Missing value for '\(declaration.label)'.") }
    guard Word(next).canBeValue else {
      let example = "\(name)=\(next)".printable
      throw WrongUse(
        "Missing value for '\(declaration.label)': a value that begins with a dash is written"
          + " '\(example)'.")
    }
    add(place, next)
    return true
  }

  /// The same flag twice does no harm, as when an alias already has it; both forms of it do.
  private mutating func matchFlag(_ place: Int, text: String) throws(WrongUse) {
    guard let earlier = matches.first(where: { $0.argument == place }) else {
      add(place, text)
      return
    }
    let declaration = declarations[place]
    if earlier.text != text, let negative = declaration.negativeName {
      throw WrongUse("Options '\(declaration.name)' and '\(negative)' contradict each other.")
    }
  }

  private mutating func matchPositional(_ word: String) throws(WrongUse) {
    for (place, declaration) in declarations.enumerated() where declaration.kind == .positional {
      if declaration.isRepeatable || !hasMatch(place) {
        add(place, word)
        return
      }
    }
    throw WrongUse(
      "Unexpected argument '\(word.printable)'.", typed: word, candidates: subcommands())
  }

  /// Lets the variables stand in for options that the command line does not have.
  ///
  /// A repeatable option's variable holds values separated by commas.
  mutating func matchEnvironment(
    prefix: String, lookUp: (String) -> String?
  ) throws(WrongUse) {
    for (place, declaration) in declarations.enumerated() where !hasMatch(place) {
      guard let variable = declaration.variable(prefix: prefix), let text = lookUp(variable),
        !text.isEmpty
      else { continue }
      let texts = declaration.isRepeatable ? text.split(separator: ",").map(String.init) : [text]
      for text in texts {
        matches.append(
          ArgumentMatch(argument: place, text: text, origin: .environment(variable: variable)))
      }
    }
  }

  func checkNothingIsMissing() throws(WrongUse) {
    for (place, declaration) in declarations.enumerated()
    where declaration.isRequired && !hasMatch(place) {
      let what = declaration.kind == .positional ? "argument" : "option"
      throw WrongUse("Missing \(what) '\(declaration.label)'.")
    }
  }

  private func place(ofOption name: String) -> Int? {
    declarations.firstIndex { $0.isNamed(name) }
  }

  private func hasMatch(_ place: Int) -> Bool {
    matches.contains { $0.argument == place }
  }

  private mutating func add(_ place: Int, _ text: String) {
    matches.append(ArgumentMatch(argument: place, text: text, origin: .commandLine))
  }

  private func unknownOption(_ name: String) -> WrongUse {
    WrongUse(
      "Unknown option '\(name.printable)'.", typed: name,
      candidates: declarations.flatMap(\.optionNames) + BuiltInOption.names)
  }
}

extension ArgumentDeclaration {
  /// Every way to write the option; empty for a positional.
  var optionNames: [String] {
    kind == .positional ? [] : [name, shortName, negativeName].compactMap(\.self)
  }

  func isNamed(_ name: String) -> Bool {
    kind != .positional
      && (name == self.name || name == shortName || (name == negativeName))
  }
}

/// Options that every command has without declaring them.
enum BuiltInOption {
  static let help = ["--help", "-h"]
  static let version = "--version"
  static let completionScript = "--generate-completion-script"
  static let names = ["--help", version]
}
