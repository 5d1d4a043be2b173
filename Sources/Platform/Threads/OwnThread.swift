internal import Glibc

/// A thread that runs one function; signals are left to the thread that made it.
package struct OwnThread: Sendable {
  private let identifier: pthread_t

  /// Carries the function over.
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Nil where the system has no thread left.
  package init?(_ run: @escaping @Sendable () -> Void) {
    var all = sigset_t()
    var former = sigset_t()
    unsafe sigfillset(&all)
    // A new thread inherits the mask, and a read that a signal is to end is on another one.
    unsafe pthread_sigmask(SIG_SETMASK, &all, &former)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &former, nil) }
    var identifier = pthread_t()
    let body = unsafe Unmanaged.passRetained(Body(run))
    let code = unsafe pthread_create(
      &identifier, nil,
      { body in
        if let body = unsafe body {
          unsafe Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
        }
        return nil
      }, body.toOpaque())
    guard code == 0 else {
      unsafe body.release()
      return nil
    }
    self.identifier = identifier
  }

  /// Waits for its end; once.
  package func join() { pthread_join(identifier, nil) }

  /// Lets it end when it will, instead of waiting for it.
  package func detach() { pthread_detach(identifier) }

  /// How many threads can run at the same time.
  package static var processors: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }
}
