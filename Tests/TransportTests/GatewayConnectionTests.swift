import Domain
import Foundation
import Glibc
import TestSupport
import Testing
import VenueInterface
import Wire

@testable import Transport

@Suite struct GatewayConnectionTests {
  static let bitcoin = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  private static let prices = #""prices":{"BTC/USDT:USDT":"50000"}"#

  private static func order(_ id: String) -> PlaceRequest {
    PlaceRequest(
      clientOrderID: id, symbol: bitcoin, side: .buy, type: .market, quantity: Quantity(1))
  }

  private static func reference(_ id: String) -> OrderReference {
    OrderReference(symbol: bitcoin, clientOrderID: id)
  }

  private func connection(
    to venue: ScriptedVenue, timeout: Domain.TimeInterval = .minute
  ) throws -> GatewayConnection {
    GatewayConnection(try #require(LocalAddress(venue.address)), timeout: timeout)
  }

  /// A connection to a venue that does to the first request of a kind what `fault` says.
  private func venue(_ fault: String, kind: String = "place") throws -> ScriptedVenue {
    try ScriptedVenue(#"{\#(Self.prices),"faults":[{"kind":"\#(kind)","nth":1,\#(fault)}]}"#)
  }

  private func failure<Value>(_ body: () throws(VenueError) -> Value) -> VenueError? {
    do throws(VenueError) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  // MARK: As it should be

  @Test func `everything that can be asked is answered`() throws {
    let venue = try ScriptedVenue(
      #"{\#(Self.prices),"name":"desk","refuses_repeated_client_ids":true,"#
        + #""request_validity_ms":5000,"fee_rate":"0.001","fills_per_order":2,"#
        + #""balances":{"USDT":"1000"}}"#)
    let connection = try connection(to: venue)
    #expect(
      try connection.capabilities()
        == VenueCapabilities(
          name: "desk", refusesRepeatedClientIDs: true,
          requestValidity: Domain.TimeInterval(nanoseconds: 5_000_000_000), canAmend: true,
          clientOrderIDs: ClientOrderIDRule(
            lengthMax: 36, alphabet: ClientOrderIDRule.plain.alphabet)))
    #expect(try connection.ask(.ticker(Self.bitcoin)).price == Price(50000))
    #expect(try connection.ask(.leverage(Self.bitcoin, Rate(3))) == Rate(3))
    let filled = try connection.ask(.place(Self.order("a")))
    #expect(filled.status == .filled && filled.fills.count == 2)
    #expect(filled.averagePrice == Price(50000))
    var limit = Self.order("b")
    limit.type = .limit
    limit.price = Price(40000)
    #expect(try connection.ask(.place(limit)).status == .accepted)
    let amended = try connection.ask(
      .amend(Self.reference("b"), quantity: nil, price: Price(41000), stopPrice: nil))
    #expect(amended.price == Price(41000) && amended.quantity == Quantity(1))
    #expect(try connection.ask(.openOrders()) == [amended])
    #expect(try connection.ask(.order(Self.reference("b"))) == amended)
    #expect(try connection.ask(.cancel(Self.reference("b"))).status == .cancelled)
    #expect(try connection.ask(.openOrders(Self.bitcoin)).isEmpty)
    #expect(try connection.ask(.fills()) == filled.fills)
    #expect(try connection.ask(.fills(clientOrderID: "b")).isEmpty)
    let position = try connection.ask(.positions)
    #expect(position.map(\.quantity) == [Quantity(1)] && position.first?.leverage == Rate(3))
    #expect(try connection.ask(.balances).map(\.free) == [Notional(950)])
    let again = failure { () throws(VenueError) in
      try connection.ask(.place(Self.order("a")))
    }
    guard case .rejected("DUPLICATE_ID", _) = again else {
      Issue.record("\(String(describing: again))")
      return
    }
    let missing = failure { () throws(VenueError) in
      try connection.ask(.order(Self.reference("c")))
    }
    guard case .notFound = missing else {
      Issue.record("\(String(describing: missing))")
      return
    }
    var late = Self.order("d")
    late.validUntil = Timestamp(nanoseconds: 0)
    let expired = failure { () throws(VenueError) in try connection.ask(.place(late)) }
    guard case .rejected("EXPIRED", _) = expired else {
      Issue.record("\(String(describing: expired))")
      return
    }
  }

  @Test func `a Unix socket does as well, and threads may share a connection`() async throws {
    let folder = try TemporaryFolder()
    let venue = try ScriptedVenue("{\(Self.prices)}", at: "unix:\(folder.path)/s")
    let connection = try connection(to: venue)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          for place in 0..<25 {
            let id = "n\(number)x\(place)"
            #expect(throws: Never.self) { try connection.ask(.place(Self.order(id))) }
          }
        }
      }
    }
    let dump = try venue.dump()
    #expect(dump.orders.count == 100 && Set(dump.orders.map(\.client_order_id)).count == 100)
    #expect(dump.kinds == ["place": 100])
  }

