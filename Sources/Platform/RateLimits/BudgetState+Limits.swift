internal import Domain
internal import VenueInterface

extension BudgetState {
  /// Takes what a request needs of every limit, or tells what has to be waited for.
  ///
  /// - Parameters:
  ///   - request: What is taken.
  ///   - limits: Those of this scope.
  ///   - shares: How much of each bucket is for whom.
  ///   - now: The time.
  /// - Returns: Nil when everything was taken; else this state is of no use any more.
  mutating func take(
    _ request: BudgetRequest, _ limits: [RequestLimit], _ shares: BudgetShares, at now: Int64
  ) -> BudgetWait? {
    let closed = closedTime(at: now)
    if closed > 0 { return BudgetWait(limit: nil, time: TimeInterval(nanoseconds: closed)) }
    if isClaimed(before: request.priority, at: now, within: RateBudget.claimTime) {
      return BudgetWait(limit: nil, time: TimeInterval(nanoseconds: 1_000_000))
    }
    var longest: (name: String, time: Int64)?
    for limit in limits where request.isDrawing(from: limit) {
      let terms = BucketTerms(limit)
      let count = request.count(limit.measure)
      // What only orders draw from keeps nothing back for others.
      let isLast = !limit.purposes.contains { $0 > request.priority }
      let share = isLast ? 100 : shares.share(of: request.priority)
      let slot = slot(limit.name)
      var fullAt = fullAt(slot, limit.name)
      if let wait = terms.take(
        count, share: share, from: &fullAt, at: now)
      {
        if wait > longest?.time ?? 0 { longest = (limit.name, wait) }
        continue
      }
      set(slot, limit.name, fullAt: fullAt)
      self.count(count, slot, at: now)
    }
    return longest.map { BudgetWait(limit: $0.name, time: TimeInterval(nanoseconds: $0.time)) }
  }

  /// Takes in what the venue counts; a bucket is never fuller than that leaves room for.
  mutating func learn(_ limit: RequestLimit, used: Int, at now: Int64) {
    let terms = BucketTerms(limit)
    let slot = slot(limit.name)
    let known = fullAt(slot, limit.name)
    set(
      slot, limit.name, fullAt: max(known, terms.fullAt(left: limit.amount - used, at: now)))
    // Windows of venues begin at whole intervals, and in a full one nothing more goes through. A
    // limit of a day must not keep cancels back that do not count in it.
    if used >= limit.amount, limit.interval <= .minute {
      let interval = limit.interval.nanoseconds
      close(for: interval - now % interval, at: now)
    }
  }

  func reading(_ limit: RequestLimit, at now: Int64) -> BudgetReading {
    let terms = BucketTerms(limit)
    let slot = slot(limit.name)
    return BudgetReading(
      limit: limit, burst: terms.burst,
      available: terms.available(fullAt(slot, limit.name), at: now),
      history: history(slot, limit.name, at: now),
      closed: TimeInterval(nanoseconds: closedTime(at: now)))
  }
}
