// Files in compressed pieces, so that none is ever whole in memory. Internal to the claims store.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

inline constexpr auto kMostPiece = std::size_t{1} << 20U;  // bytes before compression

struct PackedPiece {
  std::size_t size = 0;     // before compression, 1 to kMostPiece
  std::string_view packed;  // zlib (RFC 1950), level 1
};
// Gives the pieces in order; `packed` is valid during the call.
void pack(claims::SentContent const& content, std::function<void(PackedPiece const&)> const& give);

// The bytes of a piece, which are valid as long as `bytes` stands. Throws std::invalid_argument for what is
// no such piece.
void unpack(PackedPiece const& piece, std::string& bytes);

}  // namespace kazasu::adapters
