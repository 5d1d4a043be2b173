import Domain

/// Orders and cancels on their way to the market, by arrival and then by submission.
struct ArrivalQueue: Sendable {
  struct Arrival: Sendable {
    let time: Timestamp
    /// Counts all that was ever sent.
    let ticket: Int
    let market: Int
    let number: Int
    let isCancel: Bool
  }

  /// When a cancel arrives, and its ticket.
  struct Cancel: Hashable, Sendable {
    let time: Timestamp
    let ticket: Int
  }

  private var arrivals: [Arrival] = []
  /// Those before it have arrived; they are dropped in bulk.
  private var head = 0

  /// When the next one arrives; the end of time when there is none.
  var nextTime: Timestamp { head < arrivals.count ? arrivals[head].time : .distantFuture }

  mutating func append(_ arrival: Arrival) {
    var index = arrivals.count
    while index > head, arrival.isBefore(arrivals[index - 1]) { index -= 1 }
    arrivals.insert(arrival, at: index)
  }

  /// Takes out the next arrival before `time`, or at it where its market is `market`.
  ///
  /// An arrival at `time` in another market stays: a trade of that market and time comes first.
  mutating func next(before time: Timestamp, orAtIn market: Int?) -> Arrival? {
    guard head < arrivals.count, arrivals[head].time <= time else { return nil }
    if arrivals[head].time < time { return popFirst() }
    guard let market else { return nil }
    var index = head
    while index < arrivals.count, arrivals[index].time == time {
      if arrivals[index].market == market {
        return index == head ? popFirst() : arrivals.remove(at: index)
      }
      index += 1
    }
    return nil
  }

  /// Takes out the next arrival, whenever it is.
  mutating func popFirst() -> Arrival? {
    guard head < arrivals.count else { return nil }
    let first = arrivals[head]
    head += 1
    if head == arrivals.count {
      arrivals.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 1_024, head * 2 > arrivals.count {
      arrivals.removeFirst(head)
      head = 0
    }
    return first
  }
}

extension ArrivalQueue.Arrival {
  fileprivate func isBefore(_ other: Self) -> Bool {
    time != other.time ? time < other.time : ticket < other.ticket
  }
}
