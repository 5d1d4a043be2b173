internal import Configuration
internal import Domain
internal import Glibc
internal import Trading
internal import Wire

/// Keeps how far the clock of an exchange is ahead, in the cache folder, so that not every command has
/// to ask.
///
/// Three numbers of nanoseconds with spaces between them: how far it is ahead, when that was measured,
/// and when this machine started by the same clock of ours. A clock that was set since gives another
/// start, and what was kept is void.
struct ClockFile: ClockMemory {
  private let folder: String
  private let path: String
  /// How long it is good for: clocks that nobody corrects drift apart by some tens of milliseconds.
  private static let validity = TimeInterval.minute.nanoseconds * 10
  /// A start that is further off tells of a clock that was set.
  private static let startTolerance: Int64 = 50_000_000
  /// Fifty years: more than any clock is off, and little enough to reckon with.
  private static let skewMax = TimeInterval.day.nanoseconds * 365 * 50
  private static let bytesMax = 128

  init(_ folders: Folders, _ place: String) {
    folder = "\(folders.cache)/clocks"
    path = "\(folder)/\(place)"
  }

  func recall() -> ClockSkew? {
    guard let bytes = InputFile.content(of: path, bytesMax: Self.bytesMax) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    let numbers = words.compactMap { Int64($0) }
    guard words.count == 3, numbers.count == 3 else { return nil }
    let (now, start) = Self.now()
    let (age, isAgeOver) = now.subtractingReportingOverflow(numbers[1])
    let (shift, isShiftOver) = start.subtractingReportingOverflow(numbers[2])
    guard !isAgeOver, !isShiftOver, (0..<Self.validity).contains(age),
      (-Self.startTolerance...Self.startTolerance).contains(shift),
      (-Self.skewMax...Self.skewMax).contains(numbers[0])
    else { return nil }
    return ClockSkew(TimeInterval(nanoseconds: numbers[0]))
  }

  func keep(_ skew: ClockSkew) {
    // Without success where there is no room: it is asked for again.
    guard (try? PrivateFile.createFolder(folder)) != nil else { return }
    let (now, start) = Self.now()
    let text = "\(skew.interval.nanoseconds) \(now) \(start)\n"
    try? OutputFile.replace(path, with: Array(text.utf8).span, mode: 0o600)
  }

  /// The time, and when the machine started, both by the clock that can be set.
  private static func now() -> (time: Int64, start: Int64) {
    let time = SystemClock().now().nanoseconds
    var passed = timespec()
    // Goes on while the machine sleeps.
    unsafe clock_gettime(CLOCK_BOOTTIME, &passed)
    return (time, time - Int64(passed.tv_sec) * 1_000_000_000 - Int64(passed.tv_nsec))
  }
}
