#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The library that is opened on first use, of the version that this is compiled with.
#define TRADECTL_JSON_LIBRARY "libsimdjson.so.14"

/// What a value is.
enum tradectl_json_kind {
  TRADECTL_JSON_NULL,
  TRADECTL_JSON_FALSE,
  TRADECTL_JSON_TRUE,
  TRADECTL_JSON_NUMBER,
  TRADECTL_JSON_STRING,
  TRADECTL_JSON_OBJECT,
  TRADECTL_JSON_ARRAY,
};

/// What is wrong with a text.
enum tradectl_json_error {
  TRADECTL_JSON_OK,
  TRADECTL_JSON_EMPTY,
  TRADECTL_JSON_NOT_AN_OBJECT,
  TRADECTL_JSON_BAD_UTF8,
  TRADECTL_JSON_BAD_STRING,
  TRADECTL_JSON_BAD_NUMBER,
  TRADECTL_JSON_BAD_LITERAL,
  TRADECTL_JSON_BAD_STRUCTURE,
  TRADECTL_JSON_TOO_DEEP,
  TRADECTL_JSON_TOO_MANY_FIELDS,
  TRADECTL_JSON_TRAILING_TEXT,
  TRADECTL_JSON_NO_MEMORY,
};

/// One member of an object, as offsets into the text. Quotes are not part of the ranges.
struct tradectl_json_field {
  uint32_t key_offset;
  uint32_t key_length;
  uint32_t value_offset;
  uint32_t value_length;
  /// tradectl_json_kind.
  uint8_t kind;
  /// Whether the key, and whether a string value, contains a backslash.
  uint8_t key_is_escaped;
  uint8_t value_is_escaped;
};

/// A parser; it keeps its working memory from one text to the next.
struct tradectl_json_parser;

/// Makes a parser; null when there is no memory.
///
/// Loading the library takes as long as finding the tokens of some hundred kilobytes without it, so
/// it is loaded when a text is not plain, or behind `own_bytes` of text.
struct tradectl_json_parser *tradectl_json_create(size_t own_bytes);
void tradectl_json_destroy(struct tradectl_json_parser *parser);

/// Bytes that must be readable behind a text.
size_t tradectl_json_padding(void);

/// Checks the whole text, which must be one object, and lists its members in order.
///
/// Nothing is converted: numbers and strings stay the text that they are. `count` receives the
/// members written, `is_compact` whether there is no white space around them and their parts, and
/// `error_offset` the offset of the first byte that is wrong.
enum tradectl_json_error tradectl_json_parse(
    struct tradectl_json_parser *parser, const uint8_t *text, size_t length,
    struct tradectl_json_field *fields, size_t capacity, size_t *count, bool *is_compact,
    size_t *error_offset);

/// Finds the next element of an array that `tradectl_json_parse` accepted.
///
/// `at` is the offset behind the array's bracket or behind the last element, and is moved; `length`
/// is the offset behind the array. False behind the last element.
bool tradectl_json_element(
    const uint8_t *text, size_t length, size_t *at, size_t *start, size_t *end);

/// Takes the escapes out of a string that `tradectl_json_parse` accepted.
///
/// `output` has room for `length` bytes. Returns the bytes written, or SIZE_MAX for an escape that
/// stands for no character, such as half of a surrogate pair.
size_t tradectl_json_unescape(const uint8_t *text, size_t length, uint8_t *output);

#ifdef __cplusplus
}
#endif

#endif
