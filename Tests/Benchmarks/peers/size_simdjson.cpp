// Sizes signals by the risk method as fast as is reasonable: the near limit of a record filter.
//
// One thread, big reads, simdjson's on-demand parser, 128-bit integers, one reused output buffer.
// Input fields keep their bytes and their place; what was computed is appended.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include <simdjson.h>
#include <unistd.h>

using namespace simdjson;
using Wide = unsigned __int128;

// Prices are read as multiples of 10^-8, so that a quantity (10^-18) times a price fits 128 bits.
constexpr int price_digits = 8;
constexpr uint64_t price_one = 100'000'000;
constexpr uint64_t one = 1'000'000'000'000'000'000;
constexpr uint64_t equity = 10'000;
constexpr uint64_t risk_money = equity * 2 / 100;
constexpr uint64_t position_money = equity * 10 / 100;
constexpr size_t block_size = 1 << 20;
constexpr size_t longest_line = 1 << 20;

[[noreturn]] static void fail(const char *what, std::string_view line) {
  fprintf(stderr, "size_simdjson: %s: %.*s\n", what, int(line.size()), line.data());
  exit(65);
}

static void append(std::vector<char> &out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

// Writes multiples of 10^-18 plainly, without trailing zeros.
static void append(std::vector<char> &out, Wide scaled) {
  char text[24];
  append(out, std::string_view(text, std::to_chars(text, text + 24, uint64_t(scaled / one)).ptr));
  if (uint64_t fraction = uint64_t(scaled % one)) {
    // One is added so that to_chars writes every leading zero; its digit becomes the point.
    char *end = std::to_chars(text, text + 24, one + fraction).ptr;
    text[0] = '.';
    while (end[-1] == '0') end--;
    append(out, std::string_view(text, end));
  }
}

// Reads the plain decimal at `token` as multiples of 10^-8.
static uint64_t price(std::string_view token, std::string_view line) {
  uint64_t value = 0;
  int fraction = -1;
  for (char c : token) {
    if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      if (fraction >= 0) fraction++;
    } else if (c == '.' && fraction < 0) {
      fraction = 0;
    } else {
      break;
    }
  }
  if (fraction > price_digits || token.size() > 18) fail("price is out of range", line);
  for (int i = fraction < 0 ? 0 : fraction; i < price_digits; i++) value *= 10;
  if (value == 0) fail("price is not a positive number", line);
  return value;
}

static void size_line(ondemand::parser &parser, std::string_view line, size_t capacity,
                      std::vector<char> &out) {
  uint64_t entry = 0, stop = 0;
  std::string_view kind, action;
  ondemand::document document = parser.iterate(line.data(), line.size(), capacity);
  for (auto field : document.get_object()) {
    ondemand::raw_json_string key = field.key();
    if (key == "record") {
      kind = std::string_view(field.value().raw_json_token());
    } else if (key == "action") {
      action = field.value().get_string();
    } else if (key == "entry") {
      entry = price(field.value().raw_json_token(), line);
    } else if (key == "stop_loss") {
      stop = price(field.value().raw_json_token(), line);
    }
  }
  if (!kind.starts_with("\"signal\"") || !entry || !stop || entry == stop)
    fail("not a signal with an entry and a stop", line);

  uint64_t distance = entry > stop ? entry - stop : stop - entry;
  Wide raw = Wide(risk_money * price_one) * one / distance;
  Wide most = Wide(position_money * price_one) * one / entry;
  Wide quantity = raw < most ? raw : most;
  Wide loss = quantity * distance / price_one;
  Wide loss_percent = loss * 100 / equity;

  size_t after_kind = kind.data() - line.data() + strlen("\"signal\"");
  append(out, line.substr(0, kind.data() - line.data()));
  append(out, "\"intent\"");
  append(out, line.substr(after_kind, line.rfind('}') - after_kind));
  append(out, action == "buy" || action == "long" ? ",\"side\":\"buy\"" : ",\"side\":\"sell\"");
  append(out, ",\"order_type\":\"market\",\"quantity\":");
  append(out, quantity);
  append(out, ",\"sizing\":{\"method\":\"risk\",\"equity\":10000,\"risk_percent\":2,"
              "\"raw_quantity\":");
  append(out, raw);
  if (raw > most) append(out, ",\"cap\":\"max_position\"");
  append(out, ",\"notional\":");
  append(out, quantity * entry / price_one);
  append(out, ",\"loss_at_stop\":");
  append(out, loss);
  append(out, ",\"loss_percent\":");
  append(out, loss_percent);
  append(out, loss_percent <= Wide(2) * one ? ",\"valid\":true}}\n" : ",\"valid\":false}}\n");
}

static void flush(std::vector<char> &out) {
  for (size_t done = 0; done < out.size();) {
    ssize_t count = write(STDOUT_FILENO, out.data() + done, out.size() - done);
    if (count < 0) exit(74);
    done += size_t(count);
  }
  out.clear();
}

int main() try {
  std::vector<char> in(longest_line + block_size + SIMDJSON_PADDING), out;
  out.reserve(3 * block_size);
  ondemand::parser parser;
  size_t held = 0;
  for (;;) {
    ssize_t count = read(STDIN_FILENO, in.data() + held, block_size);
    if (count < 0) return 74;
    if (count == 0) break;
    held += size_t(count);
    const char *next = in.data(), *end = in.data() + held;
    while (auto newline = static_cast<const char *>(memchr(next, '\n', end - next))) {
      size_t capacity = in.data() + in.size() - next;
      size_line(parser, std::string_view(next, newline - next), capacity, out);
      next = newline + 1;
    }
    flush(out);
    held = end - next;
    if (held > longest_line) fail("line too long", "");
    memmove(in.data(), next, held);
  }
  if (held > 0) fail("the last line has no newline", std::string_view(in.data(), held));
} catch (const simdjson_error &error) {
  fprintf(stderr, "size_simdjson: %s\n", error.what());
  return 65;
}
