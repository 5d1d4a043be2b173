#include <zlib.h>

/// Prepares a stream for gzip data; zlib offers this as a macro only.
static inline int compression_inflate_init_gzip(z_streamp stream) {
  return inflateInit2(stream, 16 + MAX_WBITS);
}
