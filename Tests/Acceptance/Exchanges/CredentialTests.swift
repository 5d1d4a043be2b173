import Foundation
import TestSupport
import Testing

/// Keys of accounts: where they are kept, what is refused, and that nobody sees a secret.
@Suite struct CredentialTests {
  private static let secret = "PLANTED-SECRET-0123456789"
  private static let good = #"{"key": "k", "secret": "s"}"#

  /// An account at Bybit, which tells what a key may do.
  private func bench(_ script: String = "") throws -> ExchangeBench {
    try ExchangeBench(.bybit, script)
  }

  private func add(
    _ bench: ExchangeBench, _ words: String, _ input: String = CredentialTests.good
  ) throws -> Finished {
    try bench.run("credentials add \(words)", input: input, [:])
  }

  @Test(arguments: ExchangeBench.Exchange.allCases)
  func `a key of each form is kept, and signs`(exchange: ExchangeBench.Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let parts = try bench.server.credential().map { name, value in
      #""\#(name.lowercased())":"\#(value.replacing("\n", with: #"\n"#))""#
    }
    let added = try add(bench, "main --plain", "{\(parts.joined(separator: ","))}")
    #expect(added.status == 0, "\(added.text) \(added.errorText)")
    #expect(try bench.run("balance", [:]).status == 0)
    #expect(try bench.run("credentials test", [:]).status == 0)
    #expect(try bench.run("credentials remove main --yes", [:]).status == 0)
    #expect(try bench.run("balance", [:]).status == 77)
  }

  @Test(arguments: [ExchangeBench.Exchange.futures, .bybit, .okx, .kucoin, .coinbase])
  func `a key that can withdraw is told of at every exchange that says so`(
    exchange: ExchangeBench.Exchange
  ) throws {
    let bench = try ExchangeBench(exchange, #","can_withdraw":true"#)
    let test = try bench.run("credentials test")
    #expect(test.status == 77, "\(test.text)")
    #expect(test.records.first?.text("error.code") == "KEY_CAN_WITHDRAW")
  }

  @Test func `a key on the edwards curve is another form of the same`() throws {
    let bench = try ExchangeBench(.coinbase, #","key_form":"ed25519""#)
    let order = try bench.buy()
    #expect(order.records.first?.text("status") == "filled", "\(order.text)")
  }

  private func path(_ name: String) -> String { ".config/tradectl/\(name)" }

  @Test func `a key that was added signs, and goes when it is removed`() throws {
    let bench = try bench()
    #expect(try bench.run("balance", [:]).status == 77)
    let added = try add(bench, "main --plain")
    #expect(added.status == 0, "\(added.text) \(added.errorText)")
    #expect(added.records.first?.text("can_trade") == "true")
    #expect(added.records.first?.text("can_withdraw") == "false")
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: "\(bench.folder.path)/\(path("credentials.json"))")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try bench.run("balance", [:]).status == 0)
    let listed = try bench.run("credentials list", [:])
    #expect(listed.records.map { $0.text("account") } == ["main"])
    #expect(listed.records.first?.text("kept_in")?.hasSuffix("credentials.json") == true)
    #expect(try bench.run("credentials test", [:]).status == 0)

    let unasked = try bench.run("credentials remove main", [:])
    #expect(unasked.status == 64)
    #expect(unasked.errorText.contains("--yes is missing"))
    #expect(try bench.run("credentials remove main --yes", [:]).status == 0)
    #expect(try bench.run("credentials remove main --yes", [:]).status == 1)
    #expect(try bench.run("balance", [:]).status == 77)
  }

  @Test func `a sealed file is opened by the passphrase that a program tells`() throws {
    let bench = try bench()
    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    let told = config + "\n[credentials]\npassphrase_command = \"echo open sesame\"\n"
    try bench.folder.write(told, to: "c.toml")
    #expect(try add(bench, "main").status == 0)
    let sealed = String(
      decoding: try bench.folder.read(path("credentials.sealed")), as: UTF8.self)
    #expect(sealed.hasPrefix("tradectl") && !sealed.contains("key"))
    #expect(try bench.run("balance", [:]).status == 0)

    try bench.folder.write(
      told.replacingOccurrences(of: "open sesame", with: "open barley"), to: "c.toml")
    let wrong = try bench.run("balance", [:])
    #expect(wrong.status == 77)
    #expect(wrong.errorText.contains("the passphrase is wrong, or the file was changed"))
    // Without a program somebody has to be asked, and here is nobody.
    try bench.folder.write(config, to: "c.toml")
    let unasked = try bench.run("balance", [:])
    #expect(unasked.status == 77)
    #expect(unasked.errorText.contains("passphrase_command"))
  }

