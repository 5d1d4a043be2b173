internal import CCompression

/// One zlib stream that unpacks gzip members.
@safe
struct Inflater: ~Copyable {
  /// What a step left behind.
  enum State: Equatable {
    case running
    case memberEnded
    case damaged
  }

  struct Step {
    var consumed: Int
    var produced: Int
    var state: State
  }

  /// Allocated apart, because zlib keeps the address of its stream and checks it.
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Throws: `OutOfMemory`, zlib's only failure here.
  init() throws(OutOfMemory) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe compression_inflate_init_gzip(stream) == Z_OK else {
      unsafe stream.deallocate()
      throw OutOfMemory()
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  struct OutOfMemory: Error {}

  /// Makes ready for the next member of the file.
  func reset() {
    unsafe inflateReset(stream)
  }

  /// Unpacks as much as both sides allow.
  ///
  /// - Parameters:
  ///   - input: The bytes that follow those consumed so far.
  ///   - output: Receives the unpacked bytes.
  ///   - room: The part of `output` that may be written.
  /// - Returns: How far it came on both sides.
  func step(
    from input: Span<UInt8>, into output: inout [UInt8], at room: Range<Int>
  ) -> Step {
    precondition(output.indices.contains(room), "The room must lie in the buffer")
    let inputCount = UInt32(clamping: input.count)
    let outputCount = UInt32(clamping: room.count)
    // zlib reads and writes at most the counts given, which stay inside the input and the room, and
    // both pointers are forgotten before the closures end.
    let code = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = inputCount
        unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + room.lowerBound }
        unsafe stream.pointee.avail_out = outputCount
        let code = unsafe inflate(stream, Z_NO_FLUSH)
        unsafe stream.pointee.next_in = nil
        unsafe stream.pointee.next_out = nil
        return code
      }
    }
    let state: State =
      switch code {
      // A lack of input or room is no fault; the caller sees it in the counts.
      case Z_OK, Z_BUF_ERROR: .running
      case Z_STREAM_END: .memberEnded
      default: .damaged
      }
    let unread = unsafe Int(stream.pointee.avail_in)
    let unwritten = unsafe Int(stream.pointee.avail_out)
    return Step(
      consumed: Int(inputCount) - unread, produced: Int(outputCount) - unwritten, state: state)
  }
}
