#include "emulators/adapters/files/shift_jis.h"

#include <iconv.h>

#include <algorithm>
#include <stdexcept>

namespace kazasu::adapters {

namespace {

iconv_t open_converter(char const* to, char const* from) {
  auto* const converter = ::iconv_open(to, from);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    throw std::runtime_error("this system cannot convert Shift_JIS (CP932); install Debian's libc6 whole");
  }
  return converter;
}

// What of `from` could not be converted is left in it.
std::string convert(iconv_t converter, std::string_view& from) {
  auto text = std::string(from.size() * 3, '\0');  // as long as either code can become
  auto* in = const_cast<char*>(from.data());
  auto left = from.size();
  auto* out = text.data();
  auto room = text.size();
  ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
  ::iconv(converter, &in, &left, &out, &room);
  from.remove_prefix(from.size() - left);
  text.resize(text.size() - room);
  return text;
}

}  // namespace

ShiftJisText::ShiftJisText()
    : encoder_(open_converter("CP932", "UTF-8")), decoder_(open_converter("UTF-8", "CP932")) {}

ShiftJisText::~ShiftJisText() {
  ::iconv_close(encoder_);
  ::iconv_close(decoder_);
}

std::string ShiftJisText::encode(std::string_view utf8) {
  // Most records have nothing else, and a call of iconv costs more than the rest of writing them.
  if (std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return std::string{utf8};
  }
  auto left = utf8;
  auto text = convert(encoder_, left);
  if (!left.empty()) {
    throw std::runtime_error("Shift_JIS has no character for what stands at byte " +
                             std::to_string(utf8.size() - left.size()) + " of a text");
  }
  return text;
}

std::string ShiftJisText::decode(std::string_view shift_jis) {
  auto text = std::string{};
  while (!shift_jis.empty()) {
    text += convert(decoder_, shift_jis);
    if (shift_jis.empty()) break;
    text.push_back('?');
    shift_jis.remove_prefix(1);
  }
  return text;
}

}  // namespace kazasu::adapters
