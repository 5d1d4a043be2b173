internal import Glibc

/// Hands values from threads to the one that waits for them, in the order in which they came.
///
/// Threads may share it, because everything in it is read and changed under its lock.
@safe
package final class Mailbox<Element: Sendable>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  /// Tells who waits that there is something to take, or that nothing will come any more.
  private let hasChanged: UnsafeMutablePointer<pthread_cond_t>
  private var elements: [Element] = []
  private var isClosed = false

  package init() {
    unsafe lock = .allocate(capacity: 1)
    unsafe hasChanged = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(hasChanged, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(hasChanged)
    unsafe pthread_mutex_destroy(lock)
    unsafe hasChanged.deallocate()
    unsafe lock.deallocate()
  }

  package func put(_ element: Element) {
    locked {
      elements.append(element)
      unsafe pthread_cond_signal(hasChanged)
    }
  }

  /// Nothing more will be put in; what is in there can still be taken.
  package func close() {
    locked {
      isClosed = true
      unsafe pthread_cond_broadcast(hasChanged)
    }
  }

  /// Waits for the next value; nil once it is closed and empty.
  package func take() -> Element? {
    locked {
      while elements.isEmpty, !isClosed { unsafe pthread_cond_wait(hasChanged, lock) }
      return elements.isEmpty ? nil : elements.removeFirst()
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body()
  }
}
