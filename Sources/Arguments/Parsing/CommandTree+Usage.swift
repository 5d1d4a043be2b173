extension CommandTree {
  /// A wrong use that only the command itself can see, such as two options that exclude each other.
  ///
  /// - Parameters:
  ///   - message: One or more sentences.
  ///   - path: The command's words without the program's name.
  /// - Returns: The same three lines as for a wrong use that parsing finds.
  package func usageError(_ message: String, path: [String]) -> UsageError {
    var node = root
    for word in path {
      guard let child = node.children.first(where: { $0.name == word }) else { break }
      node = child
    }
    return UsageError(
      message: message, usage: usage(of: node, path: path),
      helpCommand: ([name] + path + ["--help"]).joined(separator: " "))
  }
}
