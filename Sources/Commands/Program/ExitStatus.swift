/// How a process ends; scripts and cron jobs decide by it what to do next.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case success = 0
  /// The answer is no: denied, rejected, or a wait that timed out with the order known.
  case negative = 1
  /// Some lines succeeded, some did not.
  case mixed = 3
  /// The outcome of at least one order is unknown.
  case unknownOutcome = 4
  /// Halted by the emergency latch or the circuit breaker.
  case halted = 5
  case wrongUsage = 64
  case badInput = 65
  /// The venue cannot be reached, and nothing was sent.
  case unreachable = 69
  case internalFault = 70
  /// Input or output failed.
  case inputOutput = 74
  /// Rate limited, and nothing was sent.
  case tryLater = 75
  /// Authentication or permission.
  case notPermitted = 77
  case configuration = 78

  /// What it asks its reader to do.
  package var meaning: String {
    switch self {
    case .success: "Every line reached the state that was asked for."
    case .negative: "The answer is no: denied, rejected, or not done in time."
    case .mixed: "Some lines succeeded and some did not; read the records."
    case .unknownOutcome: "The outcome of an order is unknown; run 'order reconcile'."
    case .halted: "Halted by the emergency latch or the circuit breaker."
    case .wrongUsage: "The command line is wrong."
    case .badInput: "No line could be understood."
    case .unreachable: "The venue cannot be reached; nothing was sent."
    case .internalFault: "A fault of this program."
    case .inputOutput: "Input or output failed."
    case .tryLater: "Rate limited; nothing was sent; try later."
    case .notPermitted: "Authentication or permission is missing."
    case .configuration: "The configuration is wrong."
    }
  }
}
