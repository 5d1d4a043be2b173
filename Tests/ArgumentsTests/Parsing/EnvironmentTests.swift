import Testing

@testable import Arguments

@Suite struct EnvironmentTests {
  @Test func `a variable stands in for an absent option`() {
    let water = Reading("water", ["GARDEN_TIMES": "4", "GARDEN_TOOL": "can"]).water
    #expect(water?.times == 4)
    #expect(water?.tool == .can)
  }

  @Test func `the command line beats the variable, even a bad one`() {
    #expect(Reading("water --times 2", ["GARDEN_TIMES": "many"]).water?.times == 2)
  }

  @Test func `an empty variable counts as unset`() {
    let reading = Reading("water", ["GARDEN_TIMES": "", "GARDEN_SKIP": "", "GARDEN_QUIET": ""])
    #expect(reading.water == Water())
    #expect(reading.invocation?.sources == [])
  }

  @Test(arguments: [
    ("1", true), ("true", true), ("yes", true), ("0", false), ("false", false), ("no", false),
  ])
  func `flags read yes and no`(text: String, value: Bool) {
    let global = Reading("water", ["GARDEN_QUIET": text, "GARDEN_COLOR": text]).water?.global
    #expect(global?.quiet == value)
    #expect(global?.color == value)
  }

  @Test func `a repeatable option's variable holds a list`() {
    #expect(Reading("water", ["GARDEN_SKIP": "ivy,moss"]).water?.skip == ["ivy", "moss"])
    #expect(Reading("water --skip fern", ["GARDEN_SKIP": "ivy"]).water?.skip == ["fern"])
  }

  @Test func `the name can be another, or none`() {
    #expect(Reading("water", ["WATER_LOG": "a.log", "GARDEN_LOG": "b.log"]).water?.log == "a.log")
    #expect(Reading("water", ["GARDEN_DRY_RUN": "1"]).water?.dryRun == false)
  }

  @Test func `a variable can give a required option, but no positional`() {
    #expect((Reading("plant add rose", ["GARDEN_BED": "3"]).command as? PlantAdd)?.bed == "3")
    #expect(
      Reading("plant add --bed 3", ["GARDEN_PLANT": "rose"]).answer
        == "Error: Missing argument '<plant>'.")
  }

  @Test func `an error names the variable`() {
    #expect(
      Reading("water", ["GARDEN_TIMES": "many"]).answer
        == "Error: Invalid value 'many' for the environment variable GARDEN_TIMES"
        + " (option '--times'): expected a whole number.")
    #expect(
      Reading("water", ["GARDEN_QUIET": "maybe"]).answer
        == "Error: Invalid value 'maybe' for the environment variable GARDEN_QUIET"
        + " (option '--quiet'): expected true or false.")
  }
}
