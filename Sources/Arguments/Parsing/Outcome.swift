/// What a command line asks for.
package enum Outcome<Product> {
  case command(Product, Invocation)
  /// The help of the command with these words; the program's own help where there are none.
  case help(path: [String])
  case version
  case completionScript(Shell)
}

/// Which command was chosen and where its arguments came from.
package struct Invocation: Hashable, Sendable {
  /// The command's words without the program's name.
  package let path: [String]
  /// Of the arguments that are not at their defaults, in the order of reading.
  ///
  /// A list, because a dictionary costs a program's start more than a search ever will.
  package let sources: [ArgumentSource]

  /// Where the value of `--risk`, or of a positional with this name, came from; nil for a default.
  package func origin(of name: String) -> ArgumentOrigin? {
    sources.first { $0.name == name }?.origin
  }
}

/// An argument that was given, and where.
package struct ArgumentSource: Hashable, Sendable {
  /// The option, as `--risk`, or the name of a positional's value.
  package let name: String
  package let origin: ArgumentOrigin
}

/// Where the value of an argument came from.
package enum ArgumentOrigin: Hashable, Sendable {
  case commandLine
  case environment(variable: String)
}
