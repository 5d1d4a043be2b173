/// The small files under Tests/Fixtures/MarketData.
enum Fixtures {
  static func path(_ name: String) -> String {
    let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return folders.joined(separator: "/") + "/Fixtures/MarketData/" + name
  }
}
