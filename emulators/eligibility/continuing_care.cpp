#include "emulators/eligibility/continuing_care.h"

#include "emulators/eligibility/registry.h"
#include "emulators/identity/home_station.h"
#include "sim/random.h"

namespace kazasu::eligibility {

bool is_continuing(ContinuingCare const& care, identity::PersonIndex person) {
  auto random = sim::RandomStream{care.seed, "continuing care", person};
  return random.chance(care.share_ppm);
}

sim::Instant first_consent(ContinuingCare const& care, identity::PersonIndex person) {
  auto random = sim::RandomStream{care.seed, "first consent", person};
  return care.start - std::chrono::days{1 + static_cast<int>(random.below(60))};
}

void begin_continuing_care(EligibilitySystem& system, ContinuingCare const& care,
                           identity::PersonSource const& people) {
  if (care.share_ppm == 0) return;
  for (identity::PersonIndex person = 0; person < care.people; ++person) {
    if (!is_continuing(care, person)) continue;
    auto const given = first_consent(care, person);
    auto items = ConsentSet::all();
    if (age_on(people.person(person).birth_date, sim::date_jst(given)) < kCheckupConsentAge) {
      items.withhold(ConsentItem::kHealthCheckup);
    }
    system.remember_consent(person, identity::home_station(person, care.people, care.stations),
                            {.given = given, .items = items, .until = consent_valid_until(given)});
  }
}

}  // namespace kazasu::eligibility
