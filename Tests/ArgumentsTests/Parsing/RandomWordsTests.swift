import Testing

@testable import Arguments

@Suite struct RandomWordsTests {
  /// Words that mean something somewhere, in any order, and some that never do.
  static let vocabulary = [
    "water", "plant", "add", "list", "alarm", "reset", "secret", "help", "rose", "-", "--", "-5",
    "--litres", "-l", "--litres=2", "--tool", "hose", "--tool=can", "--skip", "--times", "3",
    "--dry-run", "--format", "json", "--format=table", "-q", "--no-color", "--color", "--bed",
    "--names", "--help", "-h", "--version", "=", "--=", "---", "", "-=", "--no-", "é", "--é=\n",
  ]

  @Test func `every command line ends in a command, an answer or a clear error`() {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<4000 {
      let words = (0..<Int.random(in: 0...7, using: &generator)).compactMap { _ in
        Self.vocabulary.randomElement(using: &generator)
      }
      let reading = Reading(words: words)
      #expect(
        (reading.command != nil) != !reading.answer.isEmpty, "seed 7, round \(round): \(words)")
      if let error = reading.error {
        #expect(error.message.last.map { ".?".contains($0) } == true, "\(words): \(error.message)")
        #expect(error.text.split(separator: "\n").count == 3, "\(words)")
        #expect(error.usage.hasPrefix("garden"), "\(words)")
      }
      // The same words in front of a request for help never fail.
      if !words.contains("--"), !words.contains("help"), words.last != "--format" {
        #expect(Reading(words: words + ["--help"]).answer.hasPrefix("help"), "\(words)")
      }
    }
  }
}
