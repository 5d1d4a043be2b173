import Synchronization
import Threads

/// Does something on several threads at once.
enum OnThreads {
  /// The sum of what it comes to on each; the argument is the number of the thread.
  static func count(_ threads: Int, _ body: @escaping @Sendable (Int) -> Int) -> Int {
    let sum = Sum()
    let running = (0..<threads).map { number in OwnThread { sum.add(body(number)) } }
    for thread in running { thread?.join() }
    return running.contains { $0 == nil } ? -1 : sum.value
  }

  private final class Sum: Sendable {
    private let sum = Mutex(0)
    var value: Int { sum.withLock { $0 } }
    func add(_ count: Int) { sum.withLock { $0 += count } }
  }
}
