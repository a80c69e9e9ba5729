// Reads DER (X.690) element by element, without allocating and without trusting a length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kazasu::adapters {

// A position in a run of DER elements.
class DerReader {
 public:
  struct Element {
    std::uint8_t tag = 0;
    std::string_view content;
    std::string_view whole;  // with tag and length
  };

  explicit DerReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  // The tag of the next element; 0 at the end.
  std::uint8_t next_tag() const { return rest_.empty() ? 0 : byte(0); }

  // The next element, which is passed. Nothing when it is cut short, longer than 65,535 bytes or its length
  // is not in the shortest form (X.690, 10.1).
  std::optional<Element> next() {
    if (rest_.size() < 2) return std::nullopt;
    auto header = std::size_t{2};
    auto length = std::size_t{byte(1)};
    if (length >= 0x80) {
      auto const octets = length - 0x80;
      if (octets < 1 || octets > 2 || rest_.size() < 2 + octets) return std::nullopt;
      length = octets == 1 ? byte(2) : std::size_t{byte(2)} << 8U | byte(3);
      if (length < (octets == 1 ? 0x80U : 0x100U)) return std::nullopt;
      header += octets;
    }
    if (rest_.size() - header < length) return std::nullopt;
    auto const element = Element{byte(0), rest_.substr(header, length), rest_.substr(0, header + length)};
    rest_.remove_prefix(header + length);
    return element;
  }
  // The next element if it has that tag.
  std::optional<Element> next(std::uint8_t tag) {
    if (next_tag() != tag) return std::nullopt;
    return next();
  }

 private:
  std::uint8_t byte(std::size_t at) const { return static_cast<std::uint8_t>(rest_[at]); }

  std::string_view rest_;
};

}  // namespace kazasu::adapters
