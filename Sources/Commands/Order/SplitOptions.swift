internal import Arguments
internal import Domain

/// An order in time slices.
struct SplitOptions: OptionGroup {
  var count: Int?
  var every: TimeInterval?
  var jitter: Rate?

  static let arguments: [Argument<Self>] = [
    .section("SPLIT OPTIONS"),
    .option("--split", \.count, value: "count", help: "Place the order in so many equal slices."),
    .option("--every", \.every, value: "time", help: "The time between two slices, such as 30s."),
    .option(
      "--jitter", \.jitter, value: "percent",
      help: "How far a slice may be from its time, in percent of --every, 20 where it is not said; "
        + "its id decides."),
  ]

  /// The plan; nil where the order is placed as a whole.
  ///
  /// - Throws: Wrong usage.
  func schedule() throws(CommandFailure) -> SliceSchedule? {
    guard let count else {
      guard every == nil, jitter == nil else {
        throw .usage(
          "\(every == nil ? "--jitter" : "--every") needs --split: into how many slices?")
      }
      return nil
    }
    guard (2...1000).contains(count) else {
      throw .usage("--split must be a number from 2 to 1000.")
    }
    guard let every, every > .zero else {
      throw .usage("--split needs --every: how much time lies between two slices?")
    }
    let jitter = jitter ?? Rate(20)
    guard !jitter.isNegative, jitter <= Rate(90) else {
      throw .usage("--jitter must be from 0 to 90 percent.")
    }
    let share = Rate(percent: jitter)
    return SliceSchedule(count: count, every: every, jitter: share)
  }
}

/// When the slices of an order are due, and how much each is.
struct SliceSchedule {
  let count: Int
  let every: TimeInterval
  /// A share of `every`.
  let jitter: Rate

  /// The quantities: equal on the market's grid, what is left over in the last one.
  ///
  /// - Returns: Nil where a slice would be nothing.
  func quantities(of whole: Quantity, lot: Quantity) -> [Quantity]? {
    guard let share = try? whole.divided(by: Rate(count), rounding: .towardZero) else { return nil }
    let slice =
      lot.isPositive ? (try? share.rounded(.towardZero, toMultipleOf: lot)) ?? share : share
    guard slice.isPositive else { return nil }
    var quantities = Array(repeating: slice, count: count - 1)
    var rest = whole
    for quantity in quantities { rest = Quantity(scaled: rest.scaled - quantity.scaled) }
    quantities.append(rest)
    return quantities
  }

  /// When a slice is due.
  ///
  /// - Parameters:
  ///   - number: From 0.
  ///   - start: When the first one was placed.
  ///   - seed: Moves the slice within its jitter; the same for the same slice.
  /// - Returns: The first one's own time for the first.
  func time(ofSlice number: Int, from start: Timestamp, seed: UInt64) -> Timestamp {
    guard number > 0 else { return start }
    let planned = start.advanced(by: TimeInterval(nanoseconds: every.nanoseconds * Int64(number)))
    let reach = Int64(Double(every.nanoseconds) * Double(jitter.scaled) / 1e18 / 2)
    guard reach > 0 else { return planned }
    let offset = Int64(seed % UInt64(2 * reach + 1)) - reach
    return planned.advanced(by: TimeInterval(nanoseconds: offset))
  }
}
