internal import Configuration
internal import Synchronization
internal import Trading
internal import VenueInterface
internal import Wire

/// Keeps which hosts of an exchange have failed, in the cache folder, so that not every command waits
/// for the same one.
struct HostFile: HostMemory {
  private let folder: String
  private let name: String

  init(_ folders: Folders, _ exchange: String, _ network: VenueNetwork) {
    folder = "\(folders.cache)/hosts"
    name = "\(exchange).\(network.rawValue)"
  }

  /// More than any list of hosts has.
  private static let bytesMax = 1 << 16

  func recall(_ service: VenueService) -> String {
    let bytes = InputFile.content(of: path(service), bytesMax: Self.bytesMax) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One thread at a time: they would write to one file beside it.
  private static let writing = Mutex<Void>(())

  func keep(_ text: String, of service: VenueService) {
    Self.writing.withLock { _ in
      // Without success where there is no room: it is learned again.
      guard (try? PrivateFile.createFolder(folder)) != nil else { return }
      try? OutputFile.replace(path(service), with: Array(text.utf8).span, mode: 0o600)
    }
  }

  private func path(_ service: VenueService) -> String { "\(folder)/\(name).\(service.name)" }
}
