/// The events of several files, merged by time; equal times in the order of the files.
///
/// Each file is read as far as its next event and no further, so an event is handed out before
/// the bytes behind it are waited for. Nothing is allocated for an event, and memory does not grow
/// with the files.
package struct MarketStream: ~Copyable {
  /// The names that the numbers in the events stand for.
  package private(set) var symbols: SymbolTable
  /// What was wrong when the event last was a `.problem`.
  package var problem: MarketProblem? {
    readers.isEmpty ? nil : readers[latestFile].problem
  }

  private let readers: [any RowReader]
  /// The reader of a single file, which needs no merging.
  private let onlyReader: (any RowReader)?
  private var latestFile = 0
  private var heads: [MarketEvent]
  private var queue = MergeQueue()
  /// The files whose next event has to be fetched, the first of them last.
  private var unfetched: [Int]

  /// Opens every file and reads its header.
  ///
  /// - Parameters:
  ///   - files: In the order that decides between equal times.
  ///   - symbols: Names that shall have the first numbers.
  ///   - mayWait: Asked before a read that would have to wait for a pipe or a terminal, and every
  ///     second of waiting, so that what was read can be acted on; false gives the reading up.
  /// - Throws: The first fault of the first file that has one.
  package init(
    _ files: [MarketFile], symbols: SymbolTable = SymbolTable(), mayWait: (() -> Bool)? = nil
  ) throws(MarketDataError) {
    var names = symbols
    var opened: [any RowReader] = []
    for file in files { opened.append(try file.open(&names, mayWait: mayWait)) }
    self.init(opened, symbols: names)
  }

  /// Merges rows of any formats.
  ///
  /// - Parameters:
  ///   - readers: In the order that decides between equal times.
  ///   - symbols: Names that shall have the first numbers.
  package init(_ readers: [any RowReader], symbols: SymbolTable = SymbolTable()) {
    self.readers = readers
    onlyReader = readers.count == 1 ? readers[0] : nil
    self.symbols = symbols
    heads = Array(repeating: .problem, count: readers.count)
    unfetched = Array(readers.indices.reversed())
  }

  /// How far the files have been read; the size is known if it is known of every file.
  package var progress: ReadProgress {
    var total = ReadProgress(bytesConsumed: 0, size: 0)
    for reader in readers {
      let part = reader.progress
      total.bytesConsumed += part.bytesConsumed
      total.size = total.size.flatMap { sum in part.size.map { sum + $0 } }
    }
    return total
  }

  /// The next event, for where speed does not matter.
  ///
  /// - Returns: The event, `.problem` for a row that cannot be used, nil at the end.
  /// - Throws: When a file cannot be read on. Calling again goes on with the other files.
  package mutating func next() throws(MarketDataError) -> MarketEvent? {
    var event = MarketEvent.problem
    return try read(&event) ? event : nil
  }

  /// Reads the next event.
  ///
  /// - Parameter event: Becomes the event, or `.problem` for a row that cannot be used.
  /// - Returns: False at the end, the event then being without meaning.
  /// - Throws: When a file cannot be read on. Calling again goes on with the other files.
  package mutating func read(_ event: inout MarketEvent) throws(MarketDataError) -> Bool {
    if let onlyReader { return try onlyReader.read(&event, &symbols) }
    guard try fetch() else {
      event = .problem
      return true
    }
    guard let first = queue.removeFirst() else { return false }
    unfetched.append(first.file)
    event = heads[first.file]
    return true
  }

  /// Gets the next event of each file that has none waiting.
  ///
  /// - Returns: False if one of them had a problem, which has to be told before going on.
  private mutating func fetch() throws(MarketDataError) -> Bool {
    while let file = unfetched.popLast() {
      guard try readers[file].read(&heads[file], &symbols) else { continue }
      guard let time = heads[file].time else {
        latestFile = file
        unfetched.append(file)
        return false
      }
      queue.insert(MergeQueue.Entry(time: time, file: file))
    }
    return true
  }
}
