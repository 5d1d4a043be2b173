import Testing

@testable import Transport

@Suite struct LocalAddressTests {
  @Test(arguments: [
    ("unix:/run/desk.sock", LocalAddress.unix(path: "/run/desk.sock"), "unix:/run/desk.sock"),
    ("127.0.0.1:7070", .loopback(port: 7070, isVersion6: false), "127.0.0.1:7070"),
    ("localhost:1", .loopback(port: 1, isVersion6: false), "127.0.0.1:1"),
    ("[::1]:65535", .loopback(port: 65535, isVersion6: true), "[::1]:65535"),
  ])
  func `addresses on this machine are read`(text: String, address: LocalAddress, plain: String)
    throws
  {
    #expect(try LocalAddress(text) == address)
    #expect(address.description == plain)
    #expect(try LocalAddress(plain) == address)
  }

  @Test(arguments: [
    "", "unix:", "unix:desk.sock", "unix:/" + String(repeating: "x", count: 107), "unix:/a\0b",
    "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:+1", "127.0.0.1:1x",
    "127.0.0.1:٣", "127.0.0.2:80", "0.0.0.0:80", "10.0.0.1:80", "example.com:80", "::1:80",
    "[::]:80", "127.0.0.1.example.com:80", " 127.0.0.1:80", "http://127.0.0.1:80", ":80",
  ])
  func `anything else is refused`(text: String) {
    #expect(throws: LocalAddress.Malformed.self) { try LocalAddress(text) }
  }

  @Test func `the longest path that the system takes is taken`() throws {
    let text = "unix:/" + String(repeating: "x", count: LocalAddress.pathMax - 1)
    #expect(try LocalAddress(text).description == text)
  }
}
