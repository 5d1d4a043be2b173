#ifndef CSECP256K1_H
#define CSECP256K1_H

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The library that is opened on first use, and the Debian package that it is in.
#define TRADECTL_SECP256K1_LIBRARY "libsecp256k1.so.1"
#define TRADECTL_SECP256K1_PACKAGE "libsecp256k1-1"

/// What `secp256k1_context_create` and `secp256k1_ec_pubkey_serialize` are told; the header has
/// macros that Swift cannot read.
static const unsigned int tradectl_secp256k1_no_flags = SECP256K1_CONTEXT_NONE;
static const unsigned int tradectl_secp256k1_uncompressed = SECP256K1_EC_UNCOMPRESSED;

// Nullability matters to Swift for the functions only: it spares a check at each call.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"

/// Everything that is called of libsecp256k1; calling it directly would not link.
struct tradectl_secp256k1 {
  __typeof__(&secp256k1_context_create) _Nonnull secp256k1_context_create;
  __typeof__(&secp256k1_context_randomize) _Nonnull secp256k1_context_randomize;
  __typeof__(&secp256k1_ec_seckey_verify) _Nonnull secp256k1_ec_seckey_verify;
  __typeof__(&secp256k1_ec_pubkey_create) _Nonnull secp256k1_ec_pubkey_create;
  __typeof__(&secp256k1_ec_pubkey_serialize) _Nonnull secp256k1_ec_pubkey_serialize;
  __typeof__(&secp256k1_ecdsa_sign_recoverable) _Nonnull secp256k1_ecdsa_sign_recoverable;
  __typeof__(&secp256k1_ecdsa_recoverable_signature_serialize_compact) _Nonnull
      secp256k1_ecdsa_recoverable_signature_serialize_compact;
};

/// Opens a library and fills the table from it.
///
/// Returns null, or what is wrong: a text that stays until the thread's next call of this kind.
const char *_Nullable tradectl_secp256k1_open(
    const char *_Nonnull library, struct tradectl_secp256k1 *_Nonnull functions);

#pragma clang diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
