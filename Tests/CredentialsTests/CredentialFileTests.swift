import Foundation
import Signing
import TestSupport
import Testing

@testable import Credentials

@Suite struct CredentialFileTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/keys" }

  init() throws { folder = try TemporaryFolder() }

  private static func credential(
    _ secret: String, passphrase: String? = nil
  ) -> StoredCredential {
    StoredCredential(
      key: "key-of-\(secret.count)", secret: Secret(copying: Array(secret.utf8).span),
      passphrase: passphrase)
  }

  private static func text(_ secret: borrowing Secret) -> String {
    let bytes = secret.bytes
    return String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }

  private func sealed(_ passphrase: String) -> CredentialFile {
    CredentialFile(
      path: path,
      .passphrase { () throws(CredentialError) in
        Secret(copying: Array(passphrase.utf8).span)
      })
  }

  private func write(_ text: String, mode: Int = 0o600) throws {
    try folder.write(text, to: "keys")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  /// What a source says that it cannot use its file for; nil where it can.
  private func refusal(_ file: CredentialFile) -> String? {
    do throws(CredentialError) {
      _ = try file.entries()
      return nil
    } catch {
      return error.explanation
    }
  }

  @Test func `what is kept comes back, whatever is in it`() throws {
    let secrets = [
      "plain", "with \"quotes\" and \\ and /", "-----BEGIN KEY-----\nAAA+/=\n-----END KEY-----\n",
      "tab\tand\u{1}",
    ]
    let file = CredentialFile(path: path, .mode)
    for (index, secret) in secrets.enumerated() {
      try file.add(
        CredentialEntry(account: "a-\(index)", Self.credential(secret, passphrase: "p\(index)")))
    }
    let again = CredentialFile(path: path, .mode)
    #expect(try again.entries().map(\.account) == ["a-0", "a-1", "a-2", "a-3"])
    for (index, secret) in secrets.enumerated() {
      guard let found = try again.credential(of: "a-\(index)") else {
        Issue.record("a-\(index) was kept")
        continue
      }
      #expect(Self.text(found.secret) == secret)
      #expect(found.key == "key-of-\(secret.count)")
      #expect(found.passphrase == "p\(index)")
    }
    let other = try again.credential(of: "a") == nil
    #expect(other)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a key takes the place of the former one, and can be removed`() throws {
    let file = CredentialFile(path: path, .mode)
    try file.add(CredentialEntry(account: "main", Self.credential("one")))
    try file.add(CredentialEntry(account: "main", Self.credential("three")))
    try file.add(CredentialEntry(account: "b", Self.credential("b")))
    #expect(try CredentialFile(path: path, .mode).entries().map(\.key) == ["key-of-5", "key-of-1"])
    #expect(try file.remove("main"))
    #expect(try !file.remove("main"))
    #expect(try CredentialFile(path: path, .mode).entries().map(\.account) == ["b"])
  }

  @Test func `a sealed file shows nothing, and opens by its passphrase alone`() throws {
    let file = sealed("correct horse")
    try file.add(CredentialEntry(account: "main", Self.credential("PLANTED-SECRET")))
    let bytes = String(decoding: try folder.read("keys"), as: UTF8.self)
    #expect(!bytes.contains("PLANTED") && !bytes.contains("main"))
    #expect(try sealed("correct horse").entries().map(\.account) == ["main"])
    let wrong = refusal(sealed("wrong horse"))
    #expect(wrong?.contains("the passphrase is wrong") == true)
    #expect(refusal(CredentialFile(path: path, .mode)) != nil)
  }

  @Test func `no file is no key`() throws {
    let file = CredentialFile(path: path, .mode)
    #expect(try file.entries().isEmpty)
    #expect(!file.exists)
    #expect(try !file.remove("main"))
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o610])
  func `a file that others could read is not used`(mode: Int) throws {
    try write(#"{"accounts": {"main": {"key": "k", "secret": "PLANTED"}}}"#, mode: mode)
    let message = refusal(CredentialFile(path: path, .mode))
    #expect(message?.contains("chmod 600") == true)
    #expect(message?.contains("PLANTED") == false)
  }

  @Test func `something that is no file is not read`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(refusal(CredentialFile(path: path, .mode))?.contains("not a file of yours") == true)
  }

  @Test(arguments: [
    "", "x", "{", "{}x", #"{"accounts": 1}"#, #"{"accounts": {"main": "PLANTED"}}"#,
    #"{"accounts": {"main": {"key": "k"}}}"#, #"{"accounts": {"main": {"secret": "PLANTED"}}}"#,
    #"{"accounts": {"main": {"key": "", "secret": "PLANTED"}}}"#,
    #"{"accounts": {"main": {"key": "k", "secret": "PLANTED}}}"#,
    #"{"accounts": {"main": {"key": "k", "secret": "PLANTED\q"}}}"#,
    #"{"accounts": {"main": {"key": "k", "secret": "PLANTED\u00e9"}}}"#,
    #"{"accounts": {"main": {"key": "k", "secret": "PLANTED"#,
    #"{"accounts": {"main": {"key": "k", "key": "k", "secret": "PLANTED"}}}"#,
    #"{"accounts": {"main": {"key": "k", "secret": "PLANTED" "x": 1}}}"#,
    #"{"x": [[[[[[[[[[1]]]]]]]]]], "accounts": {}}"#,
  ])
  func `what is not understood is refused, and not repeated`(text: String) throws {
    try write(text)
    let message = refusal(CredentialFile(path: path, .mode))
    #expect(message?.contains("keys' cannot be used: ") == true)
    #expect(message?.contains("PLANTED") == false)
  }

  @Test func `members that are not known are passed over`() throws {
    try write(
      #"""
      {"note": ["a", {"b": null}], "accounts": {"main": {"url": {"x": -1.5e3}, "key": "k",
      "secret": "a\u002Bb\/c", "on": true}}}
      """#)
    guard let found = try CredentialFile(path: path, .mode).credential(of: "main") else {
      Issue.record("main is there")
      return
    }
    #expect(Self.text(found.secret) == "a+b/c")
    #expect(found.passphrase == nil)
  }

  @Test func `damaged text never crashes it`() throws {
    let text = Array(
      #"{"accounts": {"main": {"key": "k\n", "secret": "a\u002Bb", "x": [1, {}]}}}"#.utf8)
    var random = SeededGenerator(seed: 7)
    for _ in 0..<5000 {
      var copy = text
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: copy.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: copy[place] = UInt8.random(in: 0...255, using: &random)
        case 1 where copy.count > 1: copy.remove(at: place)
        default: copy.insert(copy[Int.random(in: copy.indices, using: &random)], at: place)
        }
      }
      _ = try? CredentialList.read(copy.span)
      _ = try? CredentialList.read(
        copy.span.extracting(0..<Int.random(in: 0...copy.count, using: &random)))
    }
  }
}
