// Where changes go, many at a time.
#pragma once

#include <vector>

#include "emulators/claims/claims_journal.h"
#include "emulators/eligibility/journal.h"

namespace kazasu::adapters {

template <class Change>
struct BasicChangeSink {
  virtual ~BasicChangeSink() = default;
  // All of them or none; on the disk when it returns. Throws StoreError when that cannot be.
  virtual void write(std::vector<Change> const& changes) = 0;
};
using ChangeSink = BasicChangeSink<eligibility::Change>;
using ClaimsSink = BasicChangeSink<claims::ClaimChange>;

}  // namespace kazasu::adapters
