import Signing
import Testing

@testable import Credentials

@Suite struct CommandCredentialsTests {
  private func refusal(_ command: String) -> String? {
    do throws(CredentialError) {
      _ = try CommandCredentials(["main": command]).credential(of: "main")
      return nil
    } catch {
      return error.explanation
    }
  }

  @Test func `a program's words are the key`() throws {
    let source = CommandCredentials([
      "main": #"printf '{"key": "k", "secret": "s", "passphrase": "p", "id": 7}\n'"#
    ])
    guard let found = try source.credential(of: "main") else {
      Issue.record("main has a program")
      return
    }
    #expect(found.key == "k" && found.passphrase == "p" && found.secret.count == 1)
    let other = try source.credential(of: "other") == nil
    #expect(other)
  }

  @Test(arguments: [
    ("exit 3", "exit status 3"), ("kill -9 $$", "signal 9"), ("true", "JSON"),
    ("echo PLANTED", "JSON"), (#"echo '{"secret": "PLANTED"}'"#, "no 'key'"),
    ("head -c 200000 /dev/zero", "more than"), ("/nowhere/at/all", "exit status 127"),
    (#"echo '{"key": "k", "secret": "PLANTED"}'; exit 1"#, "exit status 1"),
  ])
  func `a program that fails gives no key, and nothing of it is told`(
    command: String, reason: String
  ) {
    let message = refusal(command)
    #expect(message?.contains(reason) == true, "\(message ?? "no refusal")")
    #expect(message?.contains("PLANTED") == false)
  }
}
