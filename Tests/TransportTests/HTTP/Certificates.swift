import Foundation
import TestSupport
import Testing

/// An authority of this test run's own, and what it vouches for.
final class Certificates: Sendable {
  static let shared = Result { try Certificates() }

  private let folder: TemporaryFolder
  /// The authority, for a client to trust.
  let authority: String

  private init() throws {
    folder = try TemporaryFolder()
    authority = "\(folder.path)/authority.pem"
    try openssl(
      "req -x509 \(Self.newKey) -keyout authority.key -out authority.pem -days 2"
        + " -subj /CN=authority")
    try issue("good", names: "DNS:localhost,IP:127.0.0.1")
    try issue("other", names: "DNS:exchange.example,IP:127.0.0.2")
    try openssl(
      "req -x509 \(Self.newKey) -keyout alone.key -out alone.pem -days 2 -subj /CN=localhost"
        + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1")
    try issue("old", names: "DNS:localhost,IP:127.0.0.1", days: "-1")
  }

  private static let newKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

  /// A certificate of the authority.
  private func issue(_ name: String, names: String, days: String = "2") throws {
    try folder.write("subjectAltName=\(names)\n", to: "\(name).cnf")
    try openssl("req -new \(Self.newKey) -keyout \(name).key -out \(name).csr -subj /CN=\(name)")
    try openssl(
      "x509 -req -in \(name).csr -CA authority.pem -CAkey authority.key -days \(days)"
        + " -extfile \(name).cnf -out \(name).pem")
  }

  private func openssl(_ words: String) throws {
    let quiet = FileHandle.nullDevice.fileDescriptor
    let child = try ChildProcess(
      ["openssl"] + words.split(separator: " ").map(String.init),
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
      folder: folder.path, descriptors: [quiet, quiet, quiet])
    try #require(child.wait().status == 0, "openssl \(words)")
  }

  /// What a server's script says to use one.
  func script(_ name: String) -> String {
    #""certificate":"\#(folder.path)/\#(name).pem","key":"\#(folder.path)/\#(name).key""#
  }
}
