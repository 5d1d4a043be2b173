import Clock
import Domain
import Testing

@Suite struct KernelClockTests {
  @Test func `the kernel tells the time, and of its error only what can be`() {
    let first = KernelClock.read()
    let second = KernelClock.read()
    // The clock may be set back between the two, but not by years.
    #expect(
      second.time.since(first.time) > TimeInterval(nanoseconds: -TimeInterval.day.nanoseconds))
    #expect(first.time > Timestamp(nanoseconds: 1_700_000_000_000_000_000))
    if let errorMax = first.errorMax { #expect(errorMax >= .zero) }
    #expect((first.errorMax == nil) == (first.isSynchronized == nil))
  }
}
