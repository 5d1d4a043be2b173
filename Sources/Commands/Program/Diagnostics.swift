internal import Domain
internal import Glibc
internal import Wire

/// Words for people, on standard error; nothing that is needed to know what happened.
struct Diagnostics: Sendable {
  let format: LogFormat
  let level: LogLevel
  /// The command that speaks.
  let command: String
  /// The name of the run, the same in every line of it.
  let run: String

  /// Something looks wrong, and the work goes on.
  func warn(_ message: String) {
    guard level != .error else { return }
    say("warning", message, asText: "tradectl \(command): warning: ")
  }

  /// What is said to an exchange and what it says, for who wants to see all of it.
  func trace(_ message: String) {
    guard level == .trace else { return }
    say("trace", message, asText: "tradectl \(command): trace: ")
  }

  /// The work ends.
  ///
  /// - Parameters:
  ///   - message: One sentence.
  ///   - usage: How the command is used, for people alone.
  func fail(_ message: String, usage: String? = nil) {
    if format == .text, let usage { return Self.write(Array(usage.utf8) + [0x0A]) }
    say("error", message, asText: "Error: ")
  }

  private func say(_ level: String, _ message: String, asText prefix: String) {
    guard format == .json else { return Self.write(Array("\(prefix)\(message)\n".utf8)) }
    var text = JSONText()
    text.append(literal: "{")
    text.key("level")
    text.append(level)
    text.key("run")
    text.append(run)
    text.add(.command, command)
    text.add(.message, message)
    text.append(literal: "}\n")
    Self.write(text.bytes.array(from: 0))
  }

  private static func write(_ bytes: [UInt8]) {
    // Where nobody listens to diagnostics, nobody misses them.
    try? Descriptor.error.write(bytes.span)
  }
}

extension Diagnostics {
  /// What the words of a command line ask for, whether they can be understood or not.
  ///
  /// - Parameters:
  ///   - words: The command line without the program's name.
  ///   - command: The command's words; empty where they are not known.
  ///   - environment: Looks up an environment variable.
  init(_ words: [String], command: String, environment: (String) -> String?) {
    func wanted(_ option: String, _ variable: String) -> String? {
      var wanted = environment(variable)
      for (index, word) in words.enumerated() {
        if word == "--" { break }
        if word == option, index + 1 < words.count { wanted = words[index + 1] }
        if word.hasPrefix(option + "=") { wanted = String(word.dropFirst(option.count + 1)) }
      }
      return wanted
    }
    format = wanted("--log-format", "TRADECTL_LOG_FORMAT").flatMap(LogFormat.init) ?? .text
    level = wanted("--log-level", "TRADECTL_LOG_LEVEL").flatMap(LogLevel.init) ?? .warning
    self.command = command
    run = environment("TRADECTL_RUN").flatMap { $0.isEmpty ? nil : $0 } ?? Self.ownRun
  }

  /// A name that no other process has: the time at which it was asked for first, and the process.
  static let ownRun = "\(SystemClock().now().nanoseconds)-\(getpid())"
}
