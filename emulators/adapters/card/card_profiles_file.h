// Card profiles from YAML: those that come with the program, and files of users.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/card/card_profile.h"

namespace kazasu::adapters {

// What came with the program, in the order of its file.
std::vector<card::CardProfile> built_in_card_profiles();

// The same and behind them those of `file`, which may build on them but not replace them. Throws
// std::runtime_error with a line for each mistake: file, line, what was expected, and the nearest right word
// where there is one.
std::vector<card::CardProfile> load_card_profiles(std::filesystem::path const& file);

// The same for a text; `name` stands for the file in mistakes.
std::vector<card::CardProfile> read_card_profiles(std::string const& text, std::string_view name,
                                                  std::vector<card::CardProfile> known);

}  // namespace kazasu::adapters
