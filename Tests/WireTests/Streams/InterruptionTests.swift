import Glibc
import Testing

@testable import Wire

/// Each in a process of its own, because signals belong to the whole process.
@Suite struct InterruptionTests {
  /// Takes signals on this thread; those that run tests have them blocked.
  private static func unblockSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_UNBLOCK, &all, nil)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `the first signal is remembered`(number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      Self.unblockSignals()
      Interruption.watch()
      guard Interruption.signal == nil else { exit(1) }
      raise(number)
      exit(Interruption.signal == number ? 0 : 1)
    }
  }

  @Test func `the second signal ends the process at once`() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      Self.unblockSignals()
      Interruption.watch()
      raise(SIGTERM)
      raise(SIGTERM)
      exit(0)
    }
  }

  @Test func `a signal that the parent ignores stays ignored`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGHUP, SIG_IGN)
      Self.unblockSignals()
      Interruption.watch()
      raise(SIGHUP)
      raise(SIGHUP)
      exit(Interruption.signal == nil ? 0 : 1)
    }
  }

  @Test func `a reader that goes away is no signal any more`() async {
    await #expect(processExitsWith: .success) {
      Self.unblockSignals()
      Interruption.watch()
      raise(SIGPIPE)
      exit(Interruption.signal == nil ? 0 : 1)
    }
  }

  @Test func `the process can end by the signal that it got`() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      Interruption.watch()
      Interruption.end(by: SIGINT)
    }
  }

  @Test func `reading stops for a signal, after what was read`() async {
    await #expect(processExitsWith: .success) {
      let channel = try Channel()
      try channel.send(Array("{\"id\":\"a\"}\n".utf8))
      var input = RecordInput(Descriptor(channel.reading))
      var output = RecordOutput(Descriptor(-1))
      Self.unblockSignals()
      Interruption.watch()
      guard case .record = try input.next(flushing: &output) else { exit(1) }
      raise(SIGTERM)
      do throws(StreamFailure) {
        _ = try input.next(flushing: &output)
      } catch {
        exit(error == .interrupted(signal: SIGTERM) ? 0 : 2)
      }
      exit(3)
    }
  }
}
