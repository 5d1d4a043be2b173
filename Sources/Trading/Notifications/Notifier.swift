internal import Processes
internal import Glibc

/// Runs the user's command for each thing that a person should know at once.
///
/// One runs at a time and nobody waits for it before `finish`, so that no order does. What goes
/// wrong is a warning and nothing more.
package final class Notifier {
  /// How long one of them has, and how long `finish` waits at most.
  package static let patience = Duration.seconds(10)
  /// More than these at once are not worth a person's reading.
  package static let waitingMax = 100

  private let command: String
  private let name: String
  private let patience: Duration
  private let warn: (String) -> Void
  private var running: (command: ShellCommand, deadline: ContinuousClock.Instant)?
  private var waiting: [[UInt8]] = []
  private var lostCount = 0

  /// - Parameters:
  ///   - command: What `/bin/sh -c` runs.
  ///   - name: What warnings call it.
  ///   - patience: How long one has.
  ///   - warn: Gets a sentence for each thing that went wrong.
  package init(
    _ command: String, name: String = "notify command",
    patience: Duration = Notifier.patience, warn: @escaping (String) -> Void
  ) {
    self.command = command
    self.name = name
    self.patience = patience
    self.warn = warn
  }

  /// Tells of something; returns at once.
  ///
  /// - Parameter record: A line with its end, which the command reads.
  package func tell(_ record: [UInt8]) {
    proceed()
    if waiting.count < Self.waitingMax { waiting.append(record) } else { lostCount += 1 }
    proceed()
  }

  /// Waits for what was begun, and for no longer than one may take.
  package func finish() {
    let deadline = ContinuousClock.now + patience
    proceed()
    while running != nil {
      if ContinuousClock.now >= deadline {
        stop()
      } else {
        usleep(2_000)
        proceed()
      }
    }
    guard lostCount > 0 else { return }
    warn("\(lostCount) notifications were left out, because the \(name) was busy.")
    lostCount = 0
  }

  /// Looks after the one that runs, and starts the next.
  private func proceed() {
    if let (command, deadline) = running {
      if let ending = command.ending() {
        running = nil
        tell(ending)
      } else if ContinuousClock.now >= deadline {
        stop()
      }
    }
    while running == nil, !waiting.isEmpty {
      let record = waiting.removeFirst()
      do throws(ShellCommand.Failure) {
        running = (try ShellCommand(command, input: record), ContinuousClock.now + patience)
      } catch {
        warn("The \(name) cannot be started: \(error.reason).")
      }
    }
  }

  /// Ends the one that runs; those that wait would only hang as well.
  private func stop() {
    guard let (command, _) = running else { return }
    running = nil
    lostCount += waiting.count
    waiting = []
    command.end()
    warn("The \(name) took more than \(patience.components.seconds) s and was ended.")
  }

  private func tell(_ ending: ShellProcess.Ending) {
    switch ending {
    case .exited(0): break
    case .exited(let status): warn("The \(name) ended with status \(status).")
    case .killed(let signal): warn("The \(name) was ended by signal \(signal).")
    }
  }
}
