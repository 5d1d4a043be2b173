import Commands
import Glibc

exit(
  Program.run(Array(CommandLine.arguments.dropFirst())) { name in
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  })
