import Testing

@testable import Arguments

/// Loads the generated scripts into the real shells and asks them to complete command lines.
@Suite struct CompletionScriptTests {
  /// A command line up to the cursor, and the words that must be offered in any order.
  static let lines: [(line: String, offers: Set<String>)] = [
    ("garden ", ["water", "plant", "alarm", "help"]),
    ("garden wat", ["water"]),
    ("garden secr", []),
    ("garden plant ", ["add", "list"]),
    ("garden plant l", ["list"]),
    ("garden water --to", ["--tool"]),
    ("garden water --no", ["--note", "--no-color"]),
    ("garden water --tool ", ["can", "hose", "sprinkler"]),
    ("garden water --tool=", ["can", "hose", "sprinkler"]),
    ("garden water --tool=ho", ["hose"]),
    ("garden water --times ", []),
    ("garden --format ", ["json", "table"]),
    ("garden --format json plant ", ["add", "list"]),
    ("garden --format=json plant add --b", ["--bed"]),
    ("garden -q water --tool s", ["sprinkler"]),
    ("garden plant -q add --for", ["--format"]),
    ("garden alarm ", ["reset"]),
    ("garden alarm --e", ["--everybody"]),
    ("garden alarm reset --e", []),
    ("garden water --log gard", ["garden.log"]),
    ("garden water --log=gard", ["garden.log"]),
    ("garden plant list gr", ["greenhouse"]),
    ("garden help pla", ["plant"]),
    ("garden help plant ", ["add", "list"]),
    ("garden plant add --spacing ", []),
    ("garden --generate-completion-script ", ["bash", "zsh", "fish"]),
    ("garden --vers", ["--version"]),
    ("garden water --vers", []),
    ("garden water -- --", []),
  ]

  /// Runs a probe that writes the offers for each line of a file to a line of its output.
  private func check(_ shell: Shell, probe: String) throws {
    let folder = try Folder()
    let script = try folder.write(garden.completionScript(for: shell), to: "script.\(shell)")
    let probe = try folder.write(probe, to: "probe.\(shell)")
    _ = try folder.write("", to: "garden.log")
    _ = try Program(name: "mkdir").output(["greenhouse"], in: folder)
    let lines = try folder.write(
      Self.lines.map { "\($0.line)\n" }.joined(), to: "lines.txt")
    let output = try Program(name: shell.rawValue).output([probe, script, lines], in: folder)
    let answers = output.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(answers.count == Self.lines.count + 1, "\(output)")
    for (answer, (line, offers)) in zip(answers, Self.lines) {
      // A folder may be offered with a slash at its end.
      let words = answer.split(separator: " ").map { String($0.last == "/" ? $0.dropLast() : $0) }
      #expect(Set(words) == offers, "\(line)")
    }
  }

  @Test func `bash completes commands, options, values and files`() throws {
    try check(
      .bash,
      probe: """
        source "$1"
        while IFS= read -r line; do
          read -ra COMP_WORDS <<<"${line//=/ = }"
          [[ $line == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _garden garden "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
          echo "${COMPREPLY[*]}"
        done <"$2"
        """)
  }

  /// Completion in zsh needs its line editor, hence a terminal made up by zpty.
  ///
  /// The words are caught where the completion functions hand them to the editor.
  @Test func `zsh completes commands, options, values and files`() throws {
    try check(
      .zsh,
      probe: #"""
        zmodload zsh/zpty
        export SCRIPT=$1 LINES_FILE=$2 OFFERS=$PWD/offers
        cat >editor <<'EDITOR'
        PS1=
        autoload -Uz compinit
        compinit -D -u
        source $SCRIPT
        compadd() {
          if (( ${argv[(I)-[OAD]]} == 0 )); then
            local -a caught
            builtin compadd -A caught "$@"
            offers+=($caught)
          fi
          builtin compadd "$@"
        }
        catch() { _main_complete; compstate[insert]= compstate[list]= }
        zle -C catch complete-word catch
        probe() {
          while IFS= read -r line; do
            offers=()
            BUFFER=$line CURSOR=$#line
            zle catch
            print -r -- "$offers"
          done <$LINES_FILE >$OFFERS
          BUFFER=
          print PROBE-''DONE
        }
        zle -N probe
        bindkey '^T' probe
        print EDITOR-''READY
        EDITOR
        zpty inner 'TERM=dumb zsh -f -i'
        zpty -w inner 'source editor'
        zpty -r inner seen '*EDITOR-READY*'
        zpty -w -n inner $'\x14'
        zpty -r inner seen '*PROBE-DONE*'
        cat offers
        """#)
  }

  /// Fish writes the whole word for `--name=value` and the description behind a tab.
  @Test func `fish completes commands, options, values and files`() throws {
    try check(
      .fish,
      probe: #"""
        source $argv[1]
        while read --local line
            set -l offers (complete -C "$line" | string replace -r '\t.*' '')
            string join ' ' -- (string replace -r '^--[a-z]+=' '' -- $offers) ''
        end <$argv[2]
        """#)
  }

  @Test func `zsh and fish show what the words mean`() throws {
    let zsh = garden.completionScript(for: .zsh)
    #expect(zsh.contains("'water:Water some plants.'"))
    #expect(zsh.contains(#"'--spacing=[Room around it: \[at least\], in '\''cm'\''.]:cm: '"#))
    let folder = try Folder()
    let script = try folder.write(garden.completionScript(for: .fish), to: "script.fish")
    let shown = try Program(name: "fish").output(
      ["-c", "source \(script); complete -C 'garden plant add --sp'"], in: folder)
    #expect(shown == "--spacing\tRoom around it: [at least], in 'cm'.\n")
  }

  @Test(arguments: Shell.allCases)
  func `the script is the same each time and ends in a line break`(shell: Shell) {
    let script = garden.completionScript(for: shell)
    #expect(script == garden.completionScript(for: shell))
    #expect(script.hasSuffix("\n"))
    #expect(!script.hasSuffix("\n\n"))
  }
}
