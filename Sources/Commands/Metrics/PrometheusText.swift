internal import Domain
internal import Wire

/// Samples in the text format of Prometheus.
///
/// Source: "Exposition formats", prometheus.io/docs/instrumenting/exposition_formats.
enum PrometheusText {
  /// - Parameter samples: In any order; those of a metric come to stand together.
  /// - Returns: Lines, each with its end.
  static func text(_ samples: [Sample]) -> String {
    var text = ""
    for metric in Metric.allCases {
      let own = samples.filter { $0.metric == metric }
      guard !own.isEmpty else { continue }
      text += "# HELP \(metric.rawValue) \(escape(metric.help, quotes: false))\n"
      text += "# TYPE \(metric.rawValue) \(metric.kind.rawValue)\n"
      for sample in own { append(sample, to: &text) }
    }
    return text
  }

  private static func append(_ sample: Sample, to text: inout String) {
    let name = sample.metric.rawValue
    let labels = sample.labels.map { ($0.field.rawValue, $0.text) }
    switch sample.value {
    case .number(let number): text += "\(name)\(list(labels)) \(number)\n"
    case .histogram(let histogram):
      for (bound, count) in zip(histogram.bounds, histogram.counts) {
        text += "\(name)_bucket\(list(labels + [("le", bound.description)])) \(count)\n"
      }
      text += "\(name)_bucket\(list(labels + [("le", "+Inf")])) \(histogram.count)\n"
      text += "\(name)_sum\(list(labels)) \(histogram.sum)\n"
      text += "\(name)_count\(list(labels)) \(histogram.count)\n"
    }
  }

  private static func list(_ labels: [(name: String, value: String)]) -> String {
    guard !labels.isEmpty else { return "" }
    let pairs = labels.map { "\($0.name)=\"\(escape($0.value, quotes: true))\"" }
    return "{\(pairs.joined(separator: ","))}"
  }

  static func escape(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
