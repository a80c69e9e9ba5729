// The files of the claims systems while nothing is kept for good: --store memory.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "emulators/adapters/claims_store/content_pieces.h"
#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

// The journal and the archive of one another, for one thread. Contents up to 1 MiB are compressed in memory,
// a fifth of their size; larger ones stay where they are, which is a file when they came through a spool.
class MemoryClaimsArchive final : public claims::ClaimsJournal, public claims::ClaimArchive {
 public:
  void note(claims::ClaimChange change) override;
  claims::SentFile file(claims::SendKey const& key, std::uint32_t number) const override;

 private:
  struct File {
    std::shared_ptr<claims::SentContent const> content;
    std::vector<claims::ListLine> lines;
    bool more_lines = false;
  };
  Packer packer_;
  std::map<std::pair<claims::SendKey, std::uint32_t>, File> files_;
};

}  // namespace kazasu::adapters
