internal import Arguments
internal import Glibc
internal import Wire

/// The whole program: words in, exit status out.
package enum Program {
  package static let version = "0.1.0"
  /// The day of the release, for man pages.
  static let releaseDate = "2026-11-21"

  /// Runs one command line.
  ///
  /// - Parameters:
  ///   - words: The command line without the program's name.
  ///   - environment: Looks up an environment variable.
  /// - Returns: The exit status of the process; it does not return where a signal ended the work.
  package static func run(
    _ words: [String], environment: @escaping @Sendable (String) -> String?
  ) -> Int32 {
    let tree = CommandTree.tradectl
    // Somebody who types nothing but the name wants to know what there is.
    let words = words.isEmpty ? ["--help"] : words
    do throws(UsageError) {
      switch try tree.parse(words, environment: environment) {
      case .command(let command, let invocation):
        let diagnostics = Diagnostics(
          words, command: invocation.path.joined(separator: " "), environment: environment)
        return run(
          command,
          Context(
            tree: tree, invocation: invocation, environment: environment, diagnostics: diagnostics))
      case .help(let path):
        return show(tree.help(of: path, width: Descriptor.output.columns ?? 80) ?? "")
      case .version:
        return show("\(tree.name) \(tree.version)\n")
      case .completionScript(let shell):
        return show(tree.completionScript(for: shell))
      }
    } catch {
      Diagnostics(words, command: "", environment: environment)
        .fail(error.message, usage: error.text)
      return ExitStatus.wrongUsage.rawValue
    }
  }

  private static func run(_ command: any Command, _ context: Context) -> Int32 {
    Interruption.watch()
    do throws(CommandFailure) {
      return try command.run(context).rawValue
    } catch {
      if let message = error.message {
        let usage = context.tree.usageError(message, path: context.invocation.path)
        context.diagnostics.fail(message, usage: error.showsUsage ? usage.text : nil)
      }
      switch error.ending {
      case .status(let status): return status.rawValue
      case .quietly: return ExitStatus.success.rawValue
      case .signal(let number): Interruption.end(by: number)
      }
    }
  }

  /// Text that was asked for.
  static func show(_ text: String) -> Int32 {
    do throws(StreamFailure) {
      try Descriptor.output.write(Array(text.utf8).span)
      return ExitStatus.success.rawValue
    } catch {
      guard case .unwritable(let reason) = error else { return ExitStatus.success.rawValue }
      try? Descriptor.error.write(
        Array("Error: The output cannot be written: \(reason).\n".utf8).span)
      return ExitStatus.inputOutput.rawValue
    }
  }
}
