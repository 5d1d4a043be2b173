internal import Configuration
internal import Domain
internal import VenueInterface
internal import Wire

/// Keeps the limits that an exchange has told of itself, for the processes after this one.
///
/// A line for each: its name, who shares it, how much, of what, in how many nanoseconds, and what draws
/// from it, with tabs between them.
struct LimitFile: Sendable {
  private let folder: String
  private let path: String
  /// More than any exchange tells.
  private static let bytesMax = 1 << 16

  init(_ folders: Folders, _ place: String) {
    folder = "\(folders.cache)/limits"
    path = "\(folder)/\(place)"
  }

  /// What was kept; empty where nothing was, or what is there was not written here.
  func recall() -> [RequestLimit] {
    guard let bytes = InputFile.content(of: path, bytesMax: Self.bytesMax) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let limits = lines.compactMap { RequestLimit(line: $0) }
    return limits.count == lines.count ? limits : []
  }

  func keep(_ limits: [RequestLimit]) {
    // Without success where there is no room: it is asked for again.
    guard (try? PrivateFile.createFolder(folder)) != nil else { return }
    let text = limits.map { $0.line + "\n" }.joined()
    try? OutputFile.replace(path, with: Array(text.utf8).span, mode: 0o600)
  }
}

extension RequestLimit {
  fileprivate var line: String {
    let drawn = purposes.map(\.rawValue).sorted().map(String.init).joined(separator: ",")
    return [
      name, scope.rawValue, "\(amount)", measure.rawValue, "\(interval.nanoseconds)", drawn,
    ].joined(separator: "\t")
  }

  fileprivate init?(line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6, let scope = Scope(rawValue: fields[1]),
      let amount = Int(fields[2]), amount > 0, let measure = Measure(rawValue: fields[3]),
      let interval = Int64(fields[4]), interval > 0
    else { return nil }
    let purposes = fields[5].split(separator: ",")
      .compactMap { Int($0).flatMap(RequestDraft.Purpose.init) }
    guard !purposes.isEmpty else { return nil }
    self.init(
      fields[0], scope, amount, measure, per: TimeInterval(nanoseconds: interval),
      for: Set(purposes))
  }
}
