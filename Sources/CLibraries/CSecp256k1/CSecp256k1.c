#include "CSecp256k1.h"

#include <dlfcn.h>
#include <string.h>

#define FIND(name)                                                 \
  do {                                                             \
    void *symbol = dlsym(handle, #name);                           \
    if (!symbol) return dlerror();                                 \
    memcpy(&functions->name, &symbol, sizeof functions->name);     \
  } while (0)

const char *tradectl_secp256k1_open(
    const char *library, struct tradectl_secp256k1 *functions) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return dlerror();
  FIND(secp256k1_context_create);
  FIND(secp256k1_context_randomize);
  FIND(secp256k1_ec_seckey_verify);
  FIND(secp256k1_ec_pubkey_create);
  FIND(secp256k1_ec_pubkey_serialize);
  FIND(secp256k1_ecdsa_sign_recoverable);
  FIND(secp256k1_ecdsa_recoverable_signature_serialize_compact);
  return NULL;
}
