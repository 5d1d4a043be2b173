internal import Threads
internal import Wire

/// Reads records line by line, writes one for each, and keeps count: the loop of every filter.
///
/// Lines that are no records become `error` records, errors from earlier in the pipe pass through
/// and count as failures, and kinds that the filter does not know pass untouched.
struct RecordFilter: ~Copyable {
  /// What became of a record.
  enum Verdict {
    /// Passes on as it came in.
    case untouched
    /// Passes on with the edit.
    case edited
    /// Is left out of the output; it counts as done.
    case dropped
    /// Becomes an error record that keeps the line's fields.
    ///
    /// Indirect, so that the verdicts on good records are one word.
    indirect case failed(FailureDetail)
  }

  private let input: Descriptor
  private var output: RecordOutput
  /// The block that is read into.
  private var block: FilterBlock
  /// The blocks that others work on, once there is more than one to work on.
  private var ring: BlockRing?
  private var tally = Tally()
  private var warnings: KeyWarnings
  private let options: OutputOptions
  private let name: String

  /// More threads would find the writing too slow.
  private static let threadsMax = 4

  init(_ context: Context, _ options: OutputOptions) throws(CommandFailure) {
    let input = try context.standardInput()
    let output = try context.output(options)
    self.input = input
    self.output = output
    self.options = options
    block = FilterBlock(options)
    name = context.commandName
    warnings = KeyWarnings(options, context)
  }

  /// Judges every record, to the end of the input, one after the other.
  ///
  /// - Parameter judge: Decides about a record and prepares its edit; what it throws becomes an
  ///   error record.
  /// - Returns: The counts.
  /// - Throws: When input or output fails, or a signal ends the work; whole lines are out by then.
  consuming func run(_ judge: Judge) throws(CommandFailure) -> Tally {
    try finish { filter throws(StreamFailure) in try filter.filter(judge, elsewhere: nil) }
  }

  /// Does the same with several threads where the input comes faster than it is answered.
  ///
  /// - Parameter judge: Its verdict depends on nothing but the record.
  /// - Returns: The counts.
  /// - Throws: As `run` does.
  consuming func runConcurrently(
    _ judge: @escaping BlockRing.Judge
  ) throws(CommandFailure) -> Tally {
    try finish { filter throws(StreamFailure) in
      try filter.filter(judge, elsewhere: OwnThread.processors > 1 ? judge : nil)
    }
  }

  typealias Judge = (borrowing Record, inout RecordEdit) throws(RecordProblem) -> Verdict

  private consuming func finish(
    _ work: (inout RecordFilter) throws(StreamFailure) -> Void
  ) throws(CommandFailure) -> Tally {
    defer { ring?.close() }
    do throws(StreamFailure) {
      try work(&self)
      if options.summary { try writeSummary() }
      try output.close()
    } catch {
      if case .interrupted = error { try? output.close() }
      throw CommandFailure(error)
    }
    return tally
  }

  /// - Parameters:
  ///   - judge: Works on what this thread does itself.
  ///   - elsewhere: Works on large blocks in other threads; nil where the order matters to it.
  /// - Throws: When input or output fails, or a signal ends the work.
  private mutating func filter(
    _ judge: Judge, elsewhere: BlockRing.Judge?
  ) throws(StreamFailure) {
    // Most inputs are no longer than a block, and are not worth a thread.
    var isFirst = true
    while true {
      // Everything is out before a read that waits.
      if !input.isReady {
        try collectAll()
        try output.flush()
      }
      var failure: StreamFailure?
      do throws(StreamFailure) {
        try block.input.read(from: input)
        try block.input.fillUp(from: input)
      } catch {
        // What was read before is answered.
        failure = error
      }
      if let elsewhere, !isFirst, failure == nil, block.input.isBulk {
        try submit(elsewhere)
      } else {
        try collectAll()
        block.work(judge)
        warnings.tell(block.warnings)
        tally.add(block.tally)
        try output.write(block.lines)
        block.forgetResults()
        if let failure {
          try output.flush()
          throw failure
        }
        if block.input.isLast { return }
      }
      isFirst = false
    }
  }

  private mutating func submit(_ judge: @escaping BlockRing.Judge) throws(StreamFailure) {
    let ring =
      ring
      ?? BlockRing(threadCount: min(OwnThread.processors, Self.threadsMax), options, judge)
    self.ring = ring
    if ring.isFull { try collect(from: ring) }
    ring.submit(&block)
  }

  /// Waits for every block that others work on, and writes it.
  private mutating func collectAll() throws(StreamFailure) {
    guard let ring else { return }
    while !ring.isEmpty { try collect(from: ring) }
  }

  private mutating func collect(from ring: BlockRing) throws(StreamFailure) {
    try ring.collect { block throws(StreamFailure) in try write(&block) }
  }

  /// Writes what became of a block, and makes it ready for other lines.
  private mutating func write(_ block: inout FilterBlock) throws(StreamFailure) {
    warnings.tell(block.warnings)
    tally.add(block.tally)
    try output.write(block.lines)
    block.forgetResults()
  }

  private mutating func writeSummary() throws(StreamFailure) {
    output.begin(.summary)
    output.text.add(.command, name)
    tally.describe(in: &output.text)
    try output.end()
  }
}

extension Tally {
  /// The members of a summary.
  func describe(in text: inout JSONText) {
    text.add(.lines, lines)
    text.add(.succeeded, succeeded)
    text.add(.failed, failed)
    text.add(.codes) { object in
      for (code, count) in codes {
        object.key(code)
        object.append(count)
      }
    }
  }
}
