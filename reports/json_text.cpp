#include "reports/json_text.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace kazasu::reports {

namespace json = boost::json;
using Error = json::error_code;
using Text = json::string_view;

namespace {

// Boost.JSON's document builder, with its own reading of decimals.
struct Handler {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  json::value_stack stack;
  std::string number;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t size, Error&) { return stack.push_object(size), true; }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t size, Error&) { return stack.push_array(size), true; }
  bool on_key_part(Text part, std::size_t, Error&) { return stack.push_chars(part), true; }
  bool on_key(Text part, std::size_t, Error&) { return stack.push_key(part), true; }
  bool on_string_part(Text part, std::size_t, Error&) { return stack.push_chars(part), true; }
  bool on_string(Text part, std::size_t, Error&) { return stack.push_string(part), true; }
  bool on_number_part(Text part, Error&) { return number.append(part.data(), part.size()), true; }
  bool on_int64(std::int64_t value, Text, Error&) { return number.clear(), stack.push_int64(value), true; }
  bool on_uint64(std::uint64_t value, Text, Error&) { return number.clear(), stack.push_uint64(value), true; }
  bool on_double(double value, Text part, Error&) {
    number.append(part.data(), part.size());
    std::from_chars(number.data(), number.data() + number.size(), value);
    number.clear();
    return stack.push_double(value), true;
  }
  bool on_bool(bool value, Error&) { return stack.push_bool(value), true; }
  bool on_null(Error&) { return stack.push_null(), true; }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }
};

std::string number_text(double value) {
  if (!std::isfinite(value))
    throw std::invalid_argument{"JSON has no text for an infinite or undefined number"};
  auto buffer = std::array<char, 32>{};
  auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

// Bytes of the UTF-8 sequence that starts at `offset` (RFC 3629, section 4); 0 where there is none.
std::size_t sequence_at(std::string_view text, std::size_t offset) {
  auto const byte = [&](std::size_t i) {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0U;
  };
  auto const within = [&](std::size_t i, unsigned first, unsigned last) {
    return byte(i) >= first && byte(i) <= last;
  };
  auto const lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return within(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    auto const second = within(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead < 0xF0 || lead > 0xF4) return 0;
  auto const second = within(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
  return second && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
}

bool is_leaf(json::value const& value) {
  return !value.is_object() && !value.is_array();
}

bool fits_one_line(json::value const& value) {
  if (value.is_array()) return std::ranges::all_of(value.get_array(), is_leaf);
  return std::ranges::all_of(value.get_object(), [](auto const& member) { return is_leaf(member.value()); });
}

void write(std::string& out, json::value const& value, std::size_t depth);

// Members or elements between their brackets; `write_item` writes one.
template <typename Container, typename WriteItem>
void write_items(std::string& out, Container const& container, std::size_t depth, WriteItem write_item) {
  auto const one_line = depth > 0 && container.size() <= 16 && fits_one_line(container);
  auto const separator = one_line ? std::string{" "} : "\n" + std::string(2 * (depth + 1), ' ');
  auto first = true;
  for (auto const& item : container) {
    if (!first) out += ',';
    if (!first || !one_line) out += separator;
    first = false;
    write_item(item);
  }
  if (!one_line && !container.empty()) out += "\n" + std::string(2 * depth, ' ');
}

void write(std::string& out, json::value const& value, std::size_t depth) {
  if (value.is_object()) {
    out += '{';
    write_items(out, value.get_object(), depth, [&out, depth](json::key_value_pair const& member) {
      out += json::serialize(json::value(member.key())) + ": ";
      write(out, member.value(), depth + 1);
    });
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    write_items(out, value.get_array(), depth,
                [&out, depth](json::value const& item) { write(out, item, depth + 1); });
    out += ']';
  } else {
    out += value.is_double() ? number_text(value.get_double()) : json::serialize(value);
  }
}

}  // namespace

json::value parse_json(std::string_view text) {
  auto parser = json::basic_parser<Handler>{json::parse_options{}};
  auto& stack = parser.handler().stack;
  stack.reset();
  auto error = Error{};
  auto const used = parser.write_some(false, text.data(), text.size(), error);
  auto const rest = text.substr(std::min(used, text.size())).find_first_not_of(" \t\r\n");
  if (error || rest != std::string_view::npos) {
    throw std::invalid_argument{"not a JSON document: " + (error ? error.message() : "more text follows it") +
                                " (byte " + std::to_string(used) + ")"};
  }
  return stack.release();
}

std::string write_json(json::value const& value) {
  auto out = std::string{};
  write(out, value, 0);
  return out + "\n";
}

std::string valid_utf8(std::string_view text) {
  auto out = std::string{};
  for (std::size_t i = 0; i < text.size();) {
    auto const bytes = sequence_at(text, i);
    out += bytes == 0 ? std::string_view{"\uFFFD"} : text.substr(i, bytes);
    i += std::max<std::size_t>(bytes, 1);
  }
  return out;
}

std::string for_script_element(std::string_view json) {
  auto out = std::string{};
  for (auto const letter : json) {
    if (letter == '<') {
      out += "\\u003c";
    } else if (letter == '>') {
      out += "\\u003e";
    } else if (letter == '&') {
      out += "\\u0026";
    } else {
      out += letter;
    }
  }
  return out;
}

}  // namespace kazasu::reports
