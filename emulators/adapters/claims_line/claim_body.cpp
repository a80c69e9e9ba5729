#include "emulators/adapters/claims_line/claim_body.h"

#include <array>
#include <cstdio>
#include <stdexcept>
#include <utility>

namespace kazasu::adapters {

namespace {

// Of a file, of an empty archive, of one that is spanned (APPNOTE 4.3).
constexpr auto kArchives =
    std::to_array<std::string_view>({"PK\3\4", "PK\5\6", "PK\7\10"});
constexpr auto kSignature = std::size_t{4};

}  // namespace

ClaimBody::ClaimBody(Parts parts)
    : rules_(std::move(parts.rules)),
      checks_(rules_, parts.caller),
      spool_(std::move(parts.spool)),
      transit_(parts.transit) {}

ClaimBody::~ClaimBody() {
  transit_.used -= held_;
}

void ClaimBody::drop(BodyFault fault) {
  fault_ = fault;
  spool_ = nullptr;
  transit_.used -= std::exchange(held_, 0);
}

void ClaimBody::look_for_archive(std::string_view bytes) {
  if (beginning_.size() >= kSignature) return;
  beginning_.append(bytes.substr(0, kSignature - beginning_.size()));
  for (auto const archive : kArchives) {
    if (beginning_ == archive) drop(BodyFault::kZip);
  }
}

void ClaimBody::take(std::string_view bytes) {
  size_ += bytes.size();
  if (fault_ == BodyFault::kNone) look_for_archive(bytes);
  if (fault_ != BodyFault::kNone) return;
  if (bytes.size() > transit_.most - transit_.used) return drop(BodyFault::kNoRoom);
  transit_.used += bytes.size();
  held_ += bytes.size();
  digest_.add(bytes);
  checks_.feed(bytes);
  try {
    spool_->write(bytes);
  } catch (std::runtime_error const& error) {
    std::fprintf(stderr, "kazasu: a claim file could not be put aside: %s\n", error.what());
    drop(BodyFault::kStore);
  }
}

ClaimBody::Whole ClaimBody::finish() {
  auto whole = Whole{.sha256 = digest_.finish(), .checked = {}, .file = {}};
  auto result = checks_.finish();
  whole.checked = std::move(result.checked);
  whole.file.lines = std::move(result.lines);
  whole.file.more_lines = result.more_lines;
  try {
    whole.file.content = spool_->finish();
  } catch (std::runtime_error const& error) {
    std::fprintf(stderr, "kazasu: a claim file could not be put aside: %s\n", error.what());
    drop(BodyFault::kStore);
  }
  return whole;
}

}  // namespace kazasu::adapters
