// Where the bytes of a claim file go while it comes: a port, because a server that keeps nothing holds them
// in memory and one that keeps claims writes them beside its store.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "emulators/claims/claims_journal.h"

namespace kazasu::adapters {

// One that is destroyed before finish() leaves nothing behind.
struct ClaimSpool {
  virtual ~ClaimSpool() = default;
  // Throws std::runtime_error when there is no room.
  virtual void write(std::string_view bytes) = 0;
  // What was written, whole. Call once; nothing is written after it. Throws as write() does.
  virtual std::unique_ptr<claims::SentContent> finish() = 0;
};

using MakeClaimSpool = std::function<std::unique_ptr<ClaimSpool>()>;

// In memory: gone with the process.
std::unique_ptr<ClaimSpool> make_memory_spool();

}  // namespace kazasu::adapters
