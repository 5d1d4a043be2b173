import Synchronization
import Testing

@testable import Arguments

/// Which lists of arguments have been asked for.
private let touched = Mutex<[String]>([])

@Suite(.serialized) struct LazinessTests {
  private struct One: ParsableCommand {
    static let name = "one"
    static let summary = "Is chosen."
    var count = 1
    static var arguments: [Argument<Self>] {
      touched.withLock { $0.append("one") }
      return [.option("--count", \.count, value: "n", help: "How many.")]
    }
  }

  private struct Two: ParsableCommand {
    static let name = "two"
    static let summary = "Is not chosen."
    static var arguments: [Argument<Self>] {
      touched.withLock { $0.append("two") }
      return []
    }
  }

  private struct NoGlobals: OptionGroup {
    static var arguments: [Argument<Self>] {
      touched.withLock { $0.append("globals") }
      return []
    }
  }

  @Test func `only the chosen command's arguments are made`() throws {
    let tree = CommandTree<any ParsableCommand>(
      name: "lazy", version: "1", summary: "Is lazy.", environmentPrefix: "LAZY_",
      globals: NoGlobals.self
    ) {
      [
        CommandNode(Two.self, product: { $0 }),
        .group("group", "Stays closed.") {
          touched.withLock { $0.append("group") }
          return []
        },
        CommandNode(One.self, product: { $0 }),
      ]
    }
    touched.withLock { $0 = [] }
    _ = try tree.parse(["one", "--count", "3"], environment: { _ in nil })
    #expect(touched.withLock { $0 } == ["one"])
  }
}
