// The keys of a card profile: what each takes and what it changes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "emulators/card/card_profile.h"

namespace kazasu::adapters {

struct CardProfileField {
  std::string_view key;
  std::string_view expectation;  // "0 to 3, or all"
  // Empty when `text` was understood; otherwise what was expected instead.
  std::string (*set)(card::CardProfile& profile, std::string_view text);
};
std::span<CardProfileField const> card_profile_fields();

// What a profile says that cannot be true together; empty when nothing.
std::string contradiction_in(card::CardProfile const& profile);

}  // namespace kazasu::adapters
