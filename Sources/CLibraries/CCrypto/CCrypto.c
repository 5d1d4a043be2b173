#include "CCrypto.h"

#include <dlfcn.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>
#include <sys/prctl.h>

_Static_assert(TRADECTL_CRYPTO_RSA == EVP_PKEY_RSA, "OpenSSL numbers RSA otherwise");
_Static_assert(TRADECTL_CRYPTO_EC == EVP_PKEY_EC, "OpenSSL numbers EC otherwise");
_Static_assert(TRADECTL_CRYPTO_ED25519 == EVP_PKEY_ED25519, "OpenSSL numbers Ed25519 otherwise");
_Static_assert(TRADECTL_CRYPTO_GET_TAG == EVP_CTRL_AEAD_GET_TAG, "OpenSSL numbers tags otherwise");
_Static_assert(TRADECTL_CRYPTO_SET_TAG == EVP_CTRL_AEAD_SET_TAG, "OpenSSL numbers tags otherwise");

void tradectl_crypto_forbid_dumps(void) { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

#ifdef TRADECTL_STATIC_CURL
// libcurl has brought all of it into the program.
#define FIND(name) functions->name = name
#else
// The assignment is where the compiler compares the table's type with the header's.
#define FIND(name)                                  \
  do {                                              \
    void *symbol = dlsym(handle, #name);            \
    if (!symbol) return dlerror();                  \
    __typeof__(&name) function;                     \
    memcpy(&function, &symbol, sizeof function);    \
    functions->name = function;                     \
  } while (0)
#endif

const char *tradectl_crypto_open(const char *library, struct tradectl_crypto *functions) {
#ifdef TRADECTL_STATIC_CURL
  (void)library;
#else
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return dlerror();
#endif
  FIND(d2i_AutoPrivateKey);
  FIND(EVP_PKEY_free);
  FIND(EVP_PKEY_get_base_id);
  FIND(EVP_PKEY_get_bits);
  FIND(EVP_PKEY_get_group_name);
  FIND(EVP_PKEY_new_raw_private_key);
  FIND(EVP_PKEY_get_raw_public_key);
  FIND(EVP_sha256);
  FIND(EVP_MD_CTX_new);
  FIND(EVP_MD_CTX_free);
  FIND(EVP_DigestSignInit);
  FIND(EVP_DigestSign);
  FIND(EVP_DigestVerifyInit);
  FIND(EVP_DigestVerify);
  FIND(d2i_ECDSA_SIG);
  FIND(ECDSA_SIG_get0);
  FIND(ECDSA_SIG_free);
  FIND(BN_bn2binpad);
  FIND(EVP_aes_256_gcm);
  FIND(EVP_CIPHER_CTX_new);
  FIND(EVP_CIPHER_CTX_free);
  FIND(EVP_CipherInit_ex);
  FIND(EVP_CipherUpdate);
  FIND(EVP_CipherFinal_ex);
  FIND(EVP_CIPHER_CTX_ctrl);
  FIND(EVP_PBE_scrypt);
  FIND(ERR_clear_error);
  return NULL;
}
