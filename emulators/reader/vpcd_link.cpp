#include "emulators/reader/vpcd_link.h"

namespace kazasu::reader {

namespace {

constexpr std::size_t kLengthBytes = 2;

std::uint8_t byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<std::uint8_t>(bytes[index]);
}

VpcdMessage control(std::uint8_t code) {
  switch (static_cast<VpcdControl>(code)) {
    case VpcdControl::kPowerOff:
    case VpcdControl::kPowerOn:
    case VpcdControl::kReset:
    case VpcdControl::kGetAtr:
      return static_cast<VpcdControl>(code);
  }
  return VpcdUnknown{code};
}

}  // namespace

std::optional<VpcdMessage> VpcdParser::next() {
  if (broken_ || pending_.size() < kLengthBytes) return std::nullopt;
  auto const length = std::size_t{byte_at(pending_, 0)} << 8U | byte_at(pending_, 1);
  if (length == 0) {
    broken_ = true;
    pending_.clear();
    return std::nullopt;
  }
  if (pending_.size() < kLengthBytes + length) return std::nullopt;
  auto message = length == 1 ? control(byte_at(pending_, kLengthBytes))
                             : VpcdMessage{VpcdCommand{pending_.substr(kLengthBytes, length)}};
  pending_.erase(0, kLengthBytes + length);
  return message;
}

std::optional<std::string> encode_vpcd(std::string_view answer) {
  if (answer.empty() || answer.size() > kVpcdLongest) return std::nullopt;
  auto frame = std::string{static_cast<char>(answer.size() >> 8U), static_cast<char>(answer.size() & 0xFFU)};
  frame += answer;
  return frame;
}

}  // namespace kazasu::reader
