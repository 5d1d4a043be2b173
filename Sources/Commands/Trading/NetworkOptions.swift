package import Arguments
internal import Domain
package import Transport
package import VenueInterface

/// How exchanges are reached.
struct NetworkOptions: OptionGroup {
  var baseURL: HTTPOrigin?
  var way = ProxyOptions()

  static let arguments: [Argument<Self>] = [
    .section("NETWORK OPTIONS"),
    .option(
      "--base-url", \.baseURL, value: "url",
      help: "Ask this in place of the exchange's own hosts; http only on this machine."),
    .group(\.way),
  ]
}

/// What stands between this machine and exchanges.
struct ProxyOptions: OptionGroup {
  var proxy: HTTPProxy?
  var record: String?

  static let arguments: [Argument<Self>] = [
    .option(
      "--proxy", \.proxy, value: "url",
      help: "Go through this: http://host:port or socks5h://host:port."),
    .option(
      "--record", \.record, value: "file", completion: .file,
      help: "Append what is asked and answered to this file, without the secrets."),
  ]
}

/// How long an answer may take.
struct TimeoutOptions: OptionGroup {
  var timeout = TimeInterval.tenSeconds

  static let arguments: [Argument<Self>] = [
    .option(
      "--timeout", \.timeout, value: "time",
      help: "How long a question to a venue may take, all that is tried for it included.")
  ]
}

extension HTTPOrigin: ArgumentValue {
  package init(argument: String) throws(InvalidValue) {
    do throws(HTTPOrigin.Malformed) { try self.init(argument) } catch {
      throw InvalidValue(error.explanation)
    }
  }
  package static var wantedForm: String { "an address such as https://api.example.com" }
  package var argumentText: String { description }
}

extension HTTPProxy: ArgumentValue {
  package init(argument: String) throws(InvalidValue) {
    do throws(HTTPProxy.Malformed) { try self.init(argument) } catch {
      throw InvalidValue(error.explanation)
    }
  }
  package static var wantedForm: String { "a proxy such as http://10.0.0.1:3128" }
  package var argumentText: String { description }
}
