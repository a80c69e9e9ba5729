// Drawing of the dates of a synthetic card certificate: they decide the birthday, never the other way round.
#pragma once

#include <chrono>

#include "emulators/identity/population_settings.h"
#include "sim/random.h"

namespace kazasu::identity {

struct CardValidity {
  std::chrono::year_month_day birth_date;
  sim::Instant not_before;  // in office hours
  sim::Instant not_after;   // 23:59:59 JST on the fifth birthday after the day of issue
};

// `age` is the age in years on `start`. Below kYoungest the birthday follows from the certificate alone and
// the age becomes what that says. Nobody is born on 29 February.
inline constexpr int kYoungest = 7;
CardValidity draw_card_validity(sim::RandomStream& random, std::chrono::sys_days start, int age,
                                CertificateMix const& mix);

}  // namespace kazasu::identity
