internal import Configuration

/// Something that trading depends on, and how to find out whether it is in order.
struct HealthCheck: Sendable {
  let name: String
  /// Says at least one thing.
  let run: @Sendable (Surroundings) -> [Finding]
}

/// What a check found.
struct Finding: Hashable, Sendable {
  enum Status: String {
    case ok
    /// It works, and somebody should look at it.
    case warning
    /// It does not work, or must not.
    case failed
  }

  let status: Status
  /// A sentence without its full stop.
  let message: String
  /// What to do about it, as a sentence without its full stop.
  let hint: String?

  static func ok(_ message: String) -> Finding { Finding(.ok, message, nil) }

  static func warning(_ message: String, hint: String) -> Finding {
    Finding(.warning, message, hint)
  }

  static func failed(_ message: String, hint: String) -> Finding {
    Finding(.failed, message, hint)
  }

  private init(_ status: Status, _ message: String, _ hint: String?) {
    self.status = status
    self.message = message
    self.hint = hint
  }
}

/// What the checks look at.
struct Surroundings: Sendable {
  let folders: Folders
  /// The configuration file, and whether it may be missing.
  let configuration: (path: String, isOptional: Bool)
  /// Where the ledger is, or will be.
  let ledger: String
}
