// The secure session of 券面入力補助AP: encryption in both directions and no checksum. As soltia48/myna-card
// measured it on real cards; docs/protocols/card.md has the whole.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/card/apdu.h"

namespace kazasu::card {

// A command out of its wrapping, its data apart.
struct SecureCommand {
  CommandApdu command;
  std::string data;
};

// AES-128 in CBC. Every command under the session takes the next number, from 1; its initial value is the
// number, as a block of 16 bytes, encrypted under the key.
class SecureSession {
 public:
  // `delivery` is A0 22 80 20 and a seed of 32 bytes, whose first half becomes the key. Nothing for any other
  // form.
  static std::optional<SecureSession> delivered(std::string_view delivery);

  // Counts the command, and takes it apart: one object 86 (length, 01, cryptogram) with the command's data,
  // or for READ BINARY one object 96 03 00 with two bytes of length, zero for all. Nothing for anything else.
  std::optional<SecureCommand> unwrap(CommandApdu const& command);
  // The answer to the command that was counted last, as one object 86.
  std::string wrap(std::string_view answer) const;

 private:
  static constexpr std::size_t kBlock = 16;
  using Block = std::array<unsigned char, kBlock>;

  explicit SecureSession(std::string_view key);
  Block initial_value() const;

  Block key_{};
  std::uint32_t number_ = 0;
};

}  // namespace kazasu::card
