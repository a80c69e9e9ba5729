#include "emulators/claims/paper_claims.h"

#include "emulators/claims/first_online_month.h"

namespace kazasu::claims {

std::string_view name_of(ClaimRoute route) {
  switch (route) {
    case ClaimRoute::kOnline:
      return "online";
    case ClaimRoute::kOnMedia:
      return "on_media";
    case ClaimRoute::kOnPaper:
      break;
  }
  return "on_paper";
}

ClaimRoute route_of(ClaimCase const& claim) {
  if (claim.care < kFirstOnlineMonth) return ClaimRoute::kOnPaper;
  return claim.line_failed ? ClaimRoute::kOnMedia : ClaimRoute::kOnline;
}

ClaimRoute route_of(ReturnKind kind) {
  return kind == ReturnKind::kAfterSettlement ? ClaimRoute::kOnPaper : ClaimRoute::kOnline;
}

}  // namespace kazasu::claims
