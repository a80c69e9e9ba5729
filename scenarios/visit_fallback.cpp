#include "scenarios/visit_fallback.h"

#include "emulators/eligibility/continuing_care.h"
#include "scenarios/journey_choice.h"

namespace kazasu::scenarios {

namespace {

bool draw(World const& world, std::string_view purpose, identity::PersonIndex person, std::uint32_t ppm) {
  auto random = sim::RandomStream{world.seed, purpose, person};
  return random.chance(ppm);
}

}  // namespace

terminal::AtHome at_home(World const& world, Arrival const& arrival) {
  auto const& scenario = world.scenario;
  auto const& shares = scenario.fallbacks;
  auto const person = arrival.person;
  auto const today = sim::date_jst(world.calendar.at(world.engine.now()));
  auto const standing = world.registry.standing(person);
  auto const has_card =
      card::condition_of(scenario.card_mix, world.seed, person) != card::CardCondition::kAbsent;
  auto at_home = terminal::AtHome{.usable_card = has_card && standing == identity::CardStanding::kRegistered};
  auto const insurance_card = has_card && standing != identity::CardStanding::kUnregistered;
  auto const age = identity::age_on(world.people.person(person).birth_date, today);
  // None was issued before the old cards ended (2024-12-02).
  auto const issued = today >= std::chrono::year{2024} / std::chrono::December / 2;
  at_home.certificate = issued && (!insurance_card || age >= kCertificateAge ||
                                   draw(world, "fallback certificate", person, shares.certificate_ppm));
  at_home.old_card = draw(world, "fallback old card", person, shares.old_card_ppm) &&
                     terminal::old_card_holds(world.registry.history(person), today);
  at_home.portal_screen = draw(world, "fallback portal", person, shares.portal_screen_ppm);
  at_home.qualification_notice = draw(world, "fallback notice", person, shares.notice_ppm);
  at_home.known_patient = eligibility::is_continuing(continuing_care(scenario), person);
  return at_home;
}

}  // namespace kazasu::scenarios
