internal import Domain
internal import Glibc
internal import Synchronization

/// A time zone of the system's database, by its name.
package struct TimeZone: Hashable, Sendable {
  package let name: String

  package static let utc = TimeZone(known: "UTC")

  /// Where Linux systems keep their time zones.
  package static let folder = "/usr/share/zoneinfo"

  private init(known name: String) { self.name = name }

  /// Nil where the system has no such zone; the C library would take it for UTC.
  ///
  /// - Parameter name: Such as `America/New_York`.
  package init?(name: String) {
    if name == "UTC" {
      self = .utc
      return
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        }
    }
    guard isPlain, name.utf8.count <= 64,
      let content = try? BoundedFile.read(path: "\(Self.folder)/\(name)", limit: 1 << 20),
      content.starts(with: "TZif".utf8)
    else { return nil }
    self.name = name
  }

  /// How far its clocks are from UTC over a span of time.
  ///
  /// - Parameters:
  ///   - first: Where the span begins.
  ///   - last: Where it ends; days later, not years.
  /// - Returns: The offsets of that span.
  func offsets(from first: Timestamp, to last: Timestamp) -> ZoneOffsets {
    guard self != .utc else { return .utc }
    let begin = first.nanoseconds.flooredQuotient(by: 1_000_000_000)
    let end = last.nanoseconds.flooredQuotient(by: 1_000_000_000)
    return Self.known.withLock { known in
      if let offsets = known[name], offsets.covers(begin, end) { return offsets }
      // Much further, so that it is asked once: later, other threads may read the environment.
      let offsets = ask(from: begin - 40 * 86_400, to: end + 400 * 86_400)
      known[name] = offsets
      return offsets
    }
  }

  private static let known = Mutex<[String: ZoneOffsets]>([:])

  /// Asks the C library, which knows one zone at a time: that of a variable of the process.
  private func ask(from begin: Int64, to end: Int64) -> ZoneOffsets {
    let former = unsafe getenv("TZ").map { unsafe String(cString: $0) }
    unsafe setenv("TZ", ":\(Self.folder)/\(name)", 1)
    tzset()
    defer {
      if let former { unsafe setenv("TZ", former, 1) } else { unsafe unsetenv("TZ") }
      tzset()
    }
    return ZoneOffsets(from: begin, to: end) { second in
      var time = time_t(second)
      var parts = unsafe tm()
      guard unsafe localtime_r(&time, &parts) != nil else { return 0 }
      return unsafe Int64(parts.tm_gmtoff)
    }
  }
}
