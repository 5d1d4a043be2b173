import Foundation
import TestSupport
import Testing

@testable import Configuration

@Suite struct PrivateFileTests {
  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a file is its owner's alone, and so are the folders made for it`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a/b/config.toml"
    try PrivateFile.create(path, content: "größe = 1\n")
    #expect(try folder.read("a/b/config.toml") == Array("größe = 1\n".utf8))
    #expect(try mode(path) == 0o600)
    #expect(try mode("\(folder.path)/a") == 0o700)
    #expect(try mode("\(folder.path)/a/b") == 0o700)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/a/b").count == 1)
  }

  @Test func `a file that is there is left as it is`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine", to: "config.toml")
    #expect(throws: PrivateFileError.exists) { try PrivateFile.create(path, content: "yours") }
    #expect(try folder.read("config.toml") == Array("mine".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["config.toml"])
  }

  @Test func `even a link to nothing is left as it is`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/config.toml"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    #expect(throws: PrivateFileError.exists) { try PrivateFile.create(path, content: "") }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/nowhere"))
  }

  @Test func `a folder that cannot be made is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    #expect(throws: PrivateFileError.failed(reason: "Not a directory")) {
      try PrivateFile.create("\(folder.path)/file/a/config.toml", content: "")
    }
    #expect(throws: PrivateFileError.self) {
      try PrivateFile.create("/proc/nowhere/config.toml", content: "")
    }
  }

  @Test func `a folder that is there already is no fault`() throws {
    let folder = try TemporaryFolder()
    try PrivateFile.createFolder(folder.path)
    try PrivateFile.createFolder("\(folder.path)/x/y")
    try PrivateFile.createFolder("\(folder.path)/x/y")
    #expect(try mode("\(folder.path)/x/y") == 0o700)
  }
}
