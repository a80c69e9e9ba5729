// The vpcd protocol of virtualsmartcard, seen from the card: docs/protocols/vpcd.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace kazasu::reader {

// The reader's control codes, each a frame with one byte. kGetAtr alone wants an answer.
enum class VpcdControl : std::uint8_t { kPowerOff = 0x00, kPowerOn = 0x01, kReset = 0x02, kGetAtr = 0x04 };

// A code that the protocol does not have: without meaning and without an answer.
struct VpcdUnknown {
  std::uint8_t code = 0;
};
struct VpcdCommand {
  std::string apdu;  // 2 to 65,535 bytes
};
using VpcdMessage = std::variant<VpcdControl, VpcdCommand, VpcdUnknown>;

inline constexpr std::size_t kVpcdLongest = 65'535;

// Messages out of a stream that may be cut and joined anywhere.
class VpcdParser {
 public:
  void feed(std::string_view bytes) { pending_ += bytes; }
  // Nothing when a whole message has not come yet, or the stream is broken.
  std::optional<VpcdMessage> next();
  // After a frame without a byte, which means nothing in this direction: close the link.
  bool broken() const { return broken_; }
  // Bytes of a message that is not complete; below kVpcdLongest + 2 once next() has returned nothing.
  std::size_t pending() const { return pending_.size(); }

 private:
  std::string pending_;
  bool broken_ = false;
};

// An ATR or an answer with its length in front. Nothing for an empty one, which a vpcd takes for the card's
// removal, and for one above kVpcdLongest: the protocol cannot say either.
std::optional<std::string> encode_vpcd(std::string_view answer);

}  // namespace kazasu::reader
