internal import Wire

/// Asks a person whether something that cannot be undone is meant.
enum Confirmation {
  /// Whether the word was typed.
  ///
  /// - Parameters:
  ///   - word: What has to be typed.
  ///   - subject: What it is about, for the question.
  /// - Returns: Whether it was typed.
  /// - Throws: Wrong usage where nobody sits in front of a terminal.
  static func isGiven(word: String, for subject: String) throws(CommandFailure) -> Bool {
    guard Descriptor.input.isOpen, Descriptor.input.isTerminal, Descriptor.error.isTerminal else {
      throw .usage("--yes is missing: nobody can be asked here.")
    }
    try? Descriptor.error.write(Array("\(subject): type '\(word)' to go on: ".utf8).span)
    return readLine() == word
  }
}
