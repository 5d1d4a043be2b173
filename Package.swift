// swift-tools-version: 6.3

import PackageDescription

/// The same rules for every target: what they forbid is listed in docs/decisions.md.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Half of a short command's time is the loader's: packed relocations are fewer pages to read, and
/// what nothing refers to has none.
let startFast: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker",
      "--gc-sections", "-Xlinker", "--as-needed",
    ], .when(platforms: [.linux]))
]

/// zlib is small and its API old: linked in, it costs the commands that do not use it nothing.
let staticZlib: [LinkerSetting] = [.unsafeFlags(["-l:libz.a"], .when(platforms: [.linux]))]

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
        "Arguments", "Configuration", "Domain", "MarketData", "Matching", "Reports", "Risk",
        "Sizing", "Wire",
      ]),
    layer("Configuration", ["CToml", "Domain", "Risk"], in: "Platform"),
    layer("MarketData", ["CCompression", "Domain", "Wire"], linking: staticZlib),
    engine("Matching"),
    engine("Reports"),
    engine("Risk"),
    engine("Sizing"),
    layer("Wire", ["CSimdjson", "Domain"]),
    layer("Domain"),
    layer("Arguments"),

    .target(name: "CSimdjson", path: "Sources/CLibraries/CSimdjson"),
    .target(name: "CToml", path: "Sources/CLibraries/CToml"),
    .systemLibrary(
      name: "CCompression", path: "Sources/CLibraries/CCompression",
      providers: [.apt(["zlib1g-dev"])]),

    .target(
      name: "TestSupport", path: "Tests/Support", exclude: ["validate_records.py"],
      swiftSettings: strict),
    .testTarget(
      name: "AcceptanceTests", dependencies: ["TestSupport"], path: "Tests/Acceptance",
      exclude: ["Peers"], swiftSettings: strict),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: strict),
    tests("Arguments"),
    tests("Commands", ["Arguments", "Domain", "Sizing", "Wire"]),
    tests("Configuration", ["Domain", "Risk"]),
    tests("Domain", exclude: ["Oracle/decimal_oracle.py", "Oracle/time_oracle.py"]),
    tests("MarketData", ["Domain"]),
    tests("Matching", ["Domain"]),
    tests("Reports", ["Domain"]),
    tests("Risk", ["Domain"]),
    tests("Sizing", ["Domain"]),
    tests("Wire", ["Domain"]),
  ],
  cxxLanguageStandard: .cxx17
)
