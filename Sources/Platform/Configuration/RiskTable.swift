internal import Risk

/// Reads the values of a `[risk]` table.
enum RiskTable {
  /// The keys beside those of `RiskSetting`.
  private static let names = ["name", "day_start"]

  /// Reads a value, the start of the day included.
  ///
  /// - Returns: What is wrong with it, as a sentence, or nil.
  static func read(_ entry: TomlDocument.Entry, into settings: inout RiskSettings) -> String? {
    guard entry.name == "day_start" else {
      return read(entry, into: &settings.policy, alsoKnown: names)
    }
    do throws(DayStartError) {
      settings.dayStart = try DayStart(text: entry.kind == .string ? entry.text : "")
      return nil
    } catch .malformed {
      return "\(DayStartError.malformed.explanation), not \(entry.phrase)."
    } catch {
      return "\(error.explanation)."
    }
  }

  /// Reads a value of a policy.
  ///
  /// - Returns: What is wrong with it, as a sentence, or nil.
  static func read(
    _ entry: TomlDocument.Entry, into policy: inout RiskPolicy, alsoKnown names: [String] = ["name"]
  ) -> String? {
    if entry.name == "name" {
      guard entry.kind == .string, (1...64).contains(entry.text.utf8.count) else {
        return "name must be a text of 1 to 64 bytes."
      }
      policy.name = entry.text
      return nil
    }
    guard let setting = RiskSetting(rawValue: entry.name) else {
      return Unknown.message(entry.name, among: RiskSetting.allCases.map(\.rawValue) + names)
    }
    guard let text = entry.scalarText else {
      return "\(entry.name) must be \(setting.range), not \(entry.phrase)."
    }
    do throws(RiskSettingError) {
      try policy.set(setting, to: text)
      return nil
    } catch {
      return "\(error.explanation)."
    }
  }
}
