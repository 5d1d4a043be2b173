#include "CSimdjson.h"

#include <dlfcn.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

/// simdjson finds the tokens and checks UTF-8 and strings for control characters, at several
/// gigabytes a second; the grammar over the tokens is ours, because values must stay the text
/// that they are, while simdjson's own second stage turns numbers into binary ones.
struct tradectl_json_parser {
  /// Bytes of text whose tokens are still found without simdjson.
  size_t own_bytes;
  std::vector<uint32_t> own_tokens;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> tokens;
  size_t capacity = 0;
};

namespace {

// Deeper records are no records; the limit keeps the walk below off the end of the stack.
constexpr int depth_limit = 64;

/// simdjson's implementation for this processor; the process ends, as the loader would end it, where
/// the library is not installed.
///
/// It is opened on first use: this one function leads to everything else, by virtual calls.
const simdjson::implementation &load_simdjson() {
  using entry = simdjson::internal::atomic_ptr<const simdjson::implementation> &(*)();
  static const simdjson::implementation *const implementation = [] {
    void *library = dlopen(TRADECTL_JSON_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    void *symbol = library ? dlsym(library, "_ZN8simdjson25get_active_implementationEv") : nullptr;
    if (!symbol) {
      std::fputs(
          "Error: " TRADECTL_JSON_LIBRARY " cannot be opened; install libsimdjson14.\n", stderr);
      std::exit(70);
    }
    return static_cast<const simdjson::implementation *>(reinterpret_cast<entry>(symbol)());
  }();
  return *implementation;
}

inline bool is_space(uint8_t byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

inline bool is_structural(uint8_t byte) {
  return byte == '{' || byte == '}' || byte == '[' || byte == ']' || byte == ':' || byte == ',';
}

inline bool is_digit(uint8_t byte) { return uint8_t(byte - '0') < 10; }

/// The first byte that is no digit.
inline const uint8_t *skip_digits(const uint8_t *text, const uint8_t *end) {
  while (text < end && is_digit(*text)) text++;
  return text;
}

/// RFC 8259 section 6; the text is never converted, so its length does not matter.
inline bool is_number(const uint8_t *text, size_t length) {
  const uint8_t *end = text + length;
  if (text < end && *text == '-') text++;
  const uint8_t *whole = text;
  text = skip_digits(text, end);
  if (text == whole || (*whole == '0' && text > whole + 1)) return false;
  if (text == end) return true;
  if (text < end && *text == '.') {
    const uint8_t *fraction = ++text;
    text = skip_digits(text, end);
    if (text == fraction) return false;
  }
  if (text < end && (*text | 0x20) == 'e') {
    text++;
    if (text < end && (*text == '+' || *text == '-')) text++;
    const uint8_t *power = text;
    text = skip_digits(text, end);
    if (text == power) return false;
  }
  return text == end;
}

/// The same for at most eight bytes at once; false for what only `is_number` can tell.
///
/// Eight bytes are readable from `text`.
[[gnu::always_inline]] inline bool is_short_number(const uint8_t *text, size_t length) {
  if (length - 1 >= 8) return false;
  uint64_t word;
  std::memcpy(&word, text, 8);
  // What lies behind the number is shifted out; zeros take its place in front, as digits.
  constexpr uint64_t zeros = 0x3030303030303030;
  size_t unused = 8 * (8 - length);
  uint64_t digits = (word << unused) ^ (zeros << unused);
  constexpr uint64_t high_bits = 0x8080808080808080;
  uint64_t others =
      (((digits & ~high_bits) + 0x7676767676767676) | digits) & high_bits;
  size_t whole = length;
  if (others) {
    // The only one that may be is a point with digits around it.
    size_t place = size_t(__builtin_ctzll(others)) / 8 - (8 - length);
    if (others & (others - 1) || text[place] != '.' || place == 0 || place + 1 == length) {
      return false;
    }
    whole = place;
  }
  return whole == 1 || text[0] != '0';
}

int hexadecimal(uint8_t byte) {
  if (is_digit(byte)) return byte - '0';
  uint8_t lower = byte | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The code unit of `uXXXX`, or -1.
int code_unit(const uint8_t *text, const uint8_t *end) {
  if (end - text < 4) return -1;
  int value = 0;
  for (int index = 0; index < 4; index++) {
    int digit = hexadecimal(text[index]);
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

bool is_high_surrogate(int unit) { return unit >= 0xD800 && unit < 0xDC00; }

bool is_low_surrogate(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Finds the tokens of a text that is plain: ASCII, with whole strings, and without control
/// characters but white space.
///
/// They are those that simdjson finds, which is some milliseconds away while it is not loaded. False
/// for every other text: what it is, and what is wrong with it, simdjson tells.
bool find_plain_tokens(const uint8_t *text, size_t length, std::vector<uint32_t> &tokens) {
  bool is_inside = false, is_escaped = false, is_word = false;
  tokens.clear();
  for (size_t at = 0; at < length; at++) {
    uint8_t byte = text[at];
    if (byte >= 0x80 || (byte < 0x20 && (is_inside || !is_space(byte)))) return false;
    if (is_inside) {
      is_inside = is_escaped || byte != '"';
      is_escaped = !is_escaped && byte == '\\';
      continue;
    }
    if (byte == '\\') return false;
    bool is_mark = is_structural(byte), is_other = !is_mark && !is_space(byte);
    if (is_mark || (is_other && !is_word)) tokens.push_back(uint32_t(at));
    is_inside = byte == '"';
    is_word = is_other && !is_inside;
  }
  return !is_inside && !tokens.empty();
}

/// Reads one JSON text from its tokens: the offsets of `{ } [ ] : ,` and of the first byte of each
/// string, number and literal, in order.
struct walker {
  const uint8_t *text;
  const uint32_t *token;
  const uint32_t *last_token;
  uint32_t length;
  /// The next backslash, or the end of the text.
  uint32_t escape;
  uint32_t error_offset = 0;

  tradectl_json_error fail(tradectl_json_error error, uint32_t offset) {
    error_offset = offset;
    return error;
  }

  bool is_at(uint8_t mark) const { return token < last_token && text[*token] == mark; }

  uint32_t here() const { return token < last_token ? *token : length; }

  /// The end of the token just taken: where the white space before the next one begins.
  [[gnu::always_inline]] uint32_t end_of_previous() const {
    uint32_t end = here();
    while (text[end - 1] <= ' ' && is_space(text[end - 1])) end--;
    return end;
  }

  /// The next backslash at `start` or behind it.
  uint32_t find_escape(uint32_t start) const {
    auto found = static_cast<const uint8_t *>(std::memchr(text + start, '\\', length - start));
    return found ? uint32_t(found - text) : length;
  }

  /// Measures a string that begins behind its quote at `start`, and checks its escapes.
  [[gnu::always_inline]] tradectl_json_error string(
      uint32_t start, uint32_t &string_length, uint8_t &is_escaped) {
    uint32_t end = end_of_previous() - 1;
    string_length = end - start;
    is_escaped = escape < end;
    return is_escaped ? escapes(start, end) : TRADECTL_JSON_OK;
  }

  /// Checks the escapes of a string that has some, and finds the next one behind it.
  [[gnu::noinline]] tradectl_json_error escapes(uint32_t start, uint32_t end) {
    escape = find_escape(end);
    for (uint32_t at = start; at < end; at++) {
      if (text[at] != '\\') continue;
      uint32_t mark = at++;
      if (text[at] != 'u') {
        if (!std::memchr("\"\\/bfnrt", text[at], 8)) return fail(TRADECTL_JSON_BAD_STRING, mark);
        continue;
      }
      int unit = code_unit(text + at + 1, text + end);
      at += 4;
      if (unit < 0 || is_low_surrogate(unit)) return fail(TRADECTL_JSON_BAD_STRING, mark);
      if (!is_high_surrogate(unit)) continue;
      if (end - at < 7 || text[at + 1] != '\\' || text[at + 2] != 'u' ||
          !is_low_surrogate(code_unit(text + at + 3, text + end))) {
        return fail(TRADECTL_JSON_BAD_STRING, mark);
      }
      at += 6;
    }
    return TRADECTL_JSON_OK;
  }

  [[gnu::always_inline]] tradectl_json_error literal(
      const char *word, uint32_t word_length, tradectl_json_field &field) {
    field.value_length = end_of_previous() - field.value_offset;
    return field.value_length == word_length &&
                   std::memcmp(text + field.value_offset, word, word_length) == 0
               ? TRADECTL_JSON_OK
               : fail(TRADECTL_JSON_BAD_LITERAL, field.value_offset);
  }

  /// Checks a value and everything inside it, and says where it lies.
  [[gnu::always_inline]] tradectl_json_error value(tradectl_json_field &field, int depth) {
    if (token == last_token) return fail(TRADECTL_JSON_BAD_STRUCTURE, length);
    uint32_t start = *token++;
    field.value_offset = start;
    field.value_is_escaped = 0;
    tradectl_json_error error;
    switch (text[start]) {
      case '"':
        field.kind = TRADECTL_JSON_STRING;
        field.value_offset = start + 1;
        return string(start + 1, field.value_length, field.value_is_escaped);
      case '{':
        field.kind = TRADECTL_JSON_OBJECT;
        error = nested_object(start, depth + 1);
        field.value_length = end_of_previous() - start;
        return error;
      case '[':
        field.kind = TRADECTL_JSON_ARRAY;
        error = array(start, depth + 1);
        field.value_length = end_of_previous() - start;
        return error;
      case 't':
        field.kind = TRADECTL_JSON_TRUE;
        return literal("true", 4, field);
      case 'f':
        field.kind = TRADECTL_JSON_FALSE;
        return literal("false", 5, field);
      case 'n':
        field.kind = TRADECTL_JSON_NULL;
        return literal("null", 4, field);
      case '}':
      case ']':
      case ',':
      case ':':
        return fail(TRADECTL_JSON_BAD_STRUCTURE, start);
    }
    field.kind = TRADECTL_JSON_NUMBER;
    field.value_length = end_of_previous() - start;
    if (is_number(text + start, field.value_length)) return TRADECTL_JSON_OK;
    bool is_numeric = is_digit(text[start]) || text[start] == '-' || text[start] == '+';
    return fail(is_numeric ? TRADECTL_JSON_BAD_NUMBER : TRADECTL_JSON_BAD_LITERAL, start);
  }

  /// Checks the rest of an array, from behind its bracket.
  [[gnu::noinline]] tradectl_json_error array(uint32_t start, int depth) {
    if (depth > depth_limit) return fail(TRADECTL_JSON_TOO_DEEP, start);
    if (is_at(']')) return token++, TRADECTL_JSON_OK;
    tradectl_json_field element;
    while (true) {
      if (auto error = value(element, depth)) return error;
      if (is_at(']')) return token++, TRADECTL_JSON_OK;
      if (!is_at(',')) return fail(TRADECTL_JSON_BAD_STRUCTURE, here());
      token++;
    }
  }

  [[gnu::noinline]] tradectl_json_error nested_object(uint32_t start, int depth) {
    size_t count;
    bool is_compact;
    return object(start, depth, nullptr, 0, count, is_compact);
  }

  /// Takes members that are a string or a number, without white space inside and without escapes,
  /// as nearly all are, up to the first that is not; true where the object ends.
  ///
  /// A function of its own, so that everything it looks at stays in registers.
  [[gnu::noinline]] bool plain_members(
      tradectl_json_field *fields, size_t capacity, size_t &count, uint32_t &mark,
      bool &is_compact) {
    const uint32_t *at = token;
    tradectl_json_field *field = fields + count, *end = fields + capacity;
    uint32_t previous = mark;
    bool is_tight = is_compact, is_end = false;
    while (!is_end && last_token - at >= 4 && field < end) {
      uint32_t quote = at[0], colon = at[1], start = at[2], stop = at[3];
      if (text[quote] != '"' || std::memcmp(text + colon - 1, "\":", 2) != 0 ||
          start != colon + 1 || escape < stop) {
        break;
      }
      if (text[stop] != ',' && text[stop] != '}') break;
      uint32_t length = stop - start;
      if (text[start] == '"') {
        if (text[stop - 1] != '"') break;
        field->kind = TRADECTL_JSON_STRING;
        start++;
        length -= 2;
      } else {
        if (!is_short_number(text + start, length) && !is_number(text + start, length)) break;
        field->kind = TRADECTL_JSON_NUMBER;
      }
      field->key_offset = quote + 1;
      field->key_length = colon - quote - 2;
      field->value_offset = start;
      field->value_length = length;
      field->key_is_escaped = 0;
      field->value_is_escaped = 0;
      field++;
      is_tight &= quote == previous + 1;
      is_end = text[stop] == '}';
      previous = stop;
      at += 4;
    }
    token = at;
    count = size_t(field - fields);
    mark = previous;
    is_compact = is_tight;
    return is_end;
  }

  /// Whether no white space stands between the parts of a member that ends before `mark`.
  static bool is_tight(const tradectl_json_field &field, uint32_t mark) {
    uint32_t quote = field.kind == TRADECTL_JSON_STRING;
    return field.value_offset - quote == field.key_offset + field.key_length + 2 &&
           field.value_offset + field.value_length + quote == mark;
  }

  /// Checks the rest of an object, from behind its brace; lists its members when `fields` is given.
  ///
  /// `is_compact` receives whether no white space stands around the members and their parts.
  [[gnu::always_inline]] tradectl_json_error object(
      uint32_t start, int depth, tradectl_json_field *fields, size_t capacity, size_t &count,
      bool &is_compact) {
    count = 0;
    is_compact = true;
    if (depth > depth_limit) return fail(TRADECTL_JSON_TOO_DEEP, start);
    if (is_at('}')) return token++, TRADECTL_JSON_OK;
    tradectl_json_field ignored;
    // The brace or comma before a member.
    uint32_t mark = start;
    while (true) {
      if (fields && plain_members(fields, capacity, count, mark, is_compact)) {
        return TRADECTL_JSON_OK;
      }
      if (!is_at('"')) return fail(TRADECTL_JSON_BAD_STRUCTURE, here());
      if (fields && count == capacity) return fail(TRADECTL_JSON_TOO_MANY_FIELDS, here());
      tradectl_json_field &field = fields ? fields[count] : ignored;
      is_compact &= *token == mark + 1;
      field.key_offset = *token++ + 1;
      if (auto error = string(field.key_offset, field.key_length, field.key_is_escaped)) {
        return error;
      }
      if (!is_at(':')) return fail(TRADECTL_JSON_BAD_STRUCTURE, here());
      token++;
      if (auto error = value(field, depth)) return error;
      count++;
      mark = here();
      is_compact &= is_tight(field, mark);
      if (is_at('}')) return token++, TRADECTL_JSON_OK;
      if (!is_at(',')) return fail(TRADECTL_JSON_BAD_STRUCTURE, here());
      token++;
    }
  }
};

/// The offset of the first byte that is not part of a UTF-8 character (RFC 3629 section 4).
size_t first_invalid_utf8(const uint8_t *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    uint8_t byte = text[at];
    int more = byte < 0x80 ? 0 : byte >= 0xC2 && byte < 0xE0 ? 1 : byte >= 0xE0 && byte < 0xF0 ? 2
               : byte >= 0xF0 && byte < 0xF5 ? 3 : -1;
    if (more < 0 || at + size_t(more) >= length + (more == 0)) return at;
    for (int index = 1; index <= more; index++) {
      if ((text[at + size_t(index)] & 0xC0) != 0x80) return at;
    }
    if (more == 2 && byte == 0xE0 && text[at + 1] < 0xA0) return at;
    if (more == 2 && byte == 0xED && text[at + 1] >= 0xA0) return at;
    if (more == 3 && byte == 0xF0 && text[at + 1] < 0x90) return at;
    if (more == 3 && byte == 0xF4 && text[at + 1] >= 0x90) return at;
    at += size_t(more) + 1;
  }
  return length;
}

/// The offset of a control character inside a string, of a string that does not end, or of a
/// backslash outside, which makes simdjson take the next quote for an escaped one.
size_t first_bad_string(const uint8_t *text, size_t length) {
  size_t start = length;
  for (size_t at = 0; at < length; at++) {
    bool is_inside = start != length;
    if (!is_inside && text[at] == '\\') return at;
    if (text[at] == '"') {
      start = is_inside ? length : at;
    } else if (is_inside && text[at] == '\\') {
      at++;
    } else if (is_inside && text[at] < 0x20) {
      return at;
    }
  }
  return start;
}

/// The tokens that simdjson finds, or what is wrong with the text.
tradectl_json_error find_tokens(
    tradectl_json_parser *parser, const uint8_t *text, size_t length,
    const uint32_t *&first, const uint32_t *&last, size_t *error_offset) {
  if (length > parser->capacity || !parser->tokens) {
    // Doubling keeps a stream of ever longer lines from allocating at each of them.
    size_t wanted = std::max<size_t>(4096, length + length / 2);
    if (load_simdjson().create_dom_parser_implementation(wanted, depth_limit, parser->tokens)) {
      return TRADECTL_JSON_NO_MEMORY;
    }
    parser->capacity = wanted;
  }
  switch (parser->tokens->stage1(text, length, simdjson::stage1_mode::regular)) {
    case simdjson::SUCCESS:
      first = parser->tokens->structural_indexes.get();
      last = first + parser->tokens->n_structural_indexes;
      return TRADECTL_JSON_OK;
    case simdjson::EMPTY:
      return TRADECTL_JSON_EMPTY;
    case simdjson::UTF8_ERROR:
      *error_offset = first_invalid_utf8(text, length);
      return TRADECTL_JSON_BAD_UTF8;
    case simdjson::UNCLOSED_STRING:
    case simdjson::UNESCAPED_CHARS:
      *error_offset = first_bad_string(text, length);
      return TRADECTL_JSON_BAD_STRING;
    default:
      return TRADECTL_JSON_BAD_STRUCTURE;
  }
}

}  // namespace

extern "C" {

struct tradectl_json_parser *tradectl_json_create(size_t own_bytes) {
  return new (std::nothrow) tradectl_json_parser{own_bytes};
}

void tradectl_json_destroy(struct tradectl_json_parser *parser) { delete parser; }

size_t tradectl_json_padding(void) { return simdjson::SIMDJSON_PADDING; }

enum tradectl_json_error tradectl_json_parse(
    struct tradectl_json_parser *parser, const uint8_t *text, size_t length,
    struct tradectl_json_field *fields, size_t capacity, size_t *count, bool *is_compact,
    size_t *error_offset) {
  *count = 0;
  *is_compact = false;
  *error_offset = 0;
  const uint32_t *first, *last;
  bool is_own = length <= parser->own_bytes;
  if (is_own) parser->own_bytes -= length;
  if (is_own && find_plain_tokens(text, length, parser->own_tokens)) {
    first = parser->own_tokens.data();
    last = first + parser->own_tokens.size();
  } else if (auto error = find_tokens(parser, text, length, first, last, error_offset)) {
    return error;
  }
  walker walk{text, first, last, uint32_t(length), 0};
  walk.escape = walk.find_escape(0);
  *error_offset = *first;
  if (!walk.is_at('{')) return TRADECTL_JSON_NOT_AN_OBJECT;
  walk.token++;
  auto error = walk.object(*first, 1, fields, capacity, *count, *is_compact);
  if (!error && walk.token != walk.last_token) {
    error = walk.fail(TRADECTL_JSON_TRAILING_TEXT, walk.here());
  }
  *error_offset = walk.error_offset;
  return error;
}

bool tradectl_json_element(
    const uint8_t *text, size_t length, size_t *at, size_t *start, size_t *end) {
  size_t place = *at, depth = 0;
  while (place < length && (is_space(text[place]) || text[place] == ',')) place++;
  *start = place;
  for (; place < length; place++) {
    uint8_t byte = text[place];
    if (byte == '"') {
      for (place++; place < length && text[place] != '"'; place++) place += text[place] == '\\';
    } else if (byte == '{' || byte == '[') {
      depth++;
    } else if (byte == '}' || byte == ']') {
      if (depth == 0) break;
      depth--;
    } else if (byte == ',' && depth == 0) {
      break;
    }
  }
  *at = place;
  while (place > *start && is_space(text[place - 1])) place--;
  *end = place;
  return place > *start;
}

size_t tradectl_json_unescape(const uint8_t *text, size_t length, uint8_t *output) {
  const uint8_t *end = text + length;
  uint8_t *start = output;
  while (text < end) {
    if (*text != '\\') {
      *output++ = *text++;
      continue;
    }
    if (end - text < 2) return SIZE_MAX;
    uint8_t mark = text[1];
    text += 2;
    if (mark != 'u') {
      static const char marks[] = "\"\\/bfnrt";
      static const char bytes[] = "\"\\/\b\f\n\r\t";
      const char *found = mark ? std::strchr(marks, mark) : nullptr;
      if (!found) return SIZE_MAX;
      *output++ = uint8_t(bytes[found - marks]);
      continue;
    }
    int unit = code_unit(text, end);
    if (unit < 0 || is_low_surrogate(unit)) return SIZE_MAX;
    text += 4;
    uint32_t scalar = uint32_t(unit);
    if (is_high_surrogate(unit)) {
      if (end - text < 6 || text[0] != '\\' || text[1] != 'u') return SIZE_MAX;
      int low = code_unit(text + 2, end);
      if (!is_low_surrogate(low)) return SIZE_MAX;
      scalar = 0x10000 + ((scalar - 0xD800) << 10) + (uint32_t(low) - 0xDC00);
      text += 6;
    }
    if (scalar < 0x80) {
      *output++ = uint8_t(scalar);
    } else if (scalar < 0x800) {
      *output++ = uint8_t(0xC0 | scalar >> 6);
      *output++ = uint8_t(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
      *output++ = uint8_t(0xE0 | scalar >> 12);
      *output++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
      *output++ = uint8_t(0x80 | (scalar & 0x3F));
    } else {
      *output++ = uint8_t(0xF0 | scalar >> 18);
      *output++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
      *output++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
      *output++ = uint8_t(0x80 | (scalar & 0x3F));
    }
  }
  return size_t(output - start);
}

}  // extern "C"
