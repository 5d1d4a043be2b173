extension String {
  /// What the user typed, safe to show on a terminal and short enough to read.
  var printable: String {
    let longest = 200
    var result = ""
    for (count, scalar) in unicodeScalars.enumerated() {
      if count == longest { return result + "…" }
      if scalar.canFoolTerminal {
        result +=
          scalar.escaped(asASCII: false) == String(scalar)
          ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
          : scalar.escaped(asASCII: false)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Control characters, line breaks, and marks that reorder or hide the text around them.
  fileprivate var canFoolTerminal: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}
