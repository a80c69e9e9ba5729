// Files as an archive keeps them, in memory.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulators/claims/claims_journal.h"

namespace kazasu::claims {

class TextContent final : public SentContent {
 public:
  explicit TextContent(std::string text) : text_(std::move(text)) {}
  std::uint64_t size() const override { return text_.size(); }
  // In pieces that fall within records.
  void read(std::function<void(std::string_view)> const& give) const override {
    constexpr auto kPiece = std::size_t{100};
    for (auto rest = std::string_view{text_}; !rest.empty();
         rest.remove_prefix(std::min(kPiece, rest.size()))) {
      give(rest.substr(0, kPiece));
    }
  }

 private:
  std::string text_;
};

class KeptFiles final : public ClaimArchive {
 public:
  struct Kept {
    std::string text;
    std::vector<ListLine> lines;
    bool more_lines = false;
  };
  void keep(SendKey const& key, std::uint32_t number, Kept kept) { kept_[{key, number}] = std::move(kept); }
  SentFile file(SendKey const& key, std::uint32_t number) const override {
    auto const found = kept_.find({key, number});
    if (found == kept_.end()) return {};
    return {std::make_unique<TextContent>(found->second.text), found->second.lines, found->second.more_lines};
  }

 private:
  std::map<std::pair<SendKey, std::uint32_t>, Kept> kept_;
};

}  // namespace kazasu::claims
