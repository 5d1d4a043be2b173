// The floor of a Swift command: the time to load the static standard library and write a line.
print("hello")
