// The applications of a My Number card and how SELECT names them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kazasu::card {

enum class ApplicationId : std::uint8_t {
  kCardManager,  // current after power-up
  kJpki,         // 公的個人認証AP
  kText,         // 券面入力補助AP
  kVisual,       // 券面事項確認AP
  kCommon,       // 共通AP
  kResident,     // 住基AP
};

inline constexpr std::string_view kCardManagerAid{"\xA0\x00\x00\x01\x51\x00\x00", 7};
inline constexpr std::string_view kJpkiAid{"\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01", 10};
inline constexpr std::string_view kTextAid{"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08", 10};
inline constexpr std::string_view kVisualAid{"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02", 10};
inline constexpr std::string_view kCommonAid{"\xD3\x92\x10\x00\x31\x00\x01\x01\x01\x00", 10};
inline constexpr std::string_view kResidentAid{"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x01", 10};

// `aid` may be cut short after five bytes; the first application above (card manager last) that begins with
// it is meant.
std::optional<ApplicationId> find_application(std::string_view aid);

}  // namespace kazasu::card
