import Testing

@testable import Transport

@Suite struct CurlLibraryTests {
  @Test func `the library of this system is fit`() {
    #expect(CurlLibrary.obstacle == nil)
  }

  @Test func `a library that is not there is told by its package`() {
    let words = CurlLibrary.open("libcurl-of-no-system.so.4")
    #expect(words?.contains("libcurl-of-no-system.so.4 is missing") == true)
    #expect(words?.contains("apt install libcurl4") == true)
    // What was open stays so.
    #expect(CurlLibrary.obstacle == nil)
  }

  @Test func `a library without its functions is not used`() {
    #expect(CurlLibrary.open("libc.so.6")?.contains("7.80") == true)
  }
}
