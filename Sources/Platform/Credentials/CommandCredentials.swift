internal import Glibc
internal import Processes
package import Signing

/// A program of the user's that prints a key, such as a password manager.
package struct CommandCredentials: CredentialSource {
  /// What `/bin/sh -c` runs for each account that has such a program.
  private let commands: [String: String]

  package init(_ commands: [String: String]) { self.commands = commands }

  package func credential(of account: String) throws(CredentialError) -> StoredCredential? {
    guard let command = commands[account] else { return nil }
    do throws(CredentialError) {
      let output = try SecretCommand.output(of: command)
      return try StoredCredential.read(json: output.bytes)
    } catch {
      throw CredentialError("what the account's credential_command says: \(error.explanation)")
    }
  }
}

/// Runs a program for what it prints, which nobody else sees.
package enum SecretCommand {
  /// No key is longer.
  private static let bytesMax = 64 << 10

  /// What a program writes to its standard output.
  ///
  /// Its standard error is ours, and so is its standard input, so that it can ask somebody.
  ///
  /// - Parameter command: What `/bin/sh -c` runs.
  /// - Returns: All that it wrote.
  /// - Throws: Where it cannot be run, fails, or writes too much.
  package static func output(of command: String) throws(CredentialError) -> Secret {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw current() }
    let (source, target) = (ends[0], ends[1])
    defer { close(source) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process: ShellProcess
    do throws(ShellProcess.Failure) {
      defer { close(target) }
      process = try ShellProcess(command, output: target, hasOwnGroup: false)
    } catch {
      throw CredentialError("/bin/sh cannot be started: \(error.reason)")
    }
    let output: Secret
    do throws(CredentialError) { output = try read(source) } catch {
      process.end()
      throw error
    }
    switch process.wait() {
    case .exited(0): return output
    case .exited(let status):
      throw CredentialError("the program failed with exit status \(status)")
    case .killed(let signal): throw CredentialError("the program was ended by signal \(signal)")
    }
  }

  private static func read(_ source: Int32) throws(CredentialError) -> Secret {
    do throws(Secret.ReadingFailure) {
      return try Secret.read(source, atMost: bytesMax)
    } catch {
      switch error {
      case .system(let reason): throw CredentialError(reason)
      case .tooLong: throw CredentialError("the program prints more than \(bytesMax) bytes")
      case .interrupted: throw CredentialError("a signal asked for the end")
      }
    }
  }

  private static func current() -> CredentialError {
    CredentialError(unsafe String(cString: strerror(errno)))
  }
}
