#include "emulators/adapters/claims_store/content_pieces.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace kazasu::adapters {

namespace {

constexpr auto kLevel = 1;  // claims are mostly digits and commas: to a fifth, in a third of level 6's time

// zlib changes nothing there.
Bytef* bytes_of(std::string_view text) {
  return const_cast<Bytef*>(reinterpret_cast<Bytef const*>(text.data()));
}

}  // namespace

struct Packer::Compressor {
  Compressor() {
    if (deflateInit(&stream, kLevel) != Z_OK) throw std::runtime_error("files cannot be compressed");
  }
  ~Compressor() { deflateEnd(&stream); }
  Compressor(Compressor const&) = delete;
  Compressor& operator=(Compressor const&) = delete;

  z_stream stream{};
};

Packer::Packer() : compressor_(std::make_unique<Compressor>()) {}

Packer::~Packer() = default;

void Packer::pack_one(std::string_view piece, Give const& give) {
  auto& stream = compressor_->stream;
  auto const most = deflateBound(&stream, piece.size());
  if (packed_.size() < most) packed_.resize(most);
  stream.next_in = bytes_of(piece);
  stream.avail_in = static_cast<uInt>(piece.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed_.data());
  stream.avail_out = static_cast<uInt>(packed_.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("a file cannot be compressed");
  auto const size = static_cast<std::size_t>(stream.total_out);
  deflateReset(&stream);
  give({piece.size(), std::string_view{packed_}.substr(0, size)});
}

void Packer::pack(claims::SentContent const& content, Give const& give) {
  waiting_.clear();
  content.read([&](std::string_view bytes) {
    while (!bytes.empty()) {
      // What comes in the right size needs no copy.
      if (waiting_.empty() && (bytes.size() >= kMostPiece || bytes.size() == content.size())) {
        pack_one(bytes.substr(0, kMostPiece), give);
        bytes.remove_prefix(std::min(bytes.size(), kMostPiece));
        continue;
      }
      auto const taken = std::min(bytes.size(), kMostPiece - waiting_.size());
      waiting_.append(bytes.substr(0, taken));
      bytes.remove_prefix(taken);
      if (waiting_.size() < kMostPiece) continue;
      pack_one(waiting_, give);
      waiting_.clear();
    }
  });
  if (!waiting_.empty()) pack_one(waiting_, give);
}

void unpack(PackedPiece const& piece, std::string& bytes) {
  if (piece.size == 0 || piece.size > kMostPiece)
    throw std::invalid_argument("a piece of a file has no size");
  bytes.resize(piece.size);
  auto size = static_cast<uLongf>(piece.size);
  auto const result = uncompress(reinterpret_cast<Bytef*>(bytes.data()), &size, bytes_of(piece.packed),
                                 static_cast<uLong>(piece.packed.size()));
  if (result != Z_OK || size != piece.size) throw std::invalid_argument("a piece of a file is not whole");
}

}  // namespace kazasu::adapters
