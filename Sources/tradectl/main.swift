import Commands
import Glibc

// Everything is written by now. The usual way out would take down what threads may still be using
// that nobody waits for, such as one whose venue never answers.
_exit(
  Program.run(Array(CommandLine.arguments.dropFirst())) { name in
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  })
