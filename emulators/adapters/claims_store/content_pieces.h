// Files in compressed pieces, so that none is ever whole in memory. Internal to the claims store.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

inline constexpr auto kMostPiece = std::size_t{1} << 20U;  // bytes before compression

struct PackedPiece {
  std::size_t size = 0;     // before compression, 1 to kMostPiece
  std::string_view packed;  // zlib (RFC 1950), level 1
};

// Keeps its memory from file to file: to ask for it anew costs more than to compress.
class Packer {
 public:
  Packer();
  ~Packer();

  // Gives the pieces in order; `packed` is valid during the call.
  using Give = std::function<void(PackedPiece const&)>;
  void pack(claims::SentContent const& content, Give const& give);

 private:
  void pack_one(std::string_view piece, Give const& give);

  struct Compressor;
  std::unique_ptr<Compressor> compressor_;
  std::string waiting_;
  std::string packed_;
};

// The bytes of a piece, which are valid as long as `bytes` stands. Throws std::invalid_argument for what is
// no such piece.
void unpack(PackedPiece const& piece, std::string& bytes);

}  // namespace kazasu::adapters
