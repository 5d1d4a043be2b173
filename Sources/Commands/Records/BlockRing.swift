internal import Glibc
internal import Threads
internal import Wire

/// Blocks of lines that a few threads work on, given back in the order in which they came.
///
/// The blocks are used over and over, so memory does not grow with the input.
///
/// Threads may share it, because a block belongs to one of them at a time: to the owner of the
/// ring, until `submit`; from then on to the thread that takes its number; and to the owner again
/// once it is marked as done. Numbers and marks change hands under the lock.
@safe
final class BlockRing: @unchecked Sendable {
  typealias Judge =
    @Sendable (borrowing Record, inout RecordEdit) throws(RecordProblem) -> RecordFilter.Verdict

  private let judge: Judge
  private let size: Int
  private let blocks: UnsafeMutablePointer<FilterBlock>
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  /// Tells the threads that there is work, or no more.
  private let hasWork: UnsafeMutablePointer<pthread_cond_t>
  /// Tells the owner that a block is done.
  private let hasResult: UnsafeMutablePointer<pthread_cond_t>
  // Guarded by the lock. Blocks are numbered from 0; number n is at place n % size.
  private var isDone: [Bool]
  private var submitted = 0
  private var taken = 0
  private var isClosed = false
  // The owner's.
  private var collected = 0
  private var threads: [OwnThread] = []

  /// - Parameters:
  ///   - threadCount: How many threads; each has a block, and two more are read or written.
  ///   - options: What the blocks are made for.
  ///   - judge: Decides about the records.
  init(threadCount: Int, _ options: OutputOptions, _ judge: @escaping Judge) {
    self.judge = judge
    size = threadCount + 2
    isDone = Array(repeating: false, count: size)
    unsafe blocks = .allocate(capacity: size)
    for place in 0..<size { unsafe (blocks + place).initialize(to: FilterBlock(options)) }
    unsafe lock = .allocate(capacity: 1)
    unsafe hasWork = .allocate(capacity: 1)
    unsafe hasResult = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(hasWork, nil)
    unsafe pthread_cond_init(hasResult, nil)
    for _ in 0..<threadCount {
      // Where the system has no thread left, fewer do the work.
      if let thread = OwnThread({ [self] in work() }) { threads.append(thread) }
    }
  }

  deinit {
    unsafe blocks.deinitialize(count: size)
    unsafe blocks.deallocate()
    unsafe pthread_cond_destroy(hasResult)
    unsafe pthread_cond_destroy(hasWork)
    unsafe pthread_mutex_destroy(lock)
    unsafe hasResult.deallocate()
    unsafe hasWork.deallocate()
    unsafe lock.deallocate()
  }

  // MARK: The owner's side

  /// Whether no block is left to be submitted before one is collected.
  var isFull: Bool { submitted - collected == size }

  var isEmpty: Bool { submitted == collected }

  /// Has the whole lines of a block worked on, and gives an empty one that goes on behind them.
  func submit(_ block: inout FilterBlock) {
    precondition(!isFull, "A block is free")
    let place = submitted % size
    unsafe block.input.cut(into: &blocks[place].input)
    unsafe swap(&block, &blocks[place])
    if threads.isEmpty { unsafe blocks[place].work(judge) }
    locked {
      isDone[place] = threads.isEmpty
      submitted += 1
      unsafe pthread_cond_signal(hasWork)
    }
  }

  /// Waits for the oldest block and hands it over.
  func collect<Failure: Error>(
    _ body: (inout FilterBlock) throws(Failure) -> Void
  ) throws(Failure) {
    let place = collected % size
    locked {
      while !isDone[place] { unsafe pthread_cond_wait(hasResult, lock) }
    }
    collected += 1
    try unsafe body(&blocks[place])
  }

  /// Lets the threads end with the block that each has; the others are not worked on.
  func close() {
    locked {
      isClosed = true
      unsafe pthread_cond_broadcast(hasWork)
    }
    for thread in threads { thread.join() }
    threads = []
  }

  // MARK: The threads' side

  private func work() {
    while let place = take() {
      unsafe blocks[place].work(judge)
      locked {
        isDone[place] = true
        unsafe pthread_cond_signal(hasResult)
      }
    }
  }

  /// Waits for a block; nil when there will be none.
  private func take() -> Int? {
    locked { () -> Int? in
      while taken == submitted, !isClosed { unsafe pthread_cond_wait(hasWork, lock) }
      if isClosed { return nil }
      taken += 1
      return (taken - 1) % size
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body()
  }
}
