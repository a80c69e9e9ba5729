#include "emulators/adapters/claims_line/claim_body.h"

#include <array>
#include <cstdio>
#include <utility>

#include "emulators/adapters/store/store_error.h"

namespace kazasu::adapters {

namespace {

// Of a file, of an empty archive, of one that is spanned (APPNOTE 4.3).
constexpr auto kArchives = std::to_array<std::string_view>({"PK\3\4", "PK\5\6", "PK\7\10"});
constexpr auto kSignature = std::size_t{4};

claims::CrossRules with_earlier(claims::CrossRules rules, claims::EarlierReceipts const& earlier) {
  rules.earlier = &earlier;
  return rules;
}

}  // namespace

ClaimBody::ClaimBody(Parts parts)
    : rules_(std::move(parts.rules)),
      earlier_(parts.desk, parts.key),
      checks_(rules_, {.station = parts.key.station, .payer = parts.key.payer},
              with_earlier(std::move(parts.beside), earlier_)),
      content_(std::make_unique<SpooledContent>(parts.spool)),
      transit_(parts.transit) {}

ClaimBody::~ClaimBody() {
  transit_.used -= held_;
}

void ClaimBody::drop(BodyFault fault) {
  fault_ = fault;
  content_ = nullptr;
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
  try {
    if (!content_->append(bytes)) return drop(BodyFault::kNoRoom);
  } catch (StoreError const& error) {
    std::fprintf(stderr, "kazasu: a claim file is refused: %s\n", error.what());
    return drop(BodyFault::kStore);
  }
  checks_.feed(bytes);
}

ClaimBody::Whole ClaimBody::finish() {
  auto result = checks_.finish();
  auto whole = Whole{.sha256 = content_->sha256(), .checked = std::move(result.checked), .file = {}};
  whole.file.lines = std::move(result.lines);
  whole.file.more_lines = result.more_lines;
  whole.file.content = std::move(content_);
  return whole;
}

}  // namespace kazasu::adapters
