#include "emulators/claims/paper_claims.h"

#include <gtest/gtest.h>

namespace kazasu::claims {
namespace {

constexpr auto kJune = std::chrono::year{2024} / std::chrono::June;

TEST(PaperClaims, AreThoseOfCareBeforeOnlineClaims) {
  EXPECT_EQ(route_of(ClaimCase{.care = kJune}), ClaimRoute::kOnline);
  EXPECT_EQ(route_of(ClaimCase{.care = kJune - std::chrono::months{1}}), ClaimRoute::kOnPaper);
  EXPECT_EQ(route_of(ClaimCase{.care = kJune - std::chrono::months{1}, .line_failed = true}),
            ClaimRoute::kOnPaper);
}

TEST(PaperClaims, GoOnMediaWhenTheLineFails) {
  EXPECT_EQ(route_of(ClaimCase{.care = kJune, .line_failed = true}), ClaimRoute::kOnMedia);
}

TEST(PaperClaims, AreReturnsAfterTheSettlement) {
  EXPECT_EQ(route_of(ReturnKind::kBeforeSettlement), ClaimRoute::kOnline);
  EXPECT_EQ(route_of(ReturnKind::kAfterSettlement), ClaimRoute::kOnPaper);
}

TEST(PaperClaims, SayTheirRoute) {
  EXPECT_EQ(name_of(ClaimRoute::kOnline), "online");
  EXPECT_EQ(name_of(ClaimRoute::kOnMedia), "on_media");
  EXPECT_EQ(name_of(ClaimRoute::kOnPaper), "on_paper");
}

}  // namespace
}  // namespace kazasu::claims
