internal import CCurl

/// libcurl, opened when something is first sent.
enum CurlLibrary {
  /// Why it cannot be used, as a sentence without its full stop; nil where it can.
  static let obstacle: String? = open(CCURL_LIBRARY)

  static func open(_ name: String) -> String? {
    switch unsafe ccurl_open(name) {
    case CCURL_OPEN: nil
    case CCURL_MISSING:
      "\(name) is missing, which talks to exchanges; install it with: apt install libcurl4"
    default:
      "\(name) cannot be used: 7.80 or later is needed, with TLS and gzip, as in Debian's libcurl4"
    }
  }
}
