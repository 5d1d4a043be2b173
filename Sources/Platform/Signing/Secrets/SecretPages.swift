internal import CCrypto
internal import Glibc

/// Pages of memory that are kept out of the swap file and of core dumps.
@safe
struct SecretPages {
  let start: UnsafeMutableRawPointer
  private let size: Int

  /// - Parameter count: How many bytes are needed.
  init(count: Int) {
    // OpenSSL and libsecp256k1 make copies on the ordinary heap, so pages of our own are not enough.
    Self.forbidDumps
    let page = sysconf(Int32(_SC_PAGESIZE))
    size = (max(count, 1) + page - 1) / page * page
    let memory = unsafe mmap(
      nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      preconditionFailure("There is no memory left for a secret.")
    }
    unsafe start = memory
    // Both may be refused, for example past the limit of locked memory; it works without.
    unsafe mlock(start, size)
    unsafe madvise(start, size, MADV_DONTDUMP)
  }

  func erase() { unsafe explicit_bzero(start, size) }

  /// Erases them and gives them back.
  func release() {
    erase()
    unsafe munmap(start, size)
  }

  /// A process that has held a secret leaves no core dump, and other processes of its user cannot
  /// attach to it.
  private static let forbidDumps: Void = tradectl_crypto_forbid_dumps()
}
