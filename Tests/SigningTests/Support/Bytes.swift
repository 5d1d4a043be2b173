import Foundation
import Signing

/// Bytes written as hexadecimal digits; white space in them does not count.
func bytes(_ digits: String) -> [UInt8] {
  let digits = Array(digits.filter { !$0.isWhitespace })
  return stride(from: 0, to: digits.count, by: 2).compactMap {
    UInt8(String(digits[$0..<($0 + 2)]), radix: 16)
  }
}

/// A secret that is none.
func secret(_ text: String) -> Secret {
  let bytes = Array(text.utf8)
  return Secret(copying: bytes.span)
}

func digits(_ bytes: [UInt8]) -> String { Hexadecimal.text(bytes.span) }

/// What it holds, which only tests may ask.
func content(_ secret: borrowing Secret) -> [UInt8] {
  let bytes = secret.bytes
  return bytes.indices.map { bytes[$0] }
}
