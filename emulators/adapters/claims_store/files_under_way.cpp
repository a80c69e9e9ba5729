#include "emulators/adapters/claims_store/files_under_way.h"

#include <variant>

#include "emulators/adapters/claims_store/shared_content.h"

namespace kazasu::adapters {

void FilesUnderWay::add(claims::ClaimChange& change) {
  auto const lock = std::lock_guard{mutex_};
  if (std::holds_alternative<claims::ClaimsForgotten>(change)) {
    files_.clear();
    ++forgets_;
  }
  auto* const made = std::get_if<claims::SendMade>(&change);
  if (made == nullptr) return;
  auto content = std::shared_ptr<claims::SentContent const>{std::move(made->file.content)};
  made->file.content = another_owner(content);
  files_[{made->key, made->send.number}] = {.ordinal = ++added_,
                                            .content = std::move(content),
                                            .lines = made->file.lines,
                                            .more_lines = made->file.more_lines};
}

void FilesUnderWay::kept(std::vector<claims::ClaimChange> const& changes) {
  auto const lock = std::lock_guard{mutex_};
  for (auto const& change : changes) {
    if (std::holds_alternative<claims::ClaimsForgotten>(change) && forgets_ > 0) --forgets_;
    auto const* const made = std::get_if<claims::SendMade>(&change);
    if (made == nullptr) continue;
    ++kept_;
    // After everything was forgotten the same number may be under way again.
    auto const found = files_.find({made->key, made->send.number});
    if (found != files_.end() && found->second.ordinal == kept_) files_.erase(found);
  }
}

std::optional<claims::SentFile> FilesUnderWay::find(claims::SendKey const& key, std::uint32_t number) const {
  auto const lock = std::lock_guard{mutex_};
  auto const found = files_.find({key, number});
  if (found != files_.end()) {
    auto const& file = found->second;
    return claims::SentFile{
        .content = another_owner(file.content), .lines = file.lines, .more_lines = file.more_lines};
  }
  if (forgets_ > 0) return claims::SentFile{};
  return std::nullopt;
}

}  // namespace kazasu::adapters
