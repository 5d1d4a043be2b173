// swift-tools-version: 6.3

import PackageDescription

/// The same rules for every target: what they forbid is listed in docs/decisions.md.
///
/// The compiler would describe each kind of array or dictionary by a text, which the program takes
/// apart when it first needs the type, and searches all conformances for its parts: a seventh of what
/// an order costs. The flag has it refer to the parts instead.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .unsafeFlags(["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"]),
  .treatAllWarnings(as: .error),
]

/// Half of a short command's time is the loader's: packed relocations are fewer pages to read, what
/// nothing refers to has none, no library looks for its symbols here, and the C++ standard library,
/// which the Swift runtime needs, is linked in through a linker script of its shared library's name.
let startFast: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-L\(Context.packageDirectory)/Sources/CLibraries/StaticCxx", "-Xclang-linker",
      "-static-libgcc", "-use-ld=lld", "-Xclang-linker", "-no-pie", "-Xlinker", "-z", "-Xlinker",
      "pack-relative-relocs", "-Xlinker",
      "--gc-sections", "-Xlinker", "--as-needed", "-Xlinker", "--no-export-dynamic",
    ], .when(platforms: [.linux]))
]

/// zlib is small and its API old: linked in, it costs the commands that do not use it nothing.
let staticZlib: [LinkerSetting] = [.unsafeFlags(["-l:libz.a"], .when(platforms: [.linux]))]

/// SQLite likewise; what it keeps must not depend on which version a machine happens to have.
let staticSQLite: [LinkerSetting] = [.unsafeFlags(["-l:libsqlite3.a"], .when(platforms: [.linux]))]

/// Of libcrypto only SHA-256 and SHA-512 are linked in: they refer to nothing else of the library.
let staticCrypto: [LinkerSetting] = [.unsafeFlags(["-l:libcrypto.a"], .when(platforms: [.linux]))]

/// The folder with what stands in for libcurl's unused parts, where libcurl is to be linked in.
///
/// The Makefile says so once it has made them. Loading libcurl and the thirty libraries that it brings
/// along takes as long as all the rest of an order.
let curlFolder = Context.environment["TRADECTL_STATIC_CURL"].flatMap { $0.isEmpty ? nil : $0 }
let staticCurl: [LinkerSetting] =
  curlFolder.map { folder in
    [
      .unsafeFlags(
        [
          "-L\(folder)", "-l:libcurl.a", "-l:libnghttp2.a", "-l:libssl.a", "-l:libcrypto.a",
          "-l:libz.a", "-l:libunused.a",
        ], .when(platforms: [.linux]))
    ]
  } ?? []
let cSettings: [CSetting] = curlFolder == nil ? [] : [.define("TRADECTL_STATIC_CURL")]

/// A target of ours; its folder is the only thing that differs from layer to layer.
func layer(
  _ name: String, _ dependencies: [Target.Dependency] = [], in folder: String? = nil,
  linking libraries: [LinkerSetting] = []
) -> Target {
  let path = ["Sources", folder, name].compactMap(\.self).joined(separator: "/")
  return .target(
    name: name, dependencies: dependencies, path: path, swiftSettings: strict,
    linkerSettings: libraries)
}

/// A pure decision: Domain in, Domain out.
func engine(_ name: String) -> Target {
  layer(name, ["Domain"], in: "Engine")
}

