#ifndef CCRYPTO_H
#define CCRYPTO_H

// The plain functions of SHA-256 and SHA-512 are linked in. They need no provider to be looked up
// and no memory to be allocated; OpenSSL calls them deprecated, but there is no other interface
// without both.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

// Nullability matters to Swift for the functions only: it spares a check at each call.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"

/// Linked in as well: it comes with the object file that the hashes need.
int CRYPTO_memcmp(const void *first, const void *second, size_t count);

/// Lets the process leave no core dump; the C library's own Swift module leaves this out.
void tradectl_crypto_forbid_dumps(void);

/// The library that is opened on first use, and the Debian package that it is in.
#define TRADECTL_CRYPTO_LIBRARY "libcrypto.so.3"
#define TRADECTL_CRYPTO_PACKAGE "libssl3"

/// What OpenSSL calls the kinds of keys, and what a cipher is asked for.
enum tradectl_crypto_number {
  TRADECTL_CRYPTO_RSA = 6,
  TRADECTL_CRYPTO_EC = 408,
  TRADECTL_CRYPTO_ED25519 = 1087,
  TRADECTL_CRYPTO_GET_TAG = 0x10,
  TRADECTL_CRYPTO_SET_TAG = 0x11,
};

/// Everything else that is called of libcrypto.
///
/// The types are written out, because OpenSSL's own headers would also let these functions be
/// called directly, and so be linked in; the C file compares each with its header.
struct tradectl_crypto {
  EVP_PKEY *(*_Nonnull d2i_AutoPrivateKey)(
      EVP_PKEY **key, const unsigned char **bytes, long count);
  void (*_Nonnull EVP_PKEY_free)(EVP_PKEY *key);
  int (*_Nonnull EVP_PKEY_get_base_id)(const EVP_PKEY *key);
  int (*_Nonnull EVP_PKEY_get_bits)(const EVP_PKEY *key);
  int (*_Nonnull EVP_PKEY_get_group_name)(
      const EVP_PKEY *key, char *name, size_t capacity, size_t *count);
  EVP_PKEY *(*_Nonnull EVP_PKEY_new_raw_private_key)(
      int kind, ENGINE *engine, const unsigned char *bytes, size_t count);
  int (*_Nonnull EVP_PKEY_get_raw_public_key)(
      const EVP_PKEY *key, unsigned char *bytes, size_t *count);

  const EVP_MD *(*_Nonnull EVP_sha256)(void);
  EVP_MD_CTX *(*_Nonnull EVP_MD_CTX_new)(void);
  void (*_Nonnull EVP_MD_CTX_free)(EVP_MD_CTX *context);
  int (*_Nonnull EVP_DigestSignInit)(
      EVP_MD_CTX *context, EVP_PKEY_CTX **keyContext, const EVP_MD *hash, ENGINE *engine,
      EVP_PKEY *key);
  int (*_Nonnull EVP_DigestSign)(
      EVP_MD_CTX *context, unsigned char *signature, size_t *signatureCount,
      const unsigned char *message, size_t count);
  int (*_Nonnull EVP_DigestVerifyInit)(
      EVP_MD_CTX *context, EVP_PKEY_CTX **keyContext, const EVP_MD *hash, ENGINE *engine,
      EVP_PKEY *key);
  int (*_Nonnull EVP_DigestVerify)(
      EVP_MD_CTX *context, const unsigned char *signature, size_t signatureCount,
      const unsigned char *message, size_t count);

  struct ECDSA_SIG_st *(*_Nonnull d2i_ECDSA_SIG)(
      struct ECDSA_SIG_st **signature, const unsigned char **bytes, long count);
  void (*_Nonnull ECDSA_SIG_get0)(
      const struct ECDSA_SIG_st *signature, const BIGNUM **r, const BIGNUM **s);
  void (*_Nonnull ECDSA_SIG_free)(struct ECDSA_SIG_st *signature);
  int (*_Nonnull BN_bn2binpad)(const BIGNUM *number, unsigned char *bytes, int count);

  const EVP_CIPHER *(*_Nonnull EVP_aes_256_gcm)(void);
  EVP_CIPHER_CTX *(*_Nonnull EVP_CIPHER_CTX_new)(void);
  void (*_Nonnull EVP_CIPHER_CTX_free)(EVP_CIPHER_CTX *context);
  int (*_Nonnull EVP_CipherInit_ex)(
      EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, ENGINE *engine, const unsigned char *key,
      const unsigned char *nonce, int encrypts);
  int (*_Nonnull EVP_CipherUpdate)(
      EVP_CIPHER_CTX *context, unsigned char *output, int *written, const unsigned char *input,
      int count);
  int (*_Nonnull EVP_CipherFinal_ex)(EVP_CIPHER_CTX *context, unsigned char *output, int *written);
  int (*_Nonnull EVP_CIPHER_CTX_ctrl)(
      EVP_CIPHER_CTX *context, int command, int number, void *bytes);
  int (*_Nonnull EVP_PBE_scrypt)(
      const char *password, size_t passwordCount, const unsigned char *salt, size_t saltCount,
      uint64_t n, uint64_t r, uint64_t p, uint64_t memoryMax, unsigned char *key, size_t count);

  void (*_Nonnull ERR_clear_error)(void);
};

/// Opens a library and fills the table from it.
///
/// Returns null, or what is wrong: a text that stays until the thread's next call of this kind.
const char *_Nullable tradectl_crypto_open(
    const char *_Nonnull library, struct tradectl_crypto *_Nonnull functions);

#pragma clang diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
