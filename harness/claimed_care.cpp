#include "harness/claimed_care.h"

namespace kazasu::harness {

void ClaimedCareConfirmation::care_claimed(claims::ClaimedCare const& care, sim::Instant now) {
  confirmation_.confirm_care({.station = care.station, .person = care.person, .month = care.month}, now);
}

}  // namespace kazasu::harness
