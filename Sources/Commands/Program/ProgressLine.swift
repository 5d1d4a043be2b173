internal import MarketData
internal import Wire

/// A line on the terminal that tells how far a long run has come; nothing where nobody looks.
struct ProgressLine {
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var latest: ContinuousClock.Instant?

  init(isQuiet: Bool) {
    // Where records go to the same terminal, the line would only be torn apart by them.
    isShown = !isQuiet && Descriptor.error.isTerminal && !Descriptor.output.isTerminal
  }

  /// Shows the share of bytes read and the speed, at most five times a second.
  mutating func show(_ progress: ReadProgress, events: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if let latest, now - latest < .milliseconds(200) { return }
    latest = now
    let seconds = (now - start) / .seconds(1)
    let speed = seconds > 0 ? Int(Double(events) / seconds) : 0
    var text = "\r"
    if let size = progress.size, size > 0 {
      text += "\(min(100, progress.bytesConsumed * 100 / size)) %"
    } else {
      text += "\(progress.bytesConsumed >> 20) MiB"
    }
    write("\(text)  \(events) events, \(speed) a second\u{1B}[K")
  }

  /// Takes the line away.
  func clear() {
    if isShown, latest != nil { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    // A terminal that went away is no reason to stop the run.
    try? Descriptor.error.write(Array(text.utf8).span)
  }
}
