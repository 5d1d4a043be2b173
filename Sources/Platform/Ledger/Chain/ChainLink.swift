internal import Domain
internal import Lifecycle
internal import Signing

/// How the hash of an event is made from the one before.
enum ChainLink {
  /// The hash over the previous hash and every column of the row; texts with their lengths, so that
  /// no two rows read the same.
  static func hash(
    after previous: Digest, number: Int64, order: Int64, time: Timestamp, kind: String,
    payload: [UInt8]
  ) -> Digest {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(96 + payload.count)
    previous.append(to: &bytes)
    append(number, to: &bytes)
    append(order, to: &bytes)
    append(time.nanoseconds, to: &bytes)
    append(Int64(kind.utf8.count), to: &bytes)
    bytes += kind.utf8
    append(Int64(payload.count), to: &bytes)
    bytes += payload
    return SHA256.hash(bytes.span)
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
  }
}
