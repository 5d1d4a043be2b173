/// The bytes as one gzip member (RFC 1952) of uncompressed blocks.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  // Magic, method deflate, no flags, no time, no extra flags, system unknown.
  var member: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
  var rest = bytes[...]
  repeat {
    let block = rest.prefix(65_535)
    rest = rest.dropFirst(block.count)
    let count = UInt16(block.count)
    member.append(rest.isEmpty ? 1 : 0)
    member.append(contentsOf: count.littleEndianBytes + (~count).littleEndianBytes + block)
  } while !rest.isEmpty
  return member + checksum(bytes).littleEndianBytes + UInt32(bytes.count).littleEndianBytes
}

/// CRC-32 as in section 8 of RFC 1952.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(UInt32.max) { $0 >> 8 ^ remainders[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
}

private let remainders: [UInt32] = (0..<256).map { byte in
  (0..<8).reduce(byte) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xedb8_8320 : rest >> 1 }
}

extension FixedWidthInteger {
  fileprivate var littleEndianBytes: [UInt8] {
    stride(from: 0, to: bitWidth, by: 8).map { UInt8(truncatingIfNeeded: self >> $0) }
  }
}
