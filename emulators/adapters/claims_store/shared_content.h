// One file with several readers. Internal to the claims store.
#pragma once

#include <memory>
#include <utility>

#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

// Who writes a file to the disk, who keeps it findable until then and who was given it meanwhile: whichever
// is last lets it go.
class SharedContent final : public claims::SentContent {
 public:
  explicit SharedContent(std::shared_ptr<claims::SentContent const> content) : content_(std::move(content)) {}

  std::uint64_t size() const override { return content_->size(); }
  void read(std::function<void(std::string_view)> const& give) const override { content_->read(give); }

 private:
  std::shared_ptr<claims::SentContent const> content_;
};

// Null for null.
inline std::unique_ptr<claims::SentContent> another_owner(
    std::shared_ptr<claims::SentContent const> const& content) {
  return content ? std::make_unique<SharedContent>(content) : nullptr;
}

}  // namespace kazasu::adapters
