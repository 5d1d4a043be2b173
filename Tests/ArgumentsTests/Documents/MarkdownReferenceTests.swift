import Testing

@testable import Arguments

@Suite struct MarkdownReferenceTests {
  @Test func `has a list of commands with links`() {
    #expect(
      garden.markdownReference.hasPrefix(
        """
        # Commands of garden

        Made from the command tree; `garden help <command>` says the same.

        - [garden water](#garden-water): Water some plants.
        - [garden plant](#garden-plant): Keep the list of plants.
          - [garden plant add](#garden-plant-add): Add a plant to the list.
          - [garden plant list](#garden-plant-list): Show the plants.
        - [garden alarm](#garden-alarm): Call for help.
          - [garden alarm reset](#garden-alarm-reset): Say that all is well again.

        ## garden

        Look after plants.

        """))
    #expect(!garden.markdownReference.contains("secret"))
  }

  @Test func `has a table of each command's own arguments`() {
    #expect(
      garden.markdownReference.contains(
        """
        ## garden plant add

        Add a plant to the list.

        ```
        garden plant add --bed <bed> [options] <plant>
        ```

        | argument | meaning | default | variable |
        |---|---|---|---|
        | `<plant>` | Its name. Required. |  |  |
        | `--bed <bed>` | Where it stands. Required. |  | `GARDEN_BED` |
        | `--spacing <cm>` | Room around it: \\[at least\\], in 'cm'. |  | `GARDEN_SPACING` |

        The options of [garden](#garden) work here too.

        """))
  }

  @Test func `keeps examples as they are`() {
    #expect(
      garden.markdownReference.contains(
        """
        Water every plant.

        ```sh
        garden plant list --names |
          garden water -
        ```

        """))
  }
}
