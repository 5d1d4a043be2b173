@testable import Arguments

/// What running a command of the made-up program means.
protocol GardenCommand: ParsableCommand {
  var title: String { get }
}

extension GardenCommand {
  var title: String { Self.name }
}

extension CommandNode where Product == any GardenCommand {
  static func command<Command: GardenCommand>(
    _ type: Command.Type, section: String? = nil, isHidden: Bool = false,
    children: @escaping @Sendable () -> [Self] = { [] }
  ) -> Self {
    Self(type, section: section, isHidden: isHidden, product: { $0 }, children: children)
  }
}

/// A made-up program with a bit of everything.
let garden = CommandTree<any GardenCommand>(
  name: "garden", version: "1.2.3", summary: "Look after plants.",
  discussion: "Plants are known by their names.",
  examples: [Example("garden water rose --litres 2", "Give one plant two litres.")],
  environmentPrefix: "GARDEN_", globals: GardenOptions.self
) {
  [
    .command(Water.self),
    .group("plant", "Keep the list of plants.", section: "LISTS") {
      [.command(PlantAdd.self), .command(PlantList.self)]
    },
    .command(Alarm.self) { [.command(AlarmReset.self)] },
    .command(Secret.self, isHidden: true),
  ]
}

enum Tool: String, CaseIterable, ArgumentValue {
  case can, hose, sprinkler
}

/// A value whose type says itself what is wrong.
struct Litres: ArgumentValue, Equatable {
  var hundredths: Int

  init(hundredths: Int) { self.hundredths = hundredths }

  init(argument: String) throws(InvalidValue) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]) else { throw InvalidValue() }
    guard parts.count == 2 else {
      self.init(hundredths: whole * 100)
      return
    }
    guard parts[1].count <= 2 else { throw InvalidValue("more than 2 fraction digits") }
    guard let fraction = Int(parts[1] + (parts[1].count == 1 ? "0" : "")) else {
      throw InvalidValue()
    }
    self.init(hundredths: whole * 100 + (argument.hasPrefix("-") ? -fraction : fraction))
  }

  static var wantedForm: String { "a number of litres" }
  var argumentText: String { "\(hundredths / 100)" }
}

struct GardenOptions: OptionGroup, Equatable {
  var format: Format?
  var quiet = false
  var color = true

  enum Format: String, CaseIterable, ArgumentValue {
    case json, table
  }

  static let arguments: [Argument<Self>] = [
    .section("GLOBAL OPTIONS"),
    .option("--format", \.format, value: "format", help: "How to write the answer."),
    .flag("--quiet", short: "-q", \.quiet, help: "Say only what went wrong."),
    .flag("--color", \.color, negatable: true, help: "Use colors on a terminal."),
  ]
}

struct Water: GardenCommand, Equatable {
  static let name = "water"
  static let summary = "Water some plants."
  static let discussion = """
    Each plant gets the same amount. A plant that was watered today is left alone unless it is
    asked for twice.

      rose    2 litres
      cactus  none
    """
  static let examples = [
    Example("garden water rose --litres 2", "Give one plant two litres."),
    Example("garden plant list --names |\n  garden water -", "Water every plant."),
  ]

  var global = GardenOptions()
  var plants: [String] = []
  var litres = Litres(hundredths: 100)
  var tool: Tool?
  var skip: [String] = []
  var note = ""
  var times = 1
  var dryRun = false
  var log: String?

  static let arguments: [Argument<Self>] = [
    .positional(\.plants, value: "plant", help: "The plants; '-' reads names from standard input."),
    .option("--litres", short: "-l", \.litres, value: "litres", help: "How much each one gets."),
    .option("--tool", \.tool, value: "tool", help: "What to water with."),
    .option("--skip", \.skip, value: "plant", help: "A plant to leave alone."),
    .option("--times", \.times, value: "count", help: "How often."),
    .flag("--dry-run", \.dryRun, environment: false, help: "Only say what would be done."),
    .section("OUTPUT OPTIONS"),
    .option(
      "--log", \.log, value: "file", environment: "WATER_LOG", completion: .file,
      help: "Where to note what was done, one line for each plant, with its name and the amount."),
    .option("--note", \.note, value: "text", help: "A remark for the log."),
    .group(\.global),
  ]
}

struct PlantAdd: GardenCommand {
  static let name = "add"
  static let summary = "Add a plant to the list."

  var global = GardenOptions()
  var plant = ""
  var bed: String?
  var spacing: Int?

  static let arguments: [Argument<Self>] = [
    .positional(\.plant, value: "plant", required: true, help: "Its name."),
    .option("--bed", \.bed, value: "bed", required: true, help: "Where it stands."),
    .option("--spacing", \.spacing, value: "cm", help: "Room around it: [at least], in 'cm'."),
    .group(\.global),
  ]
}

struct PlantList: GardenCommand {
  static let name = "list"
  static let summary = "Show the plants."

  var global = GardenOptions()
  var names = false
  var folder: String?

  static let arguments: [Argument<Self>] = [
    .flag("--names", \.names, help: "Only names."),
    .positional(\.folder, value: "folder", completion: .directory, help: "Where the lists are."),
    .group(\.global),
  ]
}

struct Alarm: GardenCommand {
  static let name = "alarm"
  static let summary = "Call for help."

  var global = GardenOptions()
  var everybody: Bool?

  static let arguments: [Argument<Self>] = [
    .flag("--everybody", \.everybody, negatable: true, help: "Call the neighbors too."),
    .group(\.global),
  ]
}

struct AlarmReset: GardenCommand {
  static let name = "reset"
  static let summary = "Say that all is well again."

  var global = GardenOptions()

  static let arguments: [Argument<Self>] = [.group(\.global)]
}

struct Secret: GardenCommand {
  static let name = "secret"
  static let summary = "Show where the key is."

  static let arguments: [Argument<Self>] = []
}
