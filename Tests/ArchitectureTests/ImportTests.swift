import Testing

/// The folders are the architecture: who may know whom.
///
/// The package manager does not refuse an import of a target that happens to be built already.
@Suite struct ImportTests {
  /// Each target's folder, and the targets that it may import.
  static let table: [(folder: String, imports: Set<String>)] = [
    ("Sources/Domain", []),
    ("Sources/Arguments", []),
    ("Sources/Wire", ["Domain", "CSimdjson"]),
    ("Sources/Engine/Sizing", ["Domain"]),
    ("Sources/Engine/Risk", ["Domain"]),
    ("Sources/Engine/Lifecycle", ["Domain"]),
    ("Sources/Engine/Matching", ["Domain"]),
    ("Sources/Engine/Reports", ["Domain"]),
    ("Sources/MarketData", ["Domain", "Wire", "CCompression"]),
    ("Sources/Platform/Threads", []),
    ("Sources/Platform/Clock", ["CClock", "Domain"]),
    ("Sources/Platform/Configuration", ["Domain", "Matching", "Risk", "CToml"]),
    ("Sources/Venues/VenueInterface", ["Domain", "Wire"]),
    ("Sources/Venues/Dialects", ["Domain", "Signing", "VenueInterface", "Wire"]),
    ("Sources/Platform/Signing", ["CCrypto", "CSecp256k1"]),
    ("Sources/Platform/SharedFiles", ["Domain"]),
    ("Sources/Platform/Nonces", ["Domain", "SharedFiles"]),
    ("Sources/Platform/RateLimits", ["Domain", "SharedFiles", "VenueInterface"]),
    ("Sources/Platform/Processes", []),
    ("Sources/Platform/Credentials", ["Domain", "Processes", "SharedFiles", "Signing"]),
    (
      "Sources/Platform/Ledger",
      ["CSQLite", "Domain", "Lifecycle", "Risk", "Signing", "Wire"]
    ),
    (
      "Sources/Trading",
      [
        "Domain", "Ledger", "Lifecycle", "MarketData", "Matching", "Processes", "RateLimits",
        "Risk",
        "Signing", "Threads", "Transport", "VenueInterface", "Wire",
      ]
    ),
    ("Sources/Platform/Transport", ["CCurl", "Domain", "VenueInterface", "Wire"]),
    (
      "Sources/Commands",
      [
        "Arguments", "Clock", "Configuration", "Credentials", "Dialects", "Domain", "Ledger",
        "Lifecycle", "MarketData", "Matching", "Nonces", "RateLimits",
        "Reports", "Risk", "Signing", "Sizing",
        "Threads", "Trading", "Transport",
        "VenueInterface", "Wire",
      ]
    ),
    ("Sources/tradectl", ["Arguments", "Commands"]),
  ]

  static let libraries: Set<String> = [
    "CClock", "CCompression", "CCrypto", "CCurl", "CSecp256k1", "CSimdjson", "CSQLite", "CToml",
  ]

  /// Modules of the toolchain that any target may use; Foundation is not among them.
  static let system: Set<String> = ["Glibc", "Synchronization"]

  /// Decisions take everything they need as values: there is no system for them to call.
  static let pure = ["Sources/Domain", "Sources/Arguments", "Sources/Engine"]

  static let files = SourceFile.all(under: "Sources")

  @Test func `every file belongs to a target of the table`() {
    #expect(Self.files.count > 100)
    for file in Self.files {
      let owners = Self.table.filter { file.path.hasPrefix($0.folder + "/") }
      #expect(owners.count == 1, "\(file)")
    }
  }

  @Test func `no file imports what its target may not`() {
    for file in Self.files {
      guard let entry = Self.table.first(where: { file.path.hasPrefix($0.folder + "/") }) else {
        continue
      }
      for line in file.imports {
        #expect(
          entry.imports.contains(line.module) || Self.system.contains(line.module),
          "\(file) imports \(line.module)")
      }
    }
  }

  /// The C library is there for its mathematical functions only, and only in these files.
  static let mathematical: Set<String> = [
    "Sources/Engine/Reports/Page/NumberText.swift",
    "Sources/Engine/Reports/Page/ValueAxis.swift",
    "Sources/Engine/Reports/Statistics/PerformanceReport.swift",
    "Sources/Engine/Sizing/ReturnVolatility.swift",
  ]

  @Test func `decisions see no file, clock, environment or chance`() {
    let calls = [
      "getenv", "fopen", "open(", "clock_gettime", "time(nil", "random", "Random",
      "ContinuousClock",
      "SuspendingClock", "Task", "Thread",
    ]
    for file in Self.files where Self.pure.contains(where: { file.path.hasPrefix($0 + "/") }) {
      let importsC = file.imports.contains { $0.module == "Glibc" }
      #expect(importsC == Self.mathematical.contains(file.path), "\(file)")
      for (number, line) in file.lines.enumerated() where importsC {
        let found = calls.first { line.contains($0) }
        #expect(found == nil, "\(file):\(number + 1)")
      }
      let hidden = ["ContinuousClock", "SystemRandomNumberGenerator", ".random(in"]
      for (number, line) in file.lines.enumerated() {
        #expect(!hidden.contains { line.contains($0) }, "\(file):\(number + 1)")
      }
    }
  }

  @Test func `a C library has one owner, who keeps it inside`() {
    var owners: [String: Set<String>] = [:]
    for file in Self.files {
      for line in file.imports where Self.libraries.contains(line.module) {
        #expect(line.access == "internal", "\(file) imports \(line.module) as \(line.access)")
        #expect(line.attributes.isEmpty, "\(file)")
        let owner = Self.table.first { file.path.hasPrefix($0.folder + "/") }?.folder
        owners[line.module, default: []].insert(owner ?? file.path)
      }
    }
    #expect(Set(owners.keys) == Self.libraries)
    for (library, folders) in owners {
      #expect(folders.count == 1, "\(library) is imported by \(folders)")
    }
  }

  @Test func `nothing is exported again`() {
    for file in Self.files {
      for line in file.imports {
        #expect(!line.attributes.contains("@_exported"), "\(file)")
      }
    }
  }

  @Test(arguments: [
    ("import Domain", "internal", "Domain"), ("internal import Wire", "internal", "Wire"),
    ("public import Domain", "public", "Domain"), ("package import Risk  ", "package", "Risk"),
    ("@testable import Wire", "internal", "Wire"),
    ("  @_exported public import struct Domain.Price // a price", "public", "Domain"),
    ("private import func Glibc.open", "private", "Glibc"),
  ])
  func `each way to import is recognized`(line: String, access: String, module: String) {
    let found = SourceFile.readImport(line)
    #expect(found?.access == access)
    #expect(found?.module == module)
  }

  @Test(arguments: ["// import Domain", "important()", "let import1 = 1", "", "#if os(Linux)"])
  func `what is no import is not taken for one`(line: String) {
    #expect(SourceFile.readImport(line) == nil)
  }
}