/// The tests of one target, in the folder that mirrors it.
func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
    path: "Tests/\(name)Tests", exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "tradectl",
  products: [.executable(name: "tradectl", targets: ["tradectl"])],
  targets: [
    .executableTarget(
      name: "tradectl", dependencies: ["Arguments", "Commands"], swiftSettings: strict,
      linkerSettings: startFast),
    layer(
      "Commands",
      [
        "Arguments", "Clock", "Configuration", "Credentials", "Dialects", "Domain", "Ledger",
        "Lifecycle", "MarketData", "Matching", "Nonces", "RateLimits",
        "Reports", "Risk", "Signing", "Sizing",
        "Threads", "Trading", "Transport",
        "VenueInterface", "Wire",
      ]),
    layer("Threads", in: "Platform"),
    layer("Clock", ["CClock", "Domain"], in: "Platform"),
    layer("Configuration", ["CToml", "Domain", "Matching", "Risk"], in: "Platform"),
    layer(
      "Ledger", ["CSQLite", "Domain", "Lifecycle", "Risk", "Signing", "Wire"], in: "Platform",
      linking: staticSQLite),
    layer("Signing", ["CCrypto", "CSecp256k1"], in: "Platform", linking: staticCrypto),
    layer("Processes", in: "Platform"),
    layer("SharedFiles", ["Domain"], in: "Platform"),
    layer("Nonces", ["Domain", "SharedFiles"], in: "Platform"),
    layer("RateLimits", ["Domain", "SharedFiles", "VenueInterface"], in: "Platform"),
    layer("Credentials", ["Domain", "Processes", "SharedFiles", "Signing"], in: "Platform"),
    layer("MarketData", ["CCompression", "Domain", "Wire"], linking: staticZlib),
    layer(
      "Trading",
      [
        "Domain", "Ledger", "Lifecycle", "MarketData", "Matching", "Processes", "RateLimits",
        "Risk",
        "Signing", "Threads", "Transport", "VenueInterface", "Wire",
      ]),
    engine("Lifecycle"),
    layer(
      "Transport", ["CCurl", "Domain", "VenueInterface", "Wire"], in: "Platform",
      linking: staticCurl),
    layer("VenueInterface", ["Domain", "Wire"], in: "Venues"),
    layer("Dialects", ["Domain", "Signing", "VenueInterface", "Wire"], in: "Venues"),
    engine("Matching"),
    engine("Reports"),
    engine("Risk"),
    engine("Sizing"),
    layer("Wire", ["CSimdjson", "Domain"]),
    layer("Domain"),
    layer("Arguments"),

    .target(name: "CCrypto", path: "Sources/CLibraries/CCrypto", cSettings: cSettings),
    .target(name: "CSecp256k1", path: "Sources/CLibraries/CSecp256k1"),
    .target(name: "CSimdjson", path: "Sources/CLibraries/CSimdjson"),
    .target(name: "CToml", path: "Sources/CLibraries/CToml"),
    .target(name: "CCurl", path: "Sources/CLibraries/CCurl", cSettings: cSettings),
    .systemLibrary(name: "CClock", path: "Sources/CLibraries/CClock"),
    .systemLibrary(
      name: "CCompression", path: "Sources/CLibraries/CCompression",
      providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CSQLite", path: "Sources/CLibraries/CSQLite",
      providers: [.apt(["libsqlite3-dev"])]),

    .target(
      name: "TestSupport", path: "Tests/Support",
      exclude: [
        "exchanges", "scripted_exchange.py", "scripted_server.py", "scripted_venue.py",
        "validate_records.py",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "AcceptanceTests", dependencies: ["TestSupport"], path: "Tests/Acceptance",
      exclude: ["Kill/faults.c", "Kill/stand_in.py", "Clients", "Peers"], swiftSettings: strict),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: strict),
    tests("Arguments"),
    tests("Clock", ["Domain"]),
    tests(
      "Commands",
      [
        "Arguments", "Clock", "Configuration", "Domain", "Sizing", "TestSupport", "Trading", "Wire",
      ]),
    tests(
      "Configuration", ["Domain", "Matching", "Risk", "TestSupport"],
      exclude: ["Time/day_oracle.py"]),
    tests(
      "Dialects",
      ["Domain", "Signing", "TestSupport", "Trading", "Transport", "VenueInterface", "Wire"],
      exclude: ["Conformance/differences.json"]),
    tests("Credentials", ["Signing", "TestSupport"]),
    tests("Domain", exclude: ["Oracle/decimal_oracle.py", "Oracle/time_oracle.py"]),
    tests("Ledger", ["CSQLite", "Domain", "Lifecycle", "Risk", "Signing", "TestSupport"]),
    tests("Lifecycle", ["Domain"]),
    tests("MarketData", ["Domain", "TestSupport"]),
    tests("Matching", ["Domain"]),
    tests("Nonces", ["Domain", "TestSupport"]),
    tests("RateLimits", ["Domain", "TestSupport", "VenueInterface"]),
    tests("Reports", ["Domain"]),
    tests("Risk", ["Domain"]),
    tests("Signing", ["TestSupport"], exclude: ["Oracle"]),
    tests("Sizing", ["Domain"]),
    tests(
      "Trading",
      [
        "Configuration", "Dialects", "Domain", "Ledger", "Lifecycle", "MarketData", "Matching",
        "RateLimits", "Risk", "Signing", "TestSupport", "Transport", "VenueInterface", "Wire",
      ]),
    tests("Transport", ["Domain", "TestSupport", "Threads", "VenueInterface", "Wire"]),
    tests("VenueInterface", ["Domain", "Wire"]),
    tests("Wire", ["Domain", "TestSupport"]),
  ],
  cxxLanguageStandard: .cxx17
)
