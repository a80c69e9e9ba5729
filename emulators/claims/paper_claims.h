// Where a claim, or what a payer sent back, does not go online.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace kazasu::claims {

enum class ClaimRoute : std::uint8_t {
  kOnline,
  kOnMedia,  // 光ディスク等
  kOnPaper,
};
std::string_view name_of(ClaimRoute route);

struct ClaimCase {
  std::chrono::year_month care;
  bool line_failed = false;  // the station's line to the claim site
};
// Care before June 2024 cannot be claimed online (notices on the start of online claims; the checks say
// L2976) and stays on paper. When the line fails media may be sent instead (onlineseikyu.jp, questions and
// answers).
ClaimRoute route_of(ClaimCase const& claim);

enum class ReturnKind : std::uint8_t {
  kBeforeSettlement,  // 一次請求返戻, in the month's processing
  kAfterSettlement,   // 再審査返戻, asked for by the insurer later
};
// Of the returned receipt and of its claim anew: after the settlement both go on paper for 訪問看護
// (電子レセプトの作成手引き −訪問看護−, p. 65-66).
ClaimRoute route_of(ReturnKind kind);

}  // namespace kazasu::claims
