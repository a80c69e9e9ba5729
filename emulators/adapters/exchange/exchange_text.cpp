#include "emulators/adapters/exchange/exchange_text.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <stdexcept>

#include "emulators/adapters/files/utf8.h"

namespace kazasu::adapters {

namespace {

constexpr auto kUtf8Declaration =
    std::string_view{R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>)"};
constexpr auto kShiftJisDeclaration =
    std::string_view{R"(<?xml version="1.0" encoding="Shift_JIS" standalone="no"?>)"};
constexpr auto kByteOrderMark = std::string_view{"\xEF\xBB\xBF"};
constexpr auto kLongestDeclaration = std::size_t{200};  // bytes

class Converter {
 public:
  Converter(char const* to, char const* from) : handle_(::iconv_open(to, from)) {
    if (handle_ == reinterpret_cast<iconv_t>(-1)) {
      throw std::runtime_error("this system cannot convert Shift_JIS (CP932); install Debian's libc6 whole");
    }
  }
  ~Converter() { ::iconv_close(handle_); }
  Converter(Converter const&) = delete;
  Converter& operator=(Converter const&) = delete;

  // Appends what can be converted and returns how many bytes that was.
  std::size_t convert(std::string_view from, std::string& to) {
    auto* in = const_cast<char*>(from.data());
    auto left = from.size();
    auto part = std::array<char, 16 * 1024>{};
    while (left > 0) {
      auto* out = part.data();
      auto room = part.size();
      auto const done = ::iconv(handle_, &in, &left, &out, &room);
      to.append(part.data(), part.size() - room);
      if (done == static_cast<std::size_t>(-1) && errno != E2BIG) break;
    }
    return from.size() - left;
  }

 private:
  iconv_t handle_;
};

std::string lower(std::string_view text) {
  auto result = std::string{text};
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

// The declaration, "<?xml" to "?>"; empty without one.
std::string_view declaration_of(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  auto const end = text.substr(0, kLongestDeclaration).find("?>");
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 2);
}

std::string declared_encoding(std::string_view declaration) {
  auto const name = declaration.find("encoding");
  if (name == std::string_view::npos) return {};
  auto const open = declaration.find_first_of("\"'", name);
  if (open == std::string_view::npos) return {};
  auto const close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return lower(declaration.substr(open + 1, close - open - 1));
}

// Nothing for a code that the folder does not speak.
std::optional<Charset> charset_of(std::string const& encoding) {
  constexpr auto kShiftJis =
      std::array<std::string_view, 6>{"shift_jis", "shift-jis", "sjis", "windows-31j", "cp932", "ms932"};
  if (encoding.empty() || encoding == "utf-8" || encoding == "utf8") return Charset::kUtf8;
  return std::ranges::find(kShiftJis, encoding) == kShiftJis.end() ? std::nullopt
                                                                   : std::optional{Charset::kShiftJis};
}

std::size_t length_of_character(std::string_view utf8) {
  auto length = std::size_t{1};
  while (length < utf8.size() && (static_cast<unsigned char>(utf8[length]) & 0xC0U) == 0x80U) ++length;
  return length;
}

// Precondition: one character of valid UTF-8.
unsigned long code_point(std::string_view character) {
  auto const lead = static_cast<unsigned char>(character.front());
  auto point = static_cast<unsigned long>(character.size() == 1   ? lead
                                          : character.size() == 2 ? lead & 0x1FU
                                          : character.size() == 3 ? lead & 0x0FU
                                                                  : lead & 0x07U);
  for (auto const more : character.substr(1))
    point = point << 6U | (static_cast<unsigned char>(more) & 0x3FU);
  return point;
}

std::string to_shift_jis(std::string_view utf8) {
  auto converter = Converter{"CP932", "UTF-8"};
  auto result = std::string{};
  result.reserve(utf8.size());
  while (!utf8.empty()) {
    utf8.remove_prefix(converter.convert(utf8, result));
    if (utf8.empty()) break;
    auto const character = utf8.substr(0, length_of_character(utf8));
    result += "&#" + std::to_string(code_point(character)) + ";";
    utf8.remove_prefix(character.size());
  }
  return result;
}

}  // namespace

ExchangeText decode_exchange_text(std::string_view bytes) {
  auto const marked = bytes.starts_with(kByteOrderMark);
  if (marked) bytes.remove_prefix(kByteOrderMark.size());
  auto const declaration = declaration_of(bytes);
  auto const charset = charset_of(declared_encoding(declaration));
  if (!charset) return {.utf8 = {}, .error = "the declared encoding must be Shift_JIS or UTF-8"};
  auto text = ExchangeText{.utf8 = {}, .charset = *charset};
  if (marked && *charset == Charset::kShiftJis) {
    text.error = "a byte order mark of UTF-8 before a declaration of Shift_JIS";
    return text;
  }
  auto const rest = bytes.substr(declaration.size());
  text.utf8 = kUtf8Declaration;
  if (*charset == Charset::kUtf8) {
    text.utf8 += rest;
    if (!is_utf8(rest)) text.error = "the text is not UTF-8, as it must be by its declaration";
    return text;
  }
  auto const converted = Converter{"UTF-8", "CP932"}.convert(rest, text.utf8);
  if (converted != rest.size()) {
    text.error = "byte " + std::to_string(declaration.size() + converted) +
                 " is not Shift_JIS, as it must be by the declaration";
  }
  return text;
}

std::string encode_exchange_text(std::string_view utf8, Charset charset) {
  auto const rest = utf8.substr(declaration_of(utf8).size());
  if (charset == Charset::kUtf8) return std::string{kUtf8Declaration}.append(rest);
  // OQSCD005: 0 UTF-8, 1 Shift_JIS.
  constexpr auto kIdentifier = std::string_view{"<CharacterCodeIdentifier>0<"};
  auto text = std::string{rest};
  auto const at = std::string_view{text}.substr(0, text.find("</MessageHeader>")).find(kIdentifier);
  if (at != std::string_view::npos) text[at + kIdentifier.size() - 2] = '1';
  return std::string{kShiftJisDeclaration} + to_shift_jis(text);
}

}  // namespace kazasu::adapters
