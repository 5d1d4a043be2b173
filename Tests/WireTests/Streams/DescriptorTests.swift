import Testing

@testable import Wire

@Suite struct DescriptorTests {
  @Test func `a pipe is no terminal and has no width`() throws {
    let channel = try Channel()
    let descriptor = Descriptor(channel.writing)
    #expect(!descriptor.isTerminal)
    #expect(descriptor.columns == nil)
  }

  @Test func `the standard ones have their numbers`() {
    #expect(Descriptor.input.number == 0)
    #expect(Descriptor.output.number == 1)
    #expect(Descriptor.error.number == 2)
  }
}