  // MARK: Faults

  @Test(arguments: ["drop_before", "drop_after", "garbage", "half_line", "unknown"])
  func `without an answer that can be read the outcome is unknown`(fault: String) throws {
    let venue = try venue(#""do":"\#(fault)""#)
    let connection = try connection(to: venue)
    let found = failure { () throws(VenueError) in try connection.ask(.place(Self.order("a"))) }
    guard case .outcomeUnknown = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    // The connection is made again where it has to be, and tells what became of the order.
    let order = failure { () throws(VenueError) in try connection.ask(.order(Self.reference("a"))) }
    if fault == "drop_before" {
      guard case .notFound = order else {
        Issue.record("\(String(describing: order))")
        return
      }
    } else {
      #expect(order == nil)
    }
    #expect(try venue.dump().orders.count == (fault == "drop_before" ? 0 : 1))
  }

  @Test(arguments: [("late", 1), ("silent", 1), ("delay", 0), ("wrong_number", 1)])
  func `an answer that is late is unknown, and passed over when it comes`(
    fault: String, count: Int
  ) throws {
    let venue = try venue(#""do":"\#(fault)","ms":300"#)
    let connection = try connection(
      to: venue, timeout: Domain.TimeInterval(nanoseconds: 100_000_000))
    _ = try connection.capabilities()
    let found = failure { () throws(VenueError) in try connection.ask(.place(Self.order("a"))) }
    #expect(found == .outcomeUnknown(reason: "there was no answer in time"))
    #expect(try venue.dump().orders.count == count)
    // As long as the venue is busy with the first request it does not look at the second.
    var last: VenueError?
    for _ in 0..<10 {
      last = failure { () throws(VenueError) in
        let ticker = try connection.ask(.ticker(Self.bitcoin))
        #expect(ticker.price == Price(50000))
      }
      if last == nil { break }
      #expect(last == .notSent(reason: "there was no answer in time"))
    }
    #expect(last == nil)
    #expect(try connection.ask(.order(Self.reference("a"))).status == .filled)
  }

  @Test(arguments: [
    ("unavailable", VenueError.notSent(reason: "as scripted")),
    ("refuse", .rejected(code: "SCRIPTED", message: "as scripted")),
    ("rate_limited", .rateLimited(retryAfter: nil)),
  ])
  func `what was not acted on says so`(fault: String, error: VenueError) throws {
    let venue = try venue(#""do":"\#(fault)""#)
    let connection = try connection(to: venue)
    let found = failure { () throws(VenueError) in try connection.ask(.place(Self.order("a"))) }
    #expect(found == error)
    #expect(try venue.dump().orders.isEmpty)
    #expect(try connection.ask(.place(Self.order("a"))).status == .filled)
  }

  @Test func `an answer that comes twice is taken once`() throws {
    let venue = try venue(#""do":"duplicate""#)
    let connection = try connection(to: venue)
    #expect(try connection.ask(.place(Self.order("a"))).clientOrderID == "a")
    #expect(try connection.ask(.place(Self.order("b"))).clientOrderID == "b")
    #expect(try venue.dump().orders.map(\.client_order_id) == ["a", "b"])
  }

  @Test func `what only asks is never of unknown outcome`() throws {
    for fault in ["drop_before", "drop_after", "garbage", "half_line", "unknown"] {
      let venue = try venue(#""do":"\#(fault)""#, kind: "positions")
      let connection = try connection(to: venue)
      let found = failure { () throws(VenueError) in try connection.ask(.positions) }
      guard case .notSent = found else {
        Issue.record("\(fault): \(String(describing: found))")
        return
      }
    }
  }

  // MARK: Connections

  @Test func `a venue that is not there is notSent`() throws {
    let folder = try TemporaryFolder()
    let connection = GatewayConnection(.unix(path: "\(folder.path)/s"), timeout: .minute)
    let found = failure { () throws(VenueError) in try connection.ask(.place(Self.order("a"))) }
    #expect(found == .notSent(reason: "unix:\(folder.path)/s: No such file or directory"))
    // As soon as it is there, it is found.
    let venue = try ScriptedVenue("{\(Self.prices)}", at: "unix:\(folder.path)/s")
    #expect(try connection.ask(.place(Self.order("a"))).status == .filled)
    _ = consume venue
  }

  @Test func `a venue that takes connections and never answers is notSent`() throws {
    let venue = try ScriptedVenue(#"{"is_dead":true}"#)
    let connection = try connection(
      to: venue, timeout: Domain.TimeInterval(nanoseconds: 100_000_000))
    let found = failure { () throws(VenueError) in try connection.ask(.place(Self.order("a"))) }
    guard case .notSent = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `a venue that started anew between two requests is no fault`() throws {
    let folder = try TemporaryFolder()
    let place = "unix:\(folder.path)/s"
    let script = #"{\#(Self.prices),"state":"\#(folder.path)/state"}"#
    var venue = try ScriptedVenue(script, at: place)
    let connection = try connection(to: venue)
    #expect(try connection.ask(.place(Self.order("a"))).status == .filled)
    venue.kill()
    venue = try ScriptedVenue(script, at: place)
    #expect(try connection.ask(.place(Self.order("b"))).status == .filled)
    #expect(try venue.dump().orders.map(\.client_order_id) == ["a", "b"])
  }

  @Test(arguments: ["restart_before", "restart_after"])
  func `a venue that starts anew in the middle leaves the outcome unknown`(fault: String) throws {
    let folder = try TemporaryFolder()
    let venue = try ScriptedVenue(
      #"{\#(Self.prices),"state":"\#(folder.path)/state","#
        + #""faults":[{"at":2,"do":"\#(fault)"}]}"#, at: "unix:\(folder.path)/s")
    let connection = try connection(to: venue)
    #expect(try connection.ask(.place(Self.order("a"))).status == .filled)
    let found = failure { () throws(VenueError) in try connection.ask(.place(Self.order("b"))) }
    guard case .outcomeUnknown = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    // An answer means that it listens again.
    let ids = try venue.dump().orders.map(\.client_order_id)
    #expect(ids == (fault == "restart_after" ? ["a", "b"] : ["a"]))
    #expect(try connection.ask(.place(Self.order("c"))).status == .filled)
  }

  @Test(arguments: [
    (#"{"number":1,"v":2,"venue":"d","refuses_repeated_client_ids":false,"can_amend":true}"#, "v"),
    (#"{"number":1,"error":{"kind":"rejected","message":"go away"}}"#, "go away"),
    (#"{"number":1,"error":{"kind":"not_found","message":"go away"}}"#, "go away"),
    (#"{"number":1,"error":{"kind":"unknown","message":"go away"}}"#, "go away"),
  ])
  func `a greeting that fails refuses no order`(answer: String, word: String) throws {
    let found = try greeting(answer)
    guard case .notSent(let reason) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(reason.contains(word))
  }

  @Test func `a greeting says why it does not want us`() throws {
    #expect(
      try greeting(#"{"number":1,"error":{"kind":"unauthorized","message":"no"}}"#)
        == .unauthorized(message: "no"))
    #expect(
      try greeting(#"{"number":1,"error":{"kind":"rate_limited"}}"#)
        == .rateLimited(retryAfter: nil))
  }

  /// What placing an order ends with at a gateway that greets with `answer`.
  private func greeting(_ answer: String) throws -> VenueError? {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import socket, sys
      listener = socket.socket(socket.AF_UNIX)
      listener.bind(sys.argv[1])
      listener.listen()
      print("ready", flush=True)
      connection = listener.accept()[0]
      connection.recv(1000)
      connection.sendall(sys.argv[2].encode() + b"\\n")
      connection.recv(1000)
      """, to: "gateway.py")
    let output = try PrivatePipe()
    let child = try ChildProcess(
      [
        "timeout", "60", "/usr/bin/python3", "\(folder.path)/gateway.py", "\(folder.path)/s",
        answer,
      ],
      environment: [:], folder: folder.path,
      descriptors: [FileHandle.nullDevice, output.writing, .standardError].map(\.fileDescriptor))
    defer { _ = child.wait() }
    _ = output.reading.availableData
    let connection = GatewayConnection(.unix(path: "\(folder.path)/s"), timeout: .minute)
    return failure { () throws(VenueError) in try connection.ask(.place(Self.order("a"))) }
  }

  // MARK: Signals

  /// The end of a process that asks a venue which does not answer, and gets a signal meanwhile.
  @Test func `a signal ends the waiting only for what asks`() async {
    await #expect(processExitsWith: .success) {
      var all = sigset_t()
      unsafe sigfillset(&all)
      unsafe pthread_sigmask(SIG_UNBLOCK, &all, nil)
      let venue = try ScriptedVenue(
        #"{"faults":[{"kind":"positions","do":"silent"},{"kind":"place","do":"silent"}]}"#)
      let connection = GatewayConnection(
        try #require(LocalAddress(venue.address)),
        timeout: Domain.TimeInterval(nanoseconds: 300_000_000))
      _ = try connection.capabilities()
      Interruption.watch()
      raise(SIGTERM)
      do throws(VenueError) {
        _ = try connection.ask(.place(Self.order("a")))
      } catch {
        guard error == .outcomeUnknown(reason: "there was no answer in time") else { exit(1) }
      }
      do throws(VenueError) {
        _ = try connection.ask(.positions, .untilInterrupted)
      } catch {
        let reason = "a signal ended the waiting for an answer"
        exit(error == .notSent(reason: reason) ? 0 : 2)
      }
      exit(3)
    }
  }
}
