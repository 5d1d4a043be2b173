// The plain functions need no provider to be looked up and no memory to be allocated; OpenSSL
// calls them deprecated, but there is no other interface without both.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
