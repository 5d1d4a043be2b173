#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parsed TOML text, flattened; free it with ctoml_free.
typedef struct ctoml_document ctoml_document;

typedef enum ctoml_kind {
  CTOML_TABLE,
  CTOML_ARRAY,
  CTOML_STRING,
  CTOML_NUMBER,
  CTOML_BOOLEAN,
  CTOML_TIME,
} ctoml_kind;

/// A key and its value. Pointers stay valid as long as the document.
typedef struct ctoml_node {
  ctoml_kind kind;
  /// Keys above this one; the nodes inside a table or an array follow it, one deeper.
  size_t depth;
  /// Empty for the element of an array.
  const char *key;
  size_t key_length;
  /// A string's content, or a number or time as it is written; empty for tables and arrays.
  const char *text;
  size_t text_length;
  /// Where the value stands, from 1.
  size_t line;
} ctoml_node;

/// Parses a text; NULL when memory ran out.
ctoml_document *ctoml_parse(const char *bytes, size_t length);
void ctoml_free(ctoml_document *document);

/// Why the text is not TOML, with its line; NULL when it is.
const char *ctoml_error(const ctoml_document *document, size_t *line);

size_t ctoml_count(const ctoml_document *document);
ctoml_node ctoml_node_at(const ctoml_document *document, size_t index);

#ifdef __cplusplus
}
#endif
