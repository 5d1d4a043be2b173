import Testing

@testable import Configuration

@Suite struct FoldersTests {
  private func folders(_ variables: [String: String], home: String? = nil) throws -> Folders {
    try Folders(environment: { variables[$0] }, passwordHome: { home })
  }

  @Test func `the folders are the usual ones of the home folder`() throws {
    let folders = try folders(["HOME": "/home/ann"])
    #expect(folders.configuration == "/home/ann/.config/tradectl")
    #expect(folders.state == "/home/ann/.local/state/tradectl")
    #expect(folders.cache == "/home/ann/.cache/tradectl")
    #expect(folders.configurationFile == "/home/ann/.config/tradectl/config.toml")
    #expect(folders.ledgerFile == "/home/ann/.local/state/tradectl/ledger.db")
    #expect(folders.armedFile == "/home/ann/.local/state/tradectl/armed")
    #expect(folders.haltedFile == "/home/ann/.local/state/tradectl/halted")
  }

  @Test func `variables move each folder`() throws {
    let folders = try folders([
      "HOME": "/home/ann", "XDG_CONFIG_HOME": "/etc/ann/", "XDG_STATE_HOME": "/var/ann",
      "XDG_CACHE_HOME": "/tmp/ann",
    ])
    #expect(folders.configuration == "/etc/ann/tradectl")
    #expect(folders.state == "/var/ann/tradectl")
    #expect(folders.cache == "/tmp/ann/tradectl")
  }

  @Test(arguments: ["", "state", "./state", "~/state"])
  func `relative paths are ignored`(path: String) throws {
    let folders = try folders(["HOME": "/home/ann", "XDG_STATE_HOME": path])
    #expect(folders.state == "/home/ann/.local/state/tradectl")
  }

  @Test(arguments: [[:], ["HOME": ""], ["HOME": "ann"]])
  func `without a home folder the system's records know one`(variables: [String: String]) throws {
    #expect(try folders(variables, home: "/home/bob").cache == "/home/bob/.cache/tradectl")
  }

  @Test func `without any home folder the variables are enough, or there are none`() throws {
    let error = #expect(throws: ConfigurationError.self) { try folders([:]) }
    #expect(error == .homeless(variable: "XDG_CONFIG_HOME"))
    #expect(error?.explanation == "there is no home folder: set HOME or XDG_CONFIG_HOME")
    #expect(throws: ConfigurationError.homeless(variable: "XDG_CACHE_HOME")) {
      try folders(["XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"], home: "ann")
    }
    let all = ["XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/a"]
    #expect(try folders(all).state == "/s/tradectl")
  }

  @Test func `the system knows where this user is at home`() throws {
    #expect(try #require(Folders.passwordHome()).hasPrefix("/"))
  }
}
