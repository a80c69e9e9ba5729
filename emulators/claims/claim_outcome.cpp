#include "emulators/claims/claim_outcome.h"

#include <array>
#include <cstddef>

namespace kazasu::claims {

namespace {

constexpr auto kNames = std::to_array<std::string_view>({"accepted",
                                                         "accepted_before",
                                                         "outside_window",
                                                         "nothing_to_correct",
                                                         "not_this_month",
                                                         "too_many_sends",
                                                         "send_unknown",
                                                         "being_checked",
                                                         "refused_before",
                                                         "confirmed_before",
                                                         "cancelled_before",
                                                         "test_only",
                                                         "not_settled_yet",
                                                         "nothing_there",
                                                         "wrong_password",
                                                         "locked",
                                                         "password_must_change",
                                                         "password_unfit",
                                                         "not_logged_in",
                                                         "content_mismatch",
                                                         "too_large",
                                                         "busy",
                                                         "gateway_time_out"});
static_assert(kNames.size() == static_cast<std::size_t>(ClaimOutcome::kGatewayTimeOut) + 1);

}  // namespace

std::string_view name_of(ClaimOutcome outcome) {
  return kNames[static_cast<std::size_t>(outcome)];
}

}  // namespace kazasu::claims