  @Test func `a stop of several accounts asks for the passphrase once`() throws {
    let bench = try bench()
    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      config + "\n[accounts.other]\nvenue = \"bybit\"\nmode = \"demo\"\n"
        + "[credentials]\npassphrase_command = \"echo x >> asked; echo open sesame\"\n",
      to: "c.toml")
    #expect(try add(bench, "main").status == 0)
    #expect(try add(bench, "other").status == 0)
    try bench.folder.write("", to: "asked")
    let stop = try bench.run("emergency-stop", [:])
    #expect(stop.status == 0, "\(stop.text) \(stop.errorText)")
    #expect(try bench.folder.read("asked") == Array("x\n".utf8))
  }

  @Test func `a program tells the key, before any file`() throws {
    let bench = try bench()
    #expect(try add(bench, "main --plain --offline", #"{"key": "no", "secret": "no"}"#).status == 0)
    #expect(try bench.run("balance", [:]).status == 77)
    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      config.replacingOccurrences(
        of: "mode = ",
        with: "credential_command = '''echo '{\"key\": \"k\", \"secret\": \"s\"}' '''\nmode = "),
      to: "c.toml")
    #expect(try bench.run("balance", [:]).status == 0)
    let listed = try bench.run("credentials list", [:])
    #expect(listed.records.first?.text("kept_in") == "credential_command")
    try bench.folder.write(
      config.replacingOccurrences(of: "mode = ", with: "credential_command = \"exit 9\"\nmode = "),
      to: "c.toml")
    let failed = try bench.run("balance", [:])
    #expect(failed.status == 77)
    #expect(failed.errorText.contains("exit status 9"))
  }

  @Test func `a key that can withdraw is not kept, unless the account says so`() throws {
    let bench = try bench(#","can_withdraw":true"#)
    let refused = try add(bench, "main --plain")
    #expect(refused.status == 77, "\(refused.text)")
    #expect(refused.records.first?.text("error.code") == "KEY_CAN_WITHDRAW")
    #expect(refused.records.first?.text("error.hint")?.contains("allow_withdrawal") == true)
    #expect(try bench.run("balance", [:]).status == 77, "nothing was kept")
    let test = try bench.run("credentials test")
    #expect(test.status == 77)

    let config = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      config.replacingOccurrences(of: "mode = ", with: "allow_withdrawal = true\nmode = "),
      to: "c.toml")
    #expect(try add(bench, "main --plain").status == 0)
    #expect(try bench.run("credentials test", [:]).status == 0)
  }

  @Test func `a key that the exchange does not know is not kept`() throws {
    let bench = try bench()
    let refused = try add(bench, "main --plain", #"{"key": "other", "secret": "s"}"#)
    #expect(refused.status == 77, "\(refused.text)")
    #expect(refused.records.first?.text("kept_in") == "nowhere")
    #expect(try bench.run("credentials list", [:]).records.isEmpty)
  }

  @Test(arguments: [
    "", "\n", "{}", "no JSON at all", #"{"key": "k"}"#, #"{"key": "k", "secret": "PLANTED"#,
    String(repeating: "x", count: 100_000), "\u{0}",
  ])
  func `what is no key is refused, and not repeated`(input: String) throws {
    let bench = try bench()
    let refused = try add(bench, "main --plain", input)
    #expect(refused.status == 65, "\(refused.errorText)")
    #expect(refused.errorText.hasPrefix("Error: The key cannot be read: "))
    #expect(!refused.errorText.contains("PLANTED"))
  }

  @Test func `a file that others can read is not used`() throws {
    let bench = try bench()
    #expect(try add(bench, "main --plain").status == 0)
    let file = "\(bench.folder.path)/\(path("credentials.json"))"
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    let refused = try bench.run("balance", [:])
    #expect(refused.status == 77)
    #expect(refused.errorText.contains("chmod 600"))
  }

  /// Everything that speaks to an exchange, at all nine of them, as loud as it can be.
  @Test(arguments: ExchangeBench.Exchange.allCases)
  func `whoever traces everything sees no secret`(exchange: ExchangeBench.Exchange) throws {
    let bench = try ExchangeBench(exchange, #","secret":"\#(Self.planted)""#)
    var secrets = bench.keys.filter { $0.key.hasSuffix("SECRET") || $0.key.hasSuffix("PHRASE") }
      .flatMap { $0.value.split(separator: "\n").map(String.init) }
    // Those of the other servers stand for themselves, and one letter is everywhere.
    secrets.removeAll { $0.utf8.count < 8 }
    var texts: [String] = []
    var traced = 0
    for words in [
      "balance", "positions", "account", "health", "credentials test", "limits", "order list",
      "market ticker \(exchange.symbol) --venue \(exchange.rawValue) --mode demo",
      "order place --id a --symbol \(exchange.symbol) --side buy --quantity 0.002",
      "order place --id b --symbol \(exchange.symbol) --side buy --quantity 0.002 --dry-run",
      "order status a", "order reconcile", "fills", "doctor", "config show", "ledger verify",
      "emergency-stop --spot --deadline 20s", "emergency-stop status",
    ] {
      let run = try bench.run("\(words) --log-level trace --log-format json")
      texts += [run.text, run.errorText]
      traced += run.errorText.split(separator: "\n").count { $0.contains(#""level":"trace""#) }
    }
    texts.append(try Running.shell("cat $(find . -type f)", in: bench.folder).text)
    #expect(traced > 5, "something was traced")
    #expect(!secrets.isEmpty)
    for secret in secrets {
      #expect(texts.allSatisfy { !$0.contains(secret) })
    }
  }

  @Test func `a program that has read a secret leaves no core behind`() throws {
    let bench = try bench()
    let line = #"{"symbol":"BTC/USDT:USDT","side":"buy","order_type":"market","quantity":0.002}"#
    let variables = bench.keys.map { "\($0)='\($1)'" }.joined(separator: " ")
    let cores = try Running.shell(
      """
      ulimit -c unlimited
      { echo '\(line)'; sleep 20; } | \(variables) "$T" order place - --config c.toml > placed &
      child=$!
      for i in $(seq 300); do [ -s placed ] && break; sleep 0.02; done
      kill -ABRT $child; wait $child; echo $?
      ls | grep -c '^core'
      # Where the system writes cores here, those of others are there.
      sleep 20 & kill -ABRT $!; wait $!
      grep -q '^[|/]' /proc/sys/kernel/core_pattern && echo 1 || ls | grep -c '^core'
      pkill -P $$ sleep; true
      """, in: bench.folder)
    #expect(cores.lines == ["134", "0", "1"], "\(cores.text)\(cores.errorText)")
    #expect(String(decoding: try bench.folder.read("placed"), as: UTF8.self).contains("filled"))
  }

  private static let planted = "PLANTEDplanted0123456789PLANTEDplanted01"

  @Test func `no secret is in anything that is written`() throws {
    let bench = try bench()
    let input = #"{"key": "key-0123456789-abcdef", "secret": "\#(Self.secret)"}"#
    let added = try add(bench, "main --plain --offline", input)
    #expect(added.records.first?.text("key") == "key-…cdef")
    var texts = [added.text + added.errorText]
    for words in [
      "credentials list", "credentials test", "balance --record traffic.jsonl", "account",
      "order place --symbol BTC/USDT:USDT --side buy --quantity 0.002 --record traffic.jsonl",
      "order place --symbol BTC/USDT:USDT --side buy --quantity 0.002 --dry-run", "doctor",
      "config show",
    ] {
      let run = try bench.run(words, [:])
      texts.append(run.text + run.errorText)
    }
    for name in ["traffic.jsonl", ".local/state/tradectl/ledger.db"] {
      if let bytes = try? bench.folder.read(name) {
        texts.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    #expect(texts.allSatisfy { !$0.contains("PLANTED") })
    #expect(texts.contains { $0.contains("NO_") || $0.contains("error") }, "something was said")
  }

  @Test func `at a terminal the secret is asked for and not shown`() throws {
    let bench = try bench()
    // script(1) gives it a terminal, and shows what that shows.
    let run = try Running.shell(
      "(sleep 1; echo k; sleep 1; echo s; sleep 1) | TRADECTL_CONFIG=c.toml script -qec "
        + "\"$T credentials add main --plain --format jsonl\" shown", in: bench.folder)
    let shown = String(decoding: try bench.folder.read("shown"), as: UTF8.self)
    #expect(shown.contains("Key of 'main' at bybit: "), "\(run.text)")
    #expect(shown.contains("Its secret, which is not shown: "))
    #expect(try bench.run("balance", [:]).status == 0, "\(shown)")
  }
}
