import Testing

@testable import VenueInterface

@Suite struct HTTPOriginTests {
  @Test(arguments: [
    ("https://api.example.com", "https://api.example.com"),
    ("https://API.Example.com/", "https://api.example.com"),
    ("HTTPS://api.example.com:443", "https://api.example.com"),
    ("https://api.example.com:8443", "https://api.example.com:8443"),
    ("https://192.0.2.1:9", "https://192.0.2.1:9"),
    ("https://[2001:DB8::1]:9", "https://[2001:db8::1]:9"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("http://127.255.0.9", "http://127.255.0.9"),
    ("http://localhost:80/", "http://localhost"),
    ("http://[::1]:7070", "http://[::1]:7070"),
    ("http://[::1]", "http://[::1]"),
  ])
  func `places are read and written`(text: String, written: String) throws {
    let origin = try HTTPOrigin(text)
    #expect(origin.description == written)
    #expect(try HTTPOrigin(written) == origin)
  }

  @Test(arguments: [
    "http://api.example.com", "http://192.168.0.1", "http://10.0.0.1:80", "http://0.0.0.0",
    "http://128.0.0.1", "http://127.0.0.1.example.com", "http://localhost.example.com",
    "http://127.1", "http://127.0.1", "http://2130706433", "http://0x7f.0.0.1",
    "http://0177.0.0.1", "http://127.0.0.01", "http://127.0.0.256", "http://127.0.0.0001",
    "http://[::]", "http://[::2]", "http://[::ffff:127.0.0.1]", "http://[0:0:0:0:0:0:0:1]",
    "http://1270.0.1", "http://127.0.0.1.", "http://notlocalhost",
  ])
  func `without encryption nothing goes to another machine`(text: String) {
    #expect(throws: HTTPOrigin.Malformed.self) { try HTTPOrigin(text) }
  }

  @Test(arguments: [
    "", "https://", "https:///", "api.example.com", "ftp://example.com", "wss://example.com",
    "https:/example.com", "https://user@example.com", "https://user:pass@example.com",
    "https://example.com/path", "https://example.com//", "https://example.com?x",
    "https://example.com#x", "https://exa mple.com", "https://example.com:0",
    "https://example.com:65536", "https://example.com:", "https://example.com:-1",
    "https://example.com:+1", "https://example.com:8a", "https://:443", "https://.example.com",
    "https://example..com", "https://example.com.", "https://-example.com",
    "https://example_.com", "https://exämple.com", "https://[::1", "https://::1",
    "https://[]", "https://[example.com]", "https://[::1%25eth0]", "https://example.com\r\nX: y",
    "https://\0", " https://example.com",
  ])
  func `what is no such place is refused`(text: String) {
    #expect(throws: HTTPOrigin.Malformed.self) { try HTTPOrigin(text) }
  }

  @Test func `labels and names have a greatest length`() throws {
    let label = String(repeating: "a", count: 63)
    #expect(try HTTPOrigin("https://\(label).com").host == "\(label).com")
    #expect(throws: HTTPOrigin.Malformed.self) { try HTTPOrigin("https://\(label)a.com") }
    let long = Array(repeating: label, count: 4).joined(separator: ".")
    #expect(throws: HTTPOrigin.Malformed.self) { try HTTPOrigin("https://\(long)") }
  }

  @Test func `loopback is told by the address alone`() throws {
    #expect(try HTTPOrigin("https://localhost").isLoopback)
    #expect(try HTTPOrigin("https://127.9.9.9:1").isLoopback)
    #expect(try !HTTPOrigin("https://127.example.com").isLoopback)
    #expect(!HTTPOrigin(https: "api.example.com").isLoopback)
    #expect(HTTPOrigin(https: "api.example.com").port == 443)
  }
}
