// The people of a population as holders of one kind of card.
#pragma once

#include <cstdint>

#include "emulators/card/card_profile.h"
#include "emulators/identity/population.h"

namespace kazasu::card {

// What all cards of a run have in common.
struct CardCalendar {
  std::uint64_t seed = 1;
  sim::Instant first_day = {};  // profiles count their days from here
};

// Each person with the dates, the serial number and the PIN that the profile makes of his own. A function of
// (seed, person, profile); what an ordinary card leaves alone is the person's. Thread-safe where the
// population is.
class ProfiledPeople final : public identity::PersonSource {
 public:
  // `people` and `profile` outlive this.
  ProfiledPeople(identity::PersonSource const& people, CardProfile const& profile,
                 CardCalendar const& calendar)
      : people_(people), profile_(profile), calendar_(calendar) {}

  std::uint64_t people() const override { return people_.people(); }
  // Throws std::invalid_argument for a card issued again where the population has none.
  identity::Person person(identity::PersonIndex index) const override;
  std::optional<identity::PersonIndex> by_certificate_serial(std::uint32_t serial) const override {
    return people_.by_certificate_serial(serial);
  }
  std::uint32_t certificate_serial(identity::PersonIndex index, unsigned issue) const override {
    return people_.certificate_serial(index, issue);
  }

 private:
  void issue_again(identity::Person& person) const;
  void move_expiry(identity::Person& person) const;
  void reset_pin(identity::Person& person) const;

  identity::PersonSource const& people_;
  CardProfile const& profile_;
  CardCalendar calendar_;
};

}  // namespace kazasu::card
