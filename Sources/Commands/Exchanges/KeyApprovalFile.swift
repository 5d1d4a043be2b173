internal import Configuration
internal import Domain
internal import Trading
internal import Wire

/// Keeps for a day that a key can only trade, so that not every process asks.
struct KeyApprovalFile: KeyApproval {
  private let folder: String
  private let name: String
  private let account: String
  /// Whoever gives a key more rights later is told of it on the next day.
  private static let validity = TimeInterval(nanoseconds: 24 * 3_600_000_000_000)
  private static let bytesMax = 64

  /// - Parameters:
  ///   - folder: Where it is kept.
  ///   - name: The key's own.
  ///   - account: Whose key it is.
  init(folder: String, name: String, account: String) {
    self.folder = folder
    self.name = name
    self.account = account
  }

  var refusal: String {
    "the key of '\(account)' can withdraw money, and whoever gets hold of it could too: make one "
      + "that can only trade, or set allow_withdrawal = true in [accounts.\(account)]"
  }

  func isGiven(at now: Timestamp) -> Bool {
    let bytes = InputFile.content(of: "\(folder)/\(name)", bytesMax: Self.bytesMax) ?? []
    guard let time = Int64(String(decoding: bytes, as: UTF8.self)) else { return false }
    let age = now.since(Timestamp(nanoseconds: time))
    return age >= .zero && age < Self.validity
  }

  func give(at now: Timestamp) {
    // Without success where there is no room: it is asked again.
    guard (try? PrivateFile.createFolder(folder)) != nil else { return }
    let text = Array(String(now.nanoseconds).utf8)
    try? OutputFile.replace("\(folder)/\(name)", with: text.span, mode: 0o600)
  }
}
