// Files whose sends were noted and are not on the disk yet. Internal to the claims store.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

// From any thread: the services add and look, the writer takes away.
class FilesUnderWay {
 public:
  // Before the change is passed on to be written; shares its content with it.
  void add(claims::ClaimChange& change);
  // The changes are on the disk: all in the order in which they were added, without gaps, or none that was
  // ever added.
  void kept(std::vector<claims::ClaimChange> const& changes);

  // A file that is under way. An empty one when everything was forgotten and that is not on the disk yet:
  // what is there must not be looked at. Nothing: the disk has what there is.
  std::optional<claims::SentFile> find(claims::SendKey const& key, std::uint32_t number) const;

 private:
  struct File {
    std::uint64_t ordinal = 0;
    std::shared_ptr<claims::SentContent const> content;
    std::vector<claims::ListLine> lines;
    bool more_lines = false;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<claims::SendKey, std::uint32_t>, File> files_;
  std::uint64_t added_ = 0;    // sends, ever
  std::uint64_t kept_ = 0;     // of those
  std::uint64_t forgets_ = 0;  // under way
};

}  // namespace kazasu::adapters
