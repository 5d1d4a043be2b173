internal import Glibc
internal import Synchronization

/// Asks the process to end at the next line, so that what was begun is finished and written.
///
/// The first SIGINT, SIGTERM or SIGHUP is remembered; a second one, of whichever kind, ends the
/// process at once.
package enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// The signal that asked for the end, or nil.
  package static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Watches for signals from here on, and turns a reader that goes away into a plain error.
  package static func watch() {
    // The value is made here, because a signal handler must not be the first to touch it.
    received.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { (number: Int32) in
        let former = Interruption.received.exchange(number, ordering: .relaxed)
        // By now this signal has its default again, and it comes when the handler is over.
        if former != 0 { raise(number) }
      }
      // Without SA_RESTART a read that waits ends; with SA_RESETHAND the same signal kills.
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      var former = sigaction()
      unsafe sigaction(number, &action, &former)
      // What the parent ignores (nohup does so) stays ignored.
      let wasIgnored =
        unsafe unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
      if wasIgnored { unsafe sigaction(number, &former, nil) }
    }
    Glibc.signal(SIGPIPE, SIG_IGN)
    // A file that may not grow any more is a full disk, which is told like one.
    Glibc.signal(SIGXFSZ, SIG_IGN)
  }

  /// Ends the process by a signal, so that its parent sees what happened.
  package static func end(by number: Int32) -> Never {
    Glibc.signal(number, SIG_DFL)
    // Threads of the concurrency runtime have signals blocked.
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    unsafe sigaddset(&mask, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    raise(number)
    exit(128 + number)
  }
}
