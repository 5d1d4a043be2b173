import Domain
import Foundation
import TestSupport
import Testing
import VenueInterface

@testable import Transport

/// What docs/gateway.md shows works as it is shown.
@Suite struct GatewayDocumentationTests {
  private static let page = try? String(
    contentsOfFile: "\(BuiltProgram.package)/docs/gateway.md", encoding: .utf8)

  private static func program() throws -> String {
    let parts = try #require(page).components(separatedBy: "```python\n")
    try #require(parts.count == 2)
    return parts[1].components(separatedBy: "```")[0]
  }

  @Test func `the gateway of forty lines trades`() throws {
    let program = try Self.program()
    #expect(program.lines.count <= 40)
    let folder = try TemporaryFolder()
    try folder.write(program, to: "desk.py")
    let address = try #require(LocalAddress("unix:\(folder.path)/desk.sock"))
    let child = try ChildProcess(
      ["timeout", "60", "/usr/bin/python3", "desk.py", "\(folder.path)/desk.sock"],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
      folder: folder.path,
      descriptors: [FileHandle.nullDevice, .standardError, .standardError].map(\.fileDescriptor))
    defer {
      child.send(SIGTERM)
      _ = child.wait()
    }
    let connection = GatewayConnection(address, timeout: .minute)
    var capabilities: VenueCapabilities?
    let deadline = Deadline(after: .minute)
    while capabilities == nil, !deadline.isPast { capabilities = try? connection.capabilities() }
    #expect(capabilities?.name == "desk")
    #expect(capabilities?.refusesRepeatedClientIDs == true)

    let symbol = Symbol(base: "BTC", quote: "USDT")
    var order = PlaceRequest(
      clientOrderID: "tca", symbol: symbol, side: .buy, type: .market,
      quantity: try Quantity(decimal: "0.02"))
    let placed = try connection.ask(.place(order))
    #expect(placed.status == .filled && placed.filledQuantity == order.quantity)
    let reference = OrderReference(symbol: symbol, clientOrderID: "tca")
    #expect(try connection.ask(.order(reference)) == placed)
    #expect(try connection.ask(.cancel(reference)) == placed)
    #expect(try connection.ask(.fills()).map(\.fillID) == placed.fills.map(\.fillID))
    #expect(try connection.ask(.ticker(symbol)).price == Price(50000))
    #expect(try connection.ask(.openOrders()).isEmpty)
    #expect(try connection.ask(.positions).isEmpty)
    #expect(try connection.ask(.balances).isEmpty)
    #expect(throws: VenueError.rejected(code: "DUPLICATE", message: "known already")) {
      try connection.ask(.place(order))
    }
    order.clientOrderID = "tcb"
    order.type = .limit
    order.price = Price(1)
    #expect(throws: VenueError.rejected(code: "TYPE", message: "market orders only")) {
      try connection.ask(.place(order))
    }
    #expect(throws: VenueError.self) { try connection.ask(.leverage(symbol, Rate(2))) }
  }

  @Test func `every request is in the table`() throws {
    let page = try #require(Self.page)
    for name in [
      "hello", "place", "cancel", "amend", "order", "open_orders", "fills", "positions",
      "balances", "leverage", "ticker",
    ] {
      #expect(page.contains("\n| `\(name)` |"), "\(name)")
    }
  }
}
