@testable import Arguments

/// What became of a command line of the made-up program.
struct Reading {
  var command: (any GardenCommand)?
  var invocation: Invocation?
  /// `help plant add`, `version`, `script zsh`, or `Error: …`.
  var answer = ""
  var error: UsageError?

  init(_ line: String, _ environment: [String: String] = [:]) {
    self.init(words: line.split(separator: " ").map(String.init), environment)
  }

  init(words: [String], _ environment: [String: String] = [:]) {
    do throws(UsageError) {
      switch try garden.parse(words, environment: { environment[$0] }) {
      case .command(let command, let invocation):
        self.command = command
        self.invocation = invocation
      case .help(let path): answer = (["help"] + path).joined(separator: " ")
      case .version: answer = "version"
      case .completionScript(let shell): answer = "script \(shell)"
      }
    } catch {
      self.error = error
      answer = "Error: \(error.message)"
    }
  }

  var path: [String]? { invocation?.path }

  /// The command when it is `garden water`.
  var water: Water? { command as? Water }
}
