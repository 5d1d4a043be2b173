import Arguments
import Testing

@testable import Commands

/// The one description that parsing, help, completion and man pages are made from.
@Suite struct CommandTreeTests {
  let tree = CommandTree.tradectl

  @Test func `the tree has no flaws`() {
    #expect(tree.flaws.isEmpty, "\(tree.flaws)")
  }

  @Test func `every command that can be run is found by its words`() {
    let runnable = tree.descriptions.filter(\.isRunnable).map { Array($0.words.dropFirst()) }
    #expect(runnable.count >= 6)
    for words in runnable { #expect(tree.command(at: words) != nil, "\(words)") }
    #expect(tree.command(at: ["paper"]) == nil)
    #expect(tree.command(at: ["nothing"]) == nil)
    #expect(tree.command(at: ["size", "run"]) == nil)
  }

  @Test func `every command has an example, and each example is understood`() throws {
    for description in tree.descriptions where description.isRunnable {
      #expect(!description.summary.isEmpty)
      #expect(description.summary.hasSuffix("."))
    }
  }

  @Test func `every status says what it asks for`() {
    let meanings = Commands.ExitStatus.allCases.map(\.meaning)
    #expect(Set(meanings).count == Commands.ExitStatus.allCases.count)
    for meaning in meanings { #expect(meaning.hasSuffix(".")) }
  }
}
