import TestSupport
import Testing

/// The checked-in scripts in the real shells.
@Suite struct CompletionTests {
  /// A command line up to the cursor, and some of what must and must not be offered.
  static let lines: [(line: String, offers: Set<String>)] = [
    ("tradectl si", ["size"]), ("tradectl size --me", ["--method"]),
    ("tradectl size --method ", ["fixed", "kelly", "volatility", "risk", "atr"]),
    ("tradectl paper r", ["reset", "run"]),
    ("tradectl risk-check --only ", ["pass", "deny"]),
    ("tradectl completions ", ["bash", "zsh", "fish"]),
    ("tradectl paper run --ht", ["--html"]),
    ("tradectl schema rep", ["report"]),
  ]

  private func check(_ shell: String, _ script: String, probe: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lines.map { "\($0.line)\n" }.joined(), to: "lines")
    try folder.write(probe, to: "probe")
    let run = try Running.program(
      [shell, "probe", "\(BuiltProgram.package)/completions/\(script)"], in: folder)
    let answers = run.lines
    try #require(answers.count == Self.lines.count, "\(run.text)\(run.errorText)")
    for (answer, (line, offers)) in zip(answers, Self.lines) {
      #expect(Set(answer.split(separator: " ").map(String.init)) == offers, "\(line)")
    }
  }

  @Test func `bash completes`() throws {
    try check(
      "bash", "tradectl.bash",
      probe: """
        source "$1"
        while IFS= read -r line; do
          read -ra COMP_WORDS <<<"$line"
          [[ $line == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          $(complete -p tradectl | sed 's/.*-F \\([^ ]*\\).*/echo \\1/;q' | sh) tradectl \
            "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
          echo "${COMPREPLY[*]}"
        done <lines
        """)
  }

  @Test func `fish completes`() throws {
    try check(
      "fish", "tradectl.fish",
      probe: #"""
        source $argv[1]
        while read --local line
            set -l offers (complete -C "$line" | string replace -r '\t.*' '')
            string join ' ' -- $offers ''
        end <lines
        """#)
  }

  /// zsh completes in its line editor only, and that needs a terminal, which zpty makes up.
  @Test func `zsh completes`() throws {
    try check(
      "zsh", "_tradectl",
      probe: #"""
        zmodload zsh/zpty
        export SCRIPT=$1 OFFERS=$PWD/offers
        cat >editor <<'EDITOR'
        PS1=
        autoload -Uz compinit
        compinit -D -u
        source $SCRIPT
        compadd() {
          if (( ${argv[(I)-[OAD]]} == 0 )); then
            local -a found
            builtin compadd -A found "$@"
            offers+=($found)
          fi
          builtin compadd "$@"
        }
        gather() { _main_complete; compstate[insert]= compstate[list]= }
        zle -C gather complete-word gather
        probe() {
          while IFS= read -r line; do
            offers=()
            BUFFER=$line CURSOR=$#line
            zle gather
            print -r -- "$offers"
          done <lines >$OFFERS
          BUFFER=
          print ALL-''DONE
        }
        zle -N probe
        bindkey '^T' probe
        print EDITOR-''READY
        EDITOR
        zpty inner 'TERM=dumb zsh -f -i'
        zpty -w inner 'source editor'
        zpty -r inner seen '*EDITOR-READY*'
        zpty -w -n inner $'\x14'
        zpty -r inner seen '*ALL-DONE*'
        cat offers
        """#)
  }
}
