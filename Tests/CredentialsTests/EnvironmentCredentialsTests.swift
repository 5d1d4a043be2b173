import Signing
import Testing

@testable import Credentials

@Suite struct EnvironmentCredentialsTests {
  private func source(_ variables: [String: String]) -> EnvironmentCredentials {
    EnvironmentCredentials { name in
      variables[name].flatMap { $0.isEmpty ? nil : Secret(copying: Array($0.utf8).span) }
    }
  }

  private func text(_ secret: borrowing Secret) -> String {
    let bytes = secret.bytes
    var text = ""
    for index in bytes.indices { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return text
  }

  @Test func `an account has the variables that are called like it`() throws {
    let source = source([
      "TRADECTL_MAIN_KEY": "k", "TRADECTL_MAIN_SECRET": "s", "TRADECTL_MAIN_PASSPHRASE": " p\n",
      "TRADECTL_SWING_2_KEY": " other\n", "TRADECTL_SWING_2_SECRET": "t",
    ])
    guard let main = try source.credential(of: "main") else {
      Issue.record("main has a key")
      return
    }
    #expect(main.key == "k")
    #expect(text(main.secret) == "s")
    #expect(main.passphrase == "p")
    guard let swing = try source.credential(of: "swing-2") else {
      Issue.record("swing-2 has a key")
      return
    }
    #expect(swing.key == "other")
    #expect(swing.passphrase == nil)
    let isMissing = try source.credential(of: "mai") == nil
    #expect(isMissing, "the key of one account is never that of another")
  }

  @Test(arguments: [
    (["TRADECTL_MAIN_KEY": "k"], "TRADECTL_MAIN_KEY is set, and TRADECTL_MAIN_SECRET is not"),
    (["TRADECTL_MAIN_SECRET": "s"], "TRADECTL_MAIN_SECRET is set, and TRADECTL_MAIN_KEY is not"),
    (
      ["TRADECTL_MAIN_KEY": "", "TRADECTL_MAIN_SECRET": "s"],
      "TRADECTL_MAIN_SECRET is set, and TRADECTL_MAIN_KEY is not"
    ),
  ])
  func `half of a key is a mistake and not none`(variables: [String: String], message: String) {
    var found: String?
    do throws(CredentialError) {
      _ = try source(variables).credential(of: "main")
    } catch {
      found = error.explanation
    }
    #expect(found == message)
  }

  @Test func `the variables of an account begin with its name`() throws {
    #expect(EnvironmentCredentials.prefix(of: "my-own") == "TRADECTL_MY_OWN_")
    let isMissing = try source([:]).credential(of: "main") == nil
    #expect(isMissing)
  }
}
