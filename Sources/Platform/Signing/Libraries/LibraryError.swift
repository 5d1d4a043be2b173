/// A library that is opened on first use cannot be used.
package struct LibraryError: Error, Hashable, Sendable {
  /// The Debian package that has it.
  package let package: String
  /// What the loader said; it names the library.
  package let reason: String

  /// What is wrong and what helps, as a sentence without its full stop.
  package var explanation: String {
    "\(reason); install the package \(package), or its equivalent where there is no apt"
  }
}
