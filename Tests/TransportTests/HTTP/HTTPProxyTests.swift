import Testing

@testable import Transport

@Suite struct HTTPProxyTests {
  @Test(arguments: [
    ("http://10.0.0.1:3128", "http://10.0.0.1:3128"),
    ("http://proxy.example:8080/", "http://proxy.example:8080"),
    ("socks5h://127.0.0.1:1080", "socks5h://127.0.0.1:1080"),
    ("http://user:pa%40ss@proxy.example:8080", "http://proxy.example:8080"),
    ("http://[::1]:3128", "http://[::1]:3128"),
  ])
  func `a proxy is read, and shown without its password`(text: String, shown: String) throws {
    let proxy = try HTTPProxy(text)
    #expect(proxy.description == shown && proxy.address == text)
    #expect("\(proxy)" == shown)
  }

  @Test(arguments: [
    "", "10.0.0.1:3128", "https://10.0.0.1:3128", "socks5://10.0.0.1:1", "ftp://10.0.0.1:1",
    "http://10.0.0.1", "http://10.0.0.1:0", "http://10.0.0.1:65536", "http://:3128",
    "http://s3cret@", "http://us er:s3cret@10.0.0.1:1", "http://u:s3cret@x@10.0.0.1:1",
    "http://u:s3cret\n@10.0.0.1:1", "http://10.0.0.1:1/path", "http://10.0.0.1:1#",
    "http://10.0.0.1:03128",
  ])
  func `what is no proxy is refused, and not shown`(text: String) {
    do throws(HTTPProxy.Malformed) {
      _ = try HTTPProxy(text)
      Issue.record("\(text)")
    } catch {
      #expect(!error.explanation.contains("s3cret"))
    }
  }

  @Test func `user and password are told to whoever redacts`() throws {
    #expect(try HTTPProxy("http://u:p:q@10.0.0.1:1").secrets == ["u", "p:q"])
    #expect(try HTTPProxy("http://10.0.0.1:1").secrets.isEmpty)
  }
}
