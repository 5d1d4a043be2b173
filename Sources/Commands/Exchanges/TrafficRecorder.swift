internal import Configuration
internal import Domain
internal import Glibc
internal import Synchronization
internal import Trading
internal import Transport
internal import VenueInterface
internal import Wire

/// Tells what is asked and answered, a line each, with the secrets replaced.
final class TrafficRecorder: RequestSender {
  private let sender: any RequestSender
  private let tell: @Sendable ([UInt8]) -> Void

  /// - Parameters:
  ///   - sender: What really sends.
  ///   - tell: Is given each line, without its end.
  init(_ sender: any RequestSender, _ tell: @escaping @Sendable ([UInt8]) -> Void) {
    self.sender = sender
    self.tell = tell
  }

  func response(
    to request: HTTPRequest, until deadline: Deadline, while goesOn: () -> Bool
  ) throws(HTTPFailure) -> HTTPResponse {
    let clock = SystemClock()
    let redaction = Redaction(request.secrets)
    let shown = request.redacted
    keep { text in
      text.add(.ts, clock.now())
      text.addRequest(shown)
    }
    do throws(HTTPFailure) {
      let response = try sender.response(to: request, until: deadline, while: goesOn)
      keep { text in
        text.add(.ts, clock.now())
        text.add(.url, "\(shown.origin)\(shown.path)")
        text.key("http_status")
        text.append(response.status)
        text.addHeaders(response.headers.all) { redaction.apply(to: $0) }
        text.add(.body, String(decoding: redaction.apply(to: response.body), as: UTF8.self))
      }
      return response
    } catch {
      keep { text in
        text.add(.ts, clock.now())
        text.add(.url, "\(shown.origin)\(shown.path)")
        text.add(.message, redaction.apply(to: error.explanation))
      }
      throw error
    }
  }

  private func keep(_ members: (inout JSONText) -> Void) {
    var text = JSONText()
    text.append(literal: "{")
    members(&text)
    text.append(literal: "}")
    tell(text.bytes.array(from: 0))
  }
}

/// A file that gets lines behind what it has.
final class TrafficFile: Sendable {
  private let file: Mutex<OpenDescriptor>

  /// - Parameter path: Is made where it is missing; only its owner can read it.
  /// - Throws: Where it cannot be written.
  init(_ path: String) throws(CommandFailure) {
    do throws(StreamFailure) {
      file = Mutex(try OpenDescriptor(appending: path))
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Adds a line; where there is no room left the request matters more.
  func add(_ line: [UInt8]) {
    file.withLock { try? $0.descriptor.write((line + [0x0A]).span) }
  }
}

extension JSONText {
  /// The members of a request that has no secrets in it any more.
  mutating func addRequest(_ request: HTTPRequest) {
    add(.method, word: request.method.rawValue)
    add(.url, "\(request.origin)\(request.target)")
    addHeaders(request.headers) { $0 }
    add(.body, String(decoding: request.body, as: UTF8.self))
  }

  mutating func addHeaders(_ headers: [HTTPHeader], _ change: (String) -> String) {
    add(.headers) { text in
      for header in headers {
        text.key(change(header.name))
        text.append(change(header.value))
      }
    }
  }
}
