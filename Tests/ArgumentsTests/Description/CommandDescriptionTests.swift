import Testing

@testable import Arguments

@Suite struct CommandDescriptionTests {
  private func argument(_ name: String, of path: [String]) throws -> ArgumentDescription {
    let command = try #require(garden.description(of: path))
    return try #require(command.arguments.first { $0.name == name })
  }

  @Test func `describes an option`() throws {
    #expect(
      try argument("--tool", of: ["water"])
        == ArgumentDescription(
          kind: .option, name: "--tool", shortName: nil, negativeName: nil, valueName: "tool",
          help: "What to water with.", section: nil, defaultText: nil,
          wantedForm: "one of can, hose, sprinkler", allowedValues: ["can", "hose", "sprinkler"],
          isRepeatable: false, isRequired: false, environmentVariable: "GARDEN_TOOL",
          hasAutomaticVariable: true, completion: .values(["can", "hose", "sprinkler"]),
          isGlobal: false))
  }

  @Test func `describes a negatable flag of a nested struct`() throws {
    #expect(
      try argument("--color", of: ["plant", "list"])
        == ArgumentDescription(
          kind: .flag(isNegatable: true), name: "--color", shortName: nil,
          negativeName: "--no-color", valueName: "", help: "Use colors on a terminal.",
          section: "GLOBAL OPTIONS", defaultText: "true", wantedForm: "", allowedValues: [],
          isRepeatable: false, isRequired: false, environmentVariable: "GARDEN_COLOR",
          hasAutomaticVariable: true, completion: .none, isGlobal: true))
  }

  @Test func `reads defaults from the properties`() throws {
    #expect(try argument("--litres", of: ["water"]).defaultText == "1")
    #expect(try argument("--log", of: ["water"]).defaultText == nil)
    #expect(try argument("plant", of: ["plant", "add"]).defaultText == nil)
  }

  @Test func `knows sections, variables and completions that were given`() throws {
    let log = try argument("--log", of: ["water"])
    #expect(log.section == "OUTPUT OPTIONS")
    #expect(log.environmentVariable == "WATER_LOG")
    #expect(!log.hasAutomaticVariable)
    #expect(log.completion == .file)
    #expect(try argument("--dry-run", of: ["water"]).environmentVariable == nil)
  }

  @Test func `lists every command that is not hidden`() {
    #expect(
      garden.descriptions.map(\.title) == [
        "garden", "garden water", "garden plant", "garden plant add", "garden plant list",
        "garden alarm", "garden alarm reset",
      ])
    #expect(garden.description(of: ["secret"])?.title == "garden secret")
    #expect(garden.description(of: ["plant"])?.isRunnable == false)
    #expect(garden.description(of: ["alarm"])?.isRunnable == true)
    #expect(garden.description(of: ["alarm"])?.subcommands.map(\.name) == ["reset"])
  }
}
