#include "emulators/adapters/claims_store/memory_claims_archive.h"

#include <string>
#include <variant>

#include "emulators/adapters/claims_store/content_pieces.h"
#include "emulators/adapters/claims_store/shared_content.h"

namespace kazasu::adapters {

namespace {

class PackedContent final : public claims::SentContent {
 public:
  PackedContent(claims::SentContent const& content, Packer& packer) {
    packer.pack(content, [this](PackedPiece const& piece) {
      size_ += piece.size;
      packed_ = piece.packed;
    });
  }

  std::uint64_t size() const override { return size_; }
  void read(std::function<void(std::string_view)> const& give) const override {
    if (size_ == 0) return;
    auto bytes = std::string{};
    unpack({.size = size_, .packed = packed_}, bytes);
    give(bytes);
  }

 private:
  std::size_t size_ = 0;
  std::string packed_;  // one piece
};

std::shared_ptr<claims::SentContent const> small(std::unique_ptr<claims::SentContent> content,
                                                 Packer& packer) {
  if (!content || content->size() > kMostPiece) return content;
  return std::make_shared<PackedContent const>(*content, packer);
}

}  // namespace

void MemoryClaimsArchive::note(claims::ClaimChange change) {
  if (std::holds_alternative<claims::ClaimsForgotten>(change)) files_.clear();
  auto* const made = std::get_if<claims::SendMade>(&change);
  if (made == nullptr) return;
  auto& file = made->file;
  files_[{made->key, made->send.number}] = {.content = small(std::move(file.content), packer_),
                                            .lines = std::move(file.lines),
                                            .more_lines = file.more_lines};
}

claims::SentFile MemoryClaimsArchive::file(claims::SendKey const& key, std::uint32_t number) const {
  auto const found = files_.find({key, number});
  if (found == files_.end()) return {};
  auto const& file = found->second;
  return {.content = another_owner(file.content), .lines = file.lines, .more_lines = file.more_lines};
}

}  // namespace kazasu::adapters
