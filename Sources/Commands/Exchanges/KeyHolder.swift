internal import Configuration
internal import Credentials
internal import Dialects
internal import Domain
internal import Nonces
internal import Signing
internal import Trading
internal import VenueInterface

/// The key of one account, looked for when it is needed.
struct KeyHolder: Sendable {
  private let door: ExchangeDoor
  private let exchange: String
  private let account: String
  private let network: VenueNetwork

  init(
    _ door: ExchangeDoor, _ exchange: String, _ account: String, _ network: VenueNetwork
  ) {
    self.door = door
    self.exchange = exchange
    self.account = account
    self.network = network
  }

  /// The dialect that goes with the key.
  ///
  /// - Parameter plain: What is spoken without one.
  /// - Returns: It.
  /// - Throws: Where there is a key that cannot be used.
  func dialect(or plain: any SigningDialect) throws(CommandFailure) -> any SigningDialect {
    // The others have one way to speak for all their keys.
    guard plain.profile.credentials.count > 1, plain.profile.credentials.contains(.secp256k1) else {
      return plain
    }
    do throws(VenueError) {
      let credential = try credential(for: plain)
      return DialectList.dialect(named: exchange, for: credential.form) ?? plain
    } catch {
      // Without a key nothing is signed; that is told when something has to be.
      return plain
    }
  }

  /// What signs for the account.
  func key(for dialect: any SigningDialect) throws(VenueError) -> ExchangeKey {
    let credential = try credential(for: dialect)
    let hasPassphrases = dialect.profile.credentials.contains(.hmacWithPassphrase)
    guard credential.passphrase != nil || !hasPassphrases else {
      throw .noKey(
        reason:
          "the key of '\(account)' has no passphrase, which keys of this exchange have: keep it "
          + "with 'tradectl credentials add \(account)', or set \(variable)PASSPHRASE")
    }
    let signer: any RequestSigner
    do throws(SignerFailure) {
      signer = try dialect.signer(for: credential, on: network)
    } catch {
      throw .noKey(reason: "the key of '\(account)' does not do: \(error.explanation)")
    }
    var nonces: (any NonceSource)?
    if let rule = signer.nonces { nonces = try self.nonces(rule, of: credential) }
    return ExchangeKey(
      signer, nonces: nonces, approval: door.refusesWithdrawal ? approval(of: credential) : nil)
  }

  private func approval(of credential: VenueCredential) -> KeyApprovalFile {
    KeyApprovalFile(
      folder: "\(door.folders.state)/keys", name: name(of: credential), account: account)
  }

  /// Tells a key from others without showing it.
  private func name(of credential: VenueCredential) -> String {
    SHA256.hash("\(exchange)|\(network.rawValue)|\(credential.key)").hexadecimal
  }

  private func credential(for dialect: any SigningDialect) throws(VenueError) -> VenueCredential {
    for source in door.credentials {
      do throws(CredentialError) {
        guard let stored = try source.credential(of: account) else { continue }
        return try read(stored, for: dialect)
      } catch {
        throw .noKey(reason: "the key of '\(account)' cannot be used: \(error.explanation)")
      }
    }
    let variables =
      dialect.profile.credentials.contains(.hmacWithPassphrase)
      ? "\(variable)KEY, \(variable)SECRET and \(variable)PASSPHRASE"
      : "\(variable)KEY and \(variable)SECRET"
    throw .noKey(
      reason: "the account '\(account)' has no key: keep one with 'tradectl credentials add "
        + "\(account)', or set \(variables)")
  }

  /// What its variables begin with.
  private var variable: String { EnvironmentCredentials.prefix(of: account) }

  private func read(
    _ stored: borrowing StoredCredential, for dialect: any SigningDialect
  ) throws(CredentialError) -> VenueCredential {
    do throws(KeyError) {
      let secret = try SigningKey(
        stored.secret, form: dialect.keyForm(named: stored.key), takesPEM: true)
      let passphrase = stored.passphrase.map {
        Passphrase(Secret(copying: Array($0.utf8).span))
      }
      return VenueCredential(key: stored.key, secret: secret, passphrase: passphrase)
    } catch {
      throw CredentialError("its secret \(error.explanation)")
    }
  }

  /// The numbers of a key, whichever process sends the request.
  private func nonces(
    _ rule: NonceRule, of credential: VenueCredential
  ) throws(VenueError) -> any NonceSource {
    let folder = "\(door.folders.state)/nonces"
    do throws(PrivateFileError) { try PrivateFile.createFolder(folder) } catch {
      throw .notSent(reason: "the folder '\(folder)' is missing: \(error.explanation)")
    }
    let name = name(of: credential)
    let unit: NonceUnit =
      switch rule.unit {
      case .milliseconds: .milliseconds
      case .microseconds: .microseconds
      case .nanoseconds: .nanoseconds
      }
    return KeyNonces(
      NonceFile(path: "\(folder)/\(name)", unit: unit, leadMax: rule.leadMax),
      areOrdered: rule.mustArriveInOrder)
  }
}

/// The nonces of one key.
private struct KeyNonces: NonceSource {
  private let file: NonceFile
  /// Whether the next one must not leave before the last one is answered.
  private let areOrdered: Bool

  init(_ file: NonceFile, areOrdered: Bool) {
    self.file = file
    self.areOrdered = areOrdered
  }

  func withNonce<Result>(
    _ now: () -> Timestamp, _ body: (UInt64) throws(VenueError) -> Result
  ) throws(VenueError) -> Result {
    guard areOrdered else {
      return try body(try taken { () throws(NonceError) in try file.next(now) })
    }
    let held: HeldNonce
    do throws(NonceError) { held = try file.hold(now) } catch {
      throw .notSent(reason: error.explanation)
    }
    let result = try body(held.nonce.value)
    _ = consume held
    return result
  }

  private func taken(_ take: () throws(NonceError) -> Nonce) throws(VenueError) -> UInt64 {
    do throws(NonceError) { return try take().value } catch {
      throw .notSent(reason: error.explanation)
    }
  }
}
