import Foundation

/// Trials side by side.
///
/// A trial mostly waits, for processes and for faults to pass, and blocks its thread while it does:
/// each lane has a thread of its own, and there are more of them than cores.
package enum Lanes {
  private static let count = 8

  /// Tries everything, in the lanes' order.
  ///
  /// - Parameters:
  ///   - trials: What is tried.
  ///   - bench: What a lane tries it with, made once for each lane.
  ///   - judge: What is wrong after a trial; nothing, it is hoped.
  /// - Returns: What is wrong, with the trial before it; a trial that cannot be made is wrong.
  package static func problems<Trial: Sendable, Bench>(
    _ trials: [Trial], bench: @escaping @Sendable () throws -> Bench,
    _ judge: @escaping @Sendable (Bench, Trial) throws -> [String]
  ) async -> [String] {
    await withTaskGroup(of: [String].self) { group in
      for lane in 0..<min(count, trials.count) {
        let own = stride(from: lane, to: trials.count, by: count).map { trials[$0] }
        group.addTask {
          await onThread { problems(own, bench, judge) }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  private static func problems<Trial, Bench>(
    _ trials: [Trial], _ bench: () throws -> Bench, _ judge: (Bench, Trial) throws -> [String]
  ) -> [String] {
    let made = Result { try bench() }
    return trials.flatMap { trial in
      do {
        return try judge(made.get(), trial).map { "\(trial): \($0)" }
      } catch {
        return ["\(trial): \(error)"]
      }
    }
  }

  private static func onThread(_ work: @escaping @Sendable () -> [String]) async -> [String] {
    await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: work()) }.start()
    }
  }
}
