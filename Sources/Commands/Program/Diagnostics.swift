internal import Domain
internal import Wire

/// Words for people, on standard error; nothing that is needed to know what happened.
struct Diagnostics: Sendable {
  let format: LogFormat
  /// The command that speaks.
  let command: String

  /// Something looks wrong, and the work goes on.
  func warn(_ message: String) { say("warning", message) }

  /// The work ends.
  func fail(_ message: String) { say("error", message) }

  private func say(_ level: String, _ message: String) {
    var text = JSONText()
    switch format {
    case .text:
      text.bytes.append(contentsOf: "tradectl \(command): \(level): \(message)".utf8)
    case .json:
      text.append(literal: "{")
      text.key("level")
      text.append(level)
      text.add(.command, command)
      text.add(.message, message)
      text.append(literal: "}")
    }
    text.bytes.append(0x0A)
    // Where nobody listens to diagnostics, nobody misses them.
    try? Descriptor.error.write(text.bytes.span)
  }
}
