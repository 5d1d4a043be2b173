import Testing

@testable import Arguments

@Suite struct ManualPageTests {
  static let sections = [
    ManualPage.Section(
      "Exit status",
      "What 'garden' answers, as \"sysexits\" has it; see ~/.garden and C:\\garden.\n\n"
        + "  0   all is well\n\n  64  wrong use\n.dot\n'quote")
  ]
  static let pages = garden.manualPages(date: "2026-11-20", sections: sections)

  @Test func `there is one for each command that is not hidden`() {
    #expect(
      Self.pages.map(\.fileName) == [
        "garden.1", "garden-water.1", "garden-plant.1", "garden-plant-add.1",
        "garden-plant-list.1", "garden-alarm.1", "garden-alarm-reset.1",
      ])
  }

  @Test(arguments: Self.pages)
  func `mandoc finds nothing to complain about`(page: ManualPage) throws {
    let folder = try Folder()
    let file = try folder.write(page.text, to: page.fileName)
    #expect(try Program(name: "mandoc").output(["-Tlint", "-Wstyle", file], in: folder) == "")
  }

  @Test func `mandoc does complain about a broken page`() throws {
    let folder = try Folder()
    let file = try folder.write(".TH X\n.SH\n.XX\n", to: "x.1")
    #expect(try Program(name: "mandoc").output(["-Tlint", "-Wstyle", file], in: folder) != "")
  }

  @Test func `man shows the options, the examples and the text as it was written`() throws {
    let page = try #require(Self.pages.first { $0.fileName == "garden-water.1" })
    let folder = try Folder()
    let file = try folder.write(page.text, to: page.fileName)
    let shown = try Program(name: "man").output(["-l", file], in: folder)
    for part in [
      "GARDEN-WATER(1)", "garden-water - Water some plants\n",
      "garden water [options] [plant ...]\n", "-l, --litres litres\n",
      "              How much each one gets.  (default: 1)\n",
      "              rose    2 litres\n              cactus  none\n",
      "              garden plant list --names |\n                garden water -\n",
      "What 'garden' answers, as", "\"sysexits\"", "~/.garden", "C:\\garden",
      "              0   all is well\n\n              64  wrong use\n", ".dot 'quote",
      "       garden(1)\n", "garden 1.2.3                      2026-11-20",
    ] {
      #expect(shown.contains(part), "\(part) in \(shown)")
    }
  }
}
